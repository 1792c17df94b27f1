"""Every paper is made again from what is stored of it: facts and edition, to the last byte; and as PDF/A."""

import json
import re
import zlib
from pathlib import Path

import pytest

from review.flow.papers.issuing import registering, renditions
from review.flow.papers.issuing.registered_issue import issue_registered
from review.issue.template.templates import find, names
from review.office.service import Office
from review.settings import Settings
from review.store.papers import template_editions as editions
from tests.stage import body_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NUMBERED = [name for name in names(TEMPLATES) if "reg" in find(name, TEMPLATES).sheet.fields]


def facts_of(name):
    return json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))


def test_every_paper_is_made_again_byte_for_byte(stage):
    services, lead = stage.services, stage["coordinator"]
    for name in NUMBERED:
        template = find(name, TEMPLATES)
        paper, docx = issue_registered(
            services, lead, template=template, facts=facts_of(name), body_id=body_of(stage).id
        )
        with services.database.reading() as session:
            assert editions.kept(session, template.edition) is not None
            assert renditions.made_again(services, session, paper.id) == docx, name
        assert registering.paper_file(services, lead, paper_id=paper.id, format="docx")[1] == docx


def test_an_edition_outlives_a_change_of_the_template(stage):
    services, lead = stage.services, stage["coordinator"]
    name = "pismo-vozvrat"
    folder = services.settings.own_templates / name
    folder.mkdir(parents=True)
    for part in ("template.docx", "fields.toml", "example.json"):
        (folder / part).write_bytes((TEMPLATES / name / part).read_bytes())
    template = find(name, TEMPLATES, services.settings.own_templates)
    paper, docx = issue_registered(services, lead, template=template, facts=facts_of(name), body_id=body_of(stage).id)
    (folder / "template.docx").write_bytes((TEMPLATES / "pismo-soprovoditelnoe" / "template.docx").read_bytes())
    with services.database.reading() as session:
        assert renditions.made_again(services, session, paper.id) == docx


@pytest.mark.office
def test_the_archive_file_says_it_is_pdf_a():
    name = "prikaz-ob-itogah-ekspertizy"
    docx = (TEMPLATES / name / "template.docx").read_bytes()
    printer = Office(Settings())
    if not printer.available:
        pytest.skip("no LibreOffice here")
    try:
        pdf, plain = (printer.convert(docx, "docx", kind) for kind in ("pdfa", "pdf"))
    finally:
        printer.close()
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"pdfaid" not in plain
    assert b"/OutputIntents" in pdf
    assert b"/Encrypt" not in pdf
    assert pdf.startswith((b"%PDF-1.7", b"%PDF-1.6"))
    assert _every_font_is_embedded(pdf)


def _every_font_is_embedded(pdf):
    """Descriptors of fonts and the files they point to, in the file and in its compressed objects."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    texts = [pdf]
    for stream in streams:
        try:
            texts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    descriptors = [one for text in texts for one in re.findall(rb"<<[^<>]*/Type\s*/FontDescriptor[^<>]*", text)]
    return bool(descriptors) and all(b"/FontFile" in one for one in descriptors)
