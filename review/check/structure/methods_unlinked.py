"""Methods of collecting data are missing, or listed without saying which indicator each measures.

What it looks for:
    The passport row or section on methods: names of instruments, indicators named beside them, how often and by whom.
Why it matters:
    An indicator nobody measures in time cannot be reported.
Fails:
    No methods (level 0); a general list (level 1).
Passes:
    Most indicators have their instrument and its time.
Parameters:
    linked: part of the indicators that must be tied to a method; likeness: how near their words must be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.passages import Item, items, joined, row_quotes, section_quotes
from review.model.finding import Proposal, Reason
from review.model.phrases import has_phrase
from review.model.text import normal

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("absent", "general", "fine")
PROVEN: tuple[str, ...] = ()

LEAST = 2  # indicators named by number are enough to show that methods are tied to them
_METHOD = re.compile(
    r"^\W*чем\W*$|метод|источник|инструмент|(?:чем|как|кто)\b[^.]{0,25}мер[яи]|способ|периодичност|откуда|где бер"
)
_RATE = re.compile(r"как часто|период|когда|срок|частот|дат[аы]")
_CODE = re.compile(r"(?<![а-яa-z])([а-яa-z]{1,2} ?\d{1,2})(?![\d.,]\d|\d|[а-я]| ?%| ?кл)")
_INDICATOR = re.compile(r"показател|индикатор")
_HEAD = re.compile(r"\s[-–—]\s|:")  # before it stands what is measured
_NUMBERED = re.compile(r"показател\w* (?:№ ?)?\d")
_OFTEN = re.compile(
    r"\bраз\w*\b|ежемесячн|ежекварт|еженедел|ежегодн|ежечетверт|после каждо|по итогам|в конце"
    r"|в начале|на начал|на конец|кажд\w+ (?:четверт|месяц|недел|полугод)"
    r"|январ|феврал|март|апрел|\bма[йея]\b|июн|июл|август|сентябр|октябр"
    r"|ноябр|декабр|\d{2}\.\d{2}|квартал|полугоди|четверт"
)


@dataclass(frozen=True)
class Params:
    """When methods count as tied to indicators."""

    linked: float = 0.5
    likeness: float = 0.3


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the indicators the methods name."""
    quotes = [q for q in row_quotes(subject, "methods") + section_quotes(subject, "methods") if q.text.strip(" -–—.")]
    text = normal(joined(quotes)).lower
    column, beside = _column(subject)
    if len(column) >= LEAST and _OFTEN.search(normal(joined([*column, *beside])).lower):
        return Proposal(2, 0.85, (Reason("fine", {}, tuple(column[:6])),))
    if not text.strip():
        told = find_told(subject)
        return Proposal(1, 0.7, (Reason("general", {}, told),)) if told else Proposal(0, 0.88, (Reason("absent"),))
    evidence = tuple(quotes[:6])
    indicators = [item for item in subject.facts.indicators if item.where != "plan"] or subject.facts.indicators
    names = list(dict.fromkeys(item.name or item.quote.text for item in indicators))
    parts = list(items(subject.document, quotes))
    numbered = max(len(_NUMBERED.findall(text)), len(_codes(text) & _codes(_indicators(subject))))
    share = _tied(parts, names, params.likeness, language) / len(names) if names else 0.0
    if _OFTEN.search(text) and (share >= params.linked or numbered >= LEAST):
        return Proposal(2, 0.85, (Reason("fine", {}, evidence),))
    return Proposal(1, 0.85, (Reason("general", {}, evidence),))


def find_told(subject: Subject) -> tuple[Quote, ...]:
    """Paragraphs that say in passing how data are collected."""
    words = subject.profile.words.get("methods_told", ())
    return tuple(
        subject.document.quote(block.id)
        for block in subject.document.body()
        if block.table is None and has_phrase(words, block.text)
    )[:2]


def _codes(text: str) -> set[str]:
    """«К1», «П 2»: how indicators are numbered."""
    return {code.replace(" ", "") for code in _CODE.findall(text)}


def _indicators(subject: Subject) -> str:
    names = [*row_quotes(subject, "indicators"), *(item.quote for item in subject.facts.indicators)]
    return normal(joined(names)).lower


def _column(subject: Subject) -> tuple[list[Quote], list[Quote]]:
    """Cells of a table's column of methods, and of the columns of how often beside it."""
    quotes, beside = [], []
    for block in subject.document.body():
        if block.table is None:
            continue
        heads = [cell.col for cell in block.table.cells() if cell.row == 0 and _METHOD.search(normal(cell.text).lower)]
        named = any(cell.row == 0 and _INDICATOR.search(normal(cell.text).lower) for cell in block.table.cells())
        if heads and named:
            cells = [cell for cell in block.table.cells() if cell.row > 0 and cell.col == heads[0]]
            quotes += [subject.document.quote(cell.id) for cell in cells if cell.text.strip(" -–—.")]
            often = [
                cell.col for cell in block.table.cells() if cell.row == 0 and _RATE.search(normal(cell.text).lower)
            ]
            beside += [
                subject.document.quote(cell.id) for cell in block.table.cells() if cell.row > 0 and cell.col in often
            ]
    return quotes, beside


def _tied(parts: list[Item], names: list[str], likeness: float, language: Language) -> int:
    """How many indicators some item of the methods speaks of."""
    texts = [text for part in parts for text in (part.text, _HEAD.split(part.text, maxsplit=1)[0])]
    return sum(any(language.similarity(text, name) >= likeness for text in texts) for name in names)
