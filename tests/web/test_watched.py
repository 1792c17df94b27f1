"""Over the region's campaign a municipality sees its own schools, read only; nobody else's reach any answer.

The routes come from the URL map: whatever is made later for a campaign or a document is asked here, too.
"""

import re
from datetime import timedelta

import pytest

from review.flow.campaigns import group, sampling, seating
from review.flow.register import people, signing_in, territory
from review.model.access import Grant, Role
from review.model.campaign import SampleRule
from review.web.app import create_app
from tests.web.test_access import SECRETS, address, far, near, rules, words_of
from tests.web.town import CONCEPT, PASSWORD, Client, a_campaign, a_file, build, send

READER = "Совина Дарья Дальняя"  # who reads for the region is not told, either
BESIDE = ("school", "curator", "municipal_expert")
ONE = "1\u00a0документ ваших школ"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The region's drawn and seated campaign over a document of each district."""
    made = build(tmp_path_factory.mktemp("watched"))
    made.document = send(made)
    made.far_document = send(made, "Секрет дальней школы.docx", a_file((*CONCEPT, ("", "Тайные слова."))), school=2)
    made.campaign = made.far_campaign = a_campaign(made, "regional_coordinator", blind=True)
    made.bodies = territory.list_bodies(made.services, made.admin)
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=made.far.id)
    invited = people.invite(made.services, made.admin, login="reader", full_name=READER, post="", grants=(grant,))
    reader = signing_in.accept_invitation(made.services, token=invited.token, password=PASSWORD).actor
    leader, where = made.people["regional_coordinator"], {"campaign_id": made.campaign.id}
    group.invite(made.services, leader, **where, person_ids=[reader.id])
    group.answer(made.services, reader, **where, accepts=True, reason="")
    rule = SampleRule(method="all")
    shown = sampling.preview(made.services, leader, **where, rule=rule).frame_sha256
    sampling.draw(made.services, leader, **where, rule=rule, shown=shown, reason="")
    mark = seating.plan(made.services, leader, **where).mark
    assert seating.apply(made.services, leader, **where, mark=mark) == (2, 0)
    made.app = create_app(made.services)
    made.app.testing = True
    return made


@pytest.fixture
def client(town):
    def enter(role):
        made = Client(town.app)
        made.post("/sign-in", login=town.logins[role], password=PASSWORD)
        return made

    return enter


def of_campaigns(town, method):
    return [rule for rule in rules(town.app, method) if "campaign_id" in rule.arguments]


def leaks(answer):
    return [word for word in (*SECRETS, READER, "Совина") if word in words_of(answer)]


def test_there_is_something_to_leak(town, client):
    answer = client("regional_coordinator").get(f"/campaigns/{town.campaign.id}")
    assert {"Тайная СОШ", "Дальний округ", "Совина"} <= set(leaks(answer))


def test_a_coordinator_reads_one_page_of_it_and_its_own_schools_alone(town, client):
    coordinator = client("municipal_coordinator")
    opened = set()
    for rule in of_campaigns(town, "GET"):
        for places in (near(town), far(town)):
            answer = coordinator.get(address(town.app, rule, **places))
            assert answer.status_code in (200, 403, 404), rule
            assert leaks(answer) == [], rule
            if answer.status_code == 200:
                opened.add(rule.endpoint)
    assert opened == {"campaigns.show"}
    page = coordinator.get(f"/campaigns/{town.campaign.id}").get_data(as_text=True)
    assert ONE in page
    assert "2\u00a0документа" not in page
    assert '<form method="post"' not in re.sub(r"<header.*?</header>", "", page, flags=re.DOTALL)
    listed = coordinator.get("/campaigns").get_data(as_text=True)
    assert "документы ваших школ" in listed


@pytest.mark.parametrize("role", ["municipal_coordinator", *BESIDE])
def test_no_act_of_it_is_the_municipalitys(town, client, role):
    one = client(role)
    token = one.get("/password").text.split('name="csrf-token" content="')[1].split('"')[0]
    sent = {"csrf_token": token, "reason": "нет", "accepts": "0", "person": "1", "day": "1"}
    for rule in of_campaigns(town, "POST"):
        for places in (near(town), far(town)):
            answer = one.client.post(address(town.app, rule, **places), data=sent)
            assert answer.status_code in (400, 403, 404), (rule, answer.status_code)
            assert leaks(answer) == [], rule
    if role in BESIDE:
        for rule in of_campaigns(town, "GET"):
            assert one.get(address(town.app, rule, **near(town))).status_code in (403, 404), rule


@pytest.mark.parametrize("role", ["municipal_coordinator", *BESIDE])
def test_lists_searches_counts_and_bulk_acts_tell_nothing_of_other_districts(town, client, role):
    one, day = client(role), town.services.now().date() + timedelta(days=9)
    ticked = f"document={town.document}&document={town.far_document}&campaign={town.campaign.id}&day={day}&reason=x"
    for path in (
        "/",
        "/campaigns",
        "/documents",
        "/documents.xlsx",
        "/documents?search=Секрет",
        "/documents?search=Совина",
        f"/documents?municipality={town.far.id}",
        f"/documents/{town.far_document}",
        f"/documents/{town.document}",
        "/overview",
        "/notices",
        f"/audit?document={town.far_document}",
        f"/papers?document={town.far_document}",
        *(f"/bulk?act={act}&{ticked}" for act in ("remind", "deadline", "exclude", "return", "decide", "confirm")),
        f"/bulk?act=decide&document={town.document}&document={town.far_document}",
    ):
        answer = one.get(path)
        assert answer.status_code in (200, 302, 403, 404), path
        said = words_of(answer).replace("«Секрет»", "").replace("«Совина»", "")
        said = re.sub(r'value="[^"]*"|saved.*?</div>', "", said, flags=re.DOTALL)
        assert [word for word in (*SECRETS, "Совина") if word in said] == [], path
