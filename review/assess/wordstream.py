"""A document as one row of words, each with its way back to the characters of its block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.model.document import Document

WORD = re.compile(r"[^\W_]+|_+|№")  # a gap to be filled in and a number sign are words: people mark what is missing
GAP = "_"
OUTER = ("header", "footer")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a cell: its text, where its words stand in the row, where its text begins in the running text."""

    id: str
    text: str
    first: int  # index of its first word
    last: int  # index after its last word
    at: int


@dataclass(frozen=True)
class Stream:
    """All words of a document, in reading order. Page headers and footers come last."""

    document: Document
    units: tuple[Unit, ...]
    words: tuple[str, ...]  # small letters, made fit for matching
    unit_of: tuple[int, ...]  # by word
    starts: tuple[int, ...]  # offsets in the unit's own characters, by word
    ends: tuple[int, ...]
    length: int

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """Units by block id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def occurrences(self) -> dict[str, list[int]]:
        """Places of every word."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            found.setdefault(word, []).append(place)
        return found

    @cached_property
    def text(self) -> str:
        """The running text: every unit on a line of its own."""
        return "\n".join(unit.text for unit in self.units)

    def key(self, unit: Unit) -> tuple[str, ...]:
        """A unit's words."""
        return self.words[unit.first : unit.last]

    def runs_at(self, wanted: tuple[str, ...]) -> list[int]:
        """Where these words stand one after another."""
        if not wanted:
            return []
        rarest = min(range(len(wanted)), key=lambda place: len(self.occurrences.get(wanted[place], ())))
        places = (place - rarest for place in self.occurrences.get(wanted[rarest], ()))
        return [place for place in places if place >= 0 and self.words[place : place + len(wanted)] == wanted]

    def shown(self, first: int, last: int) -> str:
        """The characters from word `first` to word `last`, inclusive; a new unit begins a new line."""
        return "\n".join(text for _, _, _, text in self.pieces(first, last))

    def pieces(self, first: int, last: int) -> Iterator[tuple[str, int, int, str]]:
        """(block, start, end, text) of the words from `first` to `last`, inclusive, per unit."""
        place = first
        while place <= last:
            unit = self.units[self.unit_of[place]]
            end = min(unit.last - 1, last)
            start_at, end_at = self.starts[place], self.ends[end]
            if place > first:  # the words run on from the unit before: the whole of this one is meant, stops as well
                start_at = len(unit.text) - len(unit.text.lstrip())
            if end < last:
                end_at = len(unit.text.rstrip())
            yield unit.id, start_at, end_at, unit.text[start_at:end_at]
            place = end + 1


def stream(document: Document) -> Stream:
    """The row of words of a document."""
    units: list[Unit] = []
    words: list[str] = []
    unit_of: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for block, text in _texts(document):
        first = len(words)
        clean = normal(text)
        for match in WORD.finditer(clean.lower):
            start, end = clean.span(match.start(), match.end())
            words.append(GAP if match.group()[0] == GAP else match.group())
            unit_of.append(len(units))
            starts.append(start)
            ends.append(end)
        units.append(Unit(block, text, first, len(words), at))
        at += len(text) + 1
    return Stream(document, tuple(units), tuple(words), tuple(unit_of), tuple(starts), tuple(ends), max(at - 1, 0))


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield from document.units()
    for block in document.blocks:
        if block.part in OUTER:
            if block.table is None:
                yield block.id, block.text
            else:
                yield from ((cell.id, cell.text) for cell in block.table.cells())
