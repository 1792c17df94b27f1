"""Pages that became known after a document was examined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.document import Document, Quote
    from review.model.finding import Examination


def paged_examination(examination: Examination, document: Document) -> Examination:
    """The same findings; quotes without a page take their block's."""

    def paged(quote: Quote) -> Quote:
        return quote if quote.page is not None else replace(quote, page=document.page_of(quote.block))

    return replace(
        examination,
        findings=tuple(
            replace(finding, evidence=tuple(paged(quote) for quote in finding.evidence))
            for finding in examination.findings
        ),
    )
