"""What kind of page it is: readable text, a picture of text, or text in an encoding that lost its letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pypdfium2.raw as pdfium

from review.parse.letters import plausible_share

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from review.parse.pdf.words import TextPage

PageClass = Literal["text", "scan", "garbage"]

FEW_LETTERS = 20  # a stamp or page number over a picture is not the page's text
LITTLE_TEXT = 150
PICTURE = 0.3  # share of the page a picture covers before it may be a scan
WHOLE_PICTURE = 0.6
MAX_OBJECTS = 3_000  # looked at for pictures
FEW_WORDS = 5
SUSPECT = 0.05  # share of characters without a meaning
MOJIBAKE = 0.3  # share of letters from Western Europe, which Russian text has none of
CYRILLIC = 0.5
READS_WELL = 0.6  # share of words that look Russian: enough to believe the text whatever else is odd
READS_BADLY = 0.3
MIXED = 0.3  # share of words spelt with two alphabets at once

ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|die|der|und|les|des|et)\b", re.IGNORECASE)
FOREIGN = 0.03  # share of little words that show a text in another language

LETTER = re.compile(r"[^\W\d_]")
LONG_WORD = re.compile(r"[^\W\d_]{3,}")
WESTERN = re.compile(r"[\u00a1-\u00a6\u00a8\u00aa\u00ac\u00af\u00b2-\u00b6\u00b8-\u00ba\u00bc-\u024f]")
NONSENSE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uefff\uf100-\uf8ff]")  # the rest of U+F0xx are bullets
RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def page_class(page: PdfPage, text: TextPage) -> PageClass:
    """The class of a page."""
    letters = len(LETTER.findall(text.text))
    if letters < LITTLE_TEXT:
        covered = _picture_share(page)
        if (letters < FEW_LETTERS and covered > PICTURE) or covered > WHOLE_PICTURE:
            return "scan"
    if is_garbage(text.text) or (_is_doubtful(text.text) and text.unmapped_share() > SUSPECT):
        return "garbage"
    return "text"


def is_garbage(text: str) -> bool:
    """Whether the letters of a text cannot be what the writer wrote."""
    letters = LETTER.findall(text)
    words = LONG_WORD.findall(text)
    nonsense = len(NONSENSE.findall(text))
    if len(words) < FEW_WORDS and nonsense < FEW_LETTERS:
        return False
    share = plausible_share(text)
    western = len(WESTERN.findall(text))
    if share < READS_WELL and (
        nonsense > SUSPECT * (len(letters) + nonsense) or western > MOJIBAKE * (len(letters) + western)
    ):
        return True
    mixed = sum(1 for word in words if RUSSIAN.search(word) and LATIN.search(word))
    if mixed > MIXED * len(words):
        return True
    russian = len(RUSSIAN.findall(text))
    return russian > CYRILLIC * len(letters) and share < READS_BADLY


def _is_doubtful(text: str) -> bool:
    """Worth asking the fonts: enough words, and plainly neither Russian nor another language."""
    words = len(LONG_WORD.findall(text))
    return words >= FEW_WORDS and plausible_share(text) < READS_WELL and len(ENGLISH.findall(text)) < FOREIGN * words


def _picture_share(page: PdfPage) -> float:
    """The share of the page its largest pictures cover together."""
    width, height = page.get_size()
    area = 0.0
    for number, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if number > MAX_OBJECTS:
            break
        left, bottom, right, top = item.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return float(area / max(width * height, 1.0))
