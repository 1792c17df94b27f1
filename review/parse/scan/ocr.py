"""Text from pictures of pages: tesseract in processes of its own, a page each, none of them longer than its time."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import resource
import shutil
import subprocess
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from review.parse.letters import plausible_share
from review.parse.pdf.grid import Grid, grids
from review.parse.pdf.rulings import Edge
from review.parse.pdf.words import Word
from review.parse.scan import picture
from review.parse.scan.bands import unread_bands

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from review.parse.scan.picture import Grey, Mask, Run
    from review.settings import Settings

LANGUAGE = "rus"
WORD_LEVEL, LINE_LEVEL = 5, 4  # of tesseract's table
UNLIKELY = 0.5  # share of plausible Russian words below which the page may lie on its side
WORTHLESS = 0.35  # and below which nobody knows what it says
RULES = frozenset("|_-—–[]/\\!¦‘’'`.,°=~")  # what remains of ruling lines and specks
SURE = 60  # of 100: a lone mark below this is a speck
TALL = 1.6  # times the usual height: such a line is a heading or several lines in one
POINTS = 72
BUSY = 3  # times its processor time a page may take on the clock
MAX_CROPS = 200  # cells read once more
MAX_CROP_INCHES = 1.5
DIGITS = str.maketrans("ЗОобБ", "30066")  # letters a lone digit is taken for
HAIR = 0.09  # of the height: what a word's box is made narrower, so that it touches no other
INTO = 0.3  # of a word's height another may reach into it
BESIDE = 2.5  # heights around a word in which the same word is that word
BULLETS = frozenset("®©»*¢°¤")  # what tesseract makes of a list's dot at the start of a line


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was made out on a page. `words` is None when nothing was: time over, program failed."""

    words: list[Word] | None
    horizontal: list[Edge]
    vertical: list[Edge]
    confidence: float
    width: float
    height: float

    @property
    def plausible(self) -> float:
        """The share of words that look Russian."""
        return plausible_share(" ".join(word.text for word in self.words or ()))


def missing(settings: Settings) -> str | None:
    """What must be installed before pictures can be read; None when all is there."""
    program = shutil.which(settings.tesseract)
    if program is None:
        return "tesseract-ocr и tesseract-ocr-rus"
    return None if LANGUAGE in _languages(program) else "tesseract-ocr-rus"


@cache
def _languages(program: str) -> tuple[str, ...]:
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return tuple((done.stdout + done.stderr).split())


def recognise(pages: Iterable[tuple[Grey, int]], settings: Settings) -> Generator[Recognised, None, None]:
    """Each picture (with its dots per inch) read, in order, as many at once as there are processors."""
    processors = os.cpu_count() or 1
    with ThreadPoolExecutor(processors) as pool, contextlib.ExitStack() as unasked:
        unasked.callback(pool.shutdown, wait=False, cancel_futures=True)  # whoever stops asking has no page begun
        waiting: deque[Future[Recognised]] = deque()
        for grey, dpi in pages:  # one picture more than is being read is held in memory, not all of them
            waiting.append(pool.submit(read_picture, grey, dpi, settings))
            if len(waiting) > processors:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def read_picture(grey: Grey, dpi: int, settings: Settings) -> Recognised:
    """One page. A page that reads badly is tried once more the right way up."""
    if picture.is_blank(grey):
        return Recognised([], [], [], 1.0, grey.shape[1] * POINTS / dpi, grey.shape[0] * POINTS / dpi)
    result = _read(picture.straightened(grey), dpi, settings)
    if result.words is None or result.plausible >= UNLIKELY:
        return result
    turns = _turns(grey, dpi, settings)
    if turns:
        again = _read(picture.straightened(np.ascontiguousarray(np.rot90(grey, -turns))), dpi, settings)
        if again.plausible > result.plausible:
            return again
    return result


def _read(grey: Grey, dpi: int, settings: Settings) -> Recognised:
    across, down, lines = picture.ruling_lines(grey, dpi)
    scale = POINTS / dpi
    horizontal, vertical = _edges(across, scale), _edges(down, scale)
    clean = _without(grey, lines)
    table = _tesseract(clean, dpi, settings, "--psm", "3", "tsv")
    words, confidence = ([], 0.0) if table is None else _words(table, scale)
    if words:
        words += _missed(clean, dpi, words, grids(horizontal, vertical), settings)
        words += _skipped(clean, dpi, words, settings)
    return Recognised(
        None if table is None else words,
        horizontal,
        vertical,
        confidence,
        grey.shape[1] * scale,
        grey.shape[0] * scale,
    )


def _missed(clean: Grey, dpi: int, words: list[Word], tables: list[Grid], settings: Settings) -> list[Word]:
    """Words of cells that hold ink but none of the words: lone numbers, which tesseract takes for specks.

    All such cells are put under one another on one picture and read in one go.
    """
    scale = dpi / POINTS
    crops: list[tuple[Grey, float, float]] = []
    for grid in tables:
        for place in grid.places:
            x0, x1 = grid.xs[place.col] + 1.5, grid.xs[place.col + place.colspan] - 1.5
            top, bottom = grid.ys[place.row] + 1.5, grid.ys[place.row + place.rowspan] - 1.5
            if any(x0 < (w.x0 + w.x1) / 2 < x1 and top < (w.top + w.bottom) / 2 < bottom for w in words):
                continue
            crop, dx, dy = picture.trimmed(
                clean[int(top * scale) : int(bottom * scale), int(x0 * scale) : int(x1 * scale)]
            )
            if crop.size and crop.shape[0] < MAX_CROP_INCHES * dpi:
                crops.append((crop, x0 + dx / scale, top + dy / scale))
    if not crops or len(crops) > MAX_CROPS:
        return []
    sheet, tops = picture.stacked([crop for crop, _, _ in crops], gap=dpi // 6)
    table = _tesseract(sheet, dpi, settings, "--psm", "6", "tsv")
    found = []
    again = _words(table or "", 1 / scale)[0]
    in_numbers = sum(word.text.strip(".").isdigit() for word in again) > len(again) / 2
    for word in again:
        text = word.text.translate(DIGITS) if in_numbers and len(word.text.strip(".")) == 1 else word.text
        middle = (word.top + word.bottom) / 2 * scale
        at = max((index for index, y in enumerate(tops) if y <= middle), default=0)
        crop, left, top = crops[at]
        x0 = left + word.x0 - dpi / 6 / scale
        height = min(word.bottom - word.top, crop.shape[0] / scale)
        found.append(Word(x0, top, x0 + word.x1 - word.x0, top + height, text))
    return found


def _skipped(clean: Grey, dpi: int, words: list[Word], settings: Settings) -> list[Word]:
    """Words of whole lines that tesseract left out, which it does now and then: ink in the shape of a line of text.

    What does not read as Russian is a stamp, a signature or a drawing.
    """
    scale = dpi / POINTS
    boxes = [(w.x0 * scale, w.top * scale, w.x1 * scale, w.bottom * scale) for w in words]
    bands = unread_bands(clean, boxes, dpi)
    if not bands or len(bands) > MAX_CROPS:
        return []
    pad = dpi // 50
    corners = [(max(0, left - pad), max(0, top - pad)) for left, top, _, _ in bands]
    crops = [
        clean[y : bottom + pad, x : right + pad] for (x, y), (_, _, right, bottom) in zip(corners, bands, strict=True)
    ]
    sheet, tops = picture.stacked(crops, gap=dpi // 6)
    table = _tesseract(sheet, dpi, settings, "--psm", "6", "tsv")
    lines: dict[int, list[Word]] = {}
    for word in _words(table or "", 1 / scale)[0]:
        middle = (word.top + word.bottom) / 2 * scale
        at = max((index for index, y in enumerate(tops) if y <= middle), default=0)
        x, y = corners[at]
        dx, dy = (x - dpi // 6) / scale, (y - tops[at] - dpi // 12) / scale
        lines.setdefault(at, []).append(
            word._replace(x0=word.x0 + dx, x1=word.x1 + dx, top=word.top + dy, bottom=word.bottom + dy)
        )
    return [
        word
        for line in lines.values()
        if plausible_share(" ".join(w.text for w in line)) >= UNLIKELY and not any(_known(w, words) for w in line)
        for word in line
    ]


def _known(word: Word, words: list[Word]) -> bool:
    """Whether a word was read already: what stands there reaches into its place, or says the same beside it."""
    height, middle, text = word.bottom - word.top, (word.top + word.bottom) / 2, word.text.casefold()
    for other in words:
        if min(word.x1, other.x1) <= max(word.x0, other.x0):
            continue
        common = min(word.bottom, other.bottom) - max(word.top, other.top)
        near = abs(middle - (other.top + other.bottom) / 2) < BESIDE * height
        if common > INTO * height or (near and (text in other.text.casefold() or other.text.casefold() in text)):
            return True
    return False


def _without(grey: Grey, lines: Mask) -> Grey:
    """The picture without its ruling lines, which tesseract takes for letters."""
    clean = grey.copy()
    wide = lines.copy()
    for shift in (1, -1):
        wide |= np.roll(lines, shift, axis=0) | np.roll(lines, shift, axis=1)
    clean[wide] = 255
    return clean


def _edges(runs: list[Run], scale: float) -> list[Edge]:
    return [Edge(run.at * scale, run.start * scale, run.end * scale) for run in runs]


def _turns(grey: Grey, dpi: int, settings: Settings) -> int:
    """Quarter turns clockwise that set the page upright, as tesseract's orientation check sees it."""
    report = _tesseract(grey, dpi, settings, "--psm", "0", language="osd")
    for line in (report or "").split("\n"):
        if line.startswith("Rotate:"):
            return int(line.split(":")[1]) // 90 % 4
    return 0


def _tesseract(grey: Grey, dpi: int, settings: Settings, *arguments: str, language: str = LANGUAGE) -> str | None:
    """The program's output; None when it failed or took longer than a page may."""
    height, width = grey.shape
    image = b"P5 %d %d 255\n" % (width, height) + grey.tobytes()
    command = [settings.tesseract, "stdin", "stdout", "-l", language, "--dpi", str(dpi), *arguments]
    seconds = settings.limits.ocr_page_seconds
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ) as process:
        with contextlib.suppress(OSError):  # processor time is what a page may cost; the wall is for a busy machine
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))
        try:
            output, _ = process.communicate(image, timeout=BUSY * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return None
    return output.decode("utf-8", "replace") if process.returncode == 0 else None


def _words(table: str, scale: float) -> tuple[list[Word], float]:
    """Words with their lines' height, and the mean confidence by letter."""
    found: list[tuple[str, float, float, float, float, float]] = []
    top = bottom = 0.0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        x0, y0 = float(row["left"]) * scale, float(row["top"]) * scale
        x1, y1 = x0 + float(row["width"]) * scale, y0 + float(row["height"]) * scale
        if int(row["level"]) == LINE_LEVEL:
            top, bottom = y0, y1
        text, confidence = (row["text"] or "").strip("|"), float(row["conf"])  # a bar is a ruling line
        if text in BULLETS and row["word_num"] == "1":
            text = "•"
        elif text in ("-", "—", "-—"):  # a mark of its own is a dash, whatever its length in the picture
            text = "–"
        if int(row["level"]) != WORD_LEVEL or not text.strip() or (set(text) <= RULES and confidence < SURE):
            continue
        if bottom - top > TALL * (y1 - y0) and y1 - y0 > 5:  # noqa: PLR2004 - points: no speck
            found.append((text, confidence, x0, y0, x1, y1))  # several lines taken for one: the word knows better
        else:
            found.append((text, confidence, x0, top, x1, bottom))
    if not found:
        return [], 0.0
    letters = sum(len(item[0]) for item in found)
    confidence = sum(item[1] * len(item[0]) for item in found) / letters / 100
    usual = median(item[5] - item[3] for item in found)
    return [_word(item, usual) for item in found], confidence


def _word(item: tuple[str, float, float, float, float, float], usual: float) -> Word:
    """Letters with and without tails make lines of one font differ in height: near the usual height it is that."""
    text, _, x0, top, x1, bottom = item
    if abs(bottom - top - usual) < 0.4 * usual:
        middle = (top + bottom) / 2
        top, bottom = middle - usual / 2, middle + usual / 2
    return Word(x0, top, max(x1 - HAIR * usual, x0 + 0.1), bottom, text)
