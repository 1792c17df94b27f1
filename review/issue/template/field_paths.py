"""What a template may ask of each type of field, and the nearest name when it asks for something else."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from jinja2 import nodes

from review.issue.template.fields import Field
from review.model.language import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from review.issue.template.fields import FieldType


def _leaves(*names: str) -> dict[str, Field]:
    return {name: Field(name, name, "text") for name in names}


def _group(name: str, parts: dict[str, Field]) -> dict[str, Field]:
    return {name: Field(name, name, "object", parts=parts)}


IN_CASES = _leaves(*CASES)
PERSON = {
    **{
        key: part
        for name in ("full", "fio", "iof", "post", "post_title")
        for key, part in _group(name, IN_CASES).items()
    },
    **_leaves("np", "dear", "a"),
}
MEMBERS: Mapping[FieldType, Mapping[str, Field]] = {
    "date": _leaves("num", "words", "long", "iso"),
    "person": PERSON,
    "phrase": {**IN_CASES, **_group("title", IN_CASES)},
    "organisation": {**_group("full", IN_CASES), **_group("brief", IN_CASES), **_leaves("short")},
    "quantity": {**IN_CASES, **_leaves("n", "brief")},
    "money": _leaves("num", "words"),
}
LOOP = Field("loop", "loop", "object", parts=_leaves("index", "index0", "first", "last", "length", "revindex"))
ANY = Field("any", "any", "text")  # a name whose members are not known: nothing is said of them


def members(spec: Field) -> Mapping[str, Field]:
    """What may follow the dot."""
    return spec.parts if spec.type == "object" else MEMBERS.get(spec.type, {})


def item(spec: Field) -> Field:
    """What a loop over the field gives."""
    if spec.type == "rows":
        return Field(spec.name, spec.label, "object", parts=spec.parts)
    if spec.type == "people":
        return Field(spec.name, spec.label, "person")
    return ANY


def resolve(node: nodes.Node, scope: Mapping[str, Field]) -> tuple[Field, list[str]]:
    """The field a chain of names leads to, and words about a name that leads nowhere."""
    if isinstance(node, nodes.Name):
        if node.name in scope:
            return scope[node.name], []
        return ANY, [_unknown(node.name, scope)]
    if isinstance(node, nodes.Getattr):
        owner, faults = resolve(node.node, scope)
        known = members(owner)
        if faults or owner is ANY:
            return ANY, faults
        if node.attr in known:
            return known[node.attr], []
        if not known:
            return ANY, [f"у поля «{owner.name}» нет частей, «.{node.attr}» лишнее"]
        return ANY, [_unknown(node.attr, known, owner.name)]
    faults = [fault for child in node.iter_child_nodes() for fault in resolve(child, scope)[1]]
    return ANY, faults


def names_used(node: nodes.Node) -> Iterator[str]:
    """Top names of every chain."""
    if isinstance(node, nodes.Name):
        yield node.name
    for found in node.find_all(nodes.Name):
        yield found.name


def _unknown(name: str, known: Mapping[str, Field], owner: str = "") -> str:
    shown = f"{owner}.{name}" if owner else name
    near = get_close_matches(name, known, 1, 0.5)
    if near:
        return f"неизвестное поле «{shown}», ближайшее — «{near[0]}» ({known[near[0]].label})"
    return f"неизвестное поле «{shown}»; есть: {', '.join(list(known)[:12])}"
