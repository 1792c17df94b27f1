"""Role × route, from the URL map itself: a new route must be entered here before it passes."""

import io
import zipfile
from urllib.parse import unquote

import pytest

ROLES = ("school", "curator", "municipal_expert", "municipal_coordinator", "regional_coordinator", "administrator")
ALL = set(ROLES)
LEADS = {"municipal_coordinator", "regional_coordinator", "administrator"}
ABOVE = {"regional_coordinator", "administrator"}
OVERSEERS = LEADS | {"curator", "municipal_expert"}
PUBLIC = {
    "entry.sign_in",
    "entry.invitation",
    "entry.healthz",
    "verify.ask",
    "verify.show",
    "precheck.index",
    "precheck.show",  # behind a token nobody can guess
    "precheck.drafts",
    "precheck.word",
    "precheck.compare",
    "precheck.report",
    "help.topic",
    "notices.calendar",  # behind a token nobody can guess
    "static",
}
READERS = {  # who gets an answer, with objects of the near district
    "desk.show": ALL,
    "entry.password": ALL,
    "help.index": ALL,
    "documents.index": ALL,
    "documents.send": ALL - {"municipal_expert"},
    "documents.show": ALL,
    "documents.sheet": ALL,
    "notices.index": ALL,
    "letters.index": LEADS,
    "letters.show": set(),  # nobody wrote one
    "letters.attached": set(),
    "documents.progress": ALL,
    "documents.original": ALL,
    "documents.history": ALL,
    "documents.withdrawn": set(),  # nothing is
    "appeals.index": ALL,
    "appeals.sheet": ALL,
    "appeals.attached": set(),  # nobody filed one
    "opinions.compare": set(),  # nobody has read anything in a campaign
    "marking.show_mark": set(),  # nobody has begun
    "remarks.round_": ALL,
    "remarks.annotated": ALL,
    "remarks.show": set(),  # nobody has marked words
    "remarks.commented": set(),
    "remarks.compare": set(),  # there is one version
    "pictures.pages": set(),  # LibreOffice has not rendered it
    "pictures.picture": set(),
    "campaigns.index": LEADS | {"municipal_expert"},
    "campaigns.new": LEADS,
    "campaigns.show": LEADS,
    "campaigns.settings": LEADS,
    "campaigns.experts": LEADS,
    "campaigns.table": LEADS,
    "agreement.show": LEADS,
    "agreement.table": LEADS,
    "rechecks.show": set(),  # the district's campaign re-checks nothing
    "rechecks.table": set(),
    "rechecks.outside": set(),  # and is no federal sample
    "rechecks.outside_form": set(),
    "sampling.show": LEADS,
    "sampling.protocol": set(),  # nothing is drawn
    "seating.plan": LEADS,
    "seating.document": LEADS,
    "bulk.show": set(),  # no act is named
    "overview.show": OVERSEERS,
    "papers.index": ALL,
    "papers.show": set(),  # nothing is issued
    "papers.file": set(),
    "papers.picture": set(),  # a draft somebody else is looking at
    "batches.plan": set(),  # no paper is named
    "batches.show": set(),
    "batches.file": set(),
    "paper_life.signature": set(),
    "wording.index": LEADS,
    "own_templates.index": LEADS,
    "own_templates.commented": set(),
    "own_templates.source": set(),
    "own_templates.show": set(),
    "own_templates.page_picture": set(),
    "own_templates.file": set(),
    "register_book.index": LEADS,
    "register_book.file": LEADS,
    "register_book.drafts": ALL,
    "register_book.draft": set(),
    "register_book.draft_docx": set(),
    "register_book.visas": set(),
    "paper_life.rendition": set(),
    "territory.index": OVERSEERS,
    "territory.school": ALL,
    "territory.bodies": LEADS,
    "territory.body": LEADS - {"regional_coordinator"},  # the body is the district's
    "people.index": LEADS,
    "people.new": LEADS,
    "people.person": LEADS,
    "importing.index": LEADS,
    "importing.sample": LEADS,
    "seasons.index": LEADS,
    "seasons.show": LEADS,
    "seasons.sheet": LEADS,
    "criteria.index": ABOVE,
    "criteria.source": ABOVE,
    "criteria.show_bank": LEADS,
    "criteria.history": set(),
    "audit.index": LEADS,
    "audit.sheet": LEADS,
    "people.sheet": LEADS,
    "territory.sheet": OVERSEERS,
    "letters.sheet": LEADS,
    "campaigns.sheet": LEADS | {"municipal_expert"},
}
SECRETS = ("Тайная СОШ", "Секрет дальней школы", "Тайные слова", "Дальний округ", "far.coordinator")


def rules(app, method):
    return sorted((rule for rule in app.url_map.iter_rules() if method in rule.methods), key=lambda rule: rule.endpoint)


def address(app, rule, **values):
    from flask import url_for

    with app.test_request_context():
        return url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


def near(town):
    body = next(one for one in town.bodies if one.municipality_id == town.near.id)
    return {
        "document_id": town.document,
        "school_id": town.schools[0].id,
        "municipality_id": town.near.id,
        "body_id": body.id,
        "person_id": town.people["school"].id,
        "assessment_id": 999,
        "appeal_id": 999,
        "season_id": 1,
        "assignment_id": 999,
        "campaign_id": town.campaign.id,
        "code": "C-01",
        "paper_id": 999,
        "rendition_id": 999,
        "draft_id": 999,
        "visa_id": 999,
        "template_id": 999,
        "word_id": 999,
        "letter_id": 999,
        "view_id": 999,
        "recommendation_id": 999,
        "remark_id": 999,
        "version": 1,
        "region_id": town.region.id,
        "edition": "concept@2022.1",
        "kind": "scan",
        "batch_id": 999,
        "format": "docx",
        "token": "нет",
        "number": 0,
        "name": "school",
    }


def far(town):
    body = next(one for one in town.bodies if one.municipality_id == town.far.id)
    return near(town) | {
        "document_id": town.far_document,
        "campaign_id": town.far_campaign.id,
        "school_id": town.schools[2].id,
        "municipality_id": town.far.id,
        "body_id": body.id,
        "person_id": town.people["far_coordinator"].id,
    }


def words_of(answer):
    """What an answer says, its file name and other headers too: a workbook or an archive is looked into."""
    headers = unquote(str(answer.headers))
    if not answer.data.startswith(b"PK"):
        return headers + answer.data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        inside = (archive.read(name).decode(errors="replace") for name in archive.namelist())
        return " ".join((headers, *archive.namelist(), *inside))


def test_every_route_that_is_read_is_entered_in_this_table(town):
    assert {rule.endpoint for rule in rules(town.app, "GET")} == set(READERS) | PUBLIC


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_what_it_should_and_nothing_else(town, sign_in, role):
    client = sign_in(role)
    allowed = set()
    for rule in rules(town.app, "GET"):
        if rule.endpoint in PUBLIC:
            continue
        answer = client.get(address(town.app, rule, **near(town)))
        assert answer.status_code in (200, 403, 404), (rule, answer.status_code)
        if answer.status_code == 200:
            allowed.add(rule.endpoint)
    assert allowed == {endpoint for endpoint, roles in READERS.items() if role in roles}


@pytest.mark.parametrize("role", ["school", "curator", "municipal_expert", "municipal_coordinator"])
def test_nothing_of_another_district_is_seen_or_touched(town, sign_in, role):
    client = sign_in(role)
    places = far(town)
    for rule in rules(town.app, "GET"):
        if rule.endpoint in PUBLIC:
            continue
        answer = client.get(address(town.app, rule, **places))
        if rule.arguments - {"name", "format", "code", "season_id"} and rule.endpoint != "documents.progress":
            assert answer.status_code in (403, 404), (rule, answer.status_code)
        assert not [word for word in SECRETS if word in words_of(answer)], rule
    for rule in rules(town.app, "POST"):
        if rule.arguments - {"token"}:
            answer = client.post(address(town.app, rule, **places))
            assert answer.status_code in (400, 403, 404, 409), (rule, answer.status_code)
            assert not [word for word in SECRETS if word in words_of(answer)], rule


@pytest.mark.parametrize(
    "path",
    [
        "/documents?search=Секрет",
        "/territory?search=Тайная",
        "/territory.xlsx?search=Тайная",
        "/people?search=far",
        "/people.xlsx?search=far",
        "/audit?document={}",
        "/audit?search=Секрет",
        "/audit.xlsx?search=Тайная",
        "/campaigns?search=Дальний",
    ],
)
def test_searching_finds_nothing_of_another_district(town, sign_in, path):
    text = words_of(sign_in("municipal_coordinator").get(path.format(town.far_document)))
    assert not [word for word in SECRETS if word in text.replace(">Секрет", "").replace("«Секрет»", "")]


def test_without_an_account_every_page_leads_to_the_door(town):
    client = town.app.test_client()
    for rule in rules(town.app, "GET"):
        if rule.endpoint not in PUBLIC:
            answer = client.get(address(town.app, rule, **near(town)))
            assert answer.status_code == 302, rule
            assert answer.location.startswith("/sign-in"), rule


def test_no_form_is_taken_without_its_token(town, sign_in):
    client = sign_in("administrator").client
    for rule in rules(town.app, "POST"):
        answer = client.post(address(town.app, rule, **near(town)))
        assert answer.status_code == 400, rule
        assert "Обновите страницу" in answer.get_data(as_text=True)


def test_a_token_of_another_session_is_not_taken(town, sign_in):
    stranger = town.app.test_client().get("/sign-in").get_data(as_text=True)
    token = stranger.split('name="csrf-token" content="')[1].split('"')[0]
    answer = sign_in("administrator").client.post("/people/new", data={"csrf_token": token, "login": "x"})
    assert answer.status_code == 400
