"""Numbers with their nouns, as official papers write them: «53 (пятьдесят три) школы», «5 замечаний»."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from review.language.noun_phrases import head_words

if TYPE_CHECKING:
    from review.model.language import Case

_CASES = {"nomn": "n", "gent": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "p"}
_GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
TEN = 10
HUNDRED = 100
TEENS = range(11, 20)
FEW = range(2, 5)


@lru_cache(maxsize=5_000)
def number_words(
    number: int, *, case: Case = "nomn", gender: Literal["m", "f", "n"] = "m", animate: bool = False
) -> str:
    """«двадцатью двумя» for 22 in the instrumental."""
    from num2words import num2words

    return str(num2words(number, lang="ru", case=_CASES[case], gender=gender, animate=animate))


@lru_cache(maxsize=5_000)
def counted(number: int, noun: str, *, case: Case = "nomn", words: bool = False) -> str:
    """The number and its noun («замечание», «критическое замечание») in agreement; with `words` also in brackets."""
    phrase = head_words(noun)
    if not phrase:
        return f"{number} {noun}"
    tag = phrase[-1][2].tag
    animate = tag.animacy == "anim"
    agreed = noun
    for start, end, parse in reversed(phrase):
        is_noun = parse is phrase[-1][2]
        form = parse.inflect(_grammemes(number, case, tag, is_noun=is_noun, animate=animate))
        agreed = agreed[:start] + (form.word if form else agreed[start:end]) + agreed[end:]
    spelled = f" ({number_words(number, case=case, gender=_gender(tag), animate=animate)})" if words else ""
    return f"{number}{spelled} {agreed}"


def _gender(tag: object) -> Literal["m", "f", "n"]:
    return _GENDERS.get(getattr(tag, "gender", None) or "masc", "m")  # type: ignore[return-value]  # three literals


def _grammemes(number: int, case: Case, tag: object, *, is_noun: bool, animate: bool) -> set[str]:
    """The form that goes with the number."""
    ones, is_teen = number % TEN, number % HUNDRED in TEENS
    gender = getattr(tag, "gender", None) or "masc"
    if ones == 1 and not is_teen:
        found = {"sing", case} if is_noun else {"sing", case, gender}
        return found | (
            {"anim" if animate else "inan"} if case == "accs" and gender == "masc" and not is_noun else set()
        )
    few = ones in FEW and not is_teen
    if case == "nomn" or (case == "accs" and not (animate and few and number < TEN)):
        if not few:
            return {"plur", "gent"}
        if is_noun:
            return {"sing", "gent"}
        return {"plur", "nomn"} if gender == "femn" else {"plur", "gent"}
    if case == "accs":
        return {"plur", "gent"}
    return {"plur", case}
