"""Lines to paragraphs: a paragraph ends where the next word would still have fitted on the line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.parse.pdf.words import HYPHEN, SPLIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.document import Align
    from review.parse.pdf.lines import Line

BULLET = re.compile(r"[•●▪■◦○➢➤✓✔⁃§\uf000-\uf0ff]$")
DASH = re.compile(r"[-–—]$")
NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[а-яa-z]\)|[IVX]{1,5}[.)])$")
CLOSED = tuple(mark + after for mark in ".!?;:…" for after in ("", "»", '"', ")"))  # a text may end so
DASHES = "-–—"
BREAKS = frozenset(DASHES + HYPHEN)
CLOSING = frozenset(",;.:!?)»…")  # no line begins with these but by force
NO_WORD_BEGINS = frozenset("ьъы")
OPENING = CLOSING | NO_WORD_BEGINS | frozenset(DASHES)
SHORTEST_TITLE = 12  # letters: fewer may be an abbreviation at a line's end
SLACK = 1.0  # points
INDENT = 7.0  # points: a first line set in by more begins a paragraph
CENTRED = 4.0
LEADING = 2.5  # points a gap may grow within a paragraph
SIZE = 0.12


@dataclass(slots=True)
class Para:
    """Lines that read on, with the zone (column or cell) they stand in."""

    lines: list[Line]
    left: float
    right: float
    page: int
    last_page: int = 0
    slack: float = 0.0  # points by which lines of a recognised picture stray
    _known: tuple[int, str] = (0, "")  # how many lines the text was put together from, and the text

    def __post_init__(self) -> None:
        self.last_page = self.last_page or self.page

    @property
    def text(self) -> str:
        """Lines joined; a hyphen at a line's end keeps its mark until the whole document is known."""
        if len(self.lines) == 1:
            return self.lines[0].text
        if self._known[0] == len(self.lines):
            return self._known[1]
        parts: list[str] = []
        for number, line in enumerate(self.lines):
            text = line.text
            if number:
                before = parts[-1] if len(parts[-1]) > 1 else "".join(parts[-3:])  # a dash alone: with what it follows
                parts.append(self._seam(self.lines[number - 1], before, line, text))
            parts.append(text)
        self._known = len(self.lines), "".join(parts)
        return self._known[1]

    def _seam(self, last: Line, before: str, line: Line, after: str) -> str:
        """What stands between two lines: nothing, a blank, or the mark of a word the column's width may have cut."""
        if last.length > 1 and before[-1] not in BREAKS and after[0] not in OPENING:  # nearly all lines
            return " "
        if before.endswith(HYPHEN) or after[0] in CLOSING or _bridges(before, after):
            return ""
        if after[0] in NO_WORD_BEGINS and before[-1].isalpha():
            return ""
        if last.length > 1 or not before[-1].isalnum() or not after[0].isalnum() or after[0].isupper():
            return " "
        letter = (line.head_end - line.x0) / len(line.head)
        return SPLIT if self.right - last.x1 < letter + SLACK else " "

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return self.lines[0].bold and all(line.bold for line in self.lines)

    @property
    def height(self) -> float:
        """Height of its letters' boxes: the font size, near enough."""
        return max(line.height for line in self.lines)

    @property
    def align(self) -> Align:
        """How the lines stand in their zone."""
        if _is_centred(self.lines[-1], self.left, self.right) and all(
            _balanced(line, self.left, self.right) for line in self.lines
        ):
            return "center"
        at_right = all(abs(line.x1 - self.right) < CENTRED for line in self.lines)
        far = min(line.x0 for line in self.lines) - self.left > 0.3 * (self.right - self.left)
        if at_right and far:
            return "right"
        if len(self.lines) > 1 and all(abs(line.x1 - self.right) < CENTRED / 2 for line in self.lines[:-1]):
            return "justify"
        return "left"


def paragraphs_of(lines: Sequence[Line], left: float, right: float, page: int, slack: float = 0.0) -> list[Para]:
    """Paragraphs of one zone, whose lines come from the top down."""
    found: list[Para] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            found[-1].lines.append(line)
        else:
            found.append(Para([line], left, right, page, slack=slack))
    return found


def _bridges(before: str, after: str) -> bool:
    """A line broken at a hyphen or dash with no blank beside it: «2022-» + «2023», «24–» + «28 октября».

    Between two numbers the dash may begin the next line, or have one to itself where the column is narrow.
    """
    if before[-1] in DASHES:
        return before[-2:-1].isalnum() and after[0].isalnum()
    return before[-1].isdigit() and after[0] in DASHES and (len(after) == 1 or after[1].isdigit())


def _goes_on(para: Para, line: Line) -> bool:
    return not _gap_grows(para, line) and continues(para, line)


def continues(para: Para, line: Line) -> bool:
    """Whether a line reads as the paragraph's next one, whatever lies between them on the page."""
    last = para.lines[-1]
    height = last.bottom - last.top
    if abs(line.bottom - line.top - height) > SIZE * height + 0.3 + para.slack / 2:
        return False
    if line.bold != last.bold and _wholly(last) and (_wholly(line) or _labelled(line)):
        return False
    if last.tail.endswith(HYPHEN):
        return True
    head, tail = line.head, last.tail
    if not head[-1].isalpha() and _marked(para, line):
        return False
    if abs(line.x0 - last.x0) > INDENT and _sticks_out(para, line):
        return False
    if (head[:1].isupper() or tail.isupper()) and _changes_case(last, line):
        return False
    return not _would_have_fitted(para, last, line)


def _labelled(line: Line) -> bool:
    """«**Цель:** к 15 декабря …»: a label in bold opens a paragraph, also right below a title as wide as the page."""
    plain = next((place for place, word in enumerate(line.words) if word.text[0].isalnum() and not word.bold), 0)
    return line.mixed and plain > 0 and line.head[0].isupper() and line.words[plain - 1].text.endswith(":")


def _changes_case(last: Line, line: Line) -> bool:
    """A title in capitals is over where a sentence in small letters begins, and begins where such a one has ended."""
    before, first = last.tail, line.head
    if before.isupper():
        return _is_title(last) and first.lstrip('«(„“"')[:1].isupper() and not line.text.isupper()
    return first.isupper() and before.endswith(CLOSED) and not last.text.isupper() and _is_title(line)


def _is_title(line: Line) -> bool:
    """A line in capitals, and not of an abbreviation only."""
    return line.length > 1 and line.text.isupper() and sum(map(str.isalpha, line.text)) > SHORTEST_TITLE


def _gap_grows(para: Para, line: Line) -> bool:
    last = para.lines[-1]
    gap = line.top - last.bottom
    if len(para.lines) > 1:
        before = last.top - para.lines[-2].bottom
        return gap > max(before, 0) + LEADING + para.slack / 2
    return gap > 1.05 * last.height


def _wholly(line: Line) -> bool:
    """Bold or plain throughout, not mixed."""
    return not line.mixed or len({word.bold for word in line.words if word.text[0].isalnum()}) <= 1


def _marked(para: Para, line: Line) -> bool:
    """The line begins with a bullet, a number or a dash that starts a list item."""
    first = line.head
    if first[-1].isalpha() or first[-1] == ",":  # nearly all words
        return False
    if BULLET.match(first):
        return True
    if line.length == 1 or not (NUMBER.match(first) or DASH.match(first)):
        return False
    start = para.lines[0]
    closed = para.lines[-1].tail.endswith(CLOSED)
    if DASH.match(first):
        return closed or (abs(line.x0 - start.x0) < 1 and bool(DASH.match(start.head)))
    hanging = len(para.lines) > 1 and line.x0 < para.lines[-1].x0 - 2
    return closed or hanging or (abs(line.x0 - start.x0) < 1 and bool(NUMBER.match(start.head)))


def _sticks_out(para: Para, line: Line) -> bool:
    """A first-line indent, or text that leaves the paragraph's left edge."""
    last = para.lines[-1]
    if abs(line.x0 - last.x0) <= INDENT:
        return False
    if _is_centred(line, para.left, para.right) and _balanced(last, para.left, para.right):
        return False
    if _flush_right(line, para) and _flush_right(last, para):
        return False
    if len(para.lines) == 1:  # only the first line may be set in, or hang out
        return line.x0 - last.x0 > INDENT and not _hangs(last)
    return abs(line.x0 - last.x0) > INDENT


def _hangs(line: Line) -> bool:
    first = line.head
    return bool(BULLET.match(first) or NUMBER.match(first) or DASH.match(first)) or first.endswith(":")


def _flush_right(line: Line, para: Para) -> bool:
    return abs(line.x1 - para.right) < CENTRED and line.x0 - para.left > 0.25 * (para.right - para.left)


def _is_centred(line: Line, left: float, right: float) -> bool:
    return line.x0 - left > INDENT and _balanced(line, left, right)


def _balanced(line: Line, left: float, right: float) -> bool:
    """As much blank on the left as on the right, and some: a justified line has none on the left."""
    return line.x0 - left > 0.5 and abs((line.x0 - left) - (right - line.x1)) < 2 * CENTRED  # noqa: PLR2004 - half a point


def _would_have_fitted(para: Para, last: Line, line: Line) -> bool:
    """Whether the line's first words had room on the line before: then the break was the writer's, not the page's."""
    head, tail = line.head, last.tail
    start = para.left if _balanced(last, para.left, para.right) or _flush_right(last, para) else last.x0
    room = (para.right - start) - (last.x1 - last.x0) - 0.22 * (last.bottom - last.top) - 1 - para.slack
    if room <= line.head_end - line.x0:
        return False
    runs_on = head[0].islower() and not tail.endswith(CLOSED)
    first = head.lstrip('«(„“"')
    glued = line.length > 1 and not (first[:1].isalpha() and len(first) > 2)  # noqa: PLR2004 - «№ 5», «А. С.», «5 класс» are not parted
    ended = len(tail) > 4 and tail.endswith(CLOSED) and not first[:1].islower()  # noqa: PLR2004 - «им.», «пос.» end nothing
    if runs_on or (glued and not ended):
        return room > line.next_end - line.x0
    return True
