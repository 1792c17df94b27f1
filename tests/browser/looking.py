"""What every page is held against: nothing runs off the side, no serious complaint of axe-core."""

from axe_playwright_python.base import AXE_FILE_PATH

WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RUN = "axe.run({resultTypes: ['violations'], elementRef: false})"


def grave(page):
    """Serious violations of this page as it stands: rule and the first elements that break it."""
    page.evaluate(AXE)
    found = page.evaluate(RUN)["violations"]
    return [
        (one["id"], [node["html"] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def look(page, name, keep, *, again=False):
    """A picture of both sizes; the page fits; axe-core is content, unless it saw this kind of page before (`again`)."""
    page.wait_for_load_state()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        keep(page, f"{name}-{size['width']}")
        assert page.evaluate(OVER) <= 0, (name, size)
    page.set_viewport_size(WIDE)
    assert again or grave(page) == [], name
