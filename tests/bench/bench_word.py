"""How fast Word files are read, against the floor (unzip and parse three parts) and against other readers.

Run by hand: `python tests/bench/bench_word.py [rounds]`. Every round measures all readers on one document in turn, so
the ratios hold on a busy machine; the table shows medians. Documents are made here, nothing is downloaded.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import importlib.util
import io
import random
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table
from lxml import etree

from review.parse.word.reader import read_docx
from review.settings import Limits

WORDS = (
    *("школа", "обучающиеся", "мониторинг", "программа", "риск", "учитель", "качество", "результат", "мероприятие"),
    *("родители", "диагностика", "план", "анализ", "учебный", "год", "заместитель", "директора", "педагог", "срок"),
    *("показатель", "повышение", "мотивация", "консультация"),
)
SIZES = {"8 с.": (2, 15), "17 с.": (3, 24), "40 с.": (6, 30), "400 с.": (58, 30)}  # sections, table rows in each


def sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize() + "."


def a_programme(sections: int, rows: int) -> bytes:
    """Sections with prose, a list and a road map table with merged cells: what schools send."""
    dice = random.Random(500)
    document = docx.Document()
    for section in range(sections):
        document.add_heading(f"{section + 1}. {sentence(dice, 4)[:-1]}", 1)
        for _ in range(6):
            paragraph = document.add_paragraph(sentence(dice, 12) + " ")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.add_run(sentence(dice, 5)).bold = True
            paragraph.add_run(" " + sentence(dice, 25))
        for _ in range(5):
            document.add_paragraph(sentence(dice, 10), style="List Number")
        table = document.add_table(rows=rows, cols=6)
        table.style = "Table Grid"
        for row in table.rows:
            for cell in row.cells:
                cell.text = sentence(dice, dice.randint(2, 7))
        for top in range(1, rows - 5, 6):  # a full-width row, then a task with five measures
            table.cell(top, 0).merge(table.cell(top, 5))
            table.cell(top + 1, 0).merge(table.cell(top + 5, 0))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def floor(data: bytes) -> None:
    """The least any reader does."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("document", "styles", "numbering"):
            etree.fromstring(archive.read(f"word/{name}.xml"), parser)


def ours(data: bytes) -> None:
    """The full model."""
    read_docx(data, Limits())


def by_python_docx(data: bytes) -> None:
    """All text by its own way of walking; no numbers, no levels, merged cells repeated."""

    def walk(item: DocxDocument | object) -> None:
        for block in item.iter_inner_content():  # type: ignore[attr-defined]
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        walk(cell)
            else:
                str(block.text)

    walk(docx.Document(io.BytesIO(data)))


def by_kreuzberg(data: bytes) -> None:
    """A Rust reader, where it is installed."""
    import kreuzberg  # type: ignore[import-not-found]

    kreuzberg.extract_bytes_sync(data, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def measure(data: bytes, rounds: int) -> dict[str, list[float]]:
    readers: dict[str, Callable[[bytes], None]] = {"floor": floor, "ours": ours, "python-docx": by_python_docx}
    if importlib.util.find_spec("kreuzberg"):
        readers["kreuzberg"] = by_kreuzberg
    times: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(rounds + 1):
        for name, read in readers.items():
            if name == "python-docx" and len(data) > 300_000 and turn > 1:
                continue  # half a minute each: once is enough
            begun = time.process_time()
            read(data)
            if turn:
                times[name].append((time.process_time() - begun) * 1000)
    return times


def memory() -> float:
    """MB a child process grows by while it reads 40 pages, over what its imports took."""
    code = """
import sys
from pathlib import Path
from review.parse.word import read_docx
from review.settings import Limits
data = sys.stdin.buffer.read()
peak = lambda: int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
before = peak()
read_docx(data, Limits())
print(peak() - before)
"""
    data = a_programme(*SIZES["40 с."])
    made = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    return float(made.stdout)


def ratio(mine: list[float], other: list[float]) -> float:
    """The median of what each round gives: a busy minute weighs on both."""
    return statistics.median(a / b for a, b in zip(mine, other, strict=True))


def main(rounds: int) -> None:
    medians: dict[str, float] = {}
    print(f"{'документ':<10}{'floor':>9}{'ours':>9}{'python-docx':>13}{'ours/floor':>12}{'python-docx/ours':>18}")
    for name, size in SIZES.items():
        times = measure(a_programme(*size), rounds)
        to_floor = ratio(times["ours"], times["floor"])
        middle = {reader: statistics.median(values) for reader, values in times.items()}
        medians[name] = middle["ours"]
        print(
            f"{name:<10}{middle['floor']:>9.1f}{middle['ours']:>9.1f}{middle['python-docx']:>13.1f}"
            f"{to_floor:>12.2f}{middle['python-docx'] / middle['ours']:>18.1f}"
            + (f"   ours/kreuzberg {ratio(times['ours'], times['kreuzberg']):.2f}" if "kreuzberg" in times else "")
        )
    print(f"рост 40 → 400 страниц: {medians['400 с.'] / medians['40 с.']:.1f}")
    print(f"память на 40 страницах сверх импорта: {memory():.1f} МБ")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
