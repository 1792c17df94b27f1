"""Schools named in the text, with keys comparable across wordings and cases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.extract.stems import stem, words
from review.model.programme import SchoolMention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.extract.scene import Scene, Unit
    from review.model.programme import Where

_ABBREVIATION = (
    r"(?:М[БКА]?Н?ОУ|МОБУ|МОКУ|МОАУ|М[БКА]ОО|[ОК]?Г[БКА]?ОУ|ОГ[БКА]ОУ|КГ[БКА]ОУ|ГБНОУ|ФГ[БКА]ОУ|ЧОУ|[БКА]ОУ|НОУ)"
)
_TYPE = (
    r"(?i:(?:(?:средн|основн|начальн)\w+ )?(?:обще)?образовательн\w+ школ\w+(?: ?- ?интернат\w*)?"
    r"|(?:средн|основн|начальн)\w+ школ\w+"
    r"|школ(?:а|ы|е|у|ой)(?: ?- ?интернат\w*)?|сош|оош|нош|сш|ош|скоши|гимнази\w+|лице(?:й|я|ю|ем|е)"
    r"|прогимнази\w+|интернат\w*|общеобразовательн\w+ учреждени\w+)"
)
_NUMBER = (  # «приказ школы № 46-од» names no school
    r"(?:\s?(?:№|N)\s?(?P<number>\d+)(?![\d/])(?!\s?-\s?[а-яА-Я]{1,3}(?![а-яА-Я]))(?!\s+от\s\d))"
)
_ADJECTIVE = r"(?P<adjective>[А-Я][А-Яа-я]+(?:-[А-Яа-я]+)*(?i:ая|ой|ую|ою|ое|ого|ому|ом|ий|ый|им|ым|яя|ей|юю))"
_NAMED = re.compile(rf"{_ADJECTIVE}(?P<typed> {_TYPE})(?![а-я]){_NUMBER}?")
_NUMBERED = re.compile(
    rf"(?<![А-Яа-я])(?P<typed>{_TYPE}){_NUMBER}(?:\s(?:г\.|города|п\.|с\.|села|поселка|ст\.)\s?(?P<place>[А-Я][а-я]+))?"
)
_PLACED = re.compile(
    rf'(?<![А-Яа-я])(?P<typed>{_TYPE})"? (?:с\.|п\.|д\.|г\.|ст\.|х\.|пос\.|пгт\.?|рп\.?|села|поселка'
    rf"|деревни|города|станицы|хутора)\s?(?P<place>[А-Я][а-я]+(?:[ -][А-Я][а-я]+)?)"
)
_ABBREVIATED = re.compile(
    rf"(?<![А-Яа-я]){_ABBREVIATION}(?![а-яА-Я])[ "
    rf'-]*(?P<rest>"[^"\n]{{0,60}}"(?=[А-Я])[^"\n]{{2,80}}"{{1,2}}|"[^"\n]{{2,110}}"{{1,2}}'
    rf'|[^"\n,;.()]{{0,70}}(?:[сгпд]\. ?[А-Я][а-я]+)?)'
)
_FULL = re.compile(
    r"(?i:(?:муниципальн|государственн|областн|краев)\w+ (?:[а-я]+ ){0,3}общеобразовательн\w+ "
    r'(?:учреждени|организаци)\w+)\s*(?P<rest>"[^"\n]{0,60}"(?=[А-Я])[^"\n]{2,80}"{1,2}'
    r'|"[^"\n]{2,150}"{1,2})'
)
_IN_PLACE = re.compile(
    r"(?<![А-Яа-я])(?:с\.|п\.|д\.|г\.|ст\.|х\.|пос\.|пгт\.?|р\. ?п\.|рп\.?|села|поселка|деревни|города"
    r"|станицы|хутора)\s?(?P<place>[А-Я][а-я]+(?:[ -][А-Я][а-я]+)?)"
)
_MAY = re.compile(r"школ|сош|оош|нош|гимнази|лице|[бкамг]оу|интернат|(?<![а-я])сш(?![а-я])")
_OTHER = re.compile(
    r"\s*(?:искусств|танц|мастер|олимпийск|молод|будущ|педагог|родител|безопасн|полного|россии"
    r"|министерств|актив|которым|успех|здоров|юн|лидер|наставник)"
)
_FOREIGN = re.compile(r"куратор|соседн|партн|на базе|сетев|совместно|опорн|стажиров")
_FORMS = (
    ("гимнази", "гимназия"), ("лице", "лицей"), ("интернат", "интернат"), ("средн", "сош"), ("сош", "сош"),
    ("основн", "оош"), ("оош", "оош"), ("начальн", "нош"), ("нош", "нош"), ("сш", "сош"), ("ош", "оош"),
)  # fmt: skip
_OWN_PLACES = ("title", "approval", "header", "passport")


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    form: str
    number: str
    stem: str


def schools(scene: Scene, where: Callable[[Unit], Where]) -> tuple[SchoolMention, ...]:
    """Every school named, in order of the document."""
    common = frozenset(stem(word) for word in scene.vocabulary.words("not_school_names"))
    made = []
    for unit in scene.units:
        if not _MAY.search(unit.lower):
            continue
        place = where(unit)
        for found in _in(unit, common):
            if not (found.form or found.number or found.stem):
                continue
            before = unit.lower[max(0, found.start - 45) : found.start]
            after = unit.lower[found.end : found.end + 30]
            speaks = place in _OWN_PLACES or bool(re.search(r"далее\s*-", after))
            made.append(
                SchoolMention(
                    quote=scene.quote(unit, found.start, found.end),
                    where=place,
                    form=found.form,
                    number=found.number,
                    stem=found.stem,
                    own=speaks and not _FOREIGN.search(before),
                )
            )
    return tuple(made)


def _in(unit: Unit, common: frozenset[str]) -> list[_Match]:
    text = unit.norm.text
    found = sorted(_matches(text, common), key=lambda m: (-(m.end - m.start), m.start))
    kept: list[_Match] = []
    for match in found:
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def _matches(text: str, common: frozenset[str]) -> Iterator[_Match]:
    for match in _FULL.finditer(text):
        yield _inside(match, common)
    for match in _ABBREVIATED.finditer(text):
        yield _inside(match, common)
    for match in _NAMED.finditer(text):
        word = stem(match["adjective"].lower())
        if word not in common and not _OTHER.match(text[match.end() :].lower()):
            yield _Match(
                match.start(), match.end(), _form(match["typed"]), match["number"] or "", _base(match["adjective"])
            )
    for pattern in (_NUMBERED, _PLACED):
        for match in pattern.finditer(text):
            place = match["place"] or ""
            number = match["number"] if "number" in match.re.groupindex else ""
            yield _Match(match.start(), match.end(), _form(match["typed"]), number or "", _base(place))


def _inside(match: re.Match[str], common: frozenset[str]) -> _Match:
    """A name after «МБОУ» or after the full form: what it says of type, number and place."""
    rest = match["rest"].rstrip()
    end = match.start("rest") + len(rest)
    if not rest.startswith('"'):
        rest, end = _until_name(rest, match.start("rest"))
    named = _NAMED.search(rest)
    number = re.search(_NUMBER, rest)
    placed = _PLACED.search(rest)
    if named is not None and stem(named["adjective"].lower()) not in common:
        distinguishing = _base(named["adjective"])
    elif placed is not None:
        distinguishing = _base(placed["place"])
    else:
        place = _IN_PLACE.search(rest)
        distinguishing = _base(place["place"]) if place else _first_name(rest, common)
    return _Match(match.start(), end, _form(rest), number["number"] if number else "", distinguishing)


def _until_name(rest: str, start: int) -> tuple[str, int]:
    """Without quotes the name ends with its number, type or place."""
    ends = [m.end() for p in (_NAMED, _NUMBERED, _PLACED, re.compile(_TYPE)) for m in p.finditer(rest)]
    length = max(ends, default=0)
    return rest[:length], start + length


def _first_name(rest: str, common: frozenset[str]) -> str:
    """«Росток», «Октябрьская»: the first capitalised word that is no part of the type."""
    for word in re.findall(r"[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)?", rest):
        cut = stem(word.lower())
        if (
            cut not in common
            and not re.fullmatch(_TYPE, word)
            and cut not in {"средн", "основн", "начальн", "им", "имен", "геро"}
        ):
            return _base(word)
    return ""


def _form(text: str) -> str:
    lower = text.lower()
    return next((form for mark, form in _FORMS if re.search(rf"(?<![а-я]){mark}", lower)), "")


def _base(name: str) -> str:
    """The distinguishing words in one form: an adjective's masculine, else the word without its ending."""
    return " ".join(_masculine(word.stem, name[word.start : word.end].lower()) for word in words(name.lower()))


def _masculine(cut: str, word: str) -> str:
    if len(word) - len(cut) >= 2 and cut.endswith(("ск", "цк", "к", "н", "в", "ч", "ш")) and len(cut) > 4:  # noqa: PLR2004
        return cut + ("ий" if cut.endswith(("к", "ч", "ш", "г", "х", "ж", "щ")) else "ый")
    return cut
