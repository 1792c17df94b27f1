"""Page numbers of a Word document, taken from its rendered PDF after everything else is done; the PDF is kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from review.errors import ConverterDown, FileRefused
from review.flow.submission.work import RENDERED
from review.office.service import office
from review.parse.pages import with_pages
from review.store.documents import texts, versions

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.submission.work import Work

log = logging.getLogger(__name__)


def number_pages(services: Services, work: Work, *, version_id: int) -> None:
    """Job: render the file, find each block on its page, keep the numbers. Without LibreOffice there are none."""
    with services.database.reading() as session:
        member = versions.member(session, version_id)
        document = texts.document(session, version_id)
    numbered, pdf = None, b""
    if member is not None and document is not None and member.type in RENDERED and document.pages is None:
        try:
            pdf = office(services.settings).convert(services.files.get(member.sha256), member.type, "pdf")
            numbered = with_pages(document, work.reader.run("page_texts", pdf))
        except (ConverterDown, FileRefused) as error:
            log.warning("no page numbers for version %s: %s", version_id, error.message)
    with services.database.session() as session:
        if numbered is not None:
            texts.save_document(session, version_id, numbered)
            sha256 = services.files.put(pdf)
            versions.note_file(session, sha256, len(pdf), services.now())
            versions.keep_rendered(session, version_id, sha256)
        work.settle(session)
