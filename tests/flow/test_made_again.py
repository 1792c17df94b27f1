"""Every paper is made again from what is stored of it: facts and edition, to the last byte."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from review.flow.papers.issuing import registering, renditions
from review.flow.papers.issuing.issuing import render
from review.flow.papers.issuing.registered_issue import issue_registered
from review.issue.template.templates import find, names
from review.store.papers import template_editions as editions
from tests.stage import body_of

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
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


ELSEWHERE = """
import hashlib, json, sys
from datetime import timedelta
from pathlib import Path
from review.flow.papers.issuing.issuing import render
from review.flow.papers.issuing.renditions import made_again
from review.issue.template.templates import find, names
from review.store.database import Database
from tests.stage import a_clock, services_over
clock = a_clock()
clock.move(days=400)
services = services_over(Database(sys.argv[1]), Path(sys.argv[2]), clock)
found, templates = {}, services.settings.templates
with services.database.reading() as session:
    for number in map(int, sys.argv[3:]):
        found[str(number)] = hashlib.sha256(made_again(services, session, number)).hexdigest()
for name in names(templates):
    facts = json.loads((templates / name / "example.json").read_text(encoding="utf-8"))
    found[name] = hashlib.sha256(render(find(name, templates), facts, services.language())).hexdigest()
print(json.dumps(found))
"""


@pytest.mark.long
def test_another_process_on_another_day_makes_the_same_bytes_of_every_paper(sqlite_only_stage):
    services, lead = sqlite_only_stage.services, sqlite_only_stage["coordinator"]
    body = body_of(sqlite_only_stage).id
    expected = {}
    for name in names(TEMPLATES):
        template = find(name, TEMPLATES)
        expected[name] = sha256(render(template, facts_of(name), services.language())).hexdigest()
        if name in NUMBERED:
            paper, _ = issue_registered(services, lead, template=template, facts=facts_of(name), body_id=body)
            expected[str(paper.id)] = paper.docx_sha256
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, services.settings.database_url, str(services.settings.data.parent)]
        + [key for key in expected if key.isdigit()],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "77", "TZ": "Asia/Vladivostok", "LC_ALL": "C"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(told.stdout) == expected
    assert len(expected) == len(list(names(TEMPLATES))) + len(NUMBERED)


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
