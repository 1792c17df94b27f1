"""Two experts read blind and part, a third is called, the coordinator settles with keys, a dissent stays."""

import threading

import pytest
from werkzeug.serving import make_server

from review.flow.campaigns import group, running, sampling, seating
from review.flow.expertise import assessing, deciding
from review.flow.register import people, signing_in
from review.flow.submission import documents
from review.model.access import Grant, Role
from review.model.assessment import Verdict
from review.model.campaign import SampleRule
from review.model.campaigns import CampaignLevel, CampaignSubject, Policy
from review.web.app import create_app
from tests.browser.conftest import WIDE
from tests.browser.test_campaign import looked_at
from tests.web.town import PASSWORD, a_campaign, build, send

pytestmark = pytest.mark.browser
EXPERTS = {"one": "Гордеев Антон Петрович", "two": "Мельник Тарас Юрьевич", "three": "Зуева Инна Павловна"}


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """One document with two blind readers of a group of three."""
    town = build(tmp_path_factory.mktemp("opinions"))
    for login, name in EXPERTS.items():
        grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=town.near.id)
        invited = people.invite(town.services, town.admin, login=login, full_name=name, post="", grants=(grant,))
        actor = signing_in.accept_invitation(town.services, token=invited.token, password=PASSWORD).actor
        town.people[login], town.logins[login] = actor, login
    town.document = send(town, "Концепция Приозёрной школы.docx")
    coordinator = town.people["municipal_coordinator"]
    campaign = a_campaign(town, "municipal_coordinator", reviewers=2, blind=True)
    ids = [town.people[login].id for login in EXPERTS]
    group.invite(town.services, coordinator, campaign_id=campaign.id, person_ids=ids[:2])
    rule = SampleRule(method="all")
    sample = sampling.preview(town.services, coordinator, campaign_id=campaign.id, rule=rule)
    sampling.draw(town.services, coordinator, campaign_id=campaign.id, rule=rule, shown=sample.frame_sha256, reason="")
    mark = seating.plan(town.services, coordinator, campaign_id=campaign.id).mark
    seating.apply(town.services, coordinator, campaign_id=campaign.id, mark=mark)
    group.invite(town.services, coordinator, campaign_id=campaign.id, person_ids=ids[2:])
    town.campaign = campaign
    server = make_server("127.0.0.1", 0, create_app(town.services), threaded=True)
    town.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield town
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def at(district, chromium):
    """at("one") → a page signed in as that person."""
    contexts = []

    def enter(login):
        context = chromium.new_context(locale="ru-RU", viewport=WIDE)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{district.url}/sign-in")
        page.fill("[name=login]", district.logins[login])
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url(f"{district.url}/")
        return page

    yield enter
    for context in contexts:
        context.close()


def reads(district, login, lowered):
    """The expert finishes; the first criteria come out at 0."""
    services, actor = district.services, district.people[login]
    form = assessing.open_assessment(services, actor, document_id=district.document)
    form = assessing.accept_proposals(services, actor, assessment_id=form.id)
    held = {mark.code: mark for mark in form.marks}
    rubric = services.library.rubrics[next(name for _, name, _ in district.campaign.editions)]
    for place, item in enumerate(rubric.criteria):
        level = 0 if place < lowered else held[item.code].level if item.code in held else 1
        wanted = assessing.MarkForm(item.code, level, reason="в тексте этого нет")
        version = held[item.code].version if item.code in held else 0
        assessing.save_mark(services, actor, assessment_id=form.id, form=wanted, expected=version)
    assessing.finish(services, actor, assessment_id=form.id)


def settles_with_keys(page):
    """Arrows, a figure, Enter, words, Escape: criterion by criterion."""
    rows = page.locator("#settle tr.differs").count()
    assert rows
    for place in range(rows):
        page.locator("body").evaluate("() => document.activeElement.blur()")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        page.keyboard.type(f"Подтверждено частично, {place + 1}")
        page.keyboard.press("Escape")


def dissents(page, picture):
    """The overruled expert attaches an opinion."""
    if not page.locator("#f-dissent").is_visible():
        page.click("summary:has-text('Ваши уровни изменены')")
    page.fill("#f-dissent", "Не согласен: раздел 2 отвечает на все вопросы.")
    picture(page, "dissent")
    with page.expect_navigation():
        page.click("button:has-text('Приложить')")
    assert "Не согласен: раздел 2" in page.inner_text("main")


def test_two_part_a_third_is_called_an_arbitrator_settles_and_the_decision_stands(district, at, picture):
    address = f"{district.url}/documents/{district.document}"
    one = at("one")
    one.goto(address)
    assert "школа скрыта" in one.inner_text("h1")
    whole = one.content()
    assert "СОШ № 5" not in whole
    assert "Громова" not in whole
    assert "Приозёрной школы.docx" not in whole
    assert one.locator("text=файл не выдаётся").count() == 1
    looked_at(one, picture, "blind-document")
    reads(district, "one", 0)
    reads(district, "two", 9)
    three = at("three")
    assert "школа скрыта" in three.inner_text("main")
    reads(district, "three", 4)

    chief = at("municipal_coordinator")
    chief.goto(f"{district.url}/campaigns/{district.campaign.id}")
    chief.goto(f"{address}/forms")
    assert "Эксперты расходятся" in chief.inner_text("h1")
    looked_at(chief, picture, "forms")
    settles_with_keys(chief)
    picture(chief, "forms-settling")
    with chief.expect_navigation():
        chief.click("button:has-text('Установить итоговые уровни')")
    assert "Разногласия рассмотрены" in chief.inner_text("main")
    looked_at(chief, picture, "forms-settled")

    one.goto(address)
    dissents(one, picture)

    chief.goto(address)
    assert "Не согласен: раздел 2" in chief.inner_text("main")
    chief.check("input[name=verdict][value=fails]")
    chief.fill("#f-grounds", "По итоговым уровням.")
    with chief.expect_navigation():
        chief.click("button:has-text('Принять решение')")
    assert "Решение: не соответствует" in chief.inner_text("main")
    picture(chief, "decided-with-dissent")
    chief.goto(f"{district.url}/campaigns/{district.campaign.id}/agreement")
    assert "Согласованность" in chief.inner_text("h1")
    looked_at(chief, picture, "agreement")
    one.goto(address)
    assert "Приозёрная" in one.inner_text("h1")


def test_the_region_reads_again_and_returns_a_result(district, at, picture):
    services, chief = district.services, district.people["municipal_coordinator"]
    number = send(district, "Концепция соседей.docx", school=1)
    district.people["first"] = district.people["municipal_expert"]
    kept, district.document = district.document, number
    reads(district, "first", 0)
    deciding.decide(
        services,
        chief,
        document_id=number,
        verdict=Verdict.CONFORMS,
        grounds="По порогам.",
        due=None,
        expected=documents.document_page(services, chief, document_id=number).document.version,
    )
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=district.far.id)
    invited = people.invite(
        services, district.admin, login="far", full_name="Рыбаков Лев Ильич", post="", grants=(grant,)
    )
    district.people["far"] = signing_in.accept_invitation(services, token=invited.token, password=PASSWORD).actor
    district.logins["far"] = "far"
    region = district.people["regional_coordinator"]
    campaign = running.begin(
        services,
        region,
        level=CampaignLevel.REGIONAL,
        region_id=district.region.id,
        municipality_id=None,
        subject=CampaignSubject.CONCEPT,
        form=running.CampaignForm("Перепроверка концепций", Policy(blind=True), district.campaign.phases),
        recheck=True,
    )
    group.invite(services, region, campaign_id=campaign.id, person_ids=[district.people["far"].id])
    rule = SampleRule(method="all")
    sample = sampling.preview(services, region, campaign_id=campaign.id, rule=rule)
    sampling.draw(services, region, campaign_id=campaign.id, rule=rule, shown=sample.frame_sha256, reason="")
    mark = seating.plan(services, region, campaign_id=campaign.id).mark
    seating.apply(services, region, campaign_id=campaign.id, mark=mark)

    far = at("far")
    far.goto(f"{district.url}/documents/{number}")
    told = far.inner_text("body")
    assert "школа скрыта" in told
    assert "Решение" not in told
    reads(district, "far", 5)
    district.document = kept

    page = at("regional_coordinator")
    page.goto(f"{district.url}/campaigns/{campaign.id}/recheck")
    assert "Перепроверено" in page.inner_text("main")
    looked_at(page, picture, "recheck")
    row = page.locator("tr", has_text="Лес")
    row.locator("summary").click()
    row.locator("textarea").fill("Уровни раздела 2 завышены")
    with page.expect_navigation():
        row.locator("button").click()
    assert "возвращено" in page.inner_text("main")
    picture(page, "recheck-returned")


def test_results_of_a_federal_sample_stand_beside_ours(district, at, picture):
    services, region = district.services, district.people["regional_coordinator"]
    send(district, "Концепция третья.docx", school=2)
    campaign = running.begin(
        services,
        region,
        level=CampaignLevel.FEDERAL,
        region_id=district.region.id,
        municipality_id=None,
        subject=CampaignSubject.CONCEPT,
        form=running.CampaignForm("Федеральная выборка", Policy(), district.campaign.phases),
    )
    items = sampling.sample_page(services, region, campaign_id=campaign.id).frame.items
    ids = [one.document_id for one in items]
    sampling.receive(services, region, campaign_id=campaign.id, document_ids=ids, reason="")
    page = at("regional_coordinator")
    page.goto(f"{district.url}/campaigns/{campaign.id}/outside")
    page.click("summary:has-text('Внести результат')")
    page.select_option("select[name=zone]", "red")
    page.fill("input[name=level-C-01]", "1")
    with page.expect_navigation():
        page.click("button:has-text('Сохранить')")
    assert "красная зона" in page.inner_text("main")
    looked_at(page, picture, "outside")
