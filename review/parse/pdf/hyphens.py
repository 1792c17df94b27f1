"""Words broken at the end of a line: joined, or left with their hyphen when they are compounds.

No dictionary is asked: the document itself tells. A compound that stands whole elsewhere keeps its hyphen, a word that
stands whole elsewhere loses it; for the rest Russian hyphenation itself decides.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from review.parse.letters import is_one_word
from review.parse.pdf.words import HYPHEN, SPLIT

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
BROKEN = re.compile(rf"([^\W_]*){HYPHEN}([^\W_]*)")
CUT = re.compile(rf"(?<![^\W_])[^\W_]+(?:-[^\W_]+)*(?:{SPLIT}[^\W_]+(?:-[^\W_]+)*)+")
VOWEL = re.compile(r"[аеёиоуыэюяaeiouy]", re.IGNORECASE)
NEVER_FIRST = tuple("ьъйы")  # no Russian word begins with these: the piece is a syllable of the word before
FIRST_HALVES = frozenset(
    line
    for line in Path(__file__).with_name("compounds.txt").read_text(encoding="utf-8").split("\n")
    if line[:1] != "#"
)
LAST_HALVES = frozenset(
    [
        "то",
        "либо",
        "нибудь",
        "таки",
        "ка",
        "де",
        "с",
        "х",
        "е",
        "й",
        "ый",
        "ой",
        "ая",
        "го",
        "му",
        "м",
        "ми",
        "летие",
        "летия",
    ]
)
FEW = 40  # words looked for one by one
OFTEN = 0.04  # lines ending in a broken word: above this share the document is hyphenated by the program


class Vocabulary:
    """The words that stand unbroken in the document: looked for one by one, listed once many have been asked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._answers: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        """Whether the word, in small letters, stands somewhere as a whole."""
        answer = self._answers.get(word)
        if answer is None:
            answer = word in self._listed if len(self._answers) > FEW else self._stands(word)
            self._answers[word] = answer
        return answer

    def _stands(self, word: str) -> bool:
        text, at = self._text, -1
        while (at := text.find(word, at + 1)) >= 0:
            end = at + len(word)
            if not (_goes_on(text[max(at - 2, 0) : at][::-1]) or _goes_on(text[end : end + 2])):
                return True
        return False

    @cached_property
    def _text(self) -> str:
        parts = []
        for text in self._texts:
            whole = BROKEN.sub(" ", text) if HYPHEN in text else text
            parts.append(CUT.sub(" ", whole) if SPLIT in whole else whole)
        return "\n".join(parts).lower()

    @cached_property
    def _listed(self) -> set[str]:
        return set(WORD.findall(self._text))


def _goes_on(text: str) -> bool:
    """Whether a word that has come so far does not end here."""
    return text[:1].isalnum() or (text[:1] == "-" and text[1:].isalnum())


class Hyphens:
    """Decides about broken words with the words of the whole document in mind."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._whole = Vocabulary(self._texts)

    def mend(self, text: str) -> str:
        """The text without marks of broken lines."""
        if SPLIT in text:
            text = CUT.sub(self._uncut, text)
        if HYPHEN not in text:
            return text
        return BROKEN.sub(self._mended, text).replace(HYPHEN, "-")

    def _mended(self, match: re.Match[str]) -> str:
        first, last = match.groups()
        return f"{first}-{last}" if self._keeps(first, last) else first + last

    def _uncut(self, match: re.Match[str]) -> str:
        """Pieces of a cut word put together, and neighbours that are words of their own left apart."""
        whole, *rest = match.group().split(SPLIT)
        for piece in rest:
            whole += piece if self._is_cut(WORD.findall(whole)[-1].lower(), piece.lower()) else f" {piece}"
        return whole

    def _is_cut(self, first: str, last: str) -> bool:
        if first[-1].isdigit() or last[0].isdigit():
            return first[-1].isdigit() and last[0].isdigit()
        if first + last in self._whole:
            return True
        if first in self._whole and last in self._whole:
            return False
        return is_one_word(first, last)

    def _keeps(self, first: str, last: str) -> bool:
        if not first or not last or not last.isalpha() or not first.isalpha() or last[0].isupper():
            return True
        a, b = first.lower(), last.lower()
        if f"{a}-{b}" in self._whole:
            return True
        if a + b in self._whole:
            return False
        if b.startswith(NEVER_FIRST) or not VOWEL.search(b):
            return b in LAST_HALVES
        if a in FIRST_HALVES or b in LAST_HALVES:
            return True
        if not VOWEL.search(a) or len(a) == 1:
            return False
        if a in self._whole and b in self._whole:
            return True
        return not (self._hyphenated and is_one_word(a, b))

    @cached_property
    def _hyphenated(self) -> bool:
        """Whether words are broken so often that a program must have done it: about nine words make a line."""
        broken = sum(text.count(HYPHEN) for text in self._texts)
        words = sum(len(text.split()) for text in self._texts)
        return broken > 2 and broken > OFTEN * words / 9  # noqa: PLR2004 - two may be compounds
