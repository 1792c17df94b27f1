"""Old formats pass through LibreOffice before the guarded child reads them: a hang there is ended by office itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.runs.packages import Source
from review.parse.legacy import CONVERTED, to_docx

if TYPE_CHECKING:
    from review.settings import Settings


def source(accepted_type: str, data: bytes, settings: Settings) -> Source:
    """What the child reads. Raises ConverterDown, Damaged, ReadingTimeout."""
    if accepted_type not in CONVERTED:
        return Source(accepted_type, data)
    from review.office.service import office  # started by the first old file alone

    return Source(accepted_type, b"", to_docx(accepted_type, data, office(settings)))
