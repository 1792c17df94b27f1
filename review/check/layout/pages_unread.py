"""Could every page be read?

What it looks for: pages without readable words, and a document with hardly any words at all.

Why it matters: what cannot be read cannot be checked or kept in the archive.

Fails: a blurred scan; a file of pictures without words.

Passes: any document whose pages were all read.

Parameters: `least_words`, below which a document says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ()
SAYS = ("none_read", "no_words", "some_unread", "all_read")
PROVEN: tuple[str, ...] = ("none_read", "no_words", "some_unread")


@dataclass(frozen=True)
class Params:
    """A number of words."""

    least_words: int = 2


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 when all pages were read, 1 when some were, 0 when none."""
    document = subject.document
    unread = sorted({item.page for item in document.unread})
    pages = ", ".join(str(page) for page in unread)
    if unread and (document.words < params.least_words or (document.pages and len(unread) >= document.pages)):
        return Proposal(0, 0.95, (Reason("none_read", {"pages": pages}),))
    if document.words < params.least_words:
        return Proposal(0, 0.9, (Reason("no_words"),))
    if unread:
        return Proposal(1, 0.95, (Reason("some_unread", {"pages": pages}),))
    return Proposal(2, 0.95, (Reason("all_read", {"words": document.words}),))
