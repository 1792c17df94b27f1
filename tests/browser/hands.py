"""What a hand does on a page: mark words, press a button, set levels by key, take a file home."""

import io
from contextlib import suppress

import docx
import openpyxl
from playwright.sync_api import TimeoutError  # noqa: A004 - the browser's own

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


def as_file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def drag(page, words):
    """Select these words as a hand with a mouse does."""
    first, last = page.evaluate(ENDS, words)
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=8)
    page.mouse.up()


def press(page, words):
    """A button that sends a form, and the page that comes after."""
    with page.expect_navigation():
        page.click(f"main button:has-text('{words}')")


def hold(page, words):
    """A finger rests on the first of these words until the browser selects it.

    Touches sent one by one make no long press in Chromium; a mouse whose presses are turned into touches does. Such a
    press is never acknowledged: the time it is waited for is the time the finger rests.
    """
    (x, y), _ = page.evaluate(ENDS, words)
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setEmitTouchEventsForMouse", {"enabled": True, "configuration": "mobile"})
    for kind, long in (("mousePressed", 1_000), ("mouseReleased", 100)):
        event = {"type": kind, "x": x + 12, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        with suppress(TimeoutError):
            touch.send("Input.dispatchMouseEvent", event, timeout=long)
    touch.send("Emulation.setEmitTouchEventsForMouse", {"enabled": False})


def open_form(page, url):
    """The expert's form of this document, begun when it is not yet, its scripts at work."""
    page.goto(url)
    first = page.locator("button:has-text('Начать экспертизу')")
    if first.count():
        with page.expect_navigation():
            first.click()
    page.wait_for_selector("#finish", state="attached")
    page.wait_for_selector("body.ready")


def mark_all(page, levels, reason="В тексте этого нет"):
    """Every criterion by its key: `levels(code, proposed)`; a reason where it differs."""
    for crit in page.query_selector_all(".crit"):
        code, proposed = crit.get_attribute("id"), crit.get_attribute("data-p")
        level = levels(code, proposed)
        page.focus(f"#{code} .head")
        page.keyboard.press(level)
        if proposed and proposed != level:
            page.fill(f"#{code} .reason textarea", reason)
            page.keyboard.press("Tab")
    for crit in page.query_selector_all(".crit"):
        page.wait_for_selector(f'#{crit.get_attribute("id")}:not([data-version="0"])', state="attached")


def finish(page):
    """The form is closed; the page comes back with the expert's own totals."""
    page.wait_for_selector("#finish:not([disabled])")
    with page.expect_navigation():
        page.click("#finish")


def settle(page):
    """The arbitrator's keys: arrows, a figure, Enter, words, Escape, criterion by criterion."""
    rows = page.locator("#settle tr.differs").count()
    assert rows
    for place in range(rows):
        page.locator("body").evaluate("() => document.activeElement.blur()")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        page.keyboard.type(f"Подтверждено частично, {place + 1}")
        page.keyboard.press("Escape")


def saved(page, words):
    """The bytes behind a link."""
    with page.expect_download() as download:
        page.click(f"main a:has-text('{words}')")
    return download.value.path().read_bytes()


def words_of(data):
    """All that a workbook or a Word paper says."""
    if b"xl/workbook.xml" in data:
        sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
        return "\n".join(str(value) for sheet in sheets for row in sheet.values for value in row if value is not None)
    paper = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
