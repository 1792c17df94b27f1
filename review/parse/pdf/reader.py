"""A PDF file as a Document."""

from __future__ import annotations

import gc
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from review.errors import Damaged, EmptyFile, Encrypted, TooLarge
from review.model.document import Unread, Warning  # noqa: A004 - the contract's word
from review.parse.pdf.assembly import document_of
from review.parse.pdf.calls import Room
from review.parse.pdf.drafts import PageDraft, Sheet, page_draft, page_drafts
from review.parse.pdf.pageclass import page_class
from review.parse.pdf.rulings import rulings_of
from review.parse.pdf.textpage import TextPage, words_of
from review.parse.pdf.words import Words
from review.parse.scan import ocr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from review.model.document import Document
    from review.parse.pdf.pageclass import PageClass
    from review.parse.pdf.rulings import Edge
    from review.parse.pdf.textpage import Drawn, Frame
    from review.parse.scan.picture import Grey
    from review.settings import Settings

    Edges = tuple[list[Edge], list[Edge]]  # horizontal and vertical ones
    Progress = Callable[[str, float], None]

DPI = 300
TOGETHER = 64  # pages whose words are sorted at once
TRIAL = 4  # pages; when none of them can be read, the others cannot either
POINTS = 72


@dataclass(slots=True)
class _Reading:
    """Pages as they are read."""

    room: Room = field(default_factory=Room)
    drafts: dict[int, PageDraft] = field(default_factory=dict)
    pages: dict[Frame, list[tuple[Drawn, Edges]]] = field(default_factory=dict)  # with text, still to be sorted
    pictures: dict[int, PageClass] = field(default_factory=dict)  # pages to recognise, and why
    edges: dict[int, Edges] = field(default_factory=dict)  # lines drawn on garbled pages
    unread: list[Unread] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


def open_pdf(data: bytes, pages: int) -> pdfium.PdfDocument:
    """The opened file. Raises Encrypted, Damaged, EmptyFile, or TooLarge beyond so many pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Encrypted("Файл PDF защищён паролем.", "Сохраните его без пароля и загрузите ещё раз.") from error
        raise _damaged() from error
    if len(document) == 0:
        raise EmptyFile("В файле PDF нет ни одной страницы.", "Проверьте файл и загрузите другой.")
    if len(document) > pages:
        raise TooLarge(
            f"В файле PDF {len(document)} страниц, а принимается не больше {pages}.",
            "Разделите документ на части и загрузите их по отдельности.",
        )
    return document


def _damaged() -> Damaged:
    return Damaged(
        "Файл PDF повреждён и не открывается.",
        "Откройте его на компьютере, сохраните заново (или распечатайте в PDF) и загрузите ещё раз.",
    )


def read_pdf(data: bytes, settings: Settings, progress: Progress | None = None) -> Document:
    """Blocks of a PDF in reading order, its tables as cells, pages it could not read named.

    `progress` hears which page is being recognised and how many more seconds that may take.
    """
    with _uncollected():
        return _read(data, settings, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage while a document grows: all of it is alive, and looking costs a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(data: bytes, settings: Settings, progress: Progress | None) -> Document:
    pdf = open_pdf(data, settings.limits.pdf_pages)
    try:
        reading = _Reading()
        for index in range(len(pdf)):
            _read_page(pdf, index, reading)
        for frame in list(reading.pages):
            _sort(pdf, reading, frame)
        if len(reading.unread) == len(pdf):
            raise _damaged()
        if reading.pictures:
            _recognise(pdf, reading, settings, progress)
        count = len(pdf)
    finally:
        pdf.close()
    _warn(reading)
    return document_of(
        [reading.drafts.get(number) or PageDraft(number, 0, 0, [], []) for number in range(1, count + 1)],
        unread=tuple(sorted(reading.unread, key=lambda page: page.page)),
        warnings=tuple(reading.warnings),
        recognised=tuple(sorted(reading.recognised)),
    )


def _read_page(pdf: pdfium.PdfDocument, index: int, reading: _Reading) -> None:
    number = index + 1
    try:
        page = pdf[index]
        text = TextPage(page, reading.room)
    except pdfium.PdfiumError:
        reading.unread.append(Unread(number, "failed"))
        return
    try:
        kind = page_class(page, text)
        if kind == "scan":
            reading.pictures[number] = kind
            return
        rulings = rulings_of(page, text.frame)
        edges: Edges = ([], []) if rulings.crowded else (rulings.horizontal, rulings.vertical)
        if kind == "garbage":
            reading.pictures[number] = kind
            reading.edges[number] = edges
            return
        reading.pages.setdefault(text.frame, []).append((text.drawn(number), edges))
    finally:
        text.close()
        page.close()
    if len(reading.pages[text.frame]) >= TOGETHER:
        _sort(pdf, reading, text.frame)


def _sort(pdf: pdfium.PdfDocument, reading: _Reading, frame: Frame) -> None:
    """Drafts of the pages of one shape read so far."""

    def letters(number: int, places: Sequence[int]) -> bytes:
        with closing(pdf[number - 1]) as page, closing(TextPage(page)) as text:
            return text.boxes(places)

    pages = reading.pages.pop(frame)
    words, ends = words_of([drawn for drawn, _ in pages], letters)
    sheets = [Sheet(drawn.number, (frame.width, frame.height), edges) for drawn, edges in pages]
    for draft in page_drafts(sheets, words, ends):
        reading.drafts[draft.number] = draft


def _recognise(pdf: pdfium.PdfDocument, reading: _Reading, settings: Settings, progress: Progress | None) -> None:
    absent = ocr.missing(settings)
    if absent is not None:
        reading.unread += [Unread(number, _reason(kind)) for number, kind in reading.pictures.items()]
        reading.warnings.append(
            Warning(
                "ocr_missing",
                f"Страницы-изображения не распознаны: на сервере не установлено {absent}. "
                "Попросите администратора установить или загрузите документ в DOCX.",
            )
        )
        return
    numbers = _trial_first(list(reading.pictures))
    deadline = time.monotonic() + settings.limits.ocr_document_seconds
    with closing(ocr.recognise(_pictures(pdf, numbers, settings, progress), settings)) as pages:
        for place, page in enumerate(pages, start=1):
            _take(numbers[place - 1], page, reading, settings)
            is_late = time.monotonic() > deadline
            if place < len(numbers) and (is_late or (place == TRIAL and not reading.recognised)):
                _give_up(numbers[place:], reading, is_late=is_late)
                return


def _trial_first(numbers: list[int]) -> list[int]:
    """A few pages from all over the document before the others: they tell whether these are worth the time."""
    if len(numbers) <= TRIAL:
        return numbers
    trial = [numbers[place * (len(numbers) - 1) // (TRIAL - 1)] for place in range(TRIAL)]
    return trial + [number for number in numbers if number not in trial]


def _take(number: int, page: ocr.Recognised, reading: _Reading, settings: Settings) -> None:
    kind = reading.pictures[number]
    if page.words is None:
        reading.unread.append(Unread(number, "failed"))
    elif page.confidence < settings.limits.ocr_min_confidence or (page.words and page.plausible < ocr.WORTHLESS):
        reading.unread.append(Unread(number, _reason(kind), round(page.confidence, 2)))
    else:
        edges = reading.edges.get(number) or (page.horizontal, page.vertical)
        sheet = Sheet(number, (page.width, page.height), edges)
        reading.drafts[number] = page_draft(sheet, Words.of(page.words), recognised=True)
        reading.recognised.append(number)


def _give_up(numbers: list[int], reading: _Reading, *, is_late: bool) -> None:
    reading.unread += [Unread(number, _reason(reading.pictures[number])) for number in numbers]
    reading.warnings.append(
        Warning(
            "ocr_stopped",
            "Распознавание остановлено: документ распознаётся слишком долго. Разделите его на части или загрузите DOCX."
            if is_late
            else "Распознавание остановлено: ни одна из пробных страниц не прочитана как русский текст. "
            "Загрузите чёткий скан или исходный файл DOCX.",
        )
    )


def _reason(kind: PageClass) -> Literal["scan", "garbage"]:
    return "garbage" if kind == "garbage" else "scan"


def _pictures(
    pdf: pdfium.PdfDocument, numbers: list[int], settings: Settings, progress: Progress | None
) -> Iterator[tuple[Grey, int]]:
    for place, number in enumerate(numbers, start=1):
        if progress is not None:
            progress(f"распознаётся страница {place} из {len(numbers)}", ocr.BUSY * settings.limits.ocr_page_seconds)
        page = pdf[number - 1]
        width, height = page.get_size()
        dpi = min(DPI, int(POINTS * (settings.limits.image_pixels / max(width * height, 1)) ** 0.5))
        bitmap = page.render(scale=max(dpi, 1) / POINTS, grayscale=True)
        yield np.array(bitmap.to_numpy().reshape(bitmap.height, bitmap.width), dtype=np.uint8), dpi
        bitmap.close()
        page.close()


def _warn(reading: _Reading) -> None:
    if reading.unread:
        pages = ", ".join(str(page.page) for page in sorted(reading.unread, key=lambda page: page.page))
        one = len(reading.unread) == 1
        reading.warnings.append(
            Warning(
                "unreadable",
                f"Не удалось прочитать {'страницу' if one else 'страницы'} {pages}: текст на "
                f"{'ней' if one else 'них'} не распознан. Загрузите чёткий скан или исходный файл DOCX.",
            )
        )
