"""Scans pasted into Word: a file without words whose pictures are pages is read as the pages they are."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps

from review.parse.word.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

    from review.model.document import Document
    from review.settings import Limits, Settings

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_OLD_PICTURE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_SHORT_SIDE: Final = 8.27  # inches of an A4 sheet
_SMALLEST: Final = 500  # pixels of the shorter side: less is a logo or a seal
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def read_pictures(silent: Document, data: bytes, settings: Settings) -> Document:
    """The document its pictures show, recognised page by page; `silent` itself when there is nothing to recognise."""
    pages = picture_pages(data, settings.limits)
    if not pages:
        return silent
    from review.parse.pdf import read_pdf

    read = read_pdf(_as_pdf(pages), settings)
    kept = tuple(warning for warning in silent.warnings if warning.code not in ("unreadable", "page_pictures"))
    return replace(read, format="docx", pages=None, warnings=kept + read.warnings)


def picture_pages(data: bytes, limits: Limits) -> list[Image.Image]:
    """The pictures of a Word file that may be pages, in reading order."""
    package = Package(data, limits)
    targets = package.targets()
    pages: list[Image.Image] = []
    for name in dict.fromkeys(targets.get(shown, "") for shown in _shown(package.main_part())):
        content = package.media(name)
        picture = None if content is None else _picture(content, limits)
        if picture is not None and len(pages) < limits.pdf_pages:
            pages.append(picture)
    return pages


def _shown(root: _Element) -> list[str]:
    """Relationship ids of the pictures, in the order of the text."""
    pictures = root.iter(_BLIP, _OLD_PICTURE)
    return [element.get(_RELATION + "embed") or element.get(_RELATION + "id") or "" for element in pictures]


def _picture(content: bytes, limits: Limits) -> Image.Image | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            if picture.width * picture.height > limits.image_pixels or min(picture.size) < _SMALLEST:
                return None
            return ImageOps.exif_transpose(picture).convert("L")  # a telephone only notes how it was held
    except _BROKEN:
        return None


def _as_pdf(pages: list[Image.Image]) -> bytes:
    """One PDF page for each picture, as wide as a sheet of paper."""
    stream = io.BytesIO()
    for index, page in enumerate(pages):
        page.save(stream, "PDF", resolution=min(page.size) / _SHORT_SIDE, append=index > 0)
    return stream.getvalue()
