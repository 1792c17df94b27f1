"""A document's own text as word hashes, to find copies: templates, headings and quoted laws are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

from review.model.sketch import Passage, Sketch
from review.model.text import normal

if TYPE_CHECKING:
    from datetime import date

    from review.model.document import Document
    from review.model.programme import Facts

__all__ = ["Sketch", "sketch"]

_WORD = re.compile(r"[^\W_]+")
_LAW = re.compile(r"федеральн\w+ закон|приказ\w* министерств|постановлени\w+ правительств|распоряжени\w+ правительств")
_SHORTEST = 4  # words of a passage that says anything of its own


def sketch(document: Document, facts: Facts) -> Sketch:
    """The passages of the document that are its author's own words."""
    formal = {row.label.block for row in facts.passport if len(row.values) and row.values[0].block != row.label.block}
    formal |= {section.heading.block for section in facts.sections}
    formal |= {quote.block for approval in facts.approvals for quote in (*approval.quotes, approval.quote)}
    formal |= {quote.block for plan in facts.plans for quote in plan.header}
    passages = []
    for block, text in document.units():
        lower = normal(text).lower
        if block in formal or _LAW.search(lower):
            continue
        words = tuple(_number(word) for word in _WORD.findall(lower))
        if len(words) >= _SHORTEST:
            passages.append(Passage(document.quote(block), words))
    return Sketch(tuple(passages), _approved(facts))


def _number(word: str) -> int:
    return 0 if word.isdigit() else crc32(word.encode())


def _approved(facts: Facts) -> date | None:
    dates = [a.date for a in facts.approvals if a.date is not None and a.kind == "approved"]
    other = [a.date for a in facts.approvals if a.date is not None]
    return min(dates, default=max(other, default=None))
