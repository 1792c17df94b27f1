"""DOC, ODT and RTF by way of LibreOffice and the Word reader; TXT by a reader of our own.

Conversion may hang and wants a warm LibreOffice, so it does not belong into a guarded child that is killed and
replaced: the flow calls `to_docx` first and hands the result to `read_legacy` inside the child.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.parse.plain import read_text
from review.parse.word.reader import read_docx

if TYPE_CHECKING:
    from review.model.document import Document
    from review.office.service import Office
    from review.settings import Settings

CONVERTED = ("doc", "odt", "rtf")


def to_docx(accepted_type: str, data: bytes, office: Office, *, timeout: float = 60) -> bytes:
    """The same document as DOCX. Raises ConverterDown without LibreOffice, Damaged, ReadingTimeout."""
    return office.convert(data, accepted_type, "docx", timeout=timeout)


def read_legacy(accepted_type: str, data: bytes, settings: Settings, *, docx: bytes | None = None) -> Document:
    """The document of a DOC, ODT, RTF or TXT file; `docx` is what `to_docx` made of it, where that was done before."""
    if accepted_type == "txt":
        return read_text(data)
    if docx is None:
        from review.office.service import office

        docx = to_docx(accepted_type, data, office(settings))
    return replace(read_docx(docx, settings.limits), format=accepted_type)
