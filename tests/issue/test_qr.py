"""The QR code of a paper is read back by a foreign decoder: from the file itself, and from the printed page."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from review.flow.papers.issuing.issuing import render
from review.issue.files.pictures import placeholders, qr_png
from review.issue.template.templates import find, names
from review.language.russian import russian
from review.office.service import Office
from review.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
URL = "https://expertiza.example/v/K7QM-4TXD-92HF"
WITH_CODE = [name for name in names(TEMPLATES) if "verify" in find(name, TEMPLATES).sheet.fields]


def decoded(picture):
    return [one.text for one in zxingcpp.read_barcodes(np.asarray(picture.convert("L")))]


def test_the_drawn_code_leads_to_its_address():
    assert decoded(Image.open(BytesIO(qr_png(URL)))) == [URL]


@pytest.mark.parametrize("name", WITH_CODE)
def test_the_code_in_the_file_is_the_papers_own(name):
    facts = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    docx = render(find(name, TEMPLATES), facts, russian())
    with zipfile.ZipFile(BytesIO(docx)) as opened:
        parts = {one: opened.read(one) for one in opened.namelist()}
    found = placeholders(parts)
    if "QR" in found:
        assert decoded(Image.open(BytesIO(parts[found["QR"]]))) == [facts["verify"]["url"]]


@pytest.mark.office
def test_the_code_is_read_from_the_printed_page():
    name = "prikaz-ob-itogah-ekspertizy"
    facts = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    printer = Office(Settings())
    if not printer.available:
        pytest.skip("no LibreOffice here")
    try:
        pdf = printer.convert(render(find(name, TEMPLATES), facts, russian()), "docx", "pdf")
    finally:
        printer.close()
    page = pypdfium2.PdfDocument(pdf)[0]
    assert decoded(page.render(scale=200 / 72).to_pil()) == [facts["verify"]["url"]]
