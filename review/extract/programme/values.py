"""Values of an indicator written in one line: every number, its unit, and the moment it stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.programme.roles import Role, role_of
from review.model.language import Quantity
from review.model.programme import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.extract.scene import Scene

_FIGURE = re.compile(r"(?<![\d.,№])\d{1,3}(?: \d{3})+(?![\d])|(?<![\d.,№])\d+(?:,\d+|\.\d{1,2}(?![\d.]))?")
_UNIT_AFTER = re.compile(
    r"\s*(%|процент\w*(?: пункт\w*)?|п\. ?п\.|чел(?:\.|овек\w*)?|балл\w*|ед(?:\.|иниц\w*)|шт\.?|час\w*|раз\w*)"
)
_NO_VALUE = re.compile(
    r"(?:-?[йея]е?)?\s*(?:этап|полугоди|класс|кл\.|январ|феврал|март|апрел|ма[йя](?![а-я])|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр|год|г\.|гг|задач|\d{1,2}\.\d)"
)
_NUMBERED = re.compile(r"(?:этап\w*|класс\w*|задач\w*|№|показател\w*)\s*$")
_COUNTED = re.compile(r"(?:\d|\bi{1,3}|\biv|перв\w+|втор\w+|трет\w+)(?:-?[йея]е?|-го|-м)?\s+этап\w*\s*$")
_DATE = re.compile(
    r"\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?:\s?г(?:\.|ода?)?)?|\d{1,2}\s(?:январ|феврал|март|апрел|ма[йя]|июн"
    r"|июл|август|сентябр|октябр|ноябр|декабр)\w*(?:\s20\d\d)?|20\d\d"
)
_OUT_OF = re.compile(r"(?<![а-я])из\s*$")
_AFTER = re.compile(r"\s*\(([^)]{3,40})\)")
_PIECE_END = re.compile(r"[,;]")
_LIST = 3
_CHAIN = re.compile(r"[^;]*?(?:→|->|=>|⇒|/(?=\s*\d))")
_CHAIN_ROLES: dict[int, tuple[Role, ...]] = {
    2: ("baseline", "target"),
    3: ("baseline", "stage1", "target"),
    4: ("baseline", "stage1", "stage2", "target"),
}


def values_after(scene: Scene, text: str, start: int) -> tuple[Value, ...]:
    """Numbers of the part of a line that only tells values; `start` is where it begins."""
    quantities = sorted([*_quantities(scene, text, start), *_spelt(scene, text, start)], key=lambda one: one.start)
    plain = [q for q in quantities if not _bracketed(text, q.start)] or quantities  # «доля уроков (27 % → 60 %)»
    if _CHAIN.match(text, start) and len(plain) in _CHAIN_ROLES:
        return tuple(Value(q, role) for q, role in zip(plain, _CHAIN_ROLES[len(plain)], strict=True))
    return tuple(_roled(scene, text, quantities, start))


def values_within(scene: Scene, text: str) -> tuple[Value, ...]:
    """Numbers of a sentence that names indicator and value together."""
    changes = scene.language.changes(text)
    if changes:
        return (Value(changes[0].baseline, "baseline"), Value(changes[0].target, "target"))
    return tuple(_roled(scene, text, scene.language.quantities(text), 0))


def _quantities(scene: Scene, text: str, start: int) -> Iterator[Quantity]:
    """The language's quantities, and bare numbers it would not take for one outside a list of values."""
    known = {quantity.start: quantity for quantity in scene.language.quantities(text)}
    dates = [match.span() for match in _DATE.finditer(text) if not _is_value(text, match)]
    unit = ""
    for match in _FIGURE.finditer(text, start):
        before = text[: match.start()].lower()
        inside_date = any(begin <= match.start() < end for begin, end in dates)
        if (
            inside_date
            or _NO_VALUE.match(text[match.end() :].lower())
            or (_NUMBERED.search(before) and not _COUNTED.search(before))
        ):
            continue
        quantity = known.get(match.start())
        if quantity is None or quantity.unit in ("", "ед."):
            written = _UNIT_AFTER.match(text, match.end())
            unit_here = _unit(written[1]) if written else unit
            if not written and _bracketed(text, match.start()):
                continue
            value = float(match.group().replace(" ", "").replace(",", "."))
            quantity = Quantity(match.start(), match.end(), match.group(), value, unit_here)
        if _OUT_OF.search(text[: match.start()]):
            continue
        unit = unit if _bracketed(text, match.start()) else quantity.unit
        yield quantity


def _spelt(scene: Scene, text: str, start: int) -> list[Quantity]:
    """Numbers written in words: «тридцать восемь процентов в марте»."""
    return [q for q in scene.language.quantities(text) if q.start >= start and not any(c.isdigit() for c in q.words)]


def _unit(written: str) -> str:
    """One spelling for each unit."""
    for start, unit in (
        ("чел", "чел."),
        ("процентн", "п. п."),
        ("п", "%"),
        ("ед", "ед."),
        ("балл", "балл"),
        ("шт", "шт."),
    ):
        if written.startswith(start):
            return unit
    return written


def _is_value(text: str, match: re.Match[str]) -> bool:
    """«20,5» is no date; «12.5 %» neither."""
    return re.match(r"\s*(?:%|балл|чел)", text[match.end() :]) is not None and match.group().count(".") == 1


def _roled(scene: Scene, text: str, quantities: Sequence[Quantity], start: int) -> Iterator[Value]:
    led = _led_by_values(scene, text, quantities, start)
    if led:
        yield from led
        return
    place, last = start, None
    for quantity in quantities:
        between = text[place : quantity.start].lower()
        after = _AFTER.match(text.lower(), quantity.end)
        said = role_of(scene, after[1]) if after and not _UNIT_AFTER.search(after[1]) else None
        role = said or role_of(scene, between[-60:]) or _from_to(between)
        if role is None and last is not None and re.fullmatch(r"[\s(/,;]*", between):
            role = last  # «58 чел. (20,3 %)»: the same value twice
        if role is None:
            role = "other" if quantity.comparison == "by" else "target"
        yield Value(quantity, role)
        place, last = (after.end() if after and said else quantity.end), role


def _led_by_values(scene: Scene, text: str, quantities: Sequence[Quantity], start: int) -> list[Value]:
    """«44 % в марте, 50 % к 1 июня, 60 % в декабре»: each number stands before its time."""
    if len(quantities) < _LIST or role_of(scene, text[start : quantities[0].start].lower()[-60:]) is not None:
        return []
    ends = [*(quantity.start for quantity in quantities[1:]), len(text)]
    pieces = [
        _PIECE_END.split(text[q.end : end].lower(), maxsplit=1)[0] for q, end in zip(quantities, ends, strict=True)
    ]
    roles = [role_of(scene, piece) if piece.strip() else None for piece in pieces]
    if any(role is None for role in roles):
        return []
    return [Value(quantity, role) for quantity, role in zip(quantities, roles, strict=True) if role is not None]


def _from_to(between: str) -> Role | None:
    """«с 38,2 % … до 30,9 %»."""
    if re.search(r"(?<![а-я])(?:с|со|от)\s*$", between):
        return "baseline"
    return "target" if re.search(r"(?<![а-я])до\s*$", between) else None


def _bracketed(text: str, place: int) -> bool:
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)
