"""Words are marked by mouse, by keys and by touch; nothing is lost when the connection is."""

import pytest

from review.flow.expertise.remarks import remarking
from tests.browser.conftest import PHONE
from tests.web.town import CONCEPT, a_file, send

pytestmark = pytest.mark.browser
WORDS = "создание благоприятных условий"
ENDS = """words => {
  const all = [...document.querySelectorAll(".paper [id^='b-']")];
  const block = all.find(one => one.textContent.includes(words));
  block.scrollIntoView({block: "center", behavior: "instant"});
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const at = block.textContent.indexOf(words);
  const point = offset => {
    walker.currentNode = block;
    let left = offset, node = walker.nextNode();
    while (node && left >= node.length) { left -= node.length; node = walker.nextNode(); }
    return [node, left];
  };
  const box = (offset, side) => {
    const range = document.createRange(), [node, left] = point(offset);
    range.setStart(node, left);
    range.setEnd(node, left + 1);
    const r = range.getBoundingClientRect();
    return [side === "left" ? r.left + 1 : r.right - 1, r.top + r.height / 2];
  };
  return [box(at, "left"), box(at + words.length - 1, "right")];
}"""
WHOLE = """words => {
  const all = [...document.querySelectorAll(".paper [id^='b-']")];
  const block = all.find(one => one.textContent.includes(words));
  block.scrollIntoView({block: "center", behavior: "instant"});
  getSelection().selectAllChildren(block);
}"""


@pytest.fixture
def number(town, request):
    """A checked document of its own for this test."""
    return send(
        town, f"{request.node.name}.docx", a_file((*CONCEPT, ("", f"Для проверки: {request.node.name}."))), school=1
    )


def opened(town, enter, number, size=None):
    page = enter("municipal_expert", size) if size else enter("municipal_expert")
    page.goto(f"{town.url}/documents/{number}")
    page.click("text=Начать экспертизу")
    page.wait_for_selector("#finish[disabled]", state="attached")
    page.wait_for_selector("body.ready")
    return page


@pytest.fixture
def expert(town, enter, number):
    return opened(town, enter, number)


def drag(page, words):
    """Select these words as a hand with a mouse does."""
    first, last = page.evaluate(ENDS, words)
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=8)
    page.mouse.up()


def stored(town, number):
    expert = town.people["municipal_expert"]
    return remarking.remarks_of(town.services, expert, document_id=number)


def test_words_marked_by_mouse_become_a_remark(town, expert, number, picture):
    drag(expert, WORDS)
    expert.wait_for_selector("#rm-offer:visible")
    picture(expert, "remark-offer")
    expert.click("#rm-offer")
    assert WORDS in expert.inner_text("#rm-words")
    expert.select_option("#rm-panel [name=code]", "C-07")
    expert.fill("#rm-panel [name=text]", "Цель нельзя измерить")
    expert.select_option("#rm-bank select", index=1)
    expert.fill("#rm-panel [name=deadline]", "2022-04-15")
    picture(expert, "remark-panel")
    expert.keyboard.press("Control+Enter")
    expert.wait_for_selector("#rms .rm")
    assert expert.locator(".rm-mark").count() == 1
    assert expert.locator(".rm-tint").count() >= 1
    picture(expert, "remark-made")
    [one] = stored(town, number)
    assert one.words == WORDS
    assert one.remark.form.recommendation
    expert.reload()
    expert.wait_for_selector(".rm-mark")
    assert "Цель нельзя измерить" in expert.inner_text("#rms")


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


def test_a_phone_marks_words_too(town, enter, number, picture):
    page = opened(town, enter, number, PHONE)
    page.click(".tabs-m [data-to=text]")
    page.evaluate(WHOLE, WORDS)
    page.wait_for_selector("#rm-offer:visible")
    page.click("#rm-offer")
    page.fill("#rm-panel [name=text]", "С телефона")
    picture(page, "remark-phone")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.click("#rm-panel [type=submit]")
    page.wait_for_selector("#rms .rm", state="attached")
    assert [one.remark.form.text for one in stored(town, number)] == ["С телефона"]
