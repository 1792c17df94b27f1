"""What a blind expert and a re-reading one could learn from any page: no name, no level of the other."""

import pytest

from review.flow.campaigns import group, running, sampling, seating
from review.flow.expertise import assessing, deciding
from review.flow.register import people, signing_in, territory
from review.flow.submission import documents
from review.model.access import Grant, Role
from review.model.assessment import Verdict
from review.model.campaign import SampleRule
from review.model.campaigns import CampaignLevel, CampaignSubject, Policy
from review.web.app import create_app
from tests.web.test_access import PUBLIC, address, near, rules, words_of
from tests.web.town import CONCEPT, PASSWORD, a_campaign, a_file, build, send

NAMES = ("СОШ № 5", "СОШ №\u00a05", "Громова", "Тайное имя файла", "Лаптева Нина School")
SECRETS = ("ТАЙНАЯ ПРИЧИНА", "ТАЙНЫЙ ВЫВОД")
OWN_TERRITORY = {"overview.show", "territory.index", "territory.school"}  # an expert knows the schools of the district
LOGINS = ("second", "third")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A town of these tests' own: its campaign takes every document."""
    made = build(tmp_path_factory.mktemp("blind"))
    made.document = send(made)
    made.campaign = a_campaign(made, "municipal_coordinator")
    made.bodies = territory.list_bodies(made.services, made.admin)
    made.app = create_app(made.services)
    made.app.testing = True
    return made


@pytest.fixture(scope="module")
def blind(town):
    """A document two experts read blind; the second has finished with words nobody else may see."""
    text = (("Title", "Концепция развития МБОУ «Приозёрная СОШ № 5»"), ("", "Директор Громова А. П. утвердила."))
    number = send(town, "Тайное имя файла.docx", a_file(text), school=0)
    for login in LOGINS:
        grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=town.near.id)
        invited = people.invite(
            town.services, town.admin, login=login, full_name=f"Зуев Иван {login}", post="", grants=(grant,)
        )
        town.people[login] = signing_in.accept_invitation(town.services, token=invited.token, password=PASSWORD).actor
        town.logins[login] = login
    chief = town.people["municipal_coordinator"]
    campaign = a_campaign(town, "municipal_coordinator", reviewers=2, blind=True)
    readers = [town.people["municipal_expert"], town.people["second"]]
    group.invite(town.services, chief, campaign_id=campaign.id, person_ids=[one.id for one in readers])
    rule = SampleRule(method="all")
    sample = sampling.preview(town.services, chief, campaign_id=campaign.id, rule=rule)
    sampling.draw(town.services, chief, campaign_id=campaign.id, rule=rule, shown=sample.frame_sha256, reason="")
    mark = seating.plan(town.services, chief, campaign_id=campaign.id).mark
    seating.apply(town.services, chief, campaign_id=campaign.id, mark=mark)
    form = assessing.open_assessment(town.services, readers[1], document_id=number)
    rubric = town.services.library.rubrics[next(name for _, name, _ in campaign.editions)]
    for item in rubric.criteria:
        wanted = assessing.MarkForm(item.code, 0, reason="ТАЙНАЯ ПРИЧИНА")
        assessing.save_mark(town.services, readers[1], assessment_id=form.id, form=wanted, expected=0)
    assessing.save_texts(town.services, readers[1], assessment_id=form.id, praise="", summary="ТАЙНЫЙ ВЫВОД")
    assessing.finish(town.services, readers[1], assessment_id=form.id)
    return town, {"document_id": number, "campaign_id": campaign.id, "assessment_id": form.id}


def every_page(town, client, places):
    for rule in rules(town.app, "GET"):
        if rule.endpoint in PUBLIC:
            continue
        yield rule, client.get(address(town.app, rule, **(near(town) | places)))


def test_no_page_tells_a_blind_expert_whose_document_it_is(blind, sign_in):
    town, places = blind
    client = sign_in("municipal_expert")
    seen = set()
    for rule, answer in every_page(town, client, places):
        if rule.endpoint in OWN_TERRITORY:
            continue
        told = words_of(answer) + str(answer.headers)
        assert [word for word in NAMES if word in told] == [], rule
        if answer.status_code == 200:
            seen.add(rule.endpoint)
    assert {"desk.show", "documents.index", "documents.show", "documents.sheet", "campaigns.show"} <= seen
    for path in ("original", "pages", "pages/1/1.png", "commented"):
        answer = client.get(f"/documents/{places['document_id']}/{path}")
        assert answer.status_code in (403, 404), path
        assert "Тайное" not in answer.text
    for query in ("search=Тайное", "search=Приозёрная", f"school={town.schools[0].id}", f"municipality={town.near.id}"):
        page = client.get(f"/documents?{query}").text
        assert f'/documents/{places["document_id"]}"' not in page, query


@pytest.mark.parametrize(
    "role", ["municipal_expert", "municipal_coordinator", "regional_coordinator", "school", "curator"]
)
def test_no_page_tells_a_level_before_both_have_finished(blind, sign_in, role):
    town, places = blind
    client = sign_in(role)
    for rule, answer in every_page(town, client, places):
        told = words_of(answer)
        assert [word for word in SECRETS if word in told] == [], rule
    assert client.get(f"/documents/{places['document_id']}/forms").status_code in (403, 404)
    for path in (f"/documents/{places['document_id']}/forms", f"/assessments/{places['assessment_id']}/dissent"):
        answer = client.post(path, text="Что там?", final="1")
        assert answer.status_code in (400, 403, 404, 409), path
        assert [word for word in SECRETS if word in answer.text] == []


def test_the_others_pages_are_closed_to_an_expert(blind, sign_in):
    _, places = blind
    client = sign_in("municipal_expert")
    campaign = places["campaign_id"]
    for path in ("agreement", "agreement.xlsx", "recheck", "recheck.xlsx", "outside", "outside.xlsx"):
        assert client.get(f"/campaigns/{campaign}/{path}").status_code in (403, 404), path
    for path in ("checks/C-01/off", "checks/C-01/on", f"documents/{places['document_id']}/return", "outside"):
        answer = client.post(f"/campaigns/{campaign}/{path}", reason="так надо")
        assert answer.status_code in (400, 403, 404), path


def test_the_pages_are_set_for_the_coordinator(blind, sign_in):
    _, places = blind
    client = sign_in("municipal_coordinator")
    page = client.get(f"/campaigns/{places['campaign_id']}/agreement")
    assert page.status_code == 200
    assert "Сравнивать пока нечего" in page.text
    assert client.get(f"/campaigns/{places['campaign_id']}/agreement.xlsx").status_code == 200


@pytest.fixture(scope="module")
def reread(town):
    """A document the district has decided on; somebody of the far district reads it again."""
    number = send(town, "Соседи.docx", a_file((*CONCEPT, ("", "Другие слова."))), school=1)
    expert, chief = town.people["municipal_expert"], town.people["municipal_coordinator"]
    form = assessing.open_assessment(town.services, expert, document_id=number)
    for item in town.services.library.rubric("concept@2022.1").criteria:
        wanted = assessing.MarkForm(item.code, 0, reason="ТАЙНАЯ ПРИЧИНА")
        assessing.save_mark(town.services, expert, assessment_id=form.id, form=wanted, expected=0)
    assessing.finish(town.services, expert, assessment_id=form.id)
    seen = documents.document_page(town.services, chief, document_id=number).document.version
    deciding.decide(
        town.services,
        chief,
        document_id=number,
        verdict=Verdict.FAILS,
        grounds="ТАЙНЫЙ ВЫВОД",
        due=None,
        expected=seen,
    )
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=town.far.id)
    invited = people.invite(
        town.services, town.admin, login="rereader", full_name="Рыбаков Лев Ильич", post="", grants=(grant,)
    )
    town.people["rereader"] = signing_in.accept_invitation(town.services, token=invited.token, password=PASSWORD).actor
    town.logins["rereader"] = "rereader"
    region = town.people["regional_coordinator"]
    campaign = running.begin(
        town.services,
        region,
        level=CampaignLevel.REGIONAL,
        region_id=town.region.id,
        municipality_id=None,
        subject=CampaignSubject.CONCEPT,
        form=running.CampaignForm("Перепроверка", Policy(blind=True), town.campaign.phases),
        recheck=True,
    )
    group.invite(town.services, region, campaign_id=campaign.id, person_ids=[town.people["rereader"].id])
    rule = SampleRule(method="all")
    sample = sampling.preview(town.services, region, campaign_id=campaign.id, rule=rule)
    sampling.draw(town.services, region, campaign_id=campaign.id, rule=rule, shown=sample.frame_sha256, reason="")
    mark = seating.plan(town.services, region, campaign_id=campaign.id).mark
    seating.apply(town.services, region, campaign_id=campaign.id, mark=mark)
    return town, {"document_id": number, "campaign_id": campaign.id, "assessment_id": form.id}


def test_no_page_tells_who_reads_again_what_was_decided(reread, sign_in):
    town, places = reread
    client = sign_in("rereader")
    seen = set()
    for rule, answer in every_page(town, client, places):
        told = words_of(answer)
        assert [word for word in (*SECRETS, "Соседи.docx", "Лес»") if word in told] == [], rule
        if rule.endpoint in ("documents.show", "documents.history", "desk.show"):  # others have the word in legends
            assert "не соответствует" not in told, rule
        if answer.status_code == 200:
            seen.add(rule.endpoint)
    assert {"desk.show", "documents.index", "documents.show", "documents.history"} <= seen
    for query in ("state=fails", "state=conforms", "search=Лес"):
        found = client.get(f"/documents?{query}").text
        assert f'/documents/{places["document_id"]}"' not in found, query
    assert client.get(f"/campaigns/{places['campaign_id']}/recheck").status_code in (403, 404)
    page = sign_in("regional_coordinator").get(f"/campaigns/{places['campaign_id']}/recheck")
    assert "Перепроверенных документов пока нет" in page.text
