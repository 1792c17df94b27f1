"""The public version of a paper: people become «куратор 1», contacts go, the same facts otherwise.

Works on the complete context of a template, so that whatever form a template asks for is masked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from review.issue.words.masked_names import replaced_names, without_contacts
from review.issue.words.typography import NBSP
from review.model.language import CASES

if TYPE_CHECKING:
    from pathlib import Path

    from review.issue.template.fields import Field, Sheet
    from review.model.language import Language

RULES = "public.toml"
TWICE = re.compile(rf"(?i)\b(\w{{5,}})([ {NBSP}])\1({NBSP}\d)")
FEWEST = 4  # letters of a surname that are looked for alone


@dataclass(frozen=True, slots=True)
class Rules:
    """templates/public.toml."""

    header: str
    hidden: str
    keep: tuple[str, ...]
    body: str
    usual: str
    roles: Mapping[str, str]


def read_rules(templates: Path) -> Rules:
    """What stands in the place of people."""
    raw = tomllib.loads((templates / RULES).read_text(encoding="utf-8"))
    return Rules(raw["header"], raw["hidden"], tuple(raw["keep"]), raw["body"], raw["usual"], raw["roles"])


@dataclass(slots=True)
class _Masks:
    """Who was met: each gets a number within the role, and keeps it."""

    rules: Rules
    language: Language
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)  # a form of a name → what stands in its place
    kept: set[str] = field(default_factory=set)  # forms that stay

    def label(self, role: str, who: str) -> Mapping[str, str]:
        """«куратор 1» in six cases."""
        count = sum(known == role for known, _ in self.numbers) + 1
        number = self.numbers.setdefault((role, who), count)
        forms = self.language.inflect(role, "position").forms
        return {case: f"{forms[case]}{NBSP}{number}" for case in CASES}


def masked(sheet: Sheet, filled: Mapping[str, Any], rules: Rules, language: Language) -> dict[str, Any]:
    """The context without people: first everybody is met, then every text is cleaned of them."""
    masks = _Masks(rules, language)
    met = {name: _meet(sheet.fields[name], value, masks, "") for name, value in filled.items()}
    return {name: value if name == rules.body else _clean(value, masks, name) for name, value in met.items()}


def once(text: str) -> str:
    """«куратору куратору 1» → «куратору 1»: the template named the role already."""
    return TWICE.sub(r"\1\3", text)


def _role(name: str, outer: str, rules: Rules) -> str:
    return rules.roles.get(name) or rules.roles.get(outer) or rules.usual


def _meet(spec: Field, value: Any, masks: _Masks, outer: str) -> Any:  # noqa: ANN401 - a context holds plain JSON
    if not value:
        return value
    if spec.type == "person":
        return _person(spec.name, value, masks, outer)
    if spec.type == "people":
        return [_person(spec.name, each, masks, outer) for each in value]
    if spec.type == "object":
        return {name: _meet(spec.parts[name], part, masks, spec.name) for name, part in value.items()}
    if spec.type == "rows":
        return [{name: _meet(spec.parts[name], part, masks, spec.name) for name, part in row.items()} for row in value]
    return value


def _person(name: str, value: Mapping[str, Any], masks: _Masks, outer: str) -> dict[str, Any]:
    if name in masks.rules.keep:
        masks.kept.update(value[form][case] for form in ("full", "fio", "iof") for case in CASES)
        return dict(value)
    label = masks.label(_role(name, outer, masks.rules), value["full"]["nomn"])
    for case in reversed(CASES):
        for form in ("full", "fio", "iof"):
            masks.shown[value[form][case]] = label[case]
        surname = value["full"][case].split()[0]
        if len(surname) >= FEWEST:
            masks.shown.setdefault(surname, label[case])
    masks.shown[value["np"]] = label["nomn"]
    hidden = {form: dict(label) for form in ("full", "fio", "iof")}
    return {**value, **hidden, "np": label["nomn"], "dear": "Уважаемый", "a": ""}


def _clean(value: Any, masks: _Masks, name: str) -> Any:  # noqa: ANN401 - as above
    if name in masks.rules.keep:
        return value
    if isinstance(value, str):
        return _text(value, masks, name)
    if isinstance(value, Mapping):
        roles = masks.rules.roles
        return {
            key: _clean(part, masks, key if key in roles or name not in roles else name) for key, part in value.items()
        }
    return [_clean(each, masks, name) for each in value] if isinstance(value, list) else value


def _text(text: str, masks: _Masks, name: str) -> str:
    for form in sorted(masks.shown, key=len, reverse=True):
        if form in text:
            text = re.sub(rf"(?<![\w-]){re.escape(form)}(?![\w-])", masks.shown[form], text)

    def unknown(found: str) -> str:
        if found in masks.kept:
            return found
        return masks.label(_role(name, "", masks.rules), found)["nomn"] if found == text else masks.rules.hidden

    return without_contacts(once(replaced_names(text, unknown)), masks.rules.hidden)
