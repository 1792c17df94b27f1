"""Names of people in six cases: pytrovich's rules, a table for what they miss, gender by patronymic, name, surname."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from review.language.wording import wording
from review.language.words import morphology
from review.model.language import CASES, Case, Inflected

if TYPE_CHECKING:
    from collections.abc import Sequence

Gender = Literal["m", "f"]
Role = Literal["lastname", "firstname", "middlename", "fixed"]

_PIECE = re.compile(r"(?:[А-ЯЁ]\.(?:\s?-\s?)?\s?)+(?=[А-ЯЁ][а-яё]|[А-ЯЁ]{2}|\s|$)|[^\s]+")
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.-?\s?)+")
_MALE_PATRONYMIC = re.compile(r"(?:[ое]вич|ьич|[ую]ич|мич|тич|сич|вич|лич|нич|кич)$", re.IGNORECASE)
_FEMALE_PATRONYMIC = re.compile(r"(?:[ое]вна|ична|инична)$", re.IGNORECASE)
_TURKIC = re.compile(r"(?:^|-)(?:(?P<m>оглы|оглу|улы|уулу)|(?P<f>кызы|гызы|кизи))$", re.IGNORECASE)
_FEMALE_SURNAME = re.compile(r"(?:[оеё]ва|[иы]на|[сц]кая|ая|яя)$", re.IGNORECASE)
_MALE_SURNAME = re.compile(r"(?:[оеё]в|[иы]н|[сц]кий|[ыи]й)$", re.IGNORECASE)
_VOWELS = frozenset("аеёиоуыэюя")
FULL = 3  # words of a full name


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    text: str
    role: Role


@lru_cache(maxsize=1)
def _maker() -> Any:  # noqa: ANN401 - pytrovich ships no types
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


@lru_cache(maxsize=1)
def _detector() -> Any:  # noqa: ANN401 - pytrovich ships no types
    from pytrovich.detector import PetrovichGenderDetector

    return PetrovichGenderDetector()


@lru_cache(maxsize=10_000)
def inflect_name(text: str) -> Inflected:
    """All cases of a name. Without a known gender a surname that needs one stays as it is."""
    pieces = _pieces(text)
    gender = _gender(pieces)
    forms: dict[Case, str] = {}
    for case in CASES:
        out = list(text)
        for piece in reversed(pieces):
            out[piece.start : piece.start + len(piece.text)] = _decline(piece, gender, case)
        forms[case] = "".join(out)
    return Inflected(text, gender, forms)


def is_patronymic(word: str) -> bool:
    """«Ивановна», «Ильич», «оглы»."""
    long_enough = len(word) > 4  # noqa: PLR2004 - «Вич» is a surname
    return bool(
        (long_enough and (_MALE_PATRONYMIC.search(word) or _FEMALE_PATRONYMIC.search(word))) or _TURKIC.search(word)
    )


def _pieces(text: str) -> list[_Piece]:
    found = [(match.start(), match.group().rstrip()) for match in _PIECE.finditer(text)]
    words = [word for _, word in found]
    roles = _roles(words)
    return [_Piece(start, word, role) for (start, word), role in zip(found, roles, strict=True)]


def _roles(words: Sequence[str]) -> list[Role]:
    """What each word of a name is."""
    roles: list[Role] = ["fixed" if _INITIALS.fullmatch(word) else "lastname" for word in words]
    plain = [place for place, role in enumerate(roles) if role != "fixed"]
    turkic = [place for place in plain if place and _TURKIC.search(words[place])]
    if turkic:
        roles[turkic[0]] = "fixed"
        if "-" not in words[turkic[0]]:
            roles[turkic[0] - 1] = "fixed"
        plain = [place for place in plain if roles[place] != "fixed"]
        if len(plain) > 1:
            roles[plain[1]] = "firstname"
        return roles
    patronymic = next((place for place in plain[1:] if is_patronymic(words[place])), None)
    if patronymic is not None and len(plain) >= FULL - 1:
        roles[patronymic] = "middlename"
        name = patronymic - 1
        if roles[name] == "lastname":
            roles[name] = "firstname"
    elif len(plain) == FULL - 1:
        roles[plain[_first_name(words[plain[0]], words[plain[1]])]] = "firstname"
    elif len(plain) >= FULL:
        for place in plain[1:]:
            roles[place] = "firstname"
    return roles


def _first_name(one: str, other: str) -> int:
    """Which of two words is the given name."""
    return 0 if is_given(one) and not is_given(other) else 1


def is_given(word: str) -> bool:
    """«Кирилл», «Матвеем»: a given name in any case."""
    return any("Name" in parse.tag for parse in morphology().parse(word.lower()))


def _gender(pieces: Sequence[_Piece]) -> Gender | None:
    for piece in pieces:
        turkic = _TURKIC.search(piece.text)
        if turkic:
            return "m" if turkic["m"] else "f"
        if piece.role == "middlename":
            return "f" if _FEMALE_PATRONYMIC.search(piece.text) else "m"
    surnames = [piece.text for piece in pieces if piece.role == "lastname"]
    for surname in surnames:
        if _FEMALE_SURNAME.search(surname):
            return "f"
        if _MALE_SURNAME.search(surname):
            return "m"
    for piece in pieces:
        if piece.role == "firstname" and (gender := _given_gender(piece.text)):
            return gender
    return None


def _given_gender(name: str) -> Gender | None:
    for parse in morphology().parse(name.lower()):
        if "Name" in parse.tag and "nomn" in parse.tag:
            if parse.tag.gender == "femn":
                return "f"
            if parse.tag.gender == "masc" and "Ms-f" not in parse.tag:
                return "m"
    from pytrovich.enums import Gender as Detected

    found = _detector().detect(firstname=name)
    return "m" if found == Detected.MALE else "f" if found == Detected.FEMALE else None


def _decline(piece: _Piece, gender: Gender | None, case: Case) -> str:
    if piece.role == "fixed" or case == "nomn":
        return piece.text
    parts = piece.text.split("-")
    if len(parts) > 1 and parts[-1].lower() in wording().words("name_tails"):  # «Ахмед-хана»: the title alone changes
        return "-".join((*parts[:-1], _like(parts[-1], _decline_word(parts[-1].lower(), piece.role, gender, case))))
    if piece.role != "lastname" or len(parts) == 1:
        return _like(piece.text, _decline_word(piece.text.lower(), piece.role, gender, case))
    fixed = wording().words("surname_prefixes")
    return "-".join(
        part
        if place < len(parts) - 1 and part.lower() in fixed
        else _like(part, _decline_word(part.lower(), "lastname", gender, case))
        for place, part in enumerate(parts)
    )


def _decline_word(word: str, role: Role, gender: Gender | None, case: Case) -> str:
    from pytrovich.enums import Case as Case_
    from pytrovich.enums import Gender as Gender_
    from pytrovich.enums import NamePart

    if word.replace("ё", "е") in wording().words("fixed_names"):
        return word
    if gender is None:
        if word[-1] not in "ая":
            return word
        gender = "f"
    special = _special(word, gender, case) if role == "lastname" else _listed("given_names", word, case)
    if special is not None:
        return special
    cases = {
        "gent": Case_.GENITIVE,
        "datv": Case_.DATIVE,
        "accs": Case_.ACCUSATIVE,
        "ablt": Case_.INSTRUMENTAL,
        "loct": Case_.PREPOSITIONAL,
    }
    part = {"lastname": NamePart.LASTNAME, "firstname": NamePart.FIRSTNAME}.get(role, NamePart.MIDDLENAME)
    sex = Gender_.MALE if gender == "m" else Gender_.FEMALE
    return str(_maker().make(part, sex, cases[case], word))


def _special(word: str, gender: Gender, case: Case) -> str | None:
    """Fleeting vowels and stressed endings of men's surnames."""
    if gender != "m":
        return None
    listed = _listed("surnames", word, case)
    if listed is not None:
        return listed
    if case == "ablt" and word.endswith("ач"):
        return word + "ом"
    if word.endswith("ец") and len(word) > 4 and word[-3] not in _VOWELS:  # noqa: PLR2004 - «Швец» keeps its vowel
        stem = word[:-2] + ("ь" if word[-3] == "л" else "") + "ц"
        return stem + {"gent": "а", "datv": "у", "accs": "а", "ablt": "ом", "loct": "е"}[case]
    return None


def _listed(table: str, word: str, case: Case) -> str | None:
    forms = wording().table(table).get(word)
    return forms.split()[CASES.index(case) - 1] if forms else None


def _like(sample: str, word: str) -> str:
    """The word in the letter case of the sample."""
    if len(sample) > 1 and sample.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if sample[:1].isupper() else word
