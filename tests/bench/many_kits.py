"""A region's worth of kits: the sample kits multiplied under other names and with other words.

Every kit has ten Word documents: its sample's own, and further evidence until there are ten. Half of the longer words
of running text are drawn anew for each kit, headings and names of columns stay, and every fiftieth kit repeats the
words of the one before it, so that there are copies to find. The same number always gives the same bytes.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx

from review.parse.reading import read
from review.settings import Settings

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from review.model.document import Table

ROOT = Path(__file__).resolve().parents[2]
KITS = sorted(path.parent for path in (ROOT / "samples" / "kits").glob("*/kit.json"))
DOCUMENTS = 10
COPIED = 50  # every such kit repeats its neighbour's words
LABEL = 60  # a run of text up to this length may be a heading, a name of a column or a value
STAMP = (2022, 1, 1, 0, 0, 0)
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]{61,})(</w:t>)")
_WORD = re.compile(r"\b[а-яё]{5,}\b")


@dataclass(frozen=True)
class _Mould:
    """A Word file whose text is to be varied."""

    parts: tuple[tuple[str, bytes], ...]
    text: str  # word/document.xml

    def cast(self, seed: int, words: tuple[str, ...], names: dict[str, str]) -> bytes:
        """Another file of the same build."""
        dice = random.Random(seed)

        def varied(found: re.Match[str]) -> str:
            return (
                found[1]
                + _WORD.sub(lambda w: dice.choice(words) if dice.random() < 1 / 2 else w[0], found[2])
                + found[3]
            )

        text = _TEXT.sub(varied, self.text)
        for old, new in names.items():
            text = text.replace(old, new)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            for name, content in self.parts:
                made.writestr(zipfile.ZipInfo(name, STAMP), text if name == "word/document.xml" else content)
        return stream.getvalue()


def write(folder: Path, number: int) -> Path:
    """Kit `number` in a folder of its own below `folder`."""
    sample = KITS[number % len(KITS)]
    card: dict[str, Any] = json.loads((sample / "kit.json").read_text(encoding="utf-8"))
    target = folder / f"{sample.name}-{number:04}"
    target.mkdir(parents=True)
    root = sample.name[:5].capitalize()  # names of the samples' villages begin like their folders
    names = {_russian(root): f"Новая{_letters(number)}"}
    seed = number - len(KITS) if number % COPIED == COPIED - 1 and number >= len(KITS) else number
    evidence = [entry for entry in card["documents"] if entry["kind"] == "evidence"]
    entries = [*card["documents"], *(evidence * DOCUMENTS)][:DOCUMENTS]
    written = []
    for place, entry in enumerate(entries):
        name = f"{place + 1:02}.docx"
        (target / name).write_bytes(_mould(sample / entry["file"]).cast(seed * DOCUMENTS + place, _vocabulary(), names))
        more = {"stage": 1 + place % 2, "measure": f"Мероприятие {place}"} if place >= len(card["documents"]) else {}
        written.append({**entry, "file": name, **more})
    card |= {"id": target.name, "documents": written}
    text = json.dumps(card, ensure_ascii=False)
    for old, new in names.items():
        text = text.replace(old, new)
    (target / "kit.json").write_text(text, encoding="utf-8")
    return target


def _russian(root: str) -> str:
    return {"Verbi": "Вербинск", "Topol": "Тополёвск"}[root]


def _letters(number: int) -> str:
    """A name that differs from every other: «абв»."""
    return "".join("абвгдежзик"[int(figure)] for figure in f"{number:04}")


@lru_cache(maxsize=32)
def _mould(path: Path) -> _Mould:
    data = path.read_bytes()
    if path.suffix != ".docx":
        data = _as_word(data)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = tuple((name, opened.read(name)) for name in opened.namelist())
    return _Mould(parts, dict(parts)["word/document.xml"].decode())


def _as_word(data: bytes) -> bytes:
    """A sample that is a PDF, written anew with python-docx."""
    made = docx.Document()
    for block in read("pdf", data, Settings()).blocks:
        if block.table is not None:
            _add_table(made, block.table)
        elif block.type == "heading":
            made.add_heading(block.text, level=min(block.level or 1, 9))
        else:
            made.add_paragraph(block.text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add_table(made: WordDocument, table: Table) -> None:
    cells = list(table.cells())
    grid = made.add_table(len(table.grid()), table.width)
    for cell in cells:
        grid.cell(cell.row, cell.col).text = cell.text


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[str, ...]:
    """Longer words of the samples' own running text."""
    every = (_mould(kit / entry["file"]).text for kit in KITS for entry in _entries(kit))
    return tuple(sorted({word for text in every for found in _TEXT.finditer(text) for word in _WORD.findall(found[2])}))


def _entries(kit: Path) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads((kit / "kit.json").read_text(encoding="utf-8"))["documents"]
    return entries
