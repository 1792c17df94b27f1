"""Old formats pass through LibreOffice before the guarded child reads them: a hang there is ended by office itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.runs.packages import Source
from review.parse.legacy import CONVERTED, to_docx

if TYPE_CHECKING:
    from review.settings import Settings


def source(accepted_type: str, data: bytes, settings: Settings, *, pages: bool = False) -> Source:
    """What the child reads; with `pages` also the file as drawn. Raises ConverterDown, Damaged, ReadingTimeout."""
    if accepted_type not in (*CONVERTED, *(["docx"] if pages else [])):
        return Source(accepted_type, data)
    from review.office.service import office  # started by the first old file alone

    pdf = office(settings).convert(data, accepted_type, "pdf") if pages else None
    if accepted_type == "docx":
        return Source(accepted_type, data, pdf=pdf)
    return Source(accepted_type, b"", to_docx(accepted_type, data, office(settings)), pdf)
