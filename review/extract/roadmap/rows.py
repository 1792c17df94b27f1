"""Rows of a road map as measures: rows torn by a page's end are joined, empty places of a torn table are forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from review.model.phrases import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.model.document import Document, Quote
    from review.model.plan import Plan, PlanRow

_NUMBER = re.compile(r"(?:\d{1,2}\.){0,3}\d{1,3}\s*[.)]?|[IVX]+\.(?:\d+\.?)?")
_MARKUP = re.compile(r"</?p>|\[bookmark:[^\]]*\]")
_TORN_SHARE = 0.7  # a table that numbers most of its rows numbers all: a row without a number continues one
_NEW_NAME = re.compile(r"(?<=[а-яё»\")])\s+(?=[А-ЯЁ][а-яё]+(?:ие|ия|ка|инг|ство|ар)\b)")
_OPEN_NAME = re.compile(r"(?:\b(?:на базе|в|на|по|с|для|и|к|о|об|от)|,)$")
LOWER = re.compile(r"[^\w«\"(]*[а-яё]")


@dataclass
class Torn:
    """A row while it is put together: texts as read, and the plan row it begins with."""

    row: PlanRow
    plan: Plan
    number: str
    section: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The joined words of a field; None when there are none."""
        return clean(" ".join(self.texts.get(name, ()))) or None


def measures_of(document: Document, plans: Iterable[Plan]) -> list[Torn]:
    """Rows in order, each put together from the pieces the pages left of it."""
    made: list[Torn] = []
    for plan in plans:
        section = ""
        numbers = {row.row: written_number(document, row) for row in plan.rows}
        numbered = sum(bool(number) for number in numbers.values()) >= _TORN_SHARE * len(plan.rows)
        for row in plan.rows:
            torn = _torn(row, plan, numbers[row.row])
            torn.section = section or row.section
            if _is_heading(torn, numbers):
                section = torn.text("name") or ""
            elif made and _continues(torn, made[-1], numbered=numbered):
                _join(made[-1], torn)
            else:
                made.append(torn)
    _give_back(made)
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


def _is_heading(torn: Torn, numbers: dict[int, str]) -> bool:
    """«3. Обмен опытом» above 3.1, 3.2 …: one number deep, with nothing but a name of its own."""
    own = [name for name in torn.texts if _field(name) not in torn.row.inherited and name not in ("name", "task")]
    deep = sum(len(re.findall(r"\d+", number)) > 1 for number in numbers.values())
    single = len(re.findall(r"\d+", torn.number)) == 1
    return single and not own and torn.text("name") is not None and 2 * deep > len(numbers)


def _give_back(made: list[Torn]) -> None:
    """A name that begins with the end of the one above gives it back, in tables torn by a scanner."""
    for above, here in pairwise(made):
        name, before = here.text("name") or "", above.text("name") or ""
        if not name or not before or not (LOWER.match(name) or _OPEN_NAME.search(before) or name.startswith("«500")):
            continue
        match = _NEW_NAME.search(name)
        if match:
            above.texts["name"] = [before, name[: match.start()]]
            here.texts["name"] = [name[match.end() :]]


def _continues(torn: Torn, above: Torn, *, numbered: bool) -> bool:
    """The rest of the row above: no term of its own, and no number where rows have numbers."""
    if torn.section != above.section:
        return False
    if not torn.text("name") and not torn.text("term"):
        return True
    if torn.number:
        return False
    name, term = torn.text("name") or "", above.text("term") or ""
    if torn.text("term") and term and not _open_end(term):
        return numbered and LOWER.match(name) is not None and not re.search(r"\d", term)
    return numbered or (not torn.text("term") and LOWER.match(name) is not None)


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
