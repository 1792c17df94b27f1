"""Write what is generated: README map of rooms from the door plates, rubrics/CHECKS.md from docstrings."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
ORDER = [
    "web",
    "cli",
    "jobs",
    "flow",
    "intake",
    "parse",
    "language",
    "extract",
    "check",
    "assign",
    "assess",
    "issue",
    "exchange",
    "rubric",
    "store",
    "office",
    "model",
]
MARKS = re.compile(r"(<!-- rooms -->\n).*?(<!-- /rooms -->)", re.DOTALL)


def door_plate(room: str) -> dict[str, str]:
    """The five lines of a room's docstring."""
    text = ast.get_docstring(ast.parse((ROOT / "review" / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    lines = [line for line in text.split("\n") if line]
    plate = {"Is": lines[0] if lines else ""}
    for line in lines[1:]:
        name, _, value = line.partition(": ")
        plate[name] = value
    return plate


def rooms_table() -> str:
    """README's table."""
    rows = ["| room | is | takes | gives |", "|---|---|---|---|"]
    for room in ORDER:
        plate = door_plate(room)
        rows.append(f"| `{room}` | {plate['Is']} | {plate['Takes']} | {plate['Gives']} |")
    return "\n".join(rows) + "\n"


def readme() -> str:
    """README.md with the table put in."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return MARKS.sub(lambda found: found.group(1) + rooms_table() + found.group(2), text)


def checks_page() -> str:
    """rubrics/CHECKS.md."""
    from review.check.docs import page
    from review.rubric.library import load

    return page(load(ROOT / "rubrics"))


if __name__ == "__main__":
    (ROOT / "README.md").write_text(readme(), encoding="utf-8")
    (ROOT / "rubrics" / "CHECKS.md").write_text(checks_page(), encoding="utf-8")
