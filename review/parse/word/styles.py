"""What paragraph and character styles say, followed through their chains. Only styles in use are resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.parse.word.names import (
    BREAK_BEFORE,
    CAPS,
    ILVL,
    JC,
    NUM_ID,
    NUM_PR,
    OUTLINE,
    P_PR,
    R_PR,
    TYPE,
    VAL,
    VANISH,
    B,
    is_on,
    w,
    whole,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from review.model.document import Align

STYLE, STYLE_ID, NAME, BASED_ON, DEFAULT = w("style"), w("styleId"), w("name"), w("basedOn"), w("default")
HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*([1-9])\b")
CONTENTS_NAME = re.compile(r"(?:toc|оглавление|contents)\s*\d|(?:toc heading|заголовок оглавления|contents heading)")
_STYLE_END = b"</w:style>"
_BODY_TEXT_LEVEL = 9  # outlineLvl 9 is "body text"
ALIGNS: dict[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "both": "justify", "distribute": "justify", "lowKashida": "justify", "mediumKashida": "justify",
}  # fmt: skip


def without_table_styles(data: bytes) -> bytes:
    """The styles part less its table styles: nine tenths of it in many files, and nothing of them is ever asked.

    Cutting before parsing halves the time of a short document. A part that is written otherwise is left as it is.
    """
    kept: list[bytes] = []
    done = 0
    start = data.find(b"<w:style ")
    while start >= 0:
        head = data.find(b">", start)
        end = data.find(_STYLE_END, head)
        if head < 0 or end < 0:
            break
        if b'w:type="table"' in data[start:head] and data[head - 1 : head] != b"/":
            kept.append(data[done:start])
            done = end + len(_STYLE_END)
        start = data.find(b"<w:style ", head)
    kept.append(data[done:])
    return b"".join(kept)


@dataclass(slots=True)
class Style:
    """One style with everything it inherits; None is "says nothing"."""

    level: int | None = None
    num_id: str | None = None
    ilvl: int = 0
    align: Align | None = None
    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    break_before: bool = False
    contents: bool = False  # an entry or the heading of a table of contents
    id: str = ""
    is_silent: bool = False  # it says nothing of paragraphs


class Styles:
    """The styles part of one document."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default = Style(is_silent=True)
        if root is None:
            return
        default = ""
        for element in root.iterchildren(STYLE):
            style_id = element.get(STYLE_ID)
            if style_id is None:
                continue
            self._elements[style_id] = element
            if element.get(DEFAULT) in ("1", "true", "on") and element.get(TYPE) == "paragraph":
                default = style_id
        self.default = self.get(default)

    def get(self, style_id: str) -> Style:
        """The style of an id; an unknown one says nothing, unless its id itself tells (Heading1)."""
        style = self._resolved.get(style_id)
        if style is None:
            style = self._resolved[style_id] = self._resolve(style_id)
        return style

    def _resolve(self, style_id: str) -> Style:
        style = Style(id=style_id)
        chain: list[str] = []
        step: str | None = style_id
        while step and step in self._elements and step not in chain:
            chain.append(step)
            based = self._elements[step].find(BASED_ON)
            step = None if based is None else based.get(VAL)
        if not chain:
            found = HEADING_NAME.match(style_id.lower())
            style.level = int(found.group(1)) if found else None
        for name in chain:
            _inherit(style, self._elements[name])
        if style.contents:
            style.level = None
        says = (style.level, style.num_id, style.align, style.break_before or None, style.contents or None)
        style.is_silent = not any(value is not None for value in says)
        return style


def _inherit(style: Style, element: _Element) -> None:
    """Fills what the style does not say yet from a style further up its chain."""
    named = element.find(NAME)
    name = (named.get(VAL) or "").lower() if named is not None else ""
    if CONTENTS_NAME.match(name):
        style.contents = True
    of_paragraph = element.find(P_PR)
    if of_paragraph is not None:
        _inherit_paragraph(style, of_paragraph)
    if style.level is None:
        found = HEADING_NAME.match(name)
        style.level = int(found.group(1)) if found else None
    of_run = element.find(R_PR)
    if of_run is None:
        return
    for prop in of_run:
        tag, on = prop.tag, is_on(prop.get(VAL))
        if tag == B and style.bold is None:
            style.bold = on
        elif tag == CAPS and style.caps is None:
            style.caps = on
        elif tag == VANISH and style.hidden is None:
            style.hidden = on


def _inherit_paragraph(style: Style, properties: _Element) -> None:
    for prop in properties:
        tag = prop.tag
        if tag == NUM_PR and style.num_id is None:
            number, depth = prop.find(NUM_ID), prop.find(ILVL)
            style.num_id = None if number is None else number.get(VAL)
            style.ilvl = 0 if depth is None else whole(depth.get(VAL), 0)
        elif tag == OUTLINE and style.level is None:
            level = whole(prop.get(VAL), _BODY_TEXT_LEVEL)
            style.level = level + 1 if 0 <= level < _BODY_TEXT_LEVEL else None
        elif tag == JC and style.align is None:
            style.align = ALIGNS.get(prop.get(VAL) or "")
        elif tag == BREAK_BEFORE:
            style.break_before = style.break_before or is_on(prop.get(VAL))
