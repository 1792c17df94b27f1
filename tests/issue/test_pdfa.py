"""The archive's file is PDF/A-2b as far as can be looked up, and the looking up finds what is wrong."""

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from review.flow.papers.issuing.issuing import render
from review.issue.template.templates import find, names
from review.language.russian import russian
from review.office.service import Office
from review.settings import Settings
from tests.issue.pdfa_rules import faults

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def docx_of(name):
    template = find(name, TEMPLATES)
    facts = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    return render(template, facts, russian())


@pytest.fixture(scope="module")
def printer():
    office = Office(Settings())
    if not office.available:
        pytest.skip("no LibreOffice here")
    yield office
    office.close()


@pytest.fixture(scope="module")
def archived(printer):
    return printer.convert(docx_of("prikaz-ob-itogah-ekspertizy"), "docx", "pdfa")


@pytest.mark.office
def test_a_paper_for_the_archive_breaks_no_rule(archived):
    assert faults(archived) == []


@pytest.mark.office
def test_the_everyday_pdf_is_no_archive_file(printer):
    found = faults(printer.convert(docx_of("prikaz-ob-itogah-ekspertizy"), "docx", "pdf"))
    assert "no output intent" in found
    assert any("says it is" in fault or fault == "no metadata" for fault in found)


def _without_font(writer):
    for item in writer._objects:
        for key in ("/FontFile2", "/FontFile3"):
            if hasattr(item, "pop") and key in item:
                del item[NameObject(key)]


def _with_script(writer):
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def _with_file(writer):
    writer.add_attachment("a.txt", b"a")


def _without_intent(writer):
    del writer._root_object[NameObject("/OutputIntents")]


def _locked(writer):
    writer.encrypt("secret")


@pytest.mark.office
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without_font, "is not embedded"),
        (_with_script, "action /JavaScript"),
        (_with_file, "scripts or files inside"),
        (_without_intent, "no output intent"),
        (_locked, "encrypted"),
    ],
)
def test_a_spoilt_file_is_told(archived, spoil, words):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(archived)))
    spoil(writer)
    stream = io.BytesIO()
    writer.write(stream)
    assert any(words in fault for fault in faults(stream.getvalue()))


@pytest.mark.long
@pytest.mark.office
@pytest.mark.parametrize("name", list(names(TEMPLATES)))
def test_every_paper_can_go_into_the_archive(printer, name):
    assert faults(printer.convert(docx_of(name), "docx", "pdfa")) == []
