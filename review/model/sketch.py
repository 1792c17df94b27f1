"""A document reduced to what copies are looked for in: its own passages as rows of word hashes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from review.model.document import Quote


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or cell of the document's own text; one 32-bit number per word, figures all alike."""

    quote: Quote
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """Own text only: no headings, no passport row names, no approval marks, no quotations of laws."""

    passages: tuple[Passage, ...]
    approved: date | None = None

    @property
    def words(self) -> int:
        """How many words of its own the document has."""
        return sum(len(passage.words) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Compared:
    """One document of a run, as it is compared with the others. `kit` is None for a file that came alone."""

    key: int  # its number in the run
    name: str  # as the reader of a match may see it
    kit: str | None
    kind: str | None
    order: int  # place within the kit
    sha256: str
    sketch: Sketch
