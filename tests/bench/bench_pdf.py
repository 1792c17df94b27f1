"""PDF reading against pdfium's plain text and pdfplumber in one run: `python tests/bench/bench_pdf.py [folder]`.

Ratios of processor time inside a round are what counts; the medians of all rounds are printed. Long documents are
made by repeating a page range. With a folder of PDFs (and tesseract) word recall of OCR is measured on them too.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pdfplumber
import pypdfium2
from PIL import Image

from review.parse.pdf import read_pdf
from review.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMME = Path(__file__).parents[1] / "parse" / "pdf" / "files" / "programme.pdf"
ROUNDS = 7


def long_document(pages: int) -> bytes:
    source = pypdfium2.PdfDocument(PROGRAMME)
    made = pypdfium2.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def plain(data: bytes) -> None:
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        page.get_textpage().get_text_range()


def ours(data: bytes) -> None:
    read_pdf(data, Settings())


def plumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def cost(work: Callable[[bytes], None], data: bytes) -> float:
    start = time.process_time()
    work(data)
    return time.process_time() - start


def memory(data: bytes) -> tuple[float, float]:
    """Megabytes of a process that reads this document and nothing else: after import, and at its peak."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from review.parse.pdf import read_pdf\n"
        "from review.settings import Settings\n"
        "def peak():\n"
        "    lines = Path('/proc/self/status').read_text().split('\\n')\n"
        "    return next(line.split()[1] for line in lines if line.startswith('VmHWM'))\n"
        "before = peak()\n"
        "read_pdf(sys.stdin.buffer.read(), Settings())\n"
        "print(before, peak())\n"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True, cwd=root)
    before, after = done.stdout.split()
    return int(before) / 1024, int(after) / 1024


def speed(pages: int) -> tuple[float, float, float]:
    """Milliseconds of ours, ratio to plain text, and how many times pdfplumber is slower."""
    data = long_document(pages)
    ours(data)
    rounds = [(cost(plain, data), cost(ours, data)) for _ in range(ROUNDS)]
    mine = statistics.median(own for _, own in rounds)
    slow = statistics.median(cost(plumber, data) for _ in range(1 if pages > 20 else 3))
    return 1000 * mine, statistics.median(own / floor for floor, own in rounds), slow / mine


def growth() -> float:
    short, long = long_document(40), long_document(400)
    return statistics.median(cost(ours, long) for _ in range(3)) / statistics.median(
        cost(ours, short) for _ in range(3)
    )


def words_of(data: bytes) -> Counter[str]:
    return Counter(word for _, text in read_pdf(data, Settings()).units() for word in text.replace("—", "–").split())


def scanned(data: bytes, *, noisy: bool, pages: int = 2) -> tuple[bytes, bytes]:
    """The first pages as they were, and the same as 200 dpi pictures."""
    source = pypdfium2.PdfDocument(data)
    kept = pypdfium2.PdfDocument.new()
    kept.import_pages(source, list(range(min(pages, len(source)))))
    text = io.BytesIO()
    kept.save(text)
    generator = np.random.default_rng(500)
    images = []
    for page in kept:
        image = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
        if noisy:
            image = image.rotate(0.8, fillcolor=255)
            grey = np.asarray(image).astype(np.int16) + generator.normal(0, 18, (image.height, image.width)).astype(
                np.int16
            )
            image = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        images.append(image)
    picture = io.BytesIO()
    quality = 45 if noisy else 90
    images[0].save(picture, "PDF", save_all=True, append_images=images[1:], resolution=200, quality=quality)
    return text.getvalue(), picture.getvalue()


def recall(files: list[bytes], *, noisy: bool) -> float:
    shares = []
    for data in files:
        text, picture = scanned(data, noisy=noisy)
        truth = words_of(text)
        shares.append(sum((truth & words_of(picture)).values()) / sum(truth.values()))
    return statistics.mean(shares)


def main() -> None:
    imported, peak = memory(long_document(44))
    print(f"memory on 44 pages: {peak:.0f} MB in all, {peak - imported:.0f} MB for the document")
    for pages in (6, 14, 44):
        mine, ratio, times = speed(pages)
        print(f"{pages:3} pages: {mine:6.1f} ms, {ratio:.2f} x plain text, pdfplumber {times:.0f} times slower")
    print(f"40 -> 400 pages: {growth():.1f} times the time")
    files = [path.read_bytes() for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.pdf"))]
    files = [data for data in files if words_of(data)] if files else [PROGRAMME.read_bytes()]
    clean, noisy = recall(files, noisy=False), recall(files, noisy=True)
    print(f"OCR word recall, {len(files)} documents: clean {clean:.3f}, noisy {noisy:.3f}")


if __name__ == "__main__":
    main()
