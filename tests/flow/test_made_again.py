"""Every paper is made again from what is stored of it: facts and edition, to the last byte."""

import json
from pathlib import Path

from review.flow.papers.issuing import registering, renditions
from review.flow.papers.issuing.registered_issue import issue_registered
from review.issue.template.templates import find, names
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
