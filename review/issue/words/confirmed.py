"""Forms of names, posts and organisations that a person confirmed: put into the facts and stored with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from review.issue.words.people import person, phrase
from review.model.language import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.issue.template.fields import Field
    from review.model.language import Language

WordKind = Literal["name", "position", "organisation"]
Words = Mapping[tuple[str, str], Mapping[str, str]]  # (kind, text) → form by case; "gender" of a name as well
GENDER = "gender"


@dataclass(frozen=True, slots=True)
class Inflected:
    """A text of a paper that is inflected: what it is, its six forms now, and a person's gender ("m", "f", "")."""

    kind: WordKind
    text: str
    label: str
    forms: Mapping[str, str]
    gender: str = ""


def applied(known: Mapping[str, Field], facts: Mapping[str, object], words: Words) -> dict[str, Any]:
    """The facts with the confirmed forms in them."""
    if not words:
        return dict(facts)
    return {name: _value(known[name], value, words) if name in known else value for name, value in facts.items()}


def _value(spec: Field, value: object, words: Words) -> object:
    if not value:
        return value
    match spec.type:
        case "person":
            return _person(value, words)
        case "people" if isinstance(value, list):
            return [_person(each, words) for each in value]
        case "phrase":
            text = value if isinstance(value, str) else _told(value).get("nomn", "")
            forms = words.get(("position", str(text)))
            return {"nomn": text, **_told(value), **forms} if forms else value
        case "organisation":
            return _organisation(value, words)
        case "object" if isinstance(value, Mapping):
            return applied(spec.parts, value, words)
        case "rows" if isinstance(value, list):
            return [applied(spec.parts, row, words) if isinstance(row, Mapping) else row for row in value]
    return value


def _told(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _person(value: object, words: Words) -> object:
    told: dict[str, Any] = {"name": value} if isinstance(value, str) else _told(value)
    name = dict(words.get(("name", str(told.get("name", ""))), {}))
    post = words.get(("position", str(told.get("post", ""))))
    if not name and not post:
        return value
    forms = _told(told.get("forms"))
    gender = name.pop(GENDER, "")
    if name:
        forms["full"] = {**_told(forms.get("full")), **name}
    if gender:
        forms[GENDER] = gender
    if post:
        forms["post"] = {**_told(forms.get("post")), **post}
    return {**told, "forms": forms}


def _organisation(value: object, words: Words) -> object:
    told: dict[str, Any] = {"full": value} if isinstance(value, str) else _told(value)
    full = words.get(("organisation", str(told.get("full", ""))))
    brief = words.get(("organisation", str(told.get("short") or told.get("full", ""))))
    if full:
        told["forms"] = {**_told(told.get("forms")), **full}
    if brief:
        told["brief_forms"] = {**_told(told.get("brief_forms")), **brief}
    return told if full or brief else value


def inflected(known: Mapping[str, Field], facts: Mapping[str, object], language: Language) -> tuple[Inflected, ...]:
    """Every inflected text of a paper, each once, in the order of its fields; forms already confirmed are in them."""
    found: dict[tuple[str, str], Inflected] = {}
    for one in _inflected(known, facts, language):
        found.setdefault((one.kind, one.text), one)
    return tuple(found.values())


def _inflected(known: Mapping[str, Field], facts: Mapping[str, object], language: Language) -> Iterator[Inflected]:
    for name, spec in known.items():
        value = facts.get(name)
        if not value:
            continue
        if spec.type == "object":
            yield from _inflected(spec.parts, _told(value), language)
        elif spec.type == "rows" and isinstance(value, list):
            for row in value:
                yield from _inflected(spec.parts, _told(row), language)
        else:
            for each in value if spec.type == "people" and isinstance(value, list) else [value]:
                yield from _one(spec, each, language)


def _one(spec: Field, value: object, language: Language) -> Iterator[Inflected]:
    told = _told(value)
    if spec.type in ("person", "people"):
        name, post = str(value if isinstance(value, str) else told["name"]), str(told.get("post", ""))
        forms = _told(told.get("forms"))
        shown = person(language, name, post, forms)
        gender = str(forms.get(GENDER) or language.inflect(name, "name").gender or "")
        yield Inflected("name", name, spec.label, _cases(shown["full"]), gender)
        if post:
            yield Inflected("position", post, f"{spec.label}: должность", _cases(shown["post"]))
    elif spec.type == "phrase":
        text = str(value if isinstance(value, str) else told["nomn"])
        yield Inflected("position", text, spec.label, phrase(language, text, told))
    elif spec.type == "organisation":
        full = str(value if isinstance(value, str) else told["full"])
        short = str(told.get("short") or full)
        for text, kept in ((full, _told(told.get("forms"))), (short, _told(told.get("brief_forms")))):
            yield Inflected("organisation", text, spec.label, phrase(language, text, kept, organisation=True))


def _cases(forms: object) -> dict[str, str]:
    told = _told(forms)
    return {case: str(told[case]) for case in CASES}
