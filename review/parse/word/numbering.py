"""The numbers Word shows before paragraphs, which stand nowhere in the text: counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.parse.word.names import ILVL, P_STYLE, VAL, is_on, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

ABSTRACT, ABSTRACT_ID, NUM, NUM_ID = w("abstractNum"), w("abstractNumId"), w("num"), w("numId")
LEVEL, OVERRIDE, START_OVERRIDE = w("lvl"), w("lvlOverride"), w("startOverride")
START, FORMAT, TEXT, LEGAL, RESTART = w("start"), w("numFmt"), w("lvlText"), w("isLgl"), w("lvlRestart")
STYLE_LINK, NUM_STYLE_LINK = w("styleLink"), w("numStyleLink")
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # Word leaves out ё, й, ъ, ы, ь
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_MOST = 100_000  # a count beyond this is shown as a plain number
BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "–", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf0a8": "♦",
    "\uf06f": "o", "\uf0e0": "→", "\uf0be": "–",
}  # fmt: skip


@dataclass(slots=True)
class Level:
    """How one depth of a list counts and shows its number."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False  # shows every number in it as a decimal
    restart: int | None = None  # 0: never begins anew
    style: str | None = None


@dataclass(slots=True)
class List:
    """One w:num: a count shared with others of the same abstract list, and its own overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one document and where their counting stands."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}  # list style -> abstract list that defines it
        borrowed: dict[str, str] = {}
        for element in root.iterchildren(ABSTRACT):
            name = element.get(ABSTRACT_ID) or ""
            abstracts[name] = _levels(element)
            link, borrow = element.find(STYLE_LINK), element.find(NUM_STYLE_LINK)
            if link is not None:
                linked[link.get(VAL) or ""] = name
            if borrow is not None:
                borrowed[name] = borrow.get(VAL) or ""
        for name, style in borrowed.items():
            if not abstracts[name]:
                abstracts[name] = abstracts.get(linked.get(style, ""), {})
        for element in root.iterchildren(NUM):
            number = element.get(NUM_ID)
            of = element.find(ABSTRACT_ID)
            if number is None or of is None:
                continue
            abstract = of.get(VAL) or ""
            levels, starts = dict(abstracts.get(abstract, {})), {}
            for override in element.iterchildren(OVERRIDE):
                depth = whole(override.get(ILVL), 0)
                levels.update(_levels(override))
                start = override.find(START_OVERRIDE)
                if start is not None:
                    starts[depth] = whole(start.get(VAL), 1)
            self._lists[number] = List(abstract, levels, starts)

    def depth(self, num_id: str, style: str) -> int | None:
        """The depth a list keeps for a paragraph style, where it names one."""
        known = self._lists.get(num_id)
        if known is None or not style:
            return None
        return next((depth for depth, level in known.levels.items() if level.style == style), None)

    def next(self, num_id: str, depth: int) -> str | None:
        """Counts one paragraph on and gives the number it shows; None when its list shows nothing."""
        known = self._lists.get(num_id)
        if known is None:
            return None
        level = known.levels.get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(known.abstract, {})
        if num_id not in self._begun:
            self._begun.add(num_id)
            for at, start in known.starts.items():
                counts[at] = start - 1
                for deeper in [key for key in counts if key > at and key not in known.starts]:
                    del counts[deeper]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            below = known.levels.get(deeper)
            if below is None or below.restart is None or below.restart > depth:
                del counts[deeper]
        return _shown(level, known.levels, counts)


def _levels(element: _Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for entry in element.iterchildren(LEVEL):
        level = Level()
        for prop in entry:
            tag, value = prop.tag, prop.get(VAL)
            if tag == START:
                level.start = whole(value, 1)
            elif tag == FORMAT:
                level.format = value or "decimal"
            elif tag == TEXT:
                level.text = value or ""
            elif tag == LEGAL:
                level.legal = is_on(value)
            elif tag == RESTART:
                level.restart = whole(value, 1)
            elif tag == P_STYLE:
                level.style = value
        levels[whole(entry.get(ILVL), 0)] = level
    return levels


def _shown(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str | None:
    if level.format == "bullet":
        mark = level.text[:1]
        return BULLETS.get(mark, "•" if not mark or "\ue000" <= mark <= "\uf8ff" else mark)

    def number(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        of = levels.get(at)
        if of is None:
            return ""
        return formatted(counts.get(at, of.start), "decimal" if level.legal else of.format)

    return _PLACE.sub(number, level.text) or None


def formatted(count: int, style: str) -> str:
    """A count as a list format shows it."""
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{count:02d}"
    if not 0 < count < _MOST:
        return str(count)
    if style in ("russianLower", "russianUpper"):
        return _letters(count, _RUSSIAN, upper=style == "russianUpper")
    if style in ("lowerLetter", "upperLetter"):
        return _letters(count, _LATIN, upper=style == "upperLetter")
    if style in ("lowerRoman", "upperRoman"):
        return _roman(count, upper=style == "upperRoman")
    return str(count)


def _letters(count: int, alphabet: str, *, upper: bool) -> str:
    turn, place = divmod(count - 1, len(alphabet))
    text = alphabet[place] * min(turn + 1, 50)
    return text.upper() if upper else text


def _roman(count: int, *, upper: bool) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text.upper() if upper else text
