"""The frame in its fixed order, its hash, and the units a draw is made of."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from review.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.campaign import FrameItem, SampleRule, StratumField

ZONE_NAMES = {"red": "красная зона", "yellow": "жёлтая зона", "green": "зелёная зона", "": "зона неизвестна"}
WORST = ("red", "yellow", "green", "")  # a school is as risky as its riskiest document


@dataclass(frozen=True, slots=True)
class Unit:
    """What is drawn as a whole: a document, or a school with all its documents."""

    id: int
    items: tuple[FrameItem, ...]
    key: tuple[str, ...]  # of the stratum; made of ids, so that a new name changes no draw
    stratum: str
    weight: float


def ordered(frame: Sequence[FrameItem]) -> tuple[FrameItem, ...]:
    """The frame by document. Raises BadInput when a document stands twice or a size is not positive."""
    items = tuple(sorted(frame, key=lambda item: item.document_id))
    ids = [item.document_id for item in items]
    if len(set(ids)) != len(ids):
        raise BadInput("Один документ стоит в основе выборки дважды.", "Составьте основу заново.")
    if any(item.size <= 0 for item in items):
        raise BadInput("Мера риска документа должна быть больше нуля.", "Проверьте профили риска.")
    return items


def fingerprint(frame: Sequence[FrameItem]) -> str:
    """SHA-256 of everything a draw depends on; names and titles are not part of it."""
    lines = [
        [i.document_id, i.version_id, i.school_id, i.municipality_id, i.kind, i.risk, i.zone, repr(float(i.size))]
        for i in ordered(frame)
    ]
    return sha256(json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def units(frame: Sequence[FrameItem], rule: SampleRule) -> tuple[Unit, ...]:
    """Units in the order of their ids."""
    groups: dict[int, list[FrameItem]] = defaultdict(list)
    for item in ordered(frame):
        groups[item.school_id if rule.unit == "school" else item.document_id].append(item)
    made = [_unit(id_, tuple(groups[id_]), rule) for id_ in sorted(groups)]
    keys: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for unit in made:
        keys[unit.stratum].add(unit.key)
    return tuple(
        unit if len(keys[unit.stratum]) == 1 else replace(unit, stratum=f"{unit.stratum} ({'/'.join(unit.key)})")
        for unit in made
    )


def _unit(id_: int, items: tuple[FrameItem, ...], rule: SampleRule) -> Unit:
    zone = _worst(items)
    weight = rule.weights.get(zone, rule.weights.get("", 1.0)) * max(item.size for item in items)
    if rule.method == "risk_weighted":  # one pool; the zone only orders the protocol
        return Unit(id_, items, (str(WORST.index(zone)),), ZONE_NAMES[zone], weight)
    if rule.method != "stratified" or not rule.strata:
        return Unit(id_, items, (), "", weight)
    named = [_value(items, part) for part in rule.strata]
    return Unit(id_, items, tuple(key for key, _ in named), " · ".join(name for _, name in named), weight)


def _value(items: tuple[FrameItem, ...], part: StratumField) -> tuple[str, str]:
    """Key and name of one stratum field; a school of several kinds has their sum as its value."""
    if part == "municipality":
        first = items[0]
        return f"{first.municipality_id:012d}", first.municipality or f"муниципалитет {first.municipality_id}"
    if part == "zone":
        zone = _worst(items)
        return str(WORST.index(zone)), ZONE_NAMES[zone]
    found = sorted({((item.kind if part == "kind" else item.risk) or "", _name(item, part)) for item in items})
    return " + ".join(key for key, _ in found), " + ".join(name for _, name in found)


def _name(item: FrameItem, part: StratumField) -> str:
    """How a kind or a direction is called: names are not part of the draw."""
    if part == "kind":
        return item.kind_title or item.kind
    return item.risk_title or item.risk or "без направления"


def _worst(items: tuple[FrameItem, ...]) -> str:
    return min((item.zone or "" for item in items), key=WORST.index)
