"""fields.toml: what a paper asks for, labelled for people and typed for grammar."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, cast, get_args

from review.errors import BadTemplate

FieldType = Literal[
    "text",  # typographed
    "verbatim",  # somebody's own words: left as they are
    "quoted",  # words the template puts into «»: their own marks become „“
    "flag",
    "number",
    "percent",  # 78.4 → «78,4 %»
    "date",  # "2022-03-05" → num, words, long
    "person",  # {name, post, gender?} → full, fio, iof, np, dear, a, post
    "people",  # list of persons
    "phrase",  # words that are inflected: → six cases; `title` has them with a capital letter
    "quantity",  # {n, noun} → n, brief «53 школы», six cases «53 (пятьдесят три) школы»
    "money",  # 15001.5 → num «15 001,50», words «15 001 (пятнадцать тысяч один) рубль 50 копеек»
    "organisation",  # {full, short} → full and brief in six cases, short as it is
    "rows",  # list of objects with columns
    "list",  # list of texts
    "object",  # an object of named parts
]
PaperType = Literal[
    "letter",
    "order",
    "spravka",
    "conclusion",
    "protocol",
    "certificate",
    "contract",
    "roadmap",
    "questionnaire",
    "other",
]
HINT = "Исправьте fields.toml шаблона: состав описан в CONTRIBUTING, рецепт «Добавить шаблон»."


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `parts` are the columns of rows or the members of an object."""

    name: str
    label: str
    type: FieldType
    required: bool = True
    parts: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole fields.toml."""

    title: str
    type: PaperType
    fields: Mapping[str, Field]


def read_sheet(text: str, where: str) -> Sheet:
    """Parse and validate. Raises BadTemplate that names file, field and key."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTemplate(f"{where}: {error}", HINT) from error
    unknown = sorted(set(raw) - {"title", "type", "fields"})
    if unknown:
        raise BadTemplate(f"{where}: неизвестный ключ «{unknown[0]}».", HINT)
    title, kind = raw.get("title"), raw.get("type")
    if not isinstance(title, str) or not title:
        raise BadTemplate(f"{where}: нет названия бумаги (title).", HINT)
    if kind not in get_args(PaperType):
        raise BadTemplate(f"{where}: type — одно из: {', '.join(get_args(PaperType))}.", HINT)
    return Sheet(title, cast("PaperType", kind), _fields(raw.get("fields", {}), where))


def _fields(raw: object, where: str) -> dict[str, Field]:
    if not isinstance(raw, dict):
        raise BadTemplate(f"{where}: поля описываются таблицами [fields.имя].", HINT)
    return {name: _field(name, value, f"{where}, поле «{name}»") for name, value in raw.items()}


def _field(name: str, raw: object, where: str) -> Field:
    if not isinstance(raw, dict):
        raise BadTemplate(f"{where}: ожидалась таблица с label и type.", HINT)
    unknown = sorted(set(raw) - {"label", "type", "required", "parts"})
    if unknown:
        raise BadTemplate(f"{where}: неизвестный ключ «{unknown[0]}».", HINT)
    label, kind, required = raw.get("label"), raw.get("type", "text"), raw.get("required", True)
    if not isinstance(label, str) or not label:
        raise BadTemplate(f"{where}: нет подписи (label).", HINT)
    if kind not in get_args(FieldType):
        raise BadTemplate(f"{where}: type — одно из: {', '.join(get_args(FieldType))}.", HINT)
    if not isinstance(required, bool):
        raise BadTemplate(f"{where}: required — true или false.", HINT)
    parts = _fields(raw.get("parts", {}), where)
    if bool(parts) != (kind in ("rows", "object")):
        raise BadTemplate(f"{where}: parts нужны полям rows и object и только им.", HINT)
    return Field(name, label, cast("FieldType", kind), required, parts)


def faults(sheet: Sheet, facts: Mapping[str, object]) -> list[str]:
    """Unknown and missing fields in words, each with the nearest known name."""
    return _faults(sheet.fields, facts, "")


def _faults(known: Mapping[str, Field], facts: Mapping[str, object], where: str) -> list[str]:
    found = []
    for name in facts:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            found.append(f"неизвестное поле «{where}{name}»" + (f", ближайшее — «{where}{near[0]}»" if near else ""))
    for name, spec in known.items():
        value = facts.get(name)
        if value is None or (value == "" and spec.required):
            if spec.required:
                near = get_close_matches(name, set(facts) - set(known), 1, 0.5)
                note = f", похоже на «{where}{near[0]}»" if near else ""
                found.append(f"нет поля «{where}{name}» ({spec.label}){note}")
        else:
            found += _part_faults(spec, value, f"{where}{name}")
    return found


def _part_faults(spec: Field, value: object, where: str) -> list[str]:
    if spec.type == "rows":
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            return [f"поле «{where}» — список строк таблицы"]
        return [
            fault for number, row in enumerate(value, 1) for fault in _faults(spec.parts, row, f"{where}[{number}].")
        ]
    if spec.type == "object":
        if not isinstance(value, Mapping):
            return [f"поле «{where}» — набор полей"]
        return _faults(spec.parts, value, f"{where}.")
    return []
