"""Plain facts → the complete context a template is rendered with: inflected, formatted, typographed JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from review.errors import BadTemplate
from review.issue.template.fields import faults
from review.issue.words.amounts import money, quantity
from review.issue.words.people import day, person, phrase
from review.issue.words.typography import NBSP, bound, number, tidy, within_quotes

if TYPE_CHECKING:
    from review.issue.template.fields import Field, Sheet
    from review.model.language import Language

HINT = "Состав полей: issue --list; образец — example.json шаблона."


def context(sheet: Sheet, facts: Mapping[str, object], language: Language) -> dict[str, object]:
    """The context. Raises BadTemplate that names every unknown, missing or wrongly typed field."""
    wrong = faults(sheet, facts)
    if wrong:
        raise BadTemplate(f"Данные не подходят шаблону: {'; '.join(wrong)}.", HINT)
    return _members(sheet.fields, facts, language, "")


def _members(
    known: Mapping[str, Field], facts: Mapping[str, object], language: Language, where: str
) -> dict[str, object]:
    return {
        name: _value(spec, facts[name], language, f"{where}{name}") if facts.get(name) is not None else _absent(spec)
        for name, spec in known.items()
    }


def _absent(spec: Field) -> object:
    """What `{% if field %}` takes for no; a flag stays a flag."""
    if spec.type == "flag":
        return False
    return [] if spec.type in ("rows", "list", "people") else ""


def _value(spec: Field, value: object, language: Language, where: str) -> object:
    try:
        return _typed(spec, value, language, where)
    except (TypeError, ValueError, KeyError) as error:
        message = f"Поле «{where}» ({spec.label}): не подходит значение {value!r}."
        raise BadTemplate(message, HINT) from error


def _typed(spec: Field, value: object, language: Language, where: str) -> object:
    if spec.type in SIMPLE:
        return SIMPLE[spec.type](value)
    if spec.type in INFLECTED:
        return INFLECTED[spec.type](value, language) if value != "" else ""
    if spec.type == "rows":
        rows = (_mapping(row) for row in _list(value))
        return [_members(spec.parts, row, language, f"{where}[{n}].") for n, row in enumerate(rows, 1)]
    return _members(spec.parts, _mapping(value), language, f"{where}.")


def _person(value: object, language: Language) -> dict[str, object]:
    """Either "Фамилия Имя Отчество" or {name, post, forms}."""
    if isinstance(value, str):
        return person(language, value, "", {})
    told = _mapping(value)
    forms = _mapping(told.get("forms", {}))
    corrected = {name: part for name, part in forms.items() if isinstance(part, Mapping | str)}
    return person(language, _string(told["name"]), _string(told.get("post", "")), corrected)  # type: ignore[arg-type]  # plain JSON


def _phrase(value: object, language: Language) -> dict[str, object]:
    told = {} if isinstance(value, str) else {case: _string(form) for case, form in _mapping(value).items()}
    said = value if isinstance(value, str) else told["nomn"]
    forms = phrase(language, said, told, organisation=True)  # things, not people: «за большой вклад»
    return {**forms, "title": {case: form[:1].upper() + form[1:] for case, form in forms.items()}}


def _quantity(value: object, language: Language) -> dict[str, object]:
    told = _mapping(value)
    return quantity(language, int(_is(told["n"], int)), _string(told["noun"]))


def _organisation(value: object, language: Language) -> dict[str, object]:
    told = {"full": value} if isinstance(value, str) else dict(_mapping(value))
    full = _string(told["full"])
    forms = {case: _string(form) for case, form in _mapping(told.get("forms", {})).items()}
    shown: dict[str, object] = {"full": phrase(language, full, forms, organisation=True)}
    short = tidy(_string(told.get("short") or full))
    shown["short"] = short
    brief = {case: _string(form) for case, form in _mapping(told.get("brief_forms", {})).items()}
    shown["brief"] = phrase(language, short, brief, organisation=True)
    return shown


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _is(value: object, *types: type) -> int | float | bool:
    if type(value) not in types:
        raise TypeError(value)
    return value  # type: ignore[return-value]  # its type was just compared


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return value


SIMPLE: dict[str, Callable[[object], object]] = {
    "text": lambda value: tidy(_string(value)),
    "verbatim": lambda value: bound(_string(value)),
    "quoted": lambda value: within_quotes(_string(value)),
    "flag": lambda value: _is(value, bool),
    "number": lambda value: _is(value, int),
    "percent": lambda value: f"{number(float(_is(value, int, float)))}{NBSP}%",
    "date": lambda value: day(date.fromisoformat(_string(value))) if value else "",
    "list": lambda value: [tidy(_string(item)) for item in _list(value)],
}
INFLECTED: dict[str, Callable[[object, Language], object]] = {
    "person": _person,
    "people": lambda value, language: [_person(each, language) for each in _list(value)],
    "phrase": _phrase,
    "organisation": _organisation,
    "quantity": _quantity,
    "money": lambda value, language: money(language, float(_is(value, int, float))),
}
