"""Who may not read a document, and what a coordinator should look at before letting someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.campaign import OBSTACLE_TITLES, Obstacle

if TYPE_CHECKING:
    from datetime import date

    from review.model.campaign import FrameItem, HintKind, MatchRules, ObstacleKind, Reader

# Endings of surnames by gender; the second of a pair is what both become.
ENDINGS = (("ова", "ов"), ("ева", "ев"), ("ина", "ин"), ("ына", "ын"), ("ая", ""), ("ый", ""), ("ий", ""), ("ой", ""))
SHORTEST = 3  # letters before an ending: Рой is no adjective


def obstacles(reader: Reader, item: FrameItem, rules: MatchRules) -> tuple[Obstacle, ...]:
    """Everything that forbids this expert this document; the load is not looked at."""
    held: tuple[tuple[ObstacleKind, bool], ...] = (
        ("own_school", item.school_id in reader.own_school_ids),
        ("curator", item.school_id in reader.curated_school_ids),
        ("declared", item.school_id in reader.declared_school_ids),
        ("already_reviewed", item.document_id in reader.reviewed_ids),
        ("refused", item.document_id in reader.refused_ids),
        ("own_municipality", rules.own_municipality and item.municipality_id in reader.municipality_ids),
        ("absent", not available(reader, rules)),
        ("competence", rules.competence == "required" and not is_competent(reader, item)),
    )
    return tuple(Obstacle(reader.person_id, kind, OBSTACLE_TITLES[kind]) for kind, holds in held if holds)


def hints(reader: Reader, item: FrameItem, rules: MatchRules) -> tuple[HintKind, ...]:
    """What forbids nothing and is still worth a look."""
    found: list[HintKind] = []
    surname = family(reader.name)
    if surname and any(family(name) == surname for name in item.people):
        found.append("same_surname")
    if rules.competence != "ignored" and not is_competent(reader, item):
        found.append("other_direction")
    return tuple(found)


def is_competent(reader: Reader, item: FrameItem) -> bool:
    """Is the document in the expert's directions and kinds? Who names none is competent in all."""
    if reader.kinds and item.kind not in reader.kinds:
        return False
    return not reader.directions or item.risk is None or item.risk in reader.directions


def available(reader: Reader, rules: MatchRules) -> bool:
    """Has the expert a free day in the window?"""
    return rules.window is None or free_share(reader, rules.window) > 0


def free_share(reader: Reader, window: tuple[date, date]) -> float:
    """The share of the window's days the expert is not absent."""
    start, end = window[0].toordinal(), window[1].toordinal()
    days = set(range(start, end + 1))
    whole = len(days)
    for first, last in reader.absences:
        days -= set(range(max(start, first.toordinal()), min(end, last.toordinal() if last else end) + 1))
    return len(days) / whole if whole else 0.0


def cap(reader: Reader, rules: MatchRules) -> int:
    """How many documents the expert can take: the cap, less the part of the window they are absent."""
    if rules.window is None:
        return reader.cap
    share = free_share(reader, rules.window)
    return 0 if share == 0 else min(reader.cap, max(1, int(reader.cap * share + 1e-9)))


def family(name: str) -> str:
    """A surname as a family bears it: Иванова and Иванов are one, and so are Донская and Донской."""
    words = name.split()
    surname = words[0].lower().replace("ё", "е").strip(",.") if words else ""
    for ending, family_ending in ENDINGS:
        if surname.endswith(ending) and len(surname) >= len(ending) + SHORTEST:
            return surname[: -len(ending)] + family_ending
    return surname
