"""What kind of page it is: readable text, a picture of text, or text in an encoding that lost its letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pypdfium2.raw as pdfium

from review.parse.letters import plausible_words
from review.parse.pdf.rulings import kinds_of, objects_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from review.parse.pdf.textpage import TextPage

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
READS_PERFECTLY = 0.75
READS_BADLY = 0.3
SAMPLE = 60  # words that are enough to judge a page by
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
    words = LONG_WORD.findall(text.text)
    if len(words) < LITTLE_TEXT / 3:
        letters = len(LETTER.findall(text.text))
        if letters < LITTLE_TEXT:
            covered = _picture_share(page)
            if (letters < FEW_LETTERS and covered > PICTURE) or covered > WHOLE_PICTURE:
                return "scan"
    share = _share(words)
    if is_garbage(text.text, words, share) or (
        _is_doubtful(text.text, words, share) and text.unmapped_share() > SUSPECT
    ):
        return "garbage"
    return "text"


def _share(words: list[str]) -> float:
    """The share of plausible Russian words in a sample from the whole page."""
    return plausible_words([word.lower() for word in words[:: len(words) // SAMPLE + 1]])


def is_garbage(text: str, words: list[str] | None = None, share: float | None = None) -> bool:
    """Whether the letters of a text cannot be what the writer wrote."""
    words = LONG_WORD.findall(text) if words is None else words
    share = _share(words) if share is None else share
    if share > READS_PERFECTLY and len(words) >= FEW_WORDS:  # nearly all pages
        return False
    nonsense = len(NONSENSE.findall(text))
    if len(words) < FEW_WORDS and nonsense < FEW_LETTERS:
        return False
    if share < READS_WELL:
        letters, western = len(LETTER.findall(text)), len(WESTERN.findall(text))
        if nonsense > SUSPECT * (letters + nonsense) or western > MOJIBAKE * (letters + western):
            return True
        if share < READS_BADLY and len(RUSSIAN.findall(text)) > CYRILLIC * letters:
            return True
    if share > READS_PERFECTLY:
        return False
    mixed = sum(1 for word in words[:SAMPLE] if RUSSIAN.search(word) and LATIN.search(word))
    return mixed > MIXED * min(len(words), SAMPLE)


def _is_doubtful(text: str, words: list[str], share: float) -> bool:
    """Worth asking the fonts: enough words, and plainly neither Russian nor another language."""
    return len(words) >= FEW_WORDS and share < READS_WELL and len(ENGLISH.findall(text)) < FOREIGN * len(words)


def _picture_share(page: PdfPage) -> float:
    """The share of the page its largest pictures cover together."""
    kinds = kinds_of(objects_of(page, min(pdfium.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)))
    if not kinds & {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}:
        return 0.0
    width, height = page.get_size()
    area = 0.0
    for number, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if number > MAX_OBJECTS:
            break
        left, bottom, right, top = item.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return float(area / max(width * height, 1.0))
