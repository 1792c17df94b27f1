"""What only a browser shows: two tabs, a lost connection, keys, no script. Each test has criteria of its own."""

import pytest

from tests.browser.conftest import sign_in
from tests.browser.hands import open_form

pytestmark = pytest.mark.browser


@pytest.fixture
def expert(town, enter, number):
    page = enter("municipal_expert")
    open_form(page, f"{town.url}/documents/{number}")
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
    level = proposed(expert, "C-02")
    expert.context.set_offline(True)
    expert.click(f'#C-02 .lv [data-v="{level}"]')
    expert.wait_for_selector("#saved >> text=Нет связи")
    expert.context.set_offline(False)
    expert.wait_for_selector('#C-02[data-version="1"]')
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
    expert.click("#C-03 .head")
    expert.fill("#C-03 .advise textarea", "")
    expert.type("#C-03 .advise textarea", "2022")
    assert expert.get_attribute("#C-03", "data-e") == ""


def test_marking_works_without_a_script(town, chromium, number):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, town, "municipal_expert")
    page.goto(f"{town.url}/documents/{number}")
    if page.locator("text=Начать экспертизу").count():
        page.click("text=Начать экспертизу")
    page.click(f'#C-04 .lv [data-v="{proposed(page, "C-04")}"]')
    assert page.url.endswith("#C-04")
    assert page.get_attribute("#C-04", "data-version") == "1"
    context.close()
