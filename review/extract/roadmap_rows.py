"""Rows of a road map as measures: rows torn by a page's end are joined, empty places of a torn table are forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.model.phrases import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.model.document import Document, Quote
    from review.model.programme import Plan, PlanRow

_NUMBER = re.compile(r"(?:\d{1,2}\.){0,3}\d{1,3}\s*[.)]?|[IVX]+\.(?:\d+\.?)?")
_MARKUP = re.compile(r"</?p>|\[bookmark:[^\]]*\]")
_TORN_SHARE = 0.7  # a table that numbers most of its rows numbers all: a row without a number continues one
LOWER = re.compile(r"[^\w«\"(]*[а-яё]")


@dataclass
class Torn:
    """A row while it is put together: texts as read, and the plan row it begins with."""

    row: PlanRow
    plan: Plan
    number: str
    texts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The joined words of a field; None when there are none."""
        return clean(" ".join(self.texts.get(name, ()))) or None


def measures_of(document: Document, plans: Iterable[Plan]) -> list[Torn]:
    """Rows in order, each put together from the pieces the pages left of it."""
    made: list[Torn] = []
    for plan in plans:
        numbers = {row.row: written_number(document, row) for row in plan.rows}
        numbered = sum(bool(number) for number in numbers.values()) >= _TORN_SHARE * len(plan.rows)
        for row in plan.rows:
            torn = _torn(row, plan, numbers[row.row])
            if made and _continues(torn, made[-1], numbered=numbered):
                _join(made[-1], torn)
            else:
                made.append(torn)
    return [item for item in made if item.text("name") or item.text("indicator")]


def clean(text: str) -> str:
    """One line, without crumbs of markup."""
    return " ".join(_MARKUP.sub("", text).split())


def written_number(document: Document, row: PlanRow) -> str:
    """The number as the document writes it, with its full stop."""
    block = next((b for b in document.blocks if b.id == row.block and b.table is not None), None)
    anchor = row.measure or row.term or row.indicator
    if block is None or block.table is None or anchor is None:
        return row.number
    for line in block.table.rows:
        if any(cell.id == anchor.block for cell in line):
            for cell in line[:2]:
                text = clean(cell.text)
                if _NUMBER.fullmatch(text) and cell.id != anchor.block:
                    return text
    return row.number


def _torn(row: PlanRow, plan: Plan, number: str) -> Torn:
    torn = Torn(row, plan, number)
    fields: dict[str, Quote | None] = {
        "name": row.measure,
        "term": row.term,
        "indicator": row.indicator,
        "responsible": row.responsible,
        "description": row.extra,
        "task": row.task,
    }
    for name, quote in fields.items():
        if quote is not None and clean(quote.text):
            torn.texts[name] = [quote.text]
    return torn


def _continues(torn: Torn, above: Torn, *, numbered: bool) -> bool:
    """The rest of the row above: no term of its own, and no number where rows have numbers."""
    if torn.row.section != above.row.section:
        return False
    if not torn.text("name") and not torn.text("term"):
        return True
    if torn.text("term") and above.text("term") and not _open_end(above.text("term") or ""):
        return False
    if torn.number:
        return False
    if numbered:
        return True
    name = torn.text("name") or ""
    return not torn.text("term") and LOWER.match(name) is not None


def _open_end(term: str) -> bool:
    """A term that the page's end cut: «еженедельно по четвергам», «с 10.02.2022 по», «(в последний вторник»."""
    return re.search(r"(?:[-–—(]|\bпо|\bс|\bдо)\s*$", term) is not None or term.count("(") > term.count(")")


def _join(above: Torn, torn: Torn) -> None:
    inherited = set(torn.row.inherited)
    for name, texts in torn.texts.items():
        known = above.texts.setdefault(name, [])
        if _field(name) not in inherited:
            known.extend(text for text in texts if fold(text) not in {fold(item) for item in known})


def _field(name: str) -> str:
    return {"name": "measure", "description": "extra"}.get(name, name)
