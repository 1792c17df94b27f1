"""A year's expertise in a browser: a school, its curator, experts, the municipal and the regional coordinator."""

from datetime import date

import pytest

from review.flow.campaigns import running, sampling
from review.model.campaigns import CampaignLevel, CampaignSubject, Phase, PhaseKey, Policy
from tests.browser.conftest import served
from tests.browser.district import EXPERTS, decides, district, reads
from tests.browser.hands import as_file, drag, finish, mark_all, open_form, press, saved, settle, words_of
from tests.web.town import CONCEPT, a_file

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
READING = 120_000  # a busy machine may take its time over the first document
SEED = "20220407"
GOAL = "создание благоприятных условий"
LETTERHEAD = {
    "full_name": "Управление образования администрации Приозёрного района",
    "short_name": "УО Приозёрного района",
    "place": "г. Приозёрск",
    "signer_post": "Начальник управления",
    "signer_name": "Воронцова Елена Андреевна",
    "number_suffix": "-ОД",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with served(district(tmp_path_factory.mktemp("five"))) as made:
        yield made


def test_a_district_examines_its_schools_and_the_region_looks_again(town, enter, looked_at):
    school, chief = enter("school"), enter("municipal_coordinator")
    number = sends(town, school, looked_at)
    confirms(enter("curator"), looked_at)
    campaign = creates(town, chief, looked_at)
    draws(chief, campaign, looked_at)
    experts = gathers(chief, campaign, enter, looked_at)
    seated = seats(chief, campaign, looked_at)
    assert number in seated
    address = f"{town.url}/documents/{number}"

    one = reads_blind(experts, address, number, chief, campaign, looked_at)
    settles(chief, campaign, address, one, looked_at)
    returns(town, chief, address, looked_at)
    mends(town, school, address, looked_at)
    closes(one, address, looked_at)

    others = [each for each in seated if each != number][:2]
    for each in others:
        decides(town, each)
    looks_again(town, enter, others, looked_at)
    exports(town, chief, campaign, looked_at)


def sends(town, school, looked_at):
    """A concept and a broken file; the concept's number."""
    school.goto(f"{town.url}/documents/send")
    files = [
        as_file("Концепция Приозёрной школы.docx", a_file()),
        as_file("Повреждён.docx", b"MZ" + b"\x00" * 400),
    ]
    school.set_input_files("#files", files)
    school.click("main button[type=submit]")
    school.wait_for_selector("#rows .state-ok", timeout=READING)
    assert school.locator("#rows .state-stop").count() == 1
    looked_at(school, "01-school-sent")
    school.click("#rows a >> text=Концепция Приозёрной")
    school.wait_for_selector("body.ready")
    school.click(".paper .ev >> nth=0")
    assert school.locator(".crit.open").count() == 1
    school.click(".crit.open .jump >> nth=0")
    assert school.locator(".ev.now").count() >= 1
    looked_at(school, "02-school-result")
    return int(school.url.rsplit("/", 1)[1].split("#")[0])


def confirms(curator, looked_at):
    """The curator reads and confirms."""
    with curator.expect_navigation():
        curator.click("main li:has-text('онцепция') >> text=Прочитать")
    looked_at(curator, "03-curator", again=True)
    press(curator, "Подтвердить")
    curator.wait_for_selector("text=подтверждён куратором")


def creates(town, chief, looked_at):
    """A blind campaign with two readers; the address of its page."""
    chief.goto(f"{town.url}/campaigns")
    looked_at(chief, "04-campaigns-none", again=True)
    chief.goto(f"{town.url}/campaigns/new?subject=concept&level=municipal")
    looked_at(chief, "05-campaign-new")
    chief.fill("[name=title]", "Концепции развития, весна 2022 года")
    open_phases(chief)
    chief.select_option("[name=reviewers]", "2")
    chief.check("[name=blind]")
    press(chief, "Начать кампанию")
    assert "12 школ, 12 документов в основе" in chief.inner_text("main").replace("\u00a0", " ")
    looked_at(chief, "06-campaign-frame")
    return chief.url


def open_phases(page):
    """Every phase is open today."""
    for key in PhaseKey:
        page.fill(f"[name=start_{key.value}]", "2022-04-01")
        page.fill(f"[name=end_{key.value}]", "2022-06-01")


def draws(chief, campaign, looked_at):
    """Six of twelve, previewed, fixed and drawn again."""
    rule = f"method=random&size_by=count&size=6&unit=document&confidence=0.95&seed={SEED}"
    chief.goto(f"{campaign}/sample?{rule}")
    assert chief.locator("text=6 документов из 12").count() == 1
    looked_at(chief, "07-sample-preview")
    press(chief, "Закрепить отбор")
    press(chief, "Проверить повтором")
    assert chief.locator("text=выбраны те же документы").count() == 1
    looked_at(chief, "08-sample", again=True)


def gathers(chief, campaign, enter, looked_at):
    """Four are invited and agree; their pages."""
    chief.goto(f"{campaign}/group")
    for name in EXPERTS.values():
        chief.check(f"label:has-text('{name}') input")
    press(chief, "Пригласить отмеченных")
    looked_at(chief, "09-group")
    pages = {login: enter(login) for login in EXPERTS}
    looked_at(pages["expert1"], "10-expert-desk-invited", again=True)
    for login, page in pages.items():
        page.goto(campaign)
        if login == "expert1":
            looked_at(page, "11-invitation")
        press(page, "Согласиться")
    return pages


def seats(chief, campaign, looked_at):
    """Two experts for each of six; the documents' numbers."""
    chief.goto(f"{campaign}/plan")
    assert chief.locator("h1:has-text('12')").count() == 1
    looked_at(chief, "12-plan")
    press(chief, "Назначить")
    looked_at(chief, "13-seated", again=True)
    links = chief.locator("a.cell").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [int(link.rsplit("/", 1)[1]) for link in links]


def reads_blind(experts, address, number, chief, campaign, looked_at):
    """Two part, a third is called by itself and finishes; the page of the first."""
    one, two = (page for page in experts.values() if page.request.get(address).ok)
    one.goto(address)
    assert "школа скрыта" in one.inner_text("h1")
    for secret in ("СОШ № 5", "Громова", "Приозёрной школы.docx", "Предложено:"):
        assert secret not in one.content()
    looked_at(one, "14-blind-document")
    open_form(one, address)
    remarks(one, looked_at)
    mark_all(one, lambda _, proposed: proposed or "2")
    one.fill("#f-summary", "Документ требует доработки цели.")
    one.wait_for_selector("#saved >> text=Сохранено")
    looked_at(one, "16-marked")
    finish(one)
    looked_at(one, "17-own-form", again=True)
    chief.goto(campaign)
    assert chief.locator("text=ждёт второго").count() == 1
    open_form(two, address)
    assert "Документ требует доработки" not in two.content()
    mark_all(two, lambda *_: "0")
    finish(two)
    chief.goto(campaign)
    assert chief.locator("text=третий эксперт").count() == 1, "the divergence has called one by itself"
    looked_at(chief, "18-diverged", again=True)
    chief.goto(f"{campaign}/documents/{number}")
    assert chief.locator("tbody tr:has-text('завершил')").count() == 2
    looked_at(chief, "19-campaign-document")
    [third] = [page for page in experts.values() if page not in (one, two) and page.request.get(address).ok]
    open_form(third, address)
    mark_all(third, lambda code, _: "01"[int(code[-2:]) % 2])
    finish(third)
    return one


def remarks(expert, looked_at):
    """Words marked by mouse become a remark."""
    drag(expert, GOAL)
    expert.wait_for_selector("#rm-offer:visible")
    expert.click("#rm-offer")
    assert GOAL in expert.inner_text("#rm-words")
    expert.select_option("#rm-panel [name=code]", "C-07")
    expert.fill("#rm-panel [name=text]", "Цель нельзя измерить")
    expert.select_option("#rm-bank select", index=1)
    expert.fill("#rm-panel [name=deadline]", "2022-04-15")
    looked_at(expert, "15-remark")
    expert.focus("#rm-panel [name=text]")
    expert.keyboard.press("Control+Enter")
    expert.wait_for_selector("#rms .rm")
    assert expert.locator(".rm-mark").count() == 1
    assert expert.locator(".rm-tint").count() >= 1


def settles(chief, campaign, address, overruled, looked_at):
    """The coordinator settles with keys; an expert leaves an opinion of their own."""
    chief.goto(f"{address}/forms")
    assert "Эксперты расходятся" in chief.inner_text("h1")
    looked_at(chief, "20-forms")
    settle(chief)
    press(chief, "Установить итоговые уровни")
    assert "Разногласия рассмотрены" in chief.inner_text("main")
    looked_at(chief, "21-forms-settled", again=True)
    overruled.goto(address)
    if not overruled.locator("#f-dissent").is_visible():
        overruled.click("summary:has-text('Ваши уровни изменены')")
    overruled.fill("#f-dissent", "Не согласен: раздел 2 отвечает на все вопросы.")
    looked_at(overruled, "22-dissent")
    press(overruled, "Приложить")
    chief.goto(f"{campaign}/agreement")
    assert "Согласованность" in chief.inner_text("h1")
    looked_at(chief, "23-agreement")


def returns(town, chief, address, looked_at):
    """The decision: back for revision."""
    chief.goto(address)
    assert "Не согласен: раздел 2" in chief.inner_text("main")
    chief.check("input[name=verdict][value=rework]")
    chief.fill("[name=due]", "2022-04-29")
    looked_at(chief, "24-deciding")
    press(chief, "Принять решение")
    assert "Решение: соответствует частично" in chief.inner_text("main")
    chief.goto(f"{town.url}/territory/bodies/{town.body.id}")
    for name, value in LETTERHEAD.items():
        chief.fill(f"[name={name}]", value)
    press(chief, "Сохранить")
    number = address.rsplit("/", 1)[1]
    for template in ("ekspertnoe-zaklyuchenie", "pismo-vozvrat"):
        chief.goto(f"{town.url}/papers?template={template}&document={number}")
        issues(chief, looked_at, f"25-{template}")


def mends(town, school, address, looked_at):
    """The school uploads version 2 and answers the remark found again in it."""
    school.goto(town.url)
    looked_at(school, "26-school-desk", again=True)
    school.click("main li:has-text('онцепция') >> text=Доработать")
    mended = [
        (style, text.replace(f"{GOAL} для", "доля мотивированных вырастет с 40 до 55 % ради"))
        for style, text in CONCEPT
    ]
    school.set_input_files("[name=file]", as_file("Концепция 2.docx", a_file([*mended, ("", "Исправлено.")])))
    school.click("text=Загрузить версию 2")
    school.wait_for_selector(".paper >> text=Исправлено", timeout=READING)
    school.goto(f"{address}/remarks")
    for _ in range(100):
        if school.locator("text=Похоже, исправлено").count():
            break
        school.wait_for_timeout(100)
        school.reload()
    school.fill("[name=answer]", "Добавили показатель")
    school.fill("[name=page]", "2")
    looked_at(school, "27-round-school")
    press(school, "Сохранить ответ")
    assert "Исправлено на с." in school.inner_text("main")
    school.goto(f"{address}/compare")
    assert school.locator(".diff mark").count() >= 2
    looked_at(school, "28-compare")


def closes(expert, address, looked_at):
    """The expert sees old and new words, closes the remark and begins the second round with levels carried over."""
    expert.goto(f"{address}/remarks")
    looked_at(expert, "29-round-expert")
    press(expert, "Закрыть: исправлено")
    assert "закрыто экспертом" in expert.inner_text("main")
    open_form(expert, address)
    expert.wait_for_selector("text=перенесено из версии")
    looked_at(expert, "30-carried")


def looks_again(town, enter, others, looked_at):
    """The region has two decided documents read again, blind, by somebody from elsewhere, and returns one result."""
    region = enter("regional_coordinator")
    region.goto(f"{town.url}/campaigns/new?subject=concept&level=regional")
    region.fill("[name=title]", "Перепроверка концепций")
    open_phases(region)
    region.select_option("[name=reviewers]", "1")
    region.check("[name=recheck]")
    region.check("[name=blind]")
    press(region, "Начать кампанию")
    campaign = region.url
    region.goto(f"{campaign}/sample?method=random&size_by=count&size=2&unit=document&confidence=0.95&seed={SEED}")
    press(region, "Закрепить отбор")
    region.goto(f"{campaign}/group")
    region.check("label:has-text('Рыбаков') input")
    press(region, "Пригласить отмеченных")
    far = enter("far")
    far.goto(campaign)
    press(far, "Согласиться")
    region.goto(f"{campaign}/plan")
    press(region, "Назначить")
    far.goto(f"{town.url}/documents/{others[0]}")
    told = far.inner_text("body")
    assert "школа скрыта" in told
    assert "Решение" not in told
    looked_at(far, "31-recheck-expert", again=True)
    for place, each in enumerate(others):
        reads(town, "far", each, 5 * place)
    region.goto(f"{campaign}/recheck")
    assert "Перепроверено 2 документа" in region.inner_text("main").replace("\u00a0", " ")
    looked_at(region, "32-recheck")
    row = region.locator("tr", has=region.locator("summary")).first
    row.locator("summary").click()
    row.locator("textarea").fill("Уровни раздела 2 завышены")
    with region.expect_navigation():
        row.locator("button").click()
    assert "возвращено" in region.inner_text("main")
    looked_at(region, "33-recheck-returned", again=True)
    assert "Приозёрный район" in words_of(saved(region, "Таблица XLSX"))
    region.goto(f"{town.url}/overview")
    looked_at(region, "34-region", again=True)


def issues(chief, looked_at, name):
    """The paper whose form is open: registered, downloaded, read back."""
    looked_at(chief, name)
    chief.click(".col-draft .btn-main")
    chief.wait_for_selector("text=Код проверки")
    words = words_of(saved(chief, "Word"))
    assert "{{" not in words
    assert "единодушны" not in words  # what is said among experts is no reason for a school
    assert "Приозёрн" in words


def exports(town, chief, campaign, looked_at):
    """The table, the agreement, the protocol of the sample, spravka and order, the register."""
    chief.goto(campaign)
    looked_at(chief, "35-campaign", again=True)
    assert "Приозёрная" in words_of(saved(chief, "Таблица XLSX"))
    chief.goto(f"{campaign}/agreement")
    assert "Гордеев" in words_of(saved(chief, "Таблица XLSX"))
    chief.goto(f"{campaign}/protocol")
    chief.fill("[name=secretary]", "Орлова Вера Сергеевна")
    looked_at(chief, "36-protocol")
    press(chief, "Зарегистрировать протокол")
    protocol = words_of(saved(chief, "Word"))
    assert SEED in protocol
    assert "Орлова" in protocol
    chief.goto(f"{town.url}/papers")
    looked_at(chief, "37-papers", again=True)
    for template in ("spravka-municipalnoy-ekspertizy", "prikaz-ob-itogah-ekspertizy"):
        chief.goto(f"{town.url}/papers?template={template}&municipality={town.near.id}")
        issues(chief, looked_at, f"38-{template}")
    looked_at(chief, "39-paper")
    chief.goto(f"{town.url}/v/{chief.inner_text('dd .code')}")
    assert "Бумага подлинная" in chief.inner_text("h1")
    chief.goto(f"{town.url}/papers/register")
    looked_at(chief, "40-register")


def test_results_of_a_federal_sample_stand_beside_ours(town, enter, looked_at):
    services, region = town.services, town.people["regional_coordinator"]
    phases = tuple(Phase(key, date(2022, 4, 1), date(2022, 6, 1)) for key in PhaseKey)
    campaign = running.begin(
        services,
        region,
        level=CampaignLevel.FEDERAL,
        region_id=town.region.id,
        municipality_id=None,
        subject=CampaignSubject.CONCEPT,
        form=running.CampaignForm("Федеральная выборка", Policy(), phases),
    )
    [item, *_] = sampling.sample_page(services, region, campaign_id=campaign.id).frame.items
    sampling.receive(services, region, campaign_id=campaign.id, document_ids=[item.document_id], reason="")
    page = enter("regional_coordinator")
    page.goto(f"{town.url}/campaigns/{campaign.id}/outside")
    page.click("summary:has-text('Внести результат')")
    page.select_option("select[name=zone]", "red")
    page.fill("input[name=level-C-01]", "1")
    press(page, "Сохранить")
    assert "красная зона" in page.inner_text("main")
    looked_at(page, "41-outside")


@pytest.mark.parametrize(
    "role", ["school", "curator", "expert1", "municipal_coordinator", "regional_coordinator", "administrator"]
)
def test_every_section_of_a_role_fits_and_is_accessible(town, enter, looked_at, role):
    page = enter(role)
    wanted = (
        ".nav a, .bell, .me-menu a" if role == "school" else ".nav a"
    )  # notices, manual, password are alike for all
    for link in page.eval_on_selector_all(wanted, "all => all.map(one => one.href)"):
        page.goto(link)
        looked_at(page, f"50-{role}-{link.removeprefix(town.url).strip('/').replace('/', '-') or 'desk'}")
