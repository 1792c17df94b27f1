r"""The text of one Word paragraph: every character a reader of the printed page sees, in order, and nothing else.

Rules of the text (whoever puts comments on exact words needs them):
- insertions and moves in are text, deletions, moves out, hidden runs and field instructions are not;
- a tab is "\t", a line break "\n"; soft hyphens (U+00AD), no-break hyphens (U+2011) and NBSP stay what they are;
- a page or column break is a "\n" only between words of one paragraph;
- note marks, pictures and comments have no characters; text boxes are blocks of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from review.parse.word import drawings as word_drawings
from review.parse.word import names as n
from review.parse.word.styles import ALIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    from review.model.document import Align
    from review.parse.word.styles import Style, Styles

UNKNOWN_SIGN = "\ufffc"
_WITH_WORDS = (n.BOX, word_drawings.DIAGRAM, word_drawings.CHART)
_BODY_TEXT = 9  # outlineLvl of running text
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x46: "☞", 0x52: "☑", 0x53: "☒", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA7: "▪", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBE: "—", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip

Look = tuple[bool, bool, bool]  # bold, in capitals, hidden
_BOLD, _PLAIN, _CAPITALS, _SMALL, _SIGNS = 1, 2, 4, 8, 16  # what the words of a paragraph were seen to be
_NEUTRAL = " \t\u00a0.,:;()-–—0123456789"


class Paragraph:
    """One paragraph as walked: its text and what its properties say.

    The defaults stand on the class: tens of thousands are made, and most differ from it in their text alone.
    """

    text: str = ""
    bold: bool = False
    caps: bool = False
    align: Align | None = None
    level: int | None = None  # by style or outline
    num_id: str | None = None
    ilvl: int = 0
    style: Style
    page: int = 1
    break_before: bool = False  # an explicit page break stands before its first word
    contents: bool = False  # a line of the table of contents
    notes: Sequence[tuple[str, str]] = ()
    boxes: Sequence[_Element] = ()


def said(text: str) -> Paragraph:
    """A paragraph of nothing but these words."""
    paragraph = Paragraph()
    paragraph.text = text
    return paragraph


class Inline:
    """Reads paragraphs one after another; keeps what runs on between them: the page and open fields."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._default = _look(styles.default)
        self._fields: list[str] = []  # of every open field: "code", "contents code", "result" or "contents"
        self._pieces: list[str] = []
        self._look = self._default
        self._seen = 0  # of the words so far: _BOLD, _PLAIN, _CAPITALS, _SMALL
        self._now = Paragraph()
        self.page = 1
        self._break_pending = False
        self.hidden = False  # some text was left out because it is hidden

    def read(self, element: _Element) -> Paragraph:
        """The paragraph of a w:p."""
        self._now = now = Paragraph()
        pieces: list[str] = []
        self._pieces = pieces
        self._look = self._default
        self._seen = 0
        now.style = self._styles.default
        now.page = self.page
        if self._fields:
            # No code of a field runs over the end of a paragraph; one that seems to was never closed.
            self._fields = ["result" if state.endswith("code") else state for state in self._fields]
            now.contents = "contents" in self._fields
        self._children(element)
        if not now.style.is_silent or now.level is not None:
            _inherit(now, now.style)
        if len(pieces) == 1:
            now.text = pieces[0]
        elif pieces:
            now.text = "".join(pieces)
        seen = self._seen
        if seen:
            if pieces[-1] == "\n":
                now.text = now.text.rstrip("\n")
            now.bold = seen & (_BOLD | _PLAIN) == _BOLD
            now.caps = seen & (_CAPITALS | _SMALL) == _CAPITALS
            now.break_before = now.break_before or self._break_pending
            self._break_pending = False
        elif now.break_before:
            self._break_pending = True
        return now

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
                formula = "".join(part.text or "" for part in child.iter(n.MATH_TEXT))
                self._say(formula, (not self._seen & _PLAIN, not self._seen & _SMALL, False))

    def _properties(self, properties: _Element) -> None:
        now = self._now
        for prop in properties:
            tag = prop.tag
            if tag == n.P_STYLE:
                now.style = self._styles.get(prop.get(n.VAL) or "")
                self._look = _look(now.style)
            elif tag == n.NUM_PR:
                number, depth = prop.find(n.NUM_ID), prop.find(n.ILVL)
                now.num_id = now.style.num_id if number is None else number.get(n.VAL)
                now.ilvl = 0 if depth is None else n.whole(depth.get(n.VAL), 0)
            elif tag == n.JC:
                now.align = ALIGNS.get(prop.get(n.VAL) or "")
            elif tag == n.OUTLINE:
                level = n.whole(prop.get(n.VAL), _BODY_TEXT)
                now.level = level + 1 if 0 <= level < _BODY_TEXT else 0
            elif tag == n.BREAK_BEFORE:
                now.break_before = n.is_on(prop.get(n.VAL))

    def _run(self, run: _Element) -> None:
        look = self._look
        for child in run:
            tag = child.tag
            if tag == n.T:
                text = child.text
                if text:
                    self._say(text, look)
            elif tag == n.R_PR:
                if len(child):
                    look = self._run_look(child, look)
            elif tag in self.MARKS:
                self.MARKS[tag](self, child)
            elif tag in self.SIGNS and not look[2]:
                self.SIGNS[tag](self, child)

    def _run_look(self, properties: _Element, look: Look) -> Look:
        bold, caps, hidden = look
        for prop in properties:
            tag = prop.tag
            if tag == n.B:
                bold = n.is_on(prop.get(n.VAL))
            elif tag == n.CAPS:
                caps = n.is_on(prop.get(n.VAL))
            elif tag == n.VANISH:
                hidden = n.is_on(prop.get(n.VAL))
            elif tag == n.R_STYLE:
                named = self._styles.get(prop.get(n.VAL) or "")
                bold = bold if named.bold is None else named.bold
                caps = caps if named.caps is None else named.caps
                hidden = hidden if named.hidden is None else named.hidden
        return bold, caps, hidden

    def _say(self, text: str, look: Look) -> None:
        bold, caps, hidden = look
        if hidden:
            self.hidden = self.hidden or not text.isspace()
            return
        if self._fields and self._fields[-1].endswith("code"):
            return
        self._pieces.append(text)
        if text.strip(_NEUTRAL):
            self._seen |= (_BOLD if bold else _PLAIN) | (_CAPITALS if caps else _SMALL)
        elif not text.isspace():
            self._seen |= (_BOLD if bold else 0) | _SIGNS  # a plain number before bold words does not count

    def _tab(self, _: _Element) -> None:
        self._pieces.append("\t")

    def _no_break_hyphen(self, _: _Element) -> None:
        self._pieces.append("\u2011")

    def _soft_hyphen(self, _: _Element) -> None:
        self._pieces.append("\u00ad")

    def _sign(self, symbol: _Element) -> None:
        self._pieces.append(sign(symbol.get(n.SYM_FONT) or "", symbol.get(n.SYM_CHAR) or ""))
        self._seen |= _SIGNS

    def _note(self, reference: _Element) -> None:
        kind = "footnote" if reference.tag == n.FOOTNOTE_REF else "endnote"
        self._now.notes = (*self._now.notes, (kind, reference.get(n.ID) or ""))

    def _boxes(self, drawing: _Element) -> None:
        self._now.boxes = (*self._now.boxes, *outermost(drawing))

    def _alternate(self, alternate: _Element) -> None:
        for choice in chosen(alternate):
            for part in choice:
                if part.tag in self.SIGNS:
                    self.SIGNS[part.tag](self, part)

    def _ruby(self, ruby: _Element) -> None:
        base = ruby.find(n.RUBY_BASE)
        if base is not None:
            self._children(base)

    def _rendered_break(self, _: _Element) -> None:
        self.page += 1
        if not self._seen:
            self._now.page = self.page

    def _break(self, element: _Element) -> None:
        kind = element.get(n.TYPE)
        if kind not in ("page", "column"):
            self._pieces.append("\n")
        elif self._seen:
            self._pieces.append("\n")
            self._break_pending = self._break_pending or kind == "page"
        elif kind == "page":
            self._now.break_before = True

    def _field(self, element: _Element) -> None:
        kind = element.get(n.FIELD_TYPE)
        if kind == "begin":
            self._fields.append("code")
        elif kind == "separate" and self._fields:
            is_contents = self._fields[-1] == "contents code"
            self._fields[-1] = "contents" if is_contents else "result"
            self._now.contents = self._now.contents or is_contents
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruction(self, element: _Element) -> None:
        if self._fields and self._fields[-1] == "code" and (element.text or "").strip().upper().startswith("TOC"):
            self._fields[-1] = "contents code"

    # On the class, not bound: an object that holds itself keeps its whole document until garbage is searched for.
    SIGNS: Final[dict[str, Callable[[Inline, _Element], None]]] = {
        n.TAB: _tab,
        n.PTAB: _tab,
        n.BR: _break,
        n.CR: _break,
        n.NO_BREAK_HYPHEN: _no_break_hyphen,
        n.SOFT_HYPHEN: _soft_hyphen,
        n.SYM: _sign,
        n.FOOTNOTE_REF: _note,
        n.ENDNOTE_REF: _note,
        n.DRAWING: _boxes,
        n.PICTURE: _boxes,
        n.OBJECT: _boxes,
        n.ALTERNATE: _alternate,
        n.RUBY: _ruby,
    }
    MARKS: Final[dict[str, Callable[[Inline, _Element], None]]] = {  # seen even where the run is hidden
        n.FIELD_CHAR: _field,
        n.INSTRUCTION: _instruction,
        n.RENDERED_BREAK: _rendered_break,
    }


def _look(style: Style) -> Look:
    return bool(style.bold), bool(style.caps), bool(style.hidden)


def _inherit(now: Paragraph, style: Style) -> None:
    """Fills what the paragraph itself does not say."""
    if now.level is None:
        now.level = style.level
    elif now.level == 0:
        now.level = None  # the paragraph says it is body text
    if now.num_id is None and style.num_id is not None:
        now.num_id, now.ilvl = style.num_id, style.ilvl
    if now.align is None:
        now.align = style.align
    now.break_before = now.break_before or style.break_before
    now.contents = style.contents or (now.contents and style.level is None)


def chosen(alternate: _Element) -> list[_Element]:
    """The one branch of an AlternateContent that is shown: the first choice, else the fallback."""
    choice = alternate.find(n.CHOICE)
    if choice is None:
        choice = alternate.find(n.FALLBACK)
    return [] if choice is None else [choice]


def outermost(drawing: _Element) -> list[_Element]:
    """Text boxes, diagrams and charts of a drawing, in order; a box within a box is read with the outer one."""
    boxes: list[_Element] = []
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag in _WITH_WORDS:
            boxes.append(element)
        elif element.tag == n.ALTERNATE:
            stack.extend(chosen(element))
        else:
            stack.extend(reversed(element))
    return boxes


def sign(font: str, code: str) -> str:
    """The character of a symbol font, as far as Unicode has it."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN_SIGN
    if not 0x20 <= number <= 0xFFFD or 0xD800 <= number < 0xE000:  # noqa: PLR2004 - beyond what Word writes here
        return UNKNOWN_SIGN
    private = 0xE000 <= number <= 0xF8FF  # noqa: PLR2004 - the private use area symbol fonts live in
    name = font.lower()
    if name.startswith(("wingdings", "symbol")):
        known = _WINGDINGS if name.startswith("wingdings") else _SYMBOL
        if number & 0xFF in known and (private or number <= 0xFF):  # noqa: PLR2004 - one byte of the font
            return known[number & 0xFF]
    return UNKNOWN_SIGN if private else chr(number)
