"""What crosses the border of a guarded child.

A document is pickled once and passed on unopened: the parent of a large run keeps bytes, not thousands of documents.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.card import Card, Entry
    from review.model.document import Document
    from review.model.finding import CopyMatch
    from review.model.programme import Facts
    from review.model.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `docx` is what LibreOffice made of an old format, `data` is then left behind.

    `pdf` is the file as LibreOffice draws it, where somebody asked for the pages of a Word document.
    """

    type: str
    data: bytes
    docx: bytes | None = None
    pdf: bytes | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """A document and its facts, pickled, with the little the parent needs to know of them."""

    content: bytes
    kind: str | None
    sketch: Sketch

    def open(self) -> tuple[Document, Facts]:
        """Unpickle. Only ever our own bytes from our own child."""
        document, facts = pickle.loads(self.content)  # noqa: S301 - written by read_package below, never by a user
        return document, facts


@dataclass(frozen=True, slots=True)
class Task:
    """All a child needs to examine one document."""

    package: Package
    kind: str
    profile: str
    entry: Entry
    card: Card | None
    kit: tuple[tuple[Entry, Package], ...]
    copies: tuple[CopyMatch, ...]
    compared_with: int
    rubric: str | None = None  # an edition a region chose; None: the profile's own
