"""One door for every type of file: picks the reader. Readers are loaded when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import UnsupportedType

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.model.document import Document
    from review.settings import Settings


def read(
    accepted_type: str,
    data: bytes,
    settings: Settings,
    *,
    docx: bytes | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Document:
    """The document of a file whose type `intake.accept` has told. Raises FileRefused kinds.

    `docx` is what LibreOffice made of an old format, where the caller had it converted before. `progress`
    hears which page is being recognised and how many more seconds that may take.
    """
    if accepted_type == "docx":
        from review.parse.word.reader import read_docx

        document = read_docx(data, settings.limits)
        if not any(page.reason == "scan" for page in document.unread):
            return document
        from review.parse.word.pictures import read_pictures

        return read_pictures(document, data, settings)
    if accepted_type == "pdf":
        from review.parse.pdf import read_pdf

        return read_pdf(data, settings, progress)
    if accepted_type in ("odt", "rtf", "doc", "txt"):
        from review.parse.legacy import read_legacy

        return read_legacy(accepted_type, data, settings, docx=docx)
    raise UnsupportedType("Файл такого типа не читается как документ.", "Принимаются DOCX, PDF, ODT, RTF, DOC и TXT.")
