"""The form of a paper, made from its fields: inputs with what is known, and typed values back from what was sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from review.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from review.issue.template.fields import Field

MOST_ROWS = 2000
NUMBER = re.compile(r"^-?\d{1,9}$")
NAME, POST = "name", "post"


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `parts` are the inputs of an object or a person, `rows` those of a table; `name` is the form's."""

    name: str
    label: str
    type: str
    value: str
    required: bool
    parts: tuple[Input, ...] = ()
    rows: tuple[tuple[Input, ...], ...] = ()
    nested: bool = False  # rows that hold rows are shown one under another

    @property
    def told(self) -> bool:
        """Was anything written into it?"""
        return bool(self.value) or any(part.told for row in (self.parts, *self.rows) for part in row)


def inputs(known: Iterable[Field], facts: Mapping[str, object], grow: str = "", where: str = "") -> tuple[Input, ...]:
    """Inputs of these fields filled with the facts. `grow` names a table that gets one more row."""
    return tuple(_input(spec, facts.get(spec.name), grow, f"{where}{spec.name}") for spec in known)


def _input(spec: Field, value: object, grow: str, name: str) -> Input:
    shown = Input(name, spec.label, spec.type, "", spec.required)
    match spec.type:
        case "rows" | "people":
            return _table(spec, value if isinstance(value, list) else [], grow, name)
        case "object":
            parts = inputs(spec.parts.values(), value if isinstance(value, dict) else {}, grow, f"{name}.")
        case "person":
            parts = _person(value, name)
        case "organisation":
            told = value if isinstance(value, dict) else {"full": value or ""}
            parts = (_text(f"{name}.full", "Полное наименование", told), _text(f"{name}.short", "Краткое", told))
        case "quantity":
            told = value if isinstance(value, dict) else {}
            parts = (Input(f"{name}.n", spec.label, "number", str(told.get("n", "")), spec.required),)
            parts += (Input(f"{name}.noun", "", "hidden", str(told.get("noun", "")), required=False),)
        case _:
            return Input(name, spec.label, spec.type, _shown(value), spec.required)
    return Input(shown.name, shown.label, shown.type, "", shown.required, parts)


def _person(value: object, name: str) -> tuple[Input, ...]:
    told = value if isinstance(value, dict) else {NAME: value or ""}
    return _text(f"{name}.{NAME}", "Фамилия, имя, отчество", told), _text(f"{name}.{POST}", "Должность", told)


def _text(name: str, label: str, told: Mapping[str, object]) -> Input:
    return Input(name, label, "text", str(told.get(name.rsplit(".", 1)[1]) or ""), required=False)


def _table(spec: Field, values: list[object], grow: str, name: str) -> Input:
    blank = 1 if grow == name or not values else 0
    rows = []
    for number, value in enumerate([*values, *[{}] * blank]):
        place = f"{name}.{number}"
        if spec.type == "people":
            rows.append(_person(value, place))
        else:
            rows.append(inputs(spec.parts.values(), value if isinstance(value, dict) else {}, grow, f"{place}."))
    nested = any(part.type in ("rows", "people", "object") for part in spec.parts.values())
    return Input(name, spec.label, spec.type, "", spec.required, rows=tuple(rows), nested=nested)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, dict):
        return str(value.get("nomn", ""))
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if abs(value) < 10**5 else f"{value:.2f}".replace(".", ",")
    return "" if value is None else str(value)


def read(known: Iterable[Field], sent: Mapping[str, str]) -> dict[str, object]:
    """Typed values of the fields that were sent; None for what was cleared. Raises BadInput naming the field."""
    tree = _tree(sent)
    return {spec.name: _read(spec, tree[spec.name]) for spec in known if spec.name in tree}


Tree = dict[str, "str | Tree"]


def _tree(sent: Mapping[str, str]) -> Tree:
    tree: Tree = {}
    for path, value in sent.items():
        *way, last = path.split(".")
        place = tree
        for step in way:
            below = place.setdefault(step, {})
            if not isinstance(below, dict):
                break
            place = below
        else:
            place[last] = value.strip()
    return tree


def _read(spec: Field, sent: str | Tree) -> object:
    if isinstance(sent, str):
        return _simple(spec, sent)
    match spec.type:
        case "rows" | "people":
            return _rows(spec, sent)
        case "object":
            members = {name: _read(part, sent[name]) for name, part in spec.parts.items() if name in sent}
            told = {name: value for name, value in members.items() if value is not None}
            return told or None
        case "person":
            return _named(sent)
        case "organisation":
            full, short = _leaf(sent, "full"), _leaf(sent, "short")
            return {"full": full or short, "short": short or full} if full or short else None
        case "quantity":
            number = _leaf(sent, "n")
            return {"n": _whole(spec, number), "noun": _leaf(sent, "noun")} if number else None
    return None


def _rows(spec: Field, sent: Tree) -> list[object]:
    numbers = sorted(int(number) for number in sent if number.isdecimal())[:MOST_ROWS]
    found: list[object] = []
    for number in numbers:
        row = sent[str(number)]
        if not isinstance(row, dict):
            continue
        if spec.type == "people":
            person = _named(row)
            if person is not None:
                found.append(person)
        else:
            values = {name: _read(part, row[name]) for name, part in spec.parts.items() if name in row}
            told = {name: value for name, value in values.items() if value is not None}
            if any(_says(value) for value in told.values()):
                found.append(told)
    return found


def _says(value: object) -> bool:
    """A row of blanks is no row: «нет» of a choice, zero of a counter say nothing alone."""
    return value not in (None, "", [], False, 0)


def _named(sent: Tree) -> dict[str, str] | None:
    name, post = _leaf(sent, NAME), _leaf(sent, POST)
    return {NAME: " ".join(name.split()), POST: " ".join(post.split())} if name else None


def _leaf(sent: Tree, name: str) -> str:
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""


def _simple(spec: Field, sent: str) -> object:
    if spec.type == "flag":
        return bool(sent)
    if not sent:
        return None
    match spec.type:
        case "number":
            return _whole(spec, sent)
        case "percent" | "money":
            return _decimal(spec, sent)
        case "date":
            return _day(spec, sent)
        case "list":
            return [line.strip() for line in sent.splitlines() if line.strip()]
        case "person":
            return {NAME: sent, POST: ""}
        case "rows" | "people" | "object":
            raise BadInput(f"{spec.label}: ждали таблицу.", "Откройте форму бумаги заново.")
    return sent.replace("\r\n", "\n")


def _whole(spec: Field, sent: str) -> int:
    if not NUMBER.match(sent):
        raise BadInput(f"{spec.label}: «{sent[:40]}» — не целое число.", "Исправьте и отправьте форму ещё раз.")
    return int(sent)


def _decimal(spec: Field, sent: str) -> float:
    plain = re.sub(r"[\s\u00a0]", "", sent).rstrip("%").replace(",", ".")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", plain):
        raise BadInput(f"{spec.label}: «{sent[:40]}» — не число.", "Исправьте и отправьте форму ещё раз.")
    return float(plain)


def _day(spec: Field, sent: str) -> str:
    try:
        return date.fromisoformat(sent).isoformat()
    except ValueError as error:
        raise BadInput(f"{spec.label}: «{sent[:40]}» — не дата.", "Укажите дату, например 2022-04-15.") from error
