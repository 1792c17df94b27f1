"""People named in a text: with initials on either side, or by name and patronymic, in any case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from review.language.names import inflect_name
from review.language.wording import wording
from review.language.words import morphology
from review.model.language import CASES, PersonSpan
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{3,}(?:-[А-ЯЁ]{3,})?"
_INITIALS = re.compile(r"(?<![А-ЯЁа-яё.])[А-ЯЁ]\.\s?(?:-\s?[А-ЯЁ]\.\s?)?(?:[А-ЯЁ]\.)?")
_LEFT = re.compile(rf"(?<![А-ЯЁа-яё-])({_SURNAME})\s?$")
_RIGHT = re.compile(rf"\s?({_SURNAME})(?![а-яё])")
_NAMESAKE = re.compile(
    r"(?:(?<![а-я])(?:им|ул|пер|пл|просп|пр)\.|имени|улиц[аеуы]|площад[иь]|памяти|колхоз[а-я]*)\s?\"?(?:[А-Яа-яё]+\s){0,3}$"
)
_CAPITALISED = re.compile(r"[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]{2,})(?:-[А-ЯЁ]?(?:[а-яё]+|[А-ЯЁ]+))*")
_PATRONYMIC = re.compile(r"(?:[а-я]{2,}(?:[ое]вич|[а-я]ич)(?:а|у|ем|ом|е)?|[а-я]{2,}(?:[ое]вн|ичн)(?:а|ы|е|у|ой|ою))$")
_TURKIC = re.compile(r"\s?-?\s?(?:оглы|оглу|улы|кызы|гызы)(?![а-я])")
_SURNAME_LIKE = re.compile(
    r"(?:[оеё]в|[иы]н|[сц]к(?:ий|ой))(?:а|у|ым|ом|е|ой|ых|ого|ому|ую|ая)?$|(?:енко|чук|юк|ян|янц|дзе|швили|ия|ых|их|ец|ик|ко)$"
)
GIVEN_REACH = 40


@dataclass(frozen=True, slots=True)
class _Person:
    start: int
    end: int
    surname: str
    initials: str


def find_persons(text: str) -> list[PersonSpan]:
    """People, in order of place, none overlapping."""
    plain = normal(text)
    found = sorted((*_by_patronymic(plain.text), *_by_initials(plain.text)), key=lambda one: (one.start, -one.end))
    spans: list[PersonSpan] = []
    last_end = 0
    for person in found:
        if person.start < last_end:
            continue
        last_end = person.end
        start, end = plain.span(person.start, person.end)
        surname = _with_yo(person.surname, text[start:end])
        spans.append(PersonSpan(start, end, text[start:end], surname, person.initials))
    return spans


def _with_yo(surname: str, words: str) -> str:
    """The dictionary's form with the «ё» of the written one."""
    for match in re.finditer(r"[А-Яа-яЁё-]+", words):
        written = match.group()
        if "ё" in written and written[0] == surname[:1] and len(written) >= len(surname) - 1:
            return "".join(
                "ё" if letter == "е" and written[place : place + 1] == "ё" else letter
                for place, letter in enumerate(surname)
            )
    return surname


def _by_initials(text: str) -> Iterator[_Person]:
    for match in _INITIALS.finditer(text):
        letters = re.findall(r"[А-ЯЁ]", match.group())
        left = _LEFT.search(text, max(0, match.start() - GIVEN_REACH), match.start())
        right = _RIGHT.match(text, match.end())
        left_score = _likeness(left[1]) if left else 0.0
        right_score = _likeness(right[1]) if right else 0.0
        needed = 1.0 if len(letters) == 1 else 0.5
        if max(left_score, right_score) < needed:
            continue
        if left is not None and left_score >= right_score:
            person = _Person(
                left.start(1), match.start() + len(match.group().rstrip()), nominative(left[1]), "".join(letters)
            )
        elif right is not None:
            person = _Person(match.start(), right.end(1), nominative(right[1]), "".join(letters))
        else:
            continue
        if not _NAMESAKE.search(text, max(0, person.start - GIVEN_REACH), person.start):
            yield person


@lru_cache(maxsize=20_000)
def _likeness(word: str) -> float:
    """How far a word looks like a surname."""
    low = word.lower()
    parses = morphology().parse(low.rpartition("-")[2])
    if any("Surn" in parse.tag and parse.is_known for parse in parses):
        return 2.0
    known = any(parse.is_known for parse in parses)
    if known:
        if "-" in low:
            return 1.0
        posts = wording().words("posts")
        nouns = [parse for parse in parses if parse.tag.POS == "NOUN" and parse.tag.number == "sing" and parse.is_known]
        if not nouns or any("Abbr" in parse.tag or parse.normal_form in posts for parse in nouns):
            return 0.0
        return 0.5
    if word.isupper() and len(word) < 4:  # noqa: PLR2004 - an abbreviation rather than a surname
        return 0.0
    return 2.0 if _SURNAME_LIKE.search(low) else 1.5


def _by_patronymic(text: str) -> Iterator[_Person]:
    words = list(_CAPITALISED.finditer(text))
    for place, match in enumerate(words):
        if not place or not _is_patronymic(text, match):
            continue
        given = words[place - 1]
        if not _adjacent(text, given, match) or not _may_be_given(given.group()):
            continue
        turkic = _TURKIC.match(text, match.end())
        end = turkic.end() if turkic else match.end()
        initials = given.group()[0] + match.group()[0]
        before = words[place - 2] if place > 1 and _adjacent(text, words[place - 2], given) else None
        after = words[place + 1] if place + 1 < len(words) and text[end : words[place + 1].start()] == " " else None
        surname = _surname(before, after)
        names = f"{given.group()} {text[match.start() : end]}"
        if surname is None:
            yield _Person(given.start(), end, "", initials)
            continue
        person = _Person(
            min(given.start(), surname.start()),
            max(end, surname.end()),
            _agreed_surname(surname.group(), names),
            initials,
        )
        if not _NAMESAKE.search(text, max(0, person.start - GIVEN_REACH), person.start):
            yield person


def _is_patronymic(text: str, match: re.Match[str]) -> bool:
    word = match.group().lower()
    if _TURKIC.match(text, match.end()):
        return True
    return bool(_PATRONYMIC.search(word)) and any(
        "Patr" in parse.tag or not parse.is_known for parse in morphology().parse(word)
    )


def _adjacent(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] == " "


def _may_be_given(word: str) -> bool:
    parses = morphology().parse(word.lower())
    return any("Name" in parse.tag for parse in parses) or not any(parse.is_known for parse in parses)


def _surname(before: re.Match[str] | None, after: re.Match[str] | None) -> re.Match[str] | None:
    """The more likely of the two neighbours."""
    before_score = _likeness(before.group()) if before else 0.0
    after_score = _likeness(after.group()) if after else 0.0
    if max(before_score, after_score) < 0.5:  # noqa: PLR2004 - a common noun may still be a surname
        return None
    if after is not None and after_score > before_score and after_score >= 1:
        return after
    return before if before_score else None


@lru_cache(maxsize=20_000)
def nominative(surname: str) -> str:
    """The nominative of a surname beside initials; as written when several would do and the written one may be it."""
    if "-" in surname:
        return "-".join(nominative(part) for part in surname.split("-"))
    parses = [
        parse for parse in morphology().parse(surname.lower()) if "Surn" in parse.tag and parse.tag.number != "plur"
    ]
    if not parses or any("nomn" in parse.tag for parse in parses):
        return surname
    form = parses[0].inflect({"nomn", "sing"})
    if form is None:
        return surname
    return str(form.word).upper() if surname.isupper() else str(form.word).capitalize()


@lru_cache(maxsize=20_000)
def _agreed_surname(surname: str, names: str) -> str:
    """The nominative of a surname in the case and gender of the name beside it."""
    given, patronymic, *rest = names.split()
    gender, case = _gender_and_case(patronymic)
    if not gender:
        last = (rest or [patronymic])[-1].lower()
        gender = "f" if last.endswith(("зы", "зи")) else "m"
        case = next((str(parse.tag.case) for parse in morphology().parse(given.lower()) if "Name" in parse.tag), "nomn")
    if case == "nomn":
        return surname
    sample = {"m": "Иван Иванович", "f": "Анна Ивановна"}[gender]
    for candidate in _candidates(surname, gender):
        forms = inflect_name(f"{candidate} {sample}").forms
        if any(forms[each].split()[0].lower() == surname.lower() for each in CASES if each == case):
            return candidate.upper() if surname.isupper() else candidate
    return nominative(surname)


def _gender_and_case(patronymic: str) -> tuple[str, str]:
    low = patronymic.lower()
    feminine = re.search(r"(?:вн|чн)(а|ы|е|у|ой|ою)$", low)
    if feminine:
        return "f", {"а": "nomn", "ы": "gent", "е": "datv", "у": "accs"}.get(feminine[1], "ablt")
    masculine = re.search(r"ич(а|у|ем|ом|е)?$", low)
    if masculine:
        return "m", {None: "nomn", "а": "gent", "у": "datv", "е": "loct"}.get(masculine[1], "ablt")
    return "", ""


def _candidates(surname: str, gender: str) -> Iterator[str]:
    """Nominatives the form may come from, the likeliest first."""
    endings = ("а", "ая", "", "я", "ь") if gender == "f" else ("", "ий", "ой", "ый", "а", "ь", "й", "я", "о")
    for cut in (1, 2, 3, 0):
        base = surname[: len(surname) - cut]
        if cut and len(base) < 2:  # noqa: PLR2004 - nothing is left of the surname
            return
        for ending in endings:
            if cut or not ending:
                yield base + ending
