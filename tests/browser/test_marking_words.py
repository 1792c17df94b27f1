"""Words are marked by mouse, by keys and by finger; nothing is lost when the connection is."""

import pytest

from review.flow.expertise.remarks import remarking
from tests.browser.hands import drag, hold, open_form
from tests.browser.looking import PHONE

pytestmark = pytest.mark.browser
WORDS = "создание благоприятных условий"


@pytest.fixture(autouse=True)
def none_left(town, number):
    """The next test finds the shared document without remarks."""
    yield
    for one in stored(town, number):
        services, actor = town.services, town.people["municipal_expert"]
        remarking.withdraw_remark(services, actor, remark_id=one.remark.id, expected=one.remark.version)


@pytest.fixture
def expert(town, enter, number):
    page = enter("municipal_expert")
    open_form(page, f"{town.url}/documents/{number}")
    return page


def stored(town, number):
    expert = town.people["municipal_expert"]
    return remarking.remarks_of(town.services, expert, document_id=number)


def test_words_marked_by_keys_become_praise(town, expert, number, picture):
    expert.keyboard.press("F6")
    expert.keyboard.press("Escape")
    expert.keyboard.press("KeyP")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        expert.keyboard.press(key)
    marked = expert.evaluate("getSelection().toString()")
    assert len(marked.split()) == 3
    picture(expert, "remark-keys")
    expert.keyboard.press("KeyP")
    expert.wait_for_selector("#rm-panel:visible")
    expert.check("#rm-panel [value=praise]")
    expert.fill("#rm-panel [name=text]", "Сказано ясно")
    expert.keyboard.press("Control+Enter")
    expert.wait_for_selector("#rms .rm-praise")
    [one] = stored(town, number)
    assert (one.words.split(), one.remark.form.kind.value) == (marked.split(), "praise")


def test_a_remark_made_offline_outlives_the_page_and_is_sent_later(town, expert, number):
    drag(expert, WORDS)
    expert.keyboard.press("KeyP")
    expert.wait_for_selector("#rm-panel:visible")
    expert.context.set_offline(True)
    expert.fill("#rm-panel [name=text]", "Без связи")
    expert.keyboard.press("Control+Enter")
    expert.wait_for_selector("#rm-waiting >> text=Ещё не отправлено: 1")
    assert stored(town, number) == ()
    expert.goto("about:blank")
    expert.context.set_offline(False)
    expert.goto(f"{town.url}/documents/{number}")
    expert.wait_for_selector("#rms .rm")
    expert.wait_for_selector("#rm-waiting", state="hidden")
    assert [one.remark.form.text for one in stored(town, number)] == ["Без связи"]


def test_an_unfinished_remark_is_there_after_a_reload(expert):
    drag(expert, WORDS)
    expert.keyboard.press("KeyP")
    expert.wait_for_selector("#rm-panel:visible")
    expert.fill("#rm-panel [name=text]", "Ещё не дописано")
    expert.reload()
    expert.wait_for_selector("#rm-panel:visible")
    assert expert.input_value("#rm-panel [name=text]") == "Ещё не дописано"
    assert WORDS in expert.inner_text("#rm-words")


def test_a_mark_set_offline_is_there_after_a_reload(expert):
    level = expert.get_attribute("#C-01", "data-p")
    expert.context.set_offline(True)
    expert.click(f'#C-01 .lv [data-v="{level}"]')
    expert.wait_for_selector("#saved >> text=Нет связи")
    address = expert.url
    expert.on("dialog", lambda dialog: dialog.accept())
    expert.goto("about:blank")
    expert.context.set_offline(False)
    expert.goto(address)
    expert.wait_for_selector('#C-01[data-version="1"]')
    assert expert.get_attribute("#C-01", "data-e") == level


def test_two_tabs_change_one_remark_and_the_expert_chooses(town, expert, number, picture):
    drag(expert, WORDS)
    expert.keyboard.press("KeyP")
    expert.fill("#rm-panel [name=text]", "Первое")
    expert.keyboard.press("Control+Enter")
    expert.wait_for_selector("#rms .rm")
    other = expert.context.new_page()
    other.goto(expert.url)
    other.wait_for_selector(".rm-edit")
    expert.click(".rm-edit")
    expert.fill("#rm-panel [name=text]", "Второе")
    expert.keyboard.press("Control+Enter")
    expert.wait_for_selector("#rms >> text=Второе")
    other.click(".rm-edit")
    other.fill("#rm-panel [name=text]", "Третье")
    other.keyboard.press("Control+Enter")
    other.wait_for_selector("#rm-panel .clash >> text=Второе")
    picture(other, "remark-clash")
    other.click("text=Оставить моё")
    other.wait_for_selector("#rms >> text=Третье")
    assert [one.remark.form.text for one in stored(town, number)] == ["Третье"]


def test_the_list_of_keys_is_one_key_away(expert, picture):
    expert.keyboard.press("F6")
    expert.keyboard.press("Escape")
    expert.keyboard.type("?")
    expert.wait_for_selector("#rm-keys:visible")
    picture(expert, "remark-keys-list")
    expert.keyboard.press("Escape")
    assert expert.locator("#rm-keys:visible").count() == 0


def test_a_finger_marks_a_word_on_a_phone(town, enter, number, picture):
    """The browser's own long press selects the word; what a hand does next are taps."""
    page = enter("municipal_expert", PHONE, has_touch=True, is_mobile=True)
    open_form(page, f"{town.url}/documents/{number}")
    page.tap(".tabs-m [data-to=text]")
    hold(page, WORDS)
    assert page.evaluate("getSelection().toString()") == WORDS.split(maxsplit=1)[0]
    page.wait_for_selector("#rm-offer:visible")
    picture(page, "touch-offer")
    page.tap("#rm-offer")
    page.fill("#rm-panel [name=text]", "С телефона")
    picture(page, "touch-panel")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.tap("#rm-panel [type=submit]")
    page.wait_for_selector("#rms .rm", state="attached")
    [one] = stored(town, number)
    assert (one.words, one.remark.form.text) == (WORDS.split(maxsplit=1)[0], "С телефона")
