r"""The text of one Word paragraph: every character a reader of the printed page sees, in order, and nothing else.

Rules of the text (whoever puts comments on exact words needs them):
- insertions and moves in are text, deletions, moves out, hidden runs and field instructions are not;
- a tab is "\t", a line break "\n"; soft hyphens (U+00AD), no-break hyphens (U+2011) and NBSP stay what they are;
- a page or column break is a "\n" only between words of one paragraph;
- note marks, pictures and comments have no characters; text boxes are blocks of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.parse import word_names as n
from review.parse.word_numbering import BULLETS
from review.parse.word_styles import ALIGNS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from review.model.document import Align
    from review.parse.word_styles import Style, Styles

_PRIVATE = 0xE000
_SYMBOLS = {
    0xF02D: "−", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B1: "±", 0xF0B4: "×", 0xF0AE: "→", 0xF0DE: "⇒", 0xF0B0: "°", 0xF0B9: "≠",
    0xF0A8: "☐", 0xF06F: "□", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0FC: "✓", 0xF0FB: "✗", 0xF052: "☑", 0xF053: "☒",
}  # fmt: skip
UNKNOWN_SIGN = "\ufffc"


@dataclass(slots=True)
class Paragraph:
    """One paragraph as walked: its text and what its properties say."""

    text: str = ""
    bold: bool = False
    caps: bool = False
    align: Align | None = None
    level: int | None = None  # by style or outline
    num_id: str | None = None
    ilvl: int = 0
    style: Style | None = None
    page: int = 1
    break_before: bool = False  # an explicit page break stands before its first word
    contents: bool = False  # a line of the table of contents
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)


class Inline:
    """Reads paragraphs one after another; keeps what runs on between them: the page and open fields."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[str] = []  # of every open field: "code", "result" or "contents"
        self._pieces: list[str] = []
        self._bold = self._plain = self._caps = self._small = False
        self._now = Paragraph()
        self.page = 1
        self.break_pending = False
        self.hidden = False  # some text was left out because it is hidden

    def read(self, element: _Element) -> Paragraph:
        """The paragraph of a w:p."""
        self._now = now = Paragraph(page=self.page, style=self._styles.default)
        pieces: list[str] = []
        self._pieces = pieces
        self._bold = self._plain = self._caps = self._small = False
        now.contents = "contents" in self._fields
        self._children(element)
        style = now.style
        if style is not None:
            self._inherit(now, style)
        now.text = "".join(pieces)
        if pieces and pieces[-1] == "\n":
            now.text = now.text.rstrip("\n")
        if now.text and not now.text.isspace():
            now.bold = self._bold and not self._plain
            now.caps = self._caps and not self._small
            now.break_before = now.break_before or self.break_pending
            self.break_pending = False
        elif now.break_before:
            self.break_pending = True
        return now

    @staticmethod
    def _inherit(now: Paragraph, style: Style) -> None:
        if now.level is None:
            now.level = style.level
        elif now.level == 0:
            now.level = None  # the paragraph says it is body text
        if now.num_id is None and style.num_id is not None:
            now.num_id, now.ilvl = style.num_id, style.ilvl
        if now.align is None:
            now.align = style.align
        now.break_before = now.break_before or style.break_before
        now.contents = now.contents or style.contents

    def _children(self, element: _Element) -> None:
        for child in element:
            tag = child.tag
            if tag == n.R:
                self._run(child)
            elif tag == n.P_PR:
                self._properties(child)
            elif tag in n.TRANSPARENT:
                self._children(child)
            elif tag == n.SDT:
                content = child.find(n.SDT_CONTENT)
                if content is not None:
                    self._children(content)
            elif tag == n.ALTERNATE:
                for choice in chosen(child):
                    self._children(choice)
            elif tag in (n.O_MATH, n.O_MATH_PARA):
                self._say("".join(part.text or "" for part in child.iter(n.MATH_TEXT)), bold=True, caps=True)

    def _properties(self, properties: _Element) -> None:
        now = self._now
        for prop in properties:
            tag = prop.tag
            if tag == n.P_STYLE:
                now.style = self._styles.get(prop.get(n.VAL) or "")
            elif tag == n.NUM_PR:
                number, depth = prop.find(n.NUM_ID), prop.find(n.ILVL)
                now.num_id = "" if number is None else number.get(n.VAL)
                now.ilvl = 0 if depth is None else n.whole(depth.get(n.VAL), 0)
                if number is None and now.style is not None:
                    now.num_id = now.style.num_id
            elif tag == n.JC:
                now.align = ALIGNS.get(prop.get(n.VAL) or "")
            elif tag == n.OUTLINE:
                level = n.whole(prop.get(n.VAL), 9)
                now.level = level + 1 if 0 <= level < 9 else 0  # noqa: PLR2004 - 9 is "body text"
            elif tag == n.BREAK_BEFORE:
                now.break_before = n.is_on(prop.get(n.VAL))

    def _run(self, run: _Element) -> None:
        style = self._now.style
        bold = style.bold if style is not None else None
        caps = style.caps if style is not None else None
        hidden = style.hidden if style is not None else None
        for child in run:
            tag = child.tag
            if tag == n.T:
                text = child.text
                if not text:
                    continue
                if hidden:
                    self.hidden = self.hidden or not text.isspace()
                elif not self._fields or self._fields[-1] != "code":
                    self._say(text, bold=bool(bold), caps=bool(caps))
            elif tag == n.R_PR:
                for prop in child:
                    name = prop.tag
                    if name == n.B:
                        bold = n.is_on(prop.get(n.VAL))
                    elif name == n.CAPS:
                        caps = n.is_on(prop.get(n.VAL))
                    elif name == n.VANISH:
                        hidden = n.is_on(prop.get(n.VAL))
                    elif name == n.R_STYLE:
                        named = self._styles.get(prop.get(n.VAL) or "")
                        bold = bold if named.bold is None else named.bold
                        caps = caps if named.caps is None else named.caps
                        hidden = hidden if named.hidden is None else named.hidden
            elif not hidden:
                self._other(child, tag)

    def _say(self, text: str, *, bold: bool, caps: bool) -> None:
        self._pieces.append(text)
        if text.isspace():
            return
        if bold:
            self._bold = True
        else:
            self._plain = True
        if caps:
            self._caps = True
        else:
            self._small = True

    def _other(self, child: _Element, tag: str) -> None:
        """Everything of a run that is neither words nor properties."""
        if tag in (n.TAB, n.PTAB):
            self._pieces.append("\t")
        elif tag in (n.BR, n.CR):
            self._break(child.get(n.TYPE))
        elif tag == n.RENDERED_BREAK:
            self.page += 1
            if not self._words():
                self._now.page = self.page
        elif tag == n.FIELD_CHAR:
            self._field(child.get(n.FIELD_TYPE))
        elif tag == n.INSTRUCTION:
            if self._fields and self._fields[-1] == "code" and (child.text or "").strip().upper().startswith("TOC"):
                self._fields[-1] = "toc code"
        elif tag == n.NO_BREAK_HYPHEN:
            self._pieces.append("\u2011")
        elif tag == n.SOFT_HYPHEN:
            self._pieces.append("\u00ad")
        elif tag == n.SYM:
            self._pieces.append(_sign(child))
        elif tag in (n.FOOTNOTE_REF, n.ENDNOTE_REF):
            self._now.notes.append(("footnote" if tag == n.FOOTNOTE_REF else "endnote", child.get(n.ID) or ""))
        elif tag in (n.DRAWING, n.PICTURE, n.OBJECT):
            self._now.boxes.extend(outermost(child))
        elif tag == n.ALTERNATE:
            for choice in chosen(child):
                for part in choice:
                    self._other(part, part.tag)
        elif tag == n.RUBY:
            base = child.find(n.RUBY_BASE)
            if base is not None:
                self._children(base)

    def _words(self) -> bool:
        return any(not piece.isspace() for piece in self._pieces)

    def _break(self, kind: str | None) -> None:
        if kind not in ("page", "column"):
            self._pieces.append("\n")
            return
        if self._words():
            self._pieces.append("\n")
            self.break_pending = self.break_pending or kind == "page"
        elif kind == "page":
            self._now.break_before = True

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append("code")
        elif kind == "separate" and self._fields:
            is_contents = self._fields[-1] == "toc code"
            self._fields[-1] = "contents" if is_contents else "result"
            self._now.contents = self._now.contents or is_contents
        elif kind == "end" and self._fields:
            self._fields.pop()


def chosen(alternate: _Element) -> list[_Element]:
    """The one branch of an AlternateContent that is shown: the first choice, else the fallback."""
    choice = alternate.find(n.CHOICE)
    if choice is None:
        choice = alternate.find(n.FALLBACK)
    return [] if choice is None else [choice]


def outermost(drawing: _Element) -> list[_Element]:
    """The text boxes of a drawing; a box within a box is read with the outer one."""
    boxes: list[_Element] = []
    stack = [drawing]
    while stack:
        element = stack.pop()
        for child in element:
            if child.tag == n.BOX:
                boxes.append(child)
            elif child.tag == n.ALTERNATE:
                stack.extend(chosen(child))
            elif len(child):
                stack.append(child)
    return boxes


def _sign(symbol: _Element) -> str:
    try:
        code = int(symbol.get(n.SYM_CHAR) or "", 16)
    except ValueError:
        return UNKNOWN_SIGN
    if code in _SYMBOLS and (symbol.get(n.SYM_FONT) or "").startswith(("Symbol", "Wingdings")):
        return BULLETS.get(chr(code), _SYMBOLS[code]) if code == 0xF0A8 else _SYMBOLS[code]  # noqa: PLR2004
    if chr(code) in BULLETS:
        return BULLETS[chr(code)]
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code <= 0xFFFD else UNKNOWN_SIGN  # noqa: PLR2004
