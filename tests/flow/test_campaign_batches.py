"""Papers of a campaign to everybody it concerns: whom, what they say, who has one already, an order gone on with."""

import pytest
from sqlalchemy import text

from review.errors import NotFound
from review.flow.notices import letters
from review.flow.papers.batches import mail
from review.flow.papers.batches import ordering as batching
from review.flow.papers.choosing import offering
from review.flow.papers.choosing.kinds import CONCLUSION, EXPERT, LETTER, PARTICIPANT, SPRAVKA
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import papers, registering
from review.model.campaigns import CampaignLevel
from tests.flow.campaigning import begin, draw
from tests.flow.conftest import apart
from tests.flow.many_schools import campaign_of_two, more_schools
from tests.stage import a_concept, assess, decide_on, hand_in, with_settings, work_off

MUNICIPALITIES = "pismo-rekomendacii-municipalitetu"


@pytest.fixture(scope="module")
def two(sqlite_stage, tmp_path_factory):
    """A campaign with a decided document and one its expert still reads; a third document is outside it."""
    with apart(sqlite_stage, tmp_path_factory.mktemp("campaign")) as stage:
        stage.services = with_settings(stage.services, soffice="no-such-office")
        stage.campaign = campaign_of_two(stage)
        beside = hand_in(stage, name="Ещё.docx", data=a_concept("Программа вне кампании."))
        assess(stage, beside.id)
        decide_on(stage, beside.id)
        yield stage


def about(stage, **more):
    return Target(municipality_id=stage.places["town"], campaign_id=stage.campaign.id, **more)


def plan_of(stage, template, target=None, **more):
    target = target or about(stage)
    return batching.plan(stage.services, stage["coordinator"], template=template, target=target, **more)


def issue_to_all(stage, template, key, target=None, who="coordinator"):
    call = {"template": template, "target": target or about(stage)}
    plan = batching.plan(stage.services, stage[who], **call)
    keys = [one.key for one in plan.addressees if not one.blocked and not one.before]
    batch = batching.begin(stage.services, stage[who], keys=keys, form_key=key, **call)
    work_off(stage.services)
    return batching.batch_page(stage.services, stage[who], batch_id=batch.id)


def test_every_school_of_the_campaign_gets_a_letter_of_the_campaign_alone_and_none_twice(two):
    plan = plan_of(two, LETTER)
    assert [(one.name, one.blocked) for one in plan.addressees] == [
        ("МБОУ «Соседская ООШ»", True),
        ("МБОУ «Залесская СОШ № 2»", False),
    ]
    assert plan.addressees[0].problems[0] == "по документам школы нет решений"
    assert plan.title.endswith("кампания «Концепции 2022 года»")
    page = issue_to_all(two, LETTER, "letters")
    assert (page.batch.issued, page.batch.size, page.stopped) == (1, 1, False)
    facts = registering.paper_facts(two.services, two["coordinator"], paper_id=page.items[0].paper_id)
    assert len(facts["results"]) == 1
    first = page.items[0].shown_number
    assert plan_of(two, LETTER).addressees[-1].before.startswith(f"№ {first} ")
    year = Target(municipality_id=two.places["town"])
    assert {one.before for one in plan_of(two, LETTER, year).addressees} == {""}, "the year's letter says more"
    later = issue_to_all(two, LETTER, "whole year", year).items[0]
    assert len(registering.paper_facts(two.services, two["coordinator"], paper_id=later.paper_id)["results"]) == 2
    assert plan_of(two, LETTER).addressees[-1].before.startswith(f"№ {later.shown_number} "), "it says all of it"


def test_conclusions_and_certificates_are_those_of_the_campaign(two):
    conclusions = plan_of(two, CONCLUSION).addressees
    assert [one.target.document_id for one in conclusions] == [two.places["open"], two.places["decided"]]
    assert [one.blocked for one in conclusions] == [True, False]
    experts = {one.target.person_id: one for one in plan_of(two, EXPERT).addressees}
    reader = two.places["reader"]
    assert set(experts) == set(two.seated.values())
    assert {person for person, one in experts.items() if not one.blocked} == {reader}
    page = issue_to_all(two, EXPERT, "certificates")
    assert registering.paper_facts(two.services, two["coordinator"], paper_id=page.items[0].paper_id)["docs"] == 1


def test_offers_of_a_campaign_rest_on_its_documents_and_stay_in_sight_of_its_people(two):
    offers = {one.template: one for one in offering.offers(two.services, two["coordinator"], target=about(two))}
    assert offers[SPRAVKA].target.campaign_id == two.campaign.id
    assert {"prikaz-ekspertnaya-gruppa", EXPERT} <= set(offers)
    assert not {"prikaz-shkoly", "protokol-vyborki"} & set(offers), "papers of the year, not of the campaign"
    paper = papers.issue_paper(
        two.services, two["coordinator"], template=SPRAVKA, target=about(two), overrides={"ground": "приказа № 1"}
    )
    with two.services.database.reading() as session:
        versions = registering.store.versions_of(session, paper.id)
    assert len(versions) == 1
    for who in ("other_coordinator", "stranger_regional", "school"):
        with pytest.raises(NotFound):
            batching.plan(two.services, two[who], template=LETTER, target=about(two))


def test_a_region_writes_to_every_municipality_of_its_campaign_and_mails_it_to_its_body(two):
    services = two.services
    regional = begin(two, who="regional", level=CampaignLevel.REGIONAL, recheck=True)
    draw(two, regional, who="regional")
    target = Target(region_id=two.places["region"], campaign_id=regional.id)
    plan = batching.plan(services, two["regional"], template=MUNICIPALITIES, target=target)
    assert [one.name for one in plan.addressees] == ["Залесский район"], "the other municipality is not in it"
    page = issue_to_all(two, MUNICIPALITIES, "towns", target, who="regional")
    assert (page.batch.issued, page.batch.body) == (1, "Министерство образования")
    assert mail.to_outbox(services, two["regional"], batch_id=page.batch.id) == (1, [])
    assert "obr@zalesye.example" in {one.to_address for one in letters.outbox(services, two["regional"])}


def test_a_long_order_goes_in_slices_and_one_nobody_works_on_is_told_and_gone_on_with(sqlite_only_stage, monkeypatch):
    stage = sqlite_only_stage
    stage.services = with_settings(stage.services, soffice="no-such-office")
    stage.campaign = campaign_of_two(stage)
    more_schools(stage, 4)
    monkeypatch.setattr("review.flow.papers.batches.issue.SLICE", 2)
    services, lead = stage.services, stage["coordinator"]
    keys = [one.key for one in plan_of(stage, LETTER).addressees]
    batch = batching.begin(services, lead, template=LETTER, target=about(stage), keys=keys, form_key="slices")
    with services.database.session() as session:
        session.execute(text("UPDATE job SET state = 'dead' WHERE kind = 'issue_batch'"))
    page = batching.batch_page(services, lead, batch_id=batch.id)
    assert (page.stopped, page.batch.waiting) == (True, 5)
    batching.go_on(services, lead, batch_id=batch.id)
    assert not batching.batch_page(services, lead, batch_id=batch.id).stopped
    work_off(services)
    page = batching.batch_page(services, lead, batch_id=batch.id)
    assert (page.stopped, page.batch.issued, page.batch.finished_at is not None) == (False, 5, True)
    with services.database.reading() as session:
        jobs = session.execute(text("SELECT count(*) FROM job WHERE kind = 'issue_batch' AND state = 'done'")).scalar()
    assert jobs == 3


def test_people_of_a_list_have_no_address_to_ask_for(two):
    sent = {"event.loct": "в семинаре", "event.title": "Цели", "event.when": "18 мая 2022 г."}
    call = {"sent": sent, "listed": "Иванова Анна Петровна; учитель"}
    keys = [one.key for one in plan_of(two, PARTICIPANT, **call).addressees]
    batch = batching.begin(
        two.services, two["coordinator"], template=PARTICIPANT, target=about(two), keys=keys, form_key="list", **call
    )
    work_off(two.services)
    assert mail.to_outbox(two.services, two["coordinator"], batch_id=batch.id) == (0, [])
