"""A campaign in a browser: twelve schools, a sample of six with its seed, four experts, two for each document."""

import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from werkzeug.serving import make_server

from review.flow.register import people, signing_in, territory
from review.model.access import Grant, Role
from review.web.app import create_app
from tests.browser.conftest import PHONE, WIDE
from tests.web.town import CONCEPT, PASSWORD, a_campaign, a_file, build, send

pytestmark = pytest.mark.browser
EXPERTS = {
    "expert1": "Гордеев Антон Петрович",
    "expert2": "Мельник Тарас Юрьевич",
    "expert3": "Ширяева Ольга Максимовна",
    "expert4": "Зуева Инна Павловна",
}
VILLAGES = ("Каменская", "Липковская", "Ильинская", "Дубровская", "Заозёрская", "Старосельская", "Марьинская")
MORE = ("Красноборская", "Подсосенская", "Новосёловская")
RULE = "method=random&size_by=count&size=6&unit=document&confidence=0.95&seed=20220407"
AXE = Path(os.environ.get("AXE", "axe.min.js"))  # axe-core's file, where there is one


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """Twelve schools with a concept each, checked; four experts; a campaign with two readers per document."""
    town = build(tmp_path_factory.mktemp("campaign"))
    for login, name in EXPERTS.items():
        grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=town.near.id)
        invited = people.invite(town.services, town.admin, login=login, full_name=name, post="", grants=(grant,))
        signing_in.accept_invitation(town.services, token=invited.token, password=PASSWORD)
        town.logins[login] = login
    town.schools = [town.schools[0], town.schools[1]]
    for village in (*VILLAGES, *MORE):
        name = f"МБОУ «{village} СОШ»"
        added = territory.add_school(
            town.services, town.admin, municipality_id=town.near.id, full_name=name, short_name=name
        )
        town.schools.append(added)
    for number in range(len(town.schools)):
        text = a_file((*CONCEPT, ("", f"Школа стоит у дороги, до города {number + 7} километров.")))
        send(town, f"Концепция {number + 1}.docx", text, school=number)
    town.campaign = a_campaign(town, "municipal_coordinator", reviewers=2)
    server = make_server("127.0.0.1", 0, create_app(town.services), threaded=True)
    town.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield town
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def people_at(district, chromium):
    """people_at("expert1") → a page signed in as that person."""
    contexts = []

    def enter(login):
        context = chromium.new_context(locale="ru-RU", viewport=WIDE, accept_downloads=True)
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


def looked_at(page, picture, name):
    """A picture of both sizes; nothing runs off the side; no serious complaint of axe-core."""
    for tag, size in (("wide", WIDE), ("phone", PHONE)):
        page.set_viewport_size(size)
        page.wait_for_timeout(100)
        picture(page, f"campaign-{name}-{tag}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (name, tag, over)
    page.set_viewport_size(WIDE)
    if AXE.exists():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in grave] == [], name


def press(page, words):
    """A button that sends a form, and the page that comes after."""
    with page.expect_navigation():
        page.click(f"main button:has-text('{words}')")


def mark_all(page, url, levels):
    """Every criterion of a document: `levels(code, proposed)`."""
    page.goto(url)
    with page.expect_navigation():
        page.click("main button:has-text('Начать экспертизу'), button:has-text('Начать экспертизу')")
    page.wait_for_selector("body.ready")
    for crit in page.query_selector_all(".crit"):
        code, proposed = crit.get_attribute("id"), crit.get_attribute("data-p")
        level = levels(code, proposed)
        page.focus(f"#{code} .head")
        page.keyboard.press(level)
        if proposed and proposed != level:
            page.wait_for_selector(f"#{code} .reason textarea:visible")
            page.fill(f"#{code} .reason textarea", "В тексте этого нет")
            page.keyboard.press("Tab")
        page.wait_for_selector(f'#{code}[data-version="1"]')


def finish(page):
    """The form is closed; the page comes back with the expert's own totals."""
    page.wait_for_selector("#finish:not([disabled])")
    with page.expect_navigation():
        page.click("#finish")


def test_a_campaign_from_its_frame_to_both_experts_finished(district, people_at, picture):
    coordinator, address = people_at("municipal_coordinator"), f"{district.url}/campaigns/{district.campaign.id}"
    coordinator.goto(address)
    assert coordinator.locator("text=12 школ, 12 документов в основе").count() == 1
    looked_at(coordinator, picture, "frame")
    _draw(coordinator, address, picture)
    experts = _group(coordinator, address, people_at, picture)
    documents = _seat(coordinator, address, picture)
    chosen = documents[0]
    readers = [page for page in experts.values() if page.request.get(f"{district.url}/documents/{chosen}").ok]
    assert len(readers) == 2
    url = f"{district.url}/documents/{chosen}"
    mark_all(readers[0], url, lambda _, proposed: proposed or "2")
    finish(readers[0])
    looked_at(readers[0], picture, "own-form")
    coordinator.goto(address)
    assert coordinator.locator("text=ждёт второго").count() == 1
    looked_at(coordinator, picture, "one-finished")
    readers[1].goto(url)
    assert "расходится" not in readers[1].content()
    mark_all(readers[1], url, lambda *_: "0")
    finish(readers[1])
    coordinator.goto(address)
    assert coordinator.locator("text=третий эксперт").count() == 1, "the divergence has called one by itself"
    looked_at(coordinator, picture, "diverged")
    coordinator.goto(f"{address}/documents/{chosen}")
    assert coordinator.locator("tbody tr:has-text('завершил')").count() == 2
    looked_at(coordinator, picture, "document")
    with coordinator.expect_download() as download:
        coordinator.goto(address)
        coordinator.click("text=Таблица XLSX")
    assert download.value.suggested_filename.endswith(".xlsx")


def _draw(coordinator, address, picture):
    coordinator.goto(f"{address}/sample?{RULE}")
    assert coordinator.locator("text=6 документов из 12").count() == 1
    looked_at(coordinator, picture, "sample-preview")
    press(coordinator, "Закрепить отбор")
    press(coordinator, "Проверить повтором")
    assert coordinator.locator("text=выбраны те же документы").count() == 1
    looked_at(coordinator, picture, "sample")


def _group(coordinator, address, people_at, picture):
    coordinator.goto(f"{address}/group")
    for name in EXPERTS.values():
        coordinator.check(f"label:has-text('{name}') input")
    press(coordinator, "Пригласить отмеченных")
    looked_at(coordinator, picture, "group")
    pages = {}
    for login in EXPERTS:
        page = pages[login] = people_at(login)
        page.goto(address)
        if login == "expert1":
            looked_at(page, picture, "invited")
        press(page, "Согласиться")
    return pages


def _seat(coordinator, address, picture):
    coordinator.goto(f"{address}/plan")
    assert coordinator.locator("h1:has-text('12')").count() == 1
    looked_at(coordinator, picture, "plan")
    press(coordinator, "Назначить")
    looked_at(coordinator, picture, "seated")
    links = coordinator.locator("a.cell").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [int(link.rsplit("/", 1)[1]) for link in links]


def test_the_pages_of_settings_and_of_a_new_campaign_fit(district, people_at, picture):
    coordinator, address = people_at("municipal_coordinator"), f"{district.url}/campaigns"
    for name, path in SimpleNamespace(
        list="", new="/new", settings=f"/{district.campaign.id}/settings"
    ).__dict__.items():
        coordinator.goto(f"{address}{path}")
        looked_at(coordinator, picture, name)
