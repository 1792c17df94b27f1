"""Contradictions inside a road map, row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from review.check.measures import measures, words
from review.model.phrases import find_phrases, fold, has_phrase

if TYPE_CHECKING:
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.roadmap import Measure

Kind = Literal["number", "gap", "copy", "documents", "level", "stage", "indicator"]
LONG_INDICATOR = 3  # words of four letters from which on two equal indicators are no chance


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is wrong with which row."""

    kind: Kind
    measure: Measure


def contradictions(subject: Subject, language: Language) -> list[Contradiction]:
    """All of them, each row at most once for a kind."""
    rows = [row for row in measures(subject) if row.name]
    found = [*_numbers(rows), *_copies(rows, language)]
    for row in rows:
        inherited = "indicator" in row.row.inherited
        if row.indicator and not inherited:
            found += [Contradiction(kind, row) for kind in _inside(row, subject)]
    return found


def _numbers(rows: list[Measure]) -> list[Contradiction]:
    """Numbers used twice or skipped; a numbering that begins anew in each section is judged section by section."""
    found: list[Contradiction] = []
    groups: dict[tuple[str, str, int], list[tuple[int, Measure]]] = defaultdict(list)
    restarts = _restarts(rows)
    epoch = 0
    for row in rows:
        parts = re.findall(r"\d+", row.number or "")
        if not parts:
            continue
        section = (row.section or "") if restarts and len(parts) == 1 else ""
        prefix = ".".join(parts[:-1])
        if int(parts[-1]) == 1 and len(groups.get((section, prefix, epoch), ())) > 1:
            epoch += 1  # the next table begins anew
        groups[section, prefix, epoch].append((int(parts[-1]), row))
    for items in groups.values():
        seen: set[int] = set()
        for number, row in items:
            if number in seen:
                found.append(Contradiction("number", row))
            seen.add(number)
        if len(items) > 2:  # noqa: PLR2004 - two rows show no sequence
            for (before, _), (after, row) in pairwise(items):
                if after > before + 1 and before + 1 not in seen:
                    found.append(Contradiction("gap", row))
    return found


def _restarts(rows: list[Measure]) -> bool:
    ones = sum(re.sub(r"\D", "", row.number or "") == "1" for row in rows)
    return ones > 1 and len({row.section for row in rows}) > 1


def _copies(rows: list[Measure], language: Language) -> list[Contradiction]:
    """The same measure at the same time again, and an indicator taken from another row."""
    found: list[Contradiction] = []
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        key = (fold(row.name), fold(row.term or ""), fold(row.indicator or ""))
        if key in seen and len(row.name.split()) > 2:  # noqa: PLR2004 - "Вебинар" may stand twice
            found.append(Contradiction("copy", row))
        seen.add(key)
    by_indicator: dict[str, list[Measure]] = defaultdict(list)
    for row in rows:
        if row.indicator and "indicator" not in row.row.inherited and _words(row.indicator) >= LONG_INDICATOR:
            by_indicator[fold(row.indicator)].append(row)
    copied = {item.measure.row.row for item in found}
    for group in by_indicator.values():
        found += [Contradiction("indicator", row) for row in _borrowed(group, language) if row.row.row not in copied]
    return found


def _borrowed(group: list[Measure], language: Language) -> list[Measure]:
    """Rows whose indicator speaks of another row's measure and shares no word with their own."""
    if len(group) < 2:  # noqa: PLR2004 - nothing to borrow from
        return []
    shared = [len(language.lemmas(row.name) & language.lemmas(row.indicator or "")) for row in group]
    return [row for row, count in zip(group, shared, strict=True) if count == 0 and max(shared) > 0]


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{4,}", text))


def _inside(row: Measure, subject: Subject) -> list[Kind]:
    """Contradictions between a row's measure and its indicator."""
    name, indicator = row.name, row.indicator or ""
    kinds: list[Kind] = []
    pairs: tuple[tuple[Kind, str, str], ...] = (
        ("documents", "concept_words", "evidence_words"),
        ("stage", "stage_1", "stage_2"),
        ("level", "acts_municipal", "acts_regional"),
    )
    for kind, one, other in pairs:
        here = _sides(name, one, other, subject)
        there = _sides(indicator, one, other, subject)
        if here and there and here != there:
            kinds.append(kind)
    return kinds


def _sides(text: str, one: str, other: str, subject: Subject) -> str:
    """Which of two word lists the text speaks of; "" when of none or of both."""
    left, right = bool(find_phrases(words(subject, one), text)), has_phrase(words(subject, other), text)
    return (one if left else other) if left != right else ""
