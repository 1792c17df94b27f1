"""Which lines are headings, and of what level, when nothing but the look of the text says so.

Word and PDF readers both call `levels`, so that one content gives one outline whatever file it came in. A line with a
known level (heading style, outline level, a font size that says so) keeps it. Of the others these are headings:

- a typed number before a title: «1. Введение», «2.1. Кадры», «II. Анализ», «Глава 1», «Раздел 2. Цели»: the depth of
  the number is the level. Lines that count on without text between them are a list, not headings;
- a whole line in bold, or in capitals, short and not ending like a sentence: level 1, or one below the numbered
  heading when the next numbered one of the same depth is still to come.

The title zone never holds headings: everything before the first page break of a title page, or else before the first
prose, list or table; only its last line may already be the first heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.document import Align

LONGEST = 200  # characters of a heading
LONGEST_STYLED = 400  # of one whose style says so
LONGEST_NUMBERED = 160  # of a heading whose number alone tells
PROSE = 120  # characters from which a line is running text
TITLE_PAGE_LINES = 45
LOWEST = 9
SHORT_SENTENCE = 70  # a bold line this short may end with a full stop

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<dot>\.?)[\s\u00a0]+(?=\S)")
_ROMAN = re.compile(r"(?P<roman>[IVXХ]{1,6})\.[\s\u00a0]+(?=\S)")
_CHAPTER = re.compile(r"(?:глава|раздел)[\s\u00a0]+(?:\d{1,2}|[IVXХ]{1,6})\b", re.IGNORECASE)
_FIRST_SECTION = re.compile(
    r"(?:паспорт|введение|пояснительная\s+записка|общие\s+положения|аннотация|обоснование|преамбула)\b", re.IGNORECASE
)
_APPROVAL = re.compile(
    r"(?:утвержд(?:аю|ено|[её]н|ена)|согласован[оаы]?|рассмотрен[оаы]?|принят[оаы]?|одобрен[оаы]?)\b"
    r"|приложение[\s\u00a0]*(?:№[\s\u00a0]*)?\d*\s*$|документ\s+подписан",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:директор|заместитель|зам\.|председатель|секретарь|исполнител|заведующ|начальник|руководитель|куратор|члены)"
    r".*\b[А-ЯЁ]\.[\s\u00a0]?[А-ЯЁ]\.",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:от[\s\u00a0]+)?[«\"]?\d{1,2}[»\"]?(?:\.\d{2}\.|[\s\u00a0]+[а-я]+[\s\u00a0]+)\d{2,4}(?:[\s\u00a0]*г(?:ода|\.)?)?"
    r"(?:[\s\u00a0]*№.*)?|\d{4}(?:[-–—/]\d{2,4})?[\s\u00a0]+(?:учебный[\s\u00a0]+)?год[а]?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:содержание|оглавление)\.?", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"(?:\.{3,}|…{2,}|_{3,}|\t)[\s.…]*\d{1,3}\s*$|(?:\.\s){4,}")
_ENDS_LIKE_TEXT = re.compile(r"[:;,]\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_BLANK_FIELD = re.compile(r"_{3,}")


@dataclass(slots=True)
class Line:
    """One line of the running text as a reader saw it."""

    text: str
    kind: Literal["text", "list", "table"] = "text"
    number: str | None = None  # an automatic number before it
    depth: int = 1  # of the automatic number
    level: int | None = None  # known for sure
    bold: bool = False
    caps: bool = False  # shown in capitals by formatting
    align: Align | None = None
    page_start: bool = False  # the first line of a page, as far as it is known
    contents: bool = False  # belongs to a table of contents


def levels(lines: Sequence[Line]) -> list[int | None]:
    """For every line the level of the heading it is, or None."""
    zone = _title_zone(lines)
    romans = any(_ROMAN.match(line.text) and _looks(line) for line in lines)
    found: list[_Found | None] = []
    for index, line in enumerate(lines):
        found.append(_judge(lines, index, in_zone=index < zone, romans=romans))
        if _CONTENTS.fullmatch(line.text.strip()) and index + 1 < len(lines) and _is_contents(lines[index + 1]):
            found[-1] = None
    return _settle(found)


@dataclass(slots=True)
class _Found:
    level: int | None  # None: unnumbered, the neighbours decide
    sure: bool


def _judge(lines: Sequence[Line], index: int, *, in_zone: bool, romans: bool) -> _Found | None:
    line = lines[index]
    if line.kind == "table" or _is_contents(line):
        return None
    text = line.text.strip()
    if line.level is not None:  # a heading style on a whole paragraph of prose is a slip of the mouse
        return _Found(line.level, sure=True) if len(text) <= LONGEST_STYLED else None
    if not _may_be(line, text):
        return None
    looks = _looks(line)
    if line.kind == "list":
        return _Found(line.depth, sure=False) if looks and _counts(line.number) else None
    numbered = _numbered(text, romans=romans, looks=looks)
    if numbered is not None:
        if looks or _CHAPTER.match(text) or _stands_alone(lines, index):
            return _Found(numbered, sure=False)
        return None
    if not looks or (in_zone and not _opens_text(lines, index)):
        return None
    return _Found(None, sure=False)


def _may_be(line: Line, text: str) -> bool:
    if len(text) > LONGEST or len(_LETTER.findall(text)) < 3 or line.align == "right":  # noqa: PLR2004 - no word is shorter
        return False
    if _ENDS_LIKE_TEXT.search(text) or _BLANK_FIELD.search(text) or _APPROVAL.match(text):
        return False
    if _SIGNATURE.match(text) or _DATE.fullmatch(text):
        return False
    return not text.endswith(".") or len(text) <= SHORT_SENTENCE


def _looks(line: Line) -> bool:
    return line.bold or line.caps or in_capitals(line.text)


def in_capitals(text: str) -> bool:
    """Whether a line is set in capitals: no small letter, and more than abbreviations."""
    if text != text.upper():
        return False
    return any(len(word) > 3 and not word.endswith("ОУ") for word in _WORD.findall(text))  # noqa: PLR2004 - «СОШ», «МБОУ»


def _counts(number: str | None) -> bool:
    """Whether an automatic number counts sections («1.», «II.»), not items («1)», «а)», «•»)."""
    return number is not None and bool(
        re.fullmatch(r"(?:\d+(?:\.\d+)*\.?|[IVXLC]+\.?|(?:Глава|Раздел)\s.*)", number.strip())
    )


def _numbered(text: str, *, romans: bool, looks: bool) -> int | None:
    """The level a typed number tells; «1 Введение» without a full stop only where the line looks like a heading."""
    if _CHAPTER.match(text):
        return 1
    if _ROMAN.match(text):
        return 1
    match = _NUMBER.match(text)
    if match is None or (not text[match.end()].isupper() and text[match.end()] not in '«"“'):
        return None
    depth = match.group("number").count(".") + 1
    if depth == 1 and not match.group("dot") and not looks:
        return None
    return depth + 1 if romans else depth


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """A plain numbered line is a heading when it is no item of a list: text, not the next item, comes after it."""
    text = lines[index].text.strip()
    if len(text) > LONGEST_NUMBERED or text.endswith((".", ";")):
        return False
    mine = _parts(text)
    if mine is None:
        return True
    if index + 1 >= len(lines):
        return False
    for neighbour in (lines[index - 1] if index else None, lines[index + 1]):
        other = _parts(neighbour.text.strip()) if neighbour is not None and neighbour.kind == "text" else None
        if other is not None and len(other) == len(mine) and other[:-1] == mine[:-1] and abs(other[-1] - mine[-1]) == 1:
            return False
    return True


def _parts(text: str) -> tuple[int, ...] | None:
    match = _NUMBER.match(text)
    return None if match is None else tuple(int(part) for part in match.group("number").split("."))


def _is_contents(line: Line) -> bool:
    return line.contents or (len(line.text) <= LONGEST and bool(_CONTENTS_LINE.search(line.text)))


def _title_zone(lines: Sequence[Line]) -> int:
    """How many lines belong to the title: up to the end of a title page, else up to the first real text."""
    first = next((index for index, line in enumerate(lines) if _is_text(line, index)), len(lines))
    for index, line in enumerate(lines[: min(first + 1, TITLE_PAGE_LINES)]):
        if index and line.page_start:
            return index
    return first


def _is_text(line: Line, index: int) -> bool:
    """Whether running text begins with this line."""
    if line.kind == "table":
        return not (index <= 3 and _APPROVAL.search(line.text))  # noqa: PLR2004 - the approval marks stand on top
    if line.level is not None or line.kind == "list":
        return True
    text = line.text.strip()
    if line.align in ("center", "right") or line.bold or _APPROVAL.match(text):
        return False
    return len(text) >= PROSE or (len(text) >= 60 and text.endswith("."))  # noqa: PLR2004 - a short sentence


def _opens_text(lines: Sequence[Line], index: int) -> bool:
    """Whether a line of the title zone is already the first heading: the last before text, and looking like one."""
    if index + 1 >= len(lines):
        return False
    line, after = lines[index], lines[index + 1]
    if after.level is not None or not _is_text(after, index + 1):
        return False
    if _FIRST_SECTION.match(line.text.strip()):
        return True
    if line.align == "center":
        return line.caps or in_capitals(line.text)
    before = lines[index - 1] if index else None
    return before is None or before.align == "center" or not _looks(before)  # else a title of several lines


def _settle(found: list[_Found | None]) -> list[int | None]:
    """Gives unnumbered headings their level from the headings around them."""
    highest_after = _highest_after(found)
    result: list[int | None] = []
    inside = 0  # level of the last heading whose level is known
    sure = False
    for heading, after in zip(found, highest_after, strict=True):
        if heading is None:
            result.append(None)
        elif heading.level is not None:
            inside, sure = heading.level, heading.sure
            result.append(heading.level)
        else:
            below = inside and (sure or after <= inside)
            result.append(min(inside + 1, LOWEST) if below else 1)
    return result


def _highest_after(found: list[_Found | None]) -> list[int]:
    """For every line the highest (smallest) level known of any heading after it."""
    highest = LOWEST + 1
    result: list[int] = []
    for heading in reversed(found):
        result.append(highest)
        if heading is not None and heading.level is not None:
            highest = min(highest, heading.level)
    result.reverse()
    return result
