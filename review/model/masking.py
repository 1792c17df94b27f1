"""Personal data hidden where it is shown, letter by letter: every offset of the stored words stays true."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from review.model.document import Block, Document, Quote
    from review.model.finding import Examination, Finding
    from review.model.programme import PersonalData

DOT = "•"


def masked_document(document: Document, personal: Sequence[PersonalData]) -> Document:
    """The same document with personal data dotted out; ids, offsets and lengths unchanged."""
    spans = _spans(item.quote for item in personal)
    if not spans:
        return document
    return replace(document, blocks=tuple(_block(block, spans) for block in document.blocks))


def masked_examination(examination: Examination, personal: Sequence[PersonalData]) -> Examination:
    """The same findings with personal data dotted out of quotes and explanations."""
    spans = _spans(item.quote for item in personal)
    if not spans:
        return examination
    words = sorted({item.quote.text for item in personal}, key=lambda text: (-len(text), text))
    return replace(examination, findings=tuple(_finding(finding, spans, words) for finding in examination.findings))


def _spans(quotes: Iterable[Quote]) -> Mapping[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        spans[quote.block].append((quote.start, quote.end))
    return dict(spans)


def _dotted(text: str, start: int, spans: Sequence[tuple[int, int]]) -> str:
    """`text` begins at offset `start` of its block; letters and figures inside the spans become dots."""
    letters = list(text)
    for first, last in spans:
        for place in range(max(first - start, 0), min(last - start, len(letters))):
            if letters[place].isalnum():
                letters[place] = DOT
    return "".join(letters)


def _block(block: Block, spans: Mapping[str, list[tuple[int, int]]]) -> Block:
    if block.table is not None:
        rows = tuple(
            tuple(
                replace(cell, text=_dotted(cell.text, 0, spans[cell.id])) if cell.id in spans else cell for cell in row
            )
            for row in block.table.rows
        )
        return replace(block, table=replace(block.table, rows=rows))
    return replace(block, text=_dotted(block.text, 0, spans[block.id])) if block.id in spans else block


def _finding(finding: Finding, spans: Mapping[str, list[tuple[int, int]]], words: Sequence[str]) -> Finding:
    evidence = tuple(
        replace(quote, text=_dotted(quote.text, quote.start, spans[quote.block])) if quote.block in spans else quote
        for quote in finding.evidence
    )
    explanation = finding.explanation
    for text in words:
        if text in explanation:
            explanation = explanation.replace(text, _dotted(text, 0, [(0, len(text))]))
    return replace(finding, evidence=evidence, explanation=explanation)
