"""What only a browser shows: two tabs, a lost connection, keys, a phone, no script."""

import pytest

from tests.browser.conftest import PHONE
from tests.web.town import PASSWORD, a_file, send

pytestmark = pytest.mark.browser


@pytest.fixture
def number(town, request):
    """A checked document of its own for this test."""
    words = (("Title", "Концепция развития школы на 2022 год"), ("", f"Для проверки: {request.node.name}."))
    return send(town, f"{request.node.name}.docx", a_file(words), school=1)


@pytest.fixture
def expert(town, enter, number):
    page = enter("municipal_expert")
    page.goto(f"{town.url}/documents/{number}")
    page.click("text=Начать экспертизу")
    page.wait_for_selector("#finish[disabled]")
    return page


def proposed(page, code):
    return page.get_attribute(f"#{code}", "data-p")


def test_two_tabs_show_both_marks_and_let_the_expert_choose(expert):
    other = expert.context.new_page()
    other.goto(expert.url)
    other.wait_for_selector("body.ready")
    level = proposed(expert, "C-01")
    expert.click(f'#C-01 .lv [data-v="{level}"]')
    expert.wait_for_selector('#C-01[data-version="1"]')
    mine = "0" if level != "0" else "1"
    other.click(f'#C-01 .lv [data-v="{mine}"]')
    other.fill("#C-01 .reason textarea", "Вижу иначе")
    other.wait_for_selector("#C-01 .clash")
    assert f"У вас: {mine}" in other.inner_text("#C-01 .clash")
    other.click("text=Оставить моё")
    other.wait_for_selector('#C-01[data-version="2"]')
    expert.reload()
    assert expert.get_attribute("#C-01", "data-e") == mine


def test_marks_wait_for_a_lost_connection(expert):
    level = proposed(expert, "C-01")
    expert.context.set_offline(True)
    expert.click(f'#C-01 .lv [data-v="{level}"]')
    expert.wait_for_selector("#saved >> text=Нет связи")
    expert.context.set_offline(False)
    expert.wait_for_selector('#C-01[data-version="1"]')
    assert "Сохранено" in expert.inner_text("#saved")


def test_keys_move_between_criteria_and_text(expert):
    expert.keyboard.press("F6")
    expert.keyboard.press("Enter")
    assert expert.locator("#C-01.open").count() == 1
    expert.keyboard.press("ArrowDown")
    assert expert.locator("#C-02.open").count() == 1
    expert.keyboard.press("Escape")
    assert expert.locator(".crit.open").count() == 0
    assert expert.evaluate("document.activeElement.id") == "text"


def test_digits_typed_into_a_field_set_no_level(expert):
    expert.click("#C-01 .head")
    expert.fill("#C-01 .advise textarea", "")
    expert.type("#C-01 .advise textarea", "2022")
    assert expert.get_attribute("#C-01", "data-e") == ""


def test_marking_works_without_a_script(town, chromium, number):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town.url}/sign-in")
    page.fill("[name=login]", town.logins["municipal_expert"])
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.goto(f"{town.url}/documents/{number}")
    page.click("text=Начать экспертизу")
    page.click(f'#C-01 .lv [data-v="{proposed(page, "C-01")}"]')
    assert page.url.endswith("#C-01")
    assert page.get_attribute("#C-01", "data-version") == "1"
    context.close()


@pytest.mark.parametrize("role", ["school", "municipal_expert", "municipal_coordinator", "administrator"])
def test_nothing_is_wider_than_a_phone(town, enter, number, role):
    page = enter(role, PHONE)
    links = page.eval_on_selector_all(".nav a", "all => all.map(one => one.href)")
    more = [f"{town.url}/documents/{number}"] if role != "school" else [f"{town.url}/documents/send"]
    for link in [*links, *more]:
        page.goto(link)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, link
