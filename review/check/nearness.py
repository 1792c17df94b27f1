"""Hints by meaning: what stands nearest to words that share none with it. Never a reason for a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.finding import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.model.document import Quote
    from review.model.language import Language

NEAR = 0.35  # from here on the nearest of a plan was the right one in seven cases of ten, by chance in three
SHOWN = 2
LONGEST = 90  # letters of a text told inside a sentence


def nearest(texts: Iterable[str], among: Sequence[Quote], language: Language) -> tuple[Reason, ...]:
    """For the first few texts: «near» names the quote nearest in meaning, «nothing_near» says that there is none."""
    hints = []
    for text in list(texts)[:SHOWN]:
        near = max(among, key=lambda quote: language.kinship(text, quote.text), default=None)
        if near is not None and language.kinship(text, near.text) >= NEAR:
            hints.append(Reason("near", {"text": _short(text), "near": _short(near.text)}, (near,)))
        else:
            hints.append(Reason("nothing_near", {"text": _short(text)}))
    return tuple(hints)


def _short(text: str) -> str:
    plain = " ".join(text.split()).rstrip(".;")
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + "…"
