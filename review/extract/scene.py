"""The document as extract looks at it: every text with its normal form, and where the title page ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from review.extract.shape.numbering import number_of
from review.extract.stems import words
from review.extract.vocabulary import Vocabulary, vocabulary
from review.model.text import Normal, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.extract.shape.header import Header
    from review.extract.stems import Word
    from review.model.document import Block, Cell, Document, Quote
    from review.model.language import DateSpan, Language
    from review.model.profile import Profile

_LONG = 40  # words of a paragraph no title page has
_SENTENCE = 12  # words; a paragraph of that many that ends with a full stop is running text
_TITLE_BLOCKS = 45
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Unit:
    """A text that can be quoted: a paragraph or a cell."""

    id: str
    text: str
    block: Block
    cell: Cell | None
    index: int  # of the block in the document
    order: int  # among all units

    @cached_property
    def norm(self) -> Normal:
        """The text for matching; line ends kept."""
        return normal(self.text, lines=True)

    @property
    def lower(self) -> str:
        """Small letters for matching."""
        return self.norm.lower

    @cached_property
    def words(self) -> list[Word]:
        """Words of `lower` with their stems."""
        return words(self.lower)

    @property
    def part(self) -> str:
        """Where on the page it stands."""
        return self.block.part


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a unit; offsets count in `unit.lower`."""

    unit: Unit
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The line's words for matching."""
        return self.unit.lower[self.start : self.end]

    @property
    def text(self) -> str:
        """The line for matching in its own letter case."""
        return self.unit.norm.text[self.start : self.end]


class Scene:
    """What all extractors share for one document. Made once per document; holds no findings."""

    def __init__(self, document: Document, profile: Profile, language: Language) -> None:
        self.document = document
        self.profile = profile
        self.language = language
        self.vocabulary: Vocabulary = vocabulary(profile)
        self.units: list[Unit] = list(_units(document))
        self.by_id: dict[str, Unit] = {unit.id: unit for unit in self.units}
        self.by_block: dict[str, list[Unit]] = {}
        self.headers: dict[str, Header | None] = {}  # by a table's first cell, filled as tables are looked at
        for unit in self.units:
            self.by_block.setdefault(unit.block.id, []).append(unit)

    def dates(self, text: str, year: int | None) -> Sequence[DateSpan]:
        """Terms of a text; line ends are no borders, and the number of a stage is no day."""
        return self.language.dates(_STAGE.sub(_masked, text.replace("\n", " ")), year=year)

    def quote(self, unit: Unit, start: int = 0, end: int | None = None) -> Quote:
        """The document's own words for a stretch of `unit.lower`."""
        end = len(unit.lower) if end is None else end
        return self.document.quote(unit.id, *unit.norm.span(start, end)) if start < end else self._nothing(unit, start)

    def _nothing(self, unit: Unit, start: int) -> Quote:
        place, _ = unit.norm.span(start, start)
        return self.document.quote(unit.id, place, place)

    def lines(self, unit: Unit) -> list[Line]:
        """The unit's lines that hold words."""
        return [Line(unit, m.start(), m.end()) for m in _LINE.finditer(unit.lower) if m.group().strip()]

    def lines_of(self, quote: Quote) -> list[Line]:
        """The lines a quote covers, cut to it."""
        unit = self.by_id[quote.block]
        first, last = unit.norm.at(quote.start), unit.norm.at(quote.end)
        clipped = [Line(unit, max(line.start, first), min(line.end, last)) for line in self.lines(unit)]
        return [line for line in clipped if line.start < line.end and line.lower.strip()]

    @cached_property
    def body(self) -> list[Unit]:
        """Units of the running text, without page headers and footers."""
        return [unit for unit in self.units if unit.part not in ("header", "footer")]

    @cached_property
    def front(self) -> int:
        """How many blocks belong to the title page: up to the first long paragraph, heading of a section or table."""
        titled = False
        for index, block in enumerate(self.document.blocks[:_TITLE_BLOCKS]):
            if block.part != "body":
                continue
            units = self.by_block.get(block.id, ())
            if not titled and block.table is None and units and self._may_title(block, units[0]):
                titled = True
                continue
            if self._ends_front(block):
                return self._heading_above(index)
        return min(len(self.document.blocks), _TITLE_BLOCKS)

    def _heading_above(self, index: int) -> int:
        """The text's first heading in words nobody knows belongs to the text, not to the title page."""
        block = self.document.blocks[index]
        above = next((i for i in range(index - 1, 0, -1) if self.document.blocks[i].text.strip()), 0)
        head = self.document.blocks[above]
        units = self.by_block.get(head.id, ())
        if block.table is not None or not above or head.table is not None or not units:
            return index
        numbered = number_of(units[0].norm.text)[1] > 0
        shown = head.type == "heading" or (head.align not in ("center", "right") and (head.bold or numbered))
        title = APPROVAL_WORD.search(units[0].lower) or self._may_title(head, units[0]) or _DATED.search(units[0].lower)
        return above if shown and len(units[0].words) <= _SENTENCE and not title else index

    def _may_title(self, block: Block, unit: Unit) -> bool:
        """Names a kind of document and is no part of an approval mark."""
        return (
            block.align != "right"
            and len(unit.words) <= _LONG
            and APPROVAL_WORD.search(unit.lower) is None
            and not _ACT.match(unit.lower)
            and not (unit.text.rstrip().endswith(".") and _SENTENCES.search(unit.text))
            and bool(self.vocabulary.titles.matches(unit.lower))
        )

    def _ends_front(self, block: Block) -> bool:
        units = self.by_block.get(block.id, ())
        if block.table is not None:
            return not any(APPROVAL_WORD.search(unit.lower) for unit in units) or len(block.table.rows) > _MARK_ROWS
        if not units:
            return False
        if block.type == "list_item":
            return True
        long = _LONG if block.align in ("center", "right") else _SENTENCE
        if len(units[0].words) > long and not APPROVAL_WORD.match(units[0].lower):
            return len(units[0].words) > _LONG or units[0].text.rstrip().endswith((".", ";", ":"))
        return self._opens_section(block, units[0])

    def _opens_section(self, block: Block, unit: Unit) -> bool:
        named = self.vocabulary.sections.matches(unit.lower[number_of(unit.norm.text)[0] :])
        if "паспорт" in unit.lower and len(unit.words) <= _HEADING_WORDS // 2:
            return True
        least = 0.5 if block.type == "heading" else 0.99
        return any(item.share >= least for item in named) and len(unit.words) <= _HEADING_WORDS

    def in_front(self, unit: Unit) -> bool:
        """Does it stand on the title page?"""
        return unit.index < self.front and unit.part in ("body", "textbox")


_STAGE = re.compile(r"(?i:этап\w*)\s*(?:№\s*)?\d(?!\d)|(?<![\d.])\d(?:-?[йя])?\s*(?i:этап)")
_DATED = re.compile(r"20\d\d|\b(?:школ|гимнази|лице)|№")
_MARK_ROWS = 12
_SENTENCES = re.compile(r"[а-яё»\")]\.\s+[А-ЯЁ][а-яё]+\s+\S+\s+\S+")  # running text, not a title
_ACT = re.compile(r"\W*(?:к|от|на основании) (?:приказ|протокол|распоряж)|\W*(?:приказ|протокол|распоряжение)\w* от ")
_HEADING_WORDS = 16
APPROVAL_WORD = re.compile(
    r"(?<![^\W_])(?:утвержд(?:ено|аю|ена|ен|аем)|принят[оаы]?|согласован[оаы]?|рассмотрен[оаы]?|одобрен[оаы]?"
    r"|рекомендован[оаы]?|приложени[ея](?: ?№ ?\d*)? ?к)(?![^\W_])"
)


def _masked(match: re.Match[str]) -> str:
    return re.sub(r"\d", "_", match.group())


def _units(document: Document) -> Iterator[Unit]:
    order = 0
    for index, block in enumerate(document.blocks):
        if block.table is None:
            if block.text.strip():
                yield Unit(block.id, block.text, block, None, index, order)
                order += 1
        else:
            for cell in block.table.cells():
                yield Unit(cell.id, cell.text, block, cell, index, order)
                order += 1
