"""Text made fit for matching, with the way back to the document's own characters.

Readers keep a document's characters exactly as they stand: no-break spaces, soft hyphens, odd dashes, Latin letters
inside Cyrillic words, words set l e t t e r  b y  l e t t e r. Whoever looks for words calls `normal`, searches its
`text`, and asks `span` where the match stands in the original, so that a quote is always exact.

What `normal` does: blanks of every kind become one space; soft hyphens and zero-width marks go; every dash is "-",
every double quote '"', every apostrophe "'"; «ё» is «е»; Latin look-alikes in Cyrillic words become Cyrillic, Cyrillic
ones in Roman numerals become Latin; letter-spaced words are joined. Letter case is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LATIN = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC = "АВСЕНКМОРТХУасеорхук"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans("ХСМІ", "XCMI")

_REMOVED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SINGLE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uf02d", "-"),
    **dict.fromkeys("«»“”„‟″〝〞", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    "ё": "е", "Ё": "Е", "ë": "е", "Ë": "Е",
}  # fmt: skip
_COMBINED = {"и\u0306": "й", "И\u0306": "Й", "е\u0308": "е", "Е\u0308": "Е"}

_BLANK = re.compile(r"\s+")
_LINES = re.compile(r"\s*\n\s*")
# One alternative per rule, so that a single pass over the text finds every place to change.
_CHANGES = re.compile(
    rf"(?P<removed>[{_REMOVED}]+)"
    r"|(?P<blank>\s{2,}|[^\S ])"
    rf"|(?P<single>[{''.join(_SINGLE)}](?!\u0308))"
    r"|(?P<combined>[иИ]\u0306|[еЕ]\u0308)"
)
_WORD_WITH_LATIN = re.compile(r"[^\W\d_]+")
_HAS_LATIN = re.compile(r"[A-Za-z]")
_HAS_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN_RUN = re.compile(r"[A-Za-z]+")
_LOOK_ALIKE = re.compile(rf"[{_LATIN}А-Яа-яЁёІ]+")
_ROMAN = re.compile(r"(?=.*[IVX])[IVXLCDMХСМІ]+")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[^\S\n][^\W\d_](?![^\W_])){2,}")
_VOWELS = frozenset("аеёиоуыэюяaeiouy")
SHORTEST_SPACED = 5  # letters; three are enough in capitals
_ALPHABET = "абвгдежзиклмнопрстуфхцчшщэюя"


@dataclass(frozen=True)
class Normal:
    """Text for matching; character i came from original[starts[i]:ends[i]]."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the original."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def at(self, original: int) -> int:
        """The place in `text` of an offset of the original (the next kept character)."""
        return bisect_left(self.starts, original)

    @cached_property
    def lower(self) -> str:
        """`text` in small letters, character for character."""
        small = self.text.lower()
        if len(small) == len(self.text):
            return small
        return "".join(low if len(low := letter.lower()) == 1 else letter for letter in self.text)


def normal(text: str, *, lines: bool = False) -> Normal:
    r"""Text for matching and its way back. With `lines` line ends stay "\n" instead of becoming spaces."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, put in _edits(text, lines=lines):
        pieces.append(text[done:start])
        starts.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        if len(put) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(put))
            ends.extend([end] * len(put))
        pieces.append(put)
        done = end
    if not pieces:
        return Normal(text, range(len(text)), range(1, len(text) + 1))
    pieces.append(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Normal("".join(pieces), starts, ends)


def homoglyphs(text: str) -> list[tuple[int, int]]:
    """Places of words that mix Cyrillic letters with Latin look-alikes."""
    found: list[tuple[int, int]] = []
    done = 0
    for latin in _LATIN_RUN.finditer(text):
        start, end = latin.span()
        if start < done or not (_is_cyrillic(text, start - 1) or _is_cyrillic(text, end)):
            continue
        while start > done and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        done = end
        word = text[start:end]
        if _LOOK_ALIKE.fullmatch(word) and not _ROMAN.fullmatch(word):
            found.append((start, end))
    return found


def _is_cyrillic(text: str, place: int) -> bool:
    return 0 <= place < len(text) and "Ѐ" <= text[place] <= "ӿ"


def _is_mixed(word: str) -> bool:
    return bool(_HAS_LATIN.search(word) and _HAS_CYRILLIC.search(word))


def _edits(text: str, *, lines: bool) -> list[tuple[int, int, str]]:
    """(start, end, put instead) of every change, in order, none overlapping."""
    edits = [(match.start(), match.end(), _replacement(match, lines=lines)) for match in _CHANGES.finditer(text)]
    edits += _letter_edits(text)
    spaced = _spaced_edits(text)
    if spaced:
        gaps = {start for start, _, _ in spaced}
        edits = [edit for edit in edits if edit[0] not in gaps] + spaced
    edits.sort()
    return edits


def _replacement(match: re.Match[str], *, lines: bool) -> str:
    found = match.group()
    if match.lastgroup == "removed":
        return ""
    if match.lastgroup == "blank":
        return "\n" if lines and _LINES.search(found) else " "
    if match.lastgroup == "combined":
        return _COMBINED[found]
    return _SINGLE[found]


def _letter_edits(text: str) -> list[tuple[int, int, str]]:
    """Look-alike letters put right, letter by letter, so that no other edit is overlapped."""
    if not _HAS_LATIN.search(text) or not _HAS_CYRILLIC.search(text):
        return []
    edits: list[tuple[int, int, str]] = []
    for match in _WORD_WITH_LATIN.finditer(text):
        word = match.group()
        if _is_mixed(word):
            if _ROMAN.fullmatch(word):
                fixed = word.translate(_TO_LATIN)
            elif _LOOK_ALIKE.fullmatch(word):
                fixed = word.translate(_TO_CYRILLIC)
            else:
                continue
        elif len(word) == 1 and word in "cokyaBCOKYA" and _before_cyrillic(text, match.end()):
            fixed = word.translate(_TO_CYRILLIC)
        else:
            continue
        edits.extend(
            (place, place + 1, new)
            for place, (old, new) in enumerate(zip(word, fixed, strict=True), start=match.start())
            if old != new
        )
    return edits


def _before_cyrillic(text: str, end: int) -> bool:
    """A lone letter is a preposition when a Cyrillic word follows it after one blank."""
    return text[end : end + 1].isspace() and bool(_HAS_CYRILLIC.match(text, end + 1))


def _spaced_edits(text: str) -> list[tuple[int, int, str]]:
    """«П Р И К А З» → «ПРИКАЗ»: the blanks between the letters go, each letter keeps its place."""
    return [
        (place, place + 1, "")
        for match in _SPACED.finditer(text)
        if _is_spaced_word(match.group()[::2])
        for place in range(match.start() + 1, match.end(), 2)
    ]


def _is_spaced_word(letters: str) -> bool:
    """Not a row of class letters («А Б В Г») nor a chance meeting of prepositions («и в с»)."""
    small = letters.lower()
    if small in _ALPHABET or not _VOWELS.intersection(small) or _VOWELS.issuperset(small):
        return False
    if letters.isupper():
        return True
    return len(letters) >= SHORTEST_SPACED and letters[1:].islower()
