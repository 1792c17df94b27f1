"""Words of a document as people mark them, and what became of them in another version.

An anchor is a text quote (the exact words with what stands before and after) and a text position (block, offsets, and
where in the running text): each part finds the words again when another one fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from review.model.document import Quote


@dataclass(frozen=True, slots=True)
class Anchor:
    """Marked words. `quotes` holds one piece per block the words run through, in reading order."""

    quotes: tuple[Quote, ...]
    prefix: str  # the running text before, at most CONTEXT characters
    suffix: str
    at: int  # where the words begin in the running text, counted in characters over all blocks
    length: int  # of the whole running text

    @property
    def exact(self) -> str:
        """The marked words; a new block begins a new line."""
        return "\n".join(quote.text for quote in self.quotes)

    @property
    def selectors(self) -> list[dict[str, object]]:
        """The W3C selectors of a Web Annotation: the quote, and the position in the running text."""
        quote: dict[str, object] = {
            "type": "TextQuoteSelector",
            "exact": self.exact,
            "prefix": self.prefix,
            "suffix": self.suffix,
        }
        position: dict[str, object] = {
            "type": "TextPositionSelector",
            "start": self.at,
            "end": self.at + len(self.exact),
        }
        return [quote, position]

    @property
    def block(self) -> str:
        """The block the words begin in."""
        return self.quotes[0].block

    @property
    def page(self) -> int | None:
        """The page the words begin on, where known."""
        return self.quotes[0].page


class Fate(StrEnum):
    """What became of marked words in another version."""

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    DOUBTFUL = "doubtful"  # a person must look: `why` says what cannot be told


FATE_TITLES: dict[Fate, str] = {
    Fate.KEPT: "осталось",
    Fate.MOVED: "перенесено",
    Fate.CHANGED: "изменено",
    Fate.GONE: "исчезло",
    Fate.DOUBTFUL: "проверьте",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Marked words looked for in another version: `anchor` is where they stand there, None when nowhere."""

    fate: Fate
    confidence: float
    old: str
    new: str = ""
    anchor: Anchor | None = None
    why: str = ""  # in Russian, for doubtful ones
