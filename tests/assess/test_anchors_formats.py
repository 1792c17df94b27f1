"""A Word file and the PDF LibreOffice makes of it: marks are carried from one to the other."""

import io
import random
import shutil

import docx
import pytest

from review.assess.anchors import Versions, anchor_at
from review.model.anchor import Fate
from review.office.service import office
from review.parse.reading import read
from review.settings import Settings
from tests.assess.edited import Para, a_script

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
MARKS = 60


def a_file(script):
    """The script as a Word file."""
    made = docx.Document()
    for item in script.items:
        if isinstance(item, Para):
            text = " ".join(word.text for word in item.words)
            made.add_heading(text, 1) if item.kind == "heading" else made.add_paragraph(text)
            continue
        table = made.add_table(0, len(item.rows[0]), style="Table Grid")
        for row in item.rows:
            for cell, para in zip(table.add_row().cells, row, strict=True):
                cell.text = " ".join(word.text for word in para.words)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def letters(text):
    return "".join(sign for sign in text.lower() if sign.isalnum())


def test_marks_on_a_word_file_are_found_in_its_pdf():
    settings = Settings()
    data = a_file(a_script(11))
    pdf = office(settings).convert(data, "docx", "pdf")
    old, new = read("docx", data, settings), read("pdf", pdf, settings)
    versions = Versions(old, new)
    rng = random.Random(5)
    units = [(block, text) for block, text in old.units() if len(text.split()) > 1]
    right, silent = 0, []
    for _ in range(MARKS):
        block, text = rng.choice(units)
        words = text.split(" ")
        size = min(len(words), rng.choice((2, 4, 8, 30)))
        start = rng.randint(0, len(words) - size)
        at = len(" ".join(words[:start])) + (1 if start else 0)
        anchor = anchor_at(old, [(block, at, at + len(" ".join(words[start : start + size])))])
        found = versions.find(anchor)
        if found.fate in (Fate.KEPT, Fate.MOVED) and letters(found.new) == letters(anchor.exact):
            right += 1
        elif found.fate is not Fate.DOUBTFUL:
            silent.append((anchor.exact, found))
    assert silent == []
    assert right >= 0.98 * MARKS
