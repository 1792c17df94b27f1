"""The author's own Word file with remarks as Word comments on the exact words. Nothing else in the file changes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx as python_docx
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree

from review.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from review.model.document import Source

    Element = Any  # python-docx's own classes over lxml's elements, both untyped here

RUN, TEXT, PARAGRAPH = qn("w:r"), qn("w:t"), qn("w:p")
UNSEEN = {qn(f"w:{name}") for name in ("del", "moveFrom", "txbxContent", "instrText")}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN_PART = "word/document.xml"
HINT = "Скачайте замечания отдельным списком."


@dataclass(frozen=True, slots=True)
class Remark:
    """What to say, and where: the quoted words of a block, or no words for a remark on the whole document."""

    text: str
    source: Source | None = None
    quote: str = ""
    before: str = ""  # the block's text up to the quote: tells which of two equal places is meant


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter or figure of a paragraph and the w:t it stands in."""

    sign: str
    text: Element
    offset: int


def annotated(docx: bytes, remarks: Sequence[Remark], *, author: str, moment: datetime) -> bytes:
    """The file with the comments. Raises Damaged when it cannot be opened for writing.

    A remark whose words are not found stands on its whole paragraph; one without a place, on the first words.
    """
    try:
        word = python_docx.Document(BytesIO(docx))
    except (KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Damaged("В этот файл нельзя добавить примечания.", HINT) from error
    root = word.element
    first = next((p for p in root.iter(PARAGRAPH) if _letters(p)), None)
    for remark in remarks:
        where = _place(root, remark.source) if remark.source is not None else None
        runs = _runs_of(where, remark) if where is not None else _edge(first)
        if runs is None:
            continue
        comment = word.add_comment([Run(run, word) for run in runs], remark.text, author=author, initials=author[:1])
        comment._comment_elm.set(qn("w:date"), moment.strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: SLF001 - python-docx stamps the clock
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _place(root: Element, source: Source) -> Element | None:
    """The paragraph or cell a block was read from; comments can stand in the main part alone."""
    if source.part != MAIN_PART:
        return None
    element = root
    for step in source.path:
        children = [child for child in element if isinstance(child.tag, str)]
        if step >= len(children):
            return None
        element = children[step]
    return element


def _runs_of(place: Element, remark: Remark) -> tuple[Element, Element] | None:
    """First and last run of the quoted words, cut free of their neighbours; the whole place when they are not found."""
    letters = _letters(place)
    wanted = _signs(remark.quote)
    found = _nearest("".join(letter.sign for letter in letters), wanted, len(_signs(remark.before)))
    if not wanted or found is None:
        return _edge(place)
    first, last = letters[found], letters[found + len(wanted) - 1]
    end = _cut(last.text, last.offset + 1, keep_left=True)
    start = _cut(first.text, first.offset, keep_left=False)
    if first.text is last.text and start is not None:
        # Cutting the front moved the words into a new run; the end lies in it as well.
        return start, start
    return start, end


def _signs(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _letters(place: Element) -> list[_Letter]:
    return [
        _Letter(sign, text, offset)
        for text in _texts(place)
        for offset, sign in enumerate(text.text or "")
        if sign.isalnum()
    ]


def _texts(place: Element) -> Iterator[Element]:
    """The w:t elements a reader sees, in order."""
    for child in place:
        if child.tag == TEXT:
            yield child
        elif child.tag not in UNSEEN:
            yield from _texts(child)


def _nearest(text: str, wanted: str, expected: int) -> int | None:
    """Where the letters stand, nearest to where they should."""
    best: int | None = None
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if best is None or abs(at - expected) < abs(best - expected):
            best = at
        at = text.find(wanted, at + 1)
    return best


def _edge(place: Element | None) -> tuple[Element, Element] | None:
    """First and last run with words."""
    runs = [text.getparent() for text in _texts(place) if text.getparent() is not None] if place is not None else []
    runs = [run for run in runs if run.tag == RUN]
    return (runs[0], runs[-1]) if runs else None


def _cut(text: Element, offset: int, *, keep_left: bool) -> Element:
    """Cut the run of a w:t at an offset; the run that holds the words before it (`keep_left`) or from it on."""
    run = text.getparent()
    content = text.text or ""
    siblings = list(run)
    place = siblings.index(text)
    formal = {qn("w:rPr")}
    before = any(item.tag not in formal for item in siblings[:place])
    if (offset == 0 and not before) or (offset == len(content) and place == len(siblings) - 1):
        return run
    tail = run.makeelement(RUN, dict(run.attrib))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        tail.append(deepcopy(properties))
    rest = text.makeelement(TEXT, {SPACE: "preserve"})
    rest.text = content[offset:]
    text.text = content[:offset]
    text.set(SPACE, "preserve")
    tail.append(rest)
    for item in siblings[place + 1 :]:
        tail.append(item)
    run.addnext(tail)
    return run if keep_left else tail
