"""A real browser against a real server: the territory of tests/web/town.py, a thread that does the queue's work."""

import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from review.flow.register import territory
from review.web.app import create_app
from tests.browser.looking import WIDE, look
from tests.web.town import CONCEPT, PASSWORD, a_file, build, send, work_off

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--metrics-recording-only",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no page may need another host
]


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """The territory without documents."""
    with served(build(tmp_path_factory.mktemp("browser"))) as made:
        yield made


@pytest.fixture(scope="module")
def number(town, request):
    """A checked document the tests of one file share."""
    words = (*CONCEPT, ("", f"Для проверки: {request.module.__name__}."))
    return send(town, f"{request.module.__name__}.docx", a_file(words), school=1)


@contextmanager
def served(made):
    """A territory with an address, its queue worked off."""
    made.body = next(
        one for one in territory.list_bodies(made.services, made.admin) if one.municipality_id == made.near.id
    )
    made.entered = {}
    server = make_server("127.0.0.1", 0, create_app(made.services), threaded=True)
    made.url = f"http://127.0.0.1:{server.server_port}"
    stop = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever),
        threading.Thread(target=_work, args=(made.services, stop)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield made
    finally:
        stop.set()
        server.shutdown()
        for thread in threads:
            thread.join()
        server.server_close()


def _work(services, stop):
    while not stop.is_set():
        work_off(services)
        time.sleep(0.2)


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def enter(town, chromium):
    """enter("school") → a page signed in as that role. Complaints of the browser fail the test."""
    contexts, complaints = [], []

    def begin(role, size=WIDE, **options):
        context = chromium.new_context(
            locale="ru-RU", viewport=size, accept_downloads=True, storage_state=town.entered.get(role), **options
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: complaints.append(str(one)))
        if role in town.entered:
            page.goto(town.url)
        else:
            sign_in(page, town, role)
            town.entered[role] = context.storage_state()
        return page

    yield begin
    for context in contexts:
        context.close()
    unexpected = [one for one in complaints if "400" not in one and "409" not in one and "ERR_INTERNET" not in one]
    assert unexpected == []


def sign_in(page, town, role):
    """The form of the door."""
    page.goto(f"{town.url}/sign-in")
    page.fill("[name=login]", town.logins[role])
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{town.url}/")


@pytest.fixture(scope="session")
def picture():
    """Keeps a picture of a page in the folder PICTURES, to be looked at; without it none is taken."""
    folder = os.environ.get("PICTURES")
    return lambda page, name: page.screenshot(path=Path(folder, f"{name}.png")) if folder else None


@pytest.fixture
def looked_at(picture):
    """looked_at(page, "name"): both sizes fit and have a picture; nothing serious stands in anybody's way."""
    return lambda page, name, **options: look(page, name, picture, **options)
