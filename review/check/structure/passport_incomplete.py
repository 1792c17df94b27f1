"""A row of the programme's passport is missing or empty.

What it looks for:
    The rows the profile demands for this kind, by their usual names, with a value that says something.
Why it matters:
    The passport is what curators and experts read first; a missing row is a missing commitment.
Fails:
    No passport, or fewer than half of the rows filled in (level 0); some rows missing, empty or formal (level 1).
Passes:
    Every row has a value of its own.
Parameters:
    words: a value with fewer words that stands in the profile's list `formal_value` is formal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason
from review.model.text import normal

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import PassportRow

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_passport", "absent", "empty", "fine")
PROVEN: tuple[str, ...] = ()

TITLES = {
    "name": "наименование программы",
    "school": "полное наименование организации",
    "basis": "документы, послужившие основанием",
    "developers": "разработчики",
    "directions": "основные направления",
    "funding": "порядок финансирования",
    "goal": "цель и задачи",
    "indicators": "целевые индикаторы и показатели",
    "methods": "методы сбора и обработки информации",
    "terms": "сроки реализации",
    "measures": "мероприятия или подпрограммы",
    "results": "ожидаемые конечные результаты",
    "executors": "исполнители",
    "management": "порядок управления",
    "annex": "приложение — дорожная карта",
}
LONG = 8  # words of a row that can hold a goal and tasks
_FILLER = re.compile(r"[\s_.…\-–—/]*")


@dataclass(frozen=True)
class Params:
    """A value of at most so many words may be a formal one."""

    words: int = 4


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the number of rows that are not filled in."""
    kind = subject.profile.kind(subject.kind)
    wanted = kind.passport if kind is not None else ()
    rows = {key: [row for row in subject.facts.passport if row.key == key] for key in wanted}
    filled = [key for key in wanted if any(_is_filled(subject, row, params.words) for row in rows[key])]
    if "goal" in filled and not _tells_tasks(subject):
        filled.remove("goal")
    empty = [key for key in wanted if rows[key] and key not in filled]
    absent = [key for key in wanted if not rows[key]]
    if not subject.facts.passport or len(absent) == len(wanted):
        return Proposal(0, 0.9, (Reason("no_passport", {"rows": len(wanted)}),))
    reasons = []
    if absent:
        reasons.append(Reason("absent", {"rows": _titles(absent)}))
    if empty:
        quotes = tuple(quote for key in empty for row in rows[key] for quote in (row.label, *row.values))
        reasons.append(Reason("empty", {"rows": _titles(empty)}, quotes))
    if len(filled) * 2 < len(wanted):
        return Proposal(0, 0.9, tuple(reasons))
    if reasons:
        return Proposal(1, 0.9, tuple(reasons))
    return Proposal(2, 0.95, (Reason("fine", {"rows": len(wanted)}, tuple(rows[key][0].label for key in wanted)),))


def _tells_tasks(subject: Subject) -> bool:
    """The row is for the goal and the tasks: both must be told, in one row or in two."""
    if any(task.where == "passport" for task in subject.facts.tasks):
        return True
    rows = [row for row in subject.facts.passport if row.key in ("goal", "tasks")]
    return any("задач" in f"{row.label.text} {row.text}".lower() and len(row.text.split()) > LONG for row in rows)


def _titles(keys: list[str]) -> str:
    return ", ".join(f"«{TITLES.get(key, key)}»" for key in keys)


def _is_filled(subject: Subject, row: PassportRow, words: int) -> bool:
    text = normal(row.text).lower.strip(" .;:")
    if _FILLER.fullmatch(text):
        return False
    formal = {normal(word).lower for word in subject.profile.words.get("formal_value", ())}
    return not (len(text.split()) <= words and text in formal and row.key != "annex")
