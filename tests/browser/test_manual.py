"""The manual's pictures, taken of the demo at work: `make manual` keeps them, a test run sees that they can be made."""

import io
import os
import threading
from pathlib import Path

import pytest
from PIL import Image
from werkzeug.serving import make_server

from review.flow.campaigns import running, sampling, seating
from review.flow.composing import compose
from review.flow.submission.documents import DocumentFilter, list_documents
from review.flow.upkeep import maintenance
from review.flow.upkeep.demo import load_demo
from review.model.campaign import SampleRule
from review.settings import Settings
from review.store.register import people
from review.web.app import create_app
from review.web.stages.help import PAGES
from tests.browser.looking import WIDE
from tests.web.town import work_off

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]
DEMO_PASSWORD = "Показ-500плюс"
COLOURS = 160


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo as it is after half a day: read, a sample drawn, experts seated."""
    services = compose(Settings(data=tmp_path_factory.mktemp("manual")), lambda _: None)
    maintenance.init(services)
    load_demo(services)
    work_off(services)
    with services.database.reading() as session:
        login = people.account(session, login="municipal@demo.example")
        coordinator = people.actor(session, login.id)
    campaign = running.list_campaigns(services, coordinator)[0].campaign
    rule = SampleRule(size_by="count", size=6, seed="2022", strata=())
    shown = sampling.preview(services, coordinator, campaign_id=campaign.id, rule=rule).frame_sha256
    sampling.draw(services, coordinator, campaign_id=campaign.id, rule=rule, shown=shown, reason="")
    planned = seating.plan(services, coordinator, campaign_id=campaign.id)
    seating.apply(services, coordinator, campaign_id=campaign.id, mark=planned.mark)
    server = make_server("127.0.0.1", 0, create_app(services), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield services, f"http://127.0.0.1:{server.server_port}", campaign, coordinator
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def keep(tmp_path):
    """Keep a page's picture in few colours."""
    folder = Path(os.environ.get("MANUAL", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def save(page, name):
        page.evaluate("document.fonts.ready")
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.convert("RGB").quantize(COLOURS).save(folder / f"{name}.png", optimize=True)
        return name

    return save


def enter(chromium, url, login):
    page = chromium.new_context(locale="ru-RU", viewport=WIDE).new_page()
    page.goto(f"{url}/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{url}/")
    return page


def test_every_picture_of_the_manual_can_be_made(demo, chromium, keep):
    services, url, campaign, coordinator = demo
    made = set()
    page = enter(chromium, url, "municipal@demo.example")
    for name, path in (
        ("coordinator-campaign", f"/campaigns/{campaign.id}"),
        ("coordinator-sample", f"/campaigns/{campaign.id}/sample"),
        ("coordinator-papers", "/papers"),
    ):
        page.goto(url + path)
        made.add(keep(page, name))
    page = enter(chromium, url, "curator@demo.example")
    made.add(keep(page, "curator-desk"))

    page = enter(chromium, url, "school@demo.example")
    found = list_documents(services, coordinator, wanted=DocumentFilter(kind="concept", search="Вербинская"))
    page.goto(f"{url}/documents/{found.rows[0].id}")
    page.locator(".crit .head").nth(1).click()
    made.add(keep(page, "school-document"))
    page.goto(f"{url}/precheck")
    kit = services.settings.samples / "kits" / "topolevskaya"
    page.set_input_files("input[type=file]", [str(sorted(kit.glob("*.docx"))[0])])
    page.click("main button[type=submit]")
    page.wait_for_selector(".fix", timeout=120_000)
    made.add(keep(page, "school-precheck"))

    page = enter(chromium, url, "expert@demo.example")
    made.add(keep(page, "expert-desk"))
    page.locator("main a[href^='/documents/']").first.click()
    page.get_by_role("button", name="Начать экспертизу").click()
    page.locator(".crit .head").nth(0).click()
    page.keyboard.press(page.locator(".crit").nth(0).get_attribute("data-p"))
    page.get_by_text("отмечено 1 из").wait_for()
    made.add(keep(page, "expert-document"))
    assert made == {line.split("](")[1].split(".png")[0] for line in _pictures()}


def _pictures():
    lines = (line for page in PAGES.glob("*.md") for line in page.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line.startswith("![")]
