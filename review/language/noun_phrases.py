"""Positions and organisations in six cases: only the head of the phrase changes, and what agrees with it.

«Заместитель директора по учебной работе»: the head is «заместитель», all after it stays. Quotes and abbreviations are
never touched; a double post («директор, учитель математики») has two heads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from review.language.wording import wording
from review.language.words import morphology
from review.model.language import CASES, Case, Inflected

_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_QUOTES = re.compile(r"«.*»|\"[^\"]*\"|„.*“")
_POSTS = re.compile(r",\s+|\s+и\s+|\s*/\s*|\s+[–—-]\s+")
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,}(?:-[А-ЯЁ\d]+)*$")
_PLACE_AFTER_DASH = re.compile(r"\s[–—-]\s([А-ЯЁ][а-яё]+)")
_ADJECTIVES = ("ADJF", "PRTF")
_DASHES = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class _Agreement:
    """What the words before the head must agree with."""

    number: str
    gender: str
    animate: bool


@lru_cache(maxsize=10_000)
def inflect_phrase(text: str, *, person: bool) -> Inflected:
    """All cases of a position (`person`), an organisation or a place."""
    changing = _changing(text)
    if person:
        changing = [(start, end, parse, replace(agreement, animate=True)) for start, end, parse, agreement in changing]
    forms: dict[Case, str] = {}
    for case in CASES:
        out = text
        for start, end, parse, agreement in reversed(changing):
            out = out[:start] + _form(text[start:end], parse, agreement, case) + out[end:]
        forms[case] = out
    return Inflected(text, None, forms)


def head(text: str) -> tuple[str, bool] | None:
    """(lemma, is it somebody) of the phrase's head; None for an abbreviation or an unknown word."""
    phrase = _head_phrase(text, 0, [match.span() for match in _QUOTES.finditer(text)])
    if not phrase:
        return None
    parse = next((parse for _, _, parse, _ in phrase if parse.tag.POS == "NOUN"), phrase[-1][2])
    tag = parse.tag
    lemma = str(parse.normal_form).replace("ё", "е")
    return lemma, tag.animacy == "anim" or tag.POS in _ADJECTIVES


def head_words(text: str) -> list[tuple[int, int, Any]]:
    """(start, end, parse) of the head and of the adjectives before it, the head last."""
    quoted = [match.span() for match in _QUOTES.finditer(text)]
    return [(start, end, parse) for start, end, parse, _ in _head_phrase(text, 0, quoted)]


def _changing(text: str) -> list[tuple[int, int, Any, _Agreement]]:
    """(start, end, parse, agreement) of every word that changes, in order."""
    found: list[tuple[int, int, Any, _Agreement]] = []
    quoted = [match.span() for match in _QUOTES.finditer(text)]
    start = 0
    while True:
        found += _head_phrase(text, start, quoted)
        found += _second_name(text, found, quoted)
        border = next((match for match in _POSTS.finditer(text, start + 1) if _begins_post(text, match, quoted)), None)
        if border is None:
            return found
        start = border.end()


def _second_name(
    text: str, phrase: list[tuple[int, int, Any, _Agreement]], quoted: list[tuple[int, int]]
) -> list[tuple[int, int, Any, _Agreement]]:
    """«Учреждение гимназия № 18»: a name without quotes changes with its noun."""
    heads = wording().words("organisation_heads")
    if not phrase or phrase[-1][2].normal_form not in heads or not text[phrase[-1][1] :].startswith(" "):
        return []
    second = _head_phrase(text, phrase[-1][1] + 1, quoted)
    if not second or second[0][0] != phrase[-1][1] + 1 or second[-1][3].number != "sing":
        return []
    return second if second[-1][2].normal_form in heads else []


def _begins_post(text: str, border: re.Match[str], quoted: list[tuple[int, int]]) -> bool:
    """Is what follows a second post, in the nominative and animate, or after a dash a second name of the same?"""
    if any(first < border.start() < last for first, last in quoted):
        return False
    head = _head_phrase(text, border.end(), quoted)
    if not head or head[0][0] != border.end() or head[-1][3].number != "sing":
        return False
    dashed = border.group().strip() in _DASHES and text[border.end()].islower()
    return head[-1][3].animate or dashed


def _head_phrase(text: str, start: int, quoted: list[tuple[int, int]]) -> list[tuple[int, int, Any, _Agreement]]:
    """The head of the phrase that begins here and the adjectives before it."""
    rest = text[start:].lstrip().lower()
    if any(
        rest.startswith(fixed) and not rest[len(fixed) : len(fixed) + 1].isalpha()
        for fixed in wording().words("fixed_heads")
    ):
        return []
    before: list[tuple[int, int, list[Any]]] = []
    possible: list[tuple[int, int, Any, _Agreement]] = []  # «старший»: a noun, unless a noun follows
    for match in _WORD.finditer(text, start):
        if any(first <= match.start() < last for first, last in quoted) or _ABBREVIATION.match(match.group()):
            break
        word = match.group()
        parses = _nominative(word)
        noun = next((parse for parse in parses if parse.tag.POS == "NOUN"), None)
        adjectives = [parse for parse in parses if parse.tag.POS in _ADJECTIVES]
        if noun is not None and _agree(before, noun):
            if not adjectives:
                return _with_place(text, _agreed(before, match, noun))
            possible = possible or _agreed(before, match, noun)
        if adjectives:
            before.append((*match.span(), adjectives))
        elif before or not _is_adverb(word):
            break
    return possible or _substantive(before)


def _nominative(word: str) -> list[Any]:
    parses = [parse for parse in morphology().parse(word) if "nomn" in parse.tag and "Abbr" not in parse.tag]
    if "-" in word and not any(parse.tag.POS in _ADJECTIVES for parse in parses):
        first, *others = word.lower().split("-")
        fixed = first in wording().words("fixed_first_parts")
        nouns = [
            next((parse for parse in _nominative(part) if parse.tag.POS == "NOUN"), None)
            for part in (others if fixed else (first, *others))
        ]
        if all(noun is not None for noun in nouns):
            return [_Joined((None, *nouns) if fixed else tuple(nouns))]
    # A singular noun before a plural one, an animate before a thing, but adjectives stay in the dictionary's order.
    return sorted(parses, key=lambda parse: (parse.tag.number == "plur", "Surn" in parse.tag or "Name" in parse.tag))


@dataclass(frozen=True, slots=True)
class _Joined:
    """«Педагог-психолог»: both parts change, the first one rules. A part that never changes is None («пресс-»)."""

    parts: tuple[Any, ...]

    @property
    def _ruling(self) -> Any:  # noqa: ANN401 - pymorphy3 ships no types
        return next(part for part in self.parts if part is not None)

    @property
    def tag(self) -> Any:  # noqa: ANN401 - pymorphy3 ships no types
        return self._ruling.tag

    @property
    def normal_form(self) -> str:
        return str(self._ruling.normal_form)


def _is_adverb(word: str) -> bool:
    return any(parse.tag.POS == "ADVB" for parse in morphology().parse(word))


def _agree(before: list[tuple[int, int, list[Any]]], noun: Any) -> bool:  # noqa: ANN401 - pymorphy3 ships no types
    return all(any(_agrees(parse.tag, noun.tag) for parse in parses) for _, _, parses in before)


def _agrees(adjective: Any, noun: Any) -> bool:  # noqa: ANN401 - pymorphy3 ships no types
    if adjective.number != noun.number:
        return False
    return adjective.number == "plur" or adjective.gender == noun.gender or "Ms-f" in noun


def _agreed(
    before: list[tuple[int, int, list[Any]]],
    head: re.Match[str],
    noun: Any,  # noqa: ANN401 - pymorphy3 ships no types
) -> list[tuple[int, int, Any, _Agreement]]:
    agreement = _Agreement(noun.tag.number or "sing", noun.tag.gender or "masc", noun.tag.animacy == "anim")
    adjectives = [
        (start, end, next(parse for parse in parses if _agrees(parse.tag, noun.tag)), agreement)
        for start, end, parses in before
    ]
    return [*adjectives, (*head.span(), noun, agreement)]


def _substantive(before: list[tuple[int, int, list[Any]]]) -> list[tuple[int, int, Any, _Agreement]]:
    """«Исполняющий обязанности», «ответственный за …»: no noun agrees, the last adjective is the head."""
    if not before:
        return []
    tag = before[-1][2][0].tag
    agreement = _Agreement(tag.number or "sing", tag.gender or "masc", animate=True)
    return [
        (start, end, next((parse for parse in parses if _agrees(parse.tag, tag)), parses[0]), agreement)
        for start, end, parses in before
    ]


def _with_place(text: str, phrase: list[tuple[int, int, Any, _Agreement]]) -> list[tuple[int, int, Any, _Agreement]]:
    """«Город Махачкала» and «округ – Югра»: the name changes with its noun."""
    start, end, noun, _ = phrase[-1]
    if text[start:end].lower() in wording().words("declined_places"):
        match = re.compile(r"\s+(" + _WORD.pattern + ")").match(text, end)
    else:
        match = _PLACE_AFTER_DASH.match(text, end)
    if match is None or not match[1][0].isupper():
        return phrase
    parse = next((parse for parse in _nominative(match[1]) if parse.tag.number == "sing"), None)
    if parse is None or noun is None:
        return phrase
    agreement = _Agreement("sing", parse.tag.gender or "masc", animate=False)
    return [*phrase, (*match.span(1), parse, agreement)]


def _form(written: str, parse: Any, agreement: _Agreement, case: Case) -> str:  # noqa: ANN401 - pymorphy3 ships no types
    if case == "nomn":
        return written
    if isinstance(parse, _Joined):
        pieces = zip(written.split("-"), parse.parts, strict=True)
        return "-".join(piece if part is None else _form(piece, part, agreement, case) for piece, part in pieces)
    if case == "accs" and agreement.animate and (parse.tag.animacy, parse.tag.gender) == ("inan", "masc"):
        case = "gent"  # «тьютора»: the dictionary takes an unknown post for a thing
    grammemes = {case, agreement.number}
    if parse.tag.POS in _ADJECTIVES:
        if agreement.number == "sing":
            grammemes.add(agreement.gender)
        if case == "accs" and (agreement.number == "plur" or agreement.gender == "masc"):
            grammemes.add("anim" if agreement.animate else "inan")
    found = parse.inflect(grammemes)
    return written if found is None else _like(written, found.word)


def _like(sample: str, word: str) -> str:
    if "ё" not in sample.lower() and "ё" in word and word.replace("ё", "е")[: len(sample) - 2] == sample.lower()[:-2]:
        word = word if word.index("ё") >= len(sample) - 2 else word.replace("ё", "е")
    if len(sample) > 1 and sample.isupper():
        return word.upper()
    pieces = zip(sample.split("-"), word.split("-"), strict=False)
    return "-".join(new[:1].upper() + new[1:] if old[:1].isupper() else new for old, new in pieces)
