"""A draft of a paper as text, for the page that previews it: read back from the very file that would be issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.parse.word.reader import read_docx

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.document import Document


def draft_text(services: Services, *, docx: bytes) -> Document:
    """The draft's blocks. Our own file needs no guarded child."""
    return read_docx(docx, services.settings.limits)
