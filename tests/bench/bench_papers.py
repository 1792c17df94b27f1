"""How fast papers are filled in, side by side with plain docxtpl on the same contexts in one run.

Run by hand: `python tests/bench/bench_papers.py`. Processor time of one core; the best of three rounds of each; both
documents are compared canonically. Facts are made here.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from review.flow.papers.issuing.issuing import batch, render_context
from review.issue.template.context import context
from review.issue.template.templates import Template, find
from review.language.russian import russian

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LETTER, ORDER = "pismo-rekomendacii-shkole", "prikaz-ob-itogah-ekspertizy"
SURNAMES = ("Алиева", "Бобров", "Гусь", "Седых", "Черненко", "Мельник", "Лаптева", "Юсупов", "Кравец", "Белова")
NAMES = ("Анна Ильинична", "Игорь Павлович", "Елена Викторовна", "Магомед Алиевич", "Нина Сергеевна")
TARGETS = {"письмо, 2 с.": 30, "приказ, 50 строк": 10, "приказ, 2000 строк": 20}


def example(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    return facts


def letter(number: int = 0) -> dict[str, Any]:
    """A letter of two pages to a school of its own."""
    facts = example(LETTER)
    school = f"МБОУ «Ольховская СОШ № {number}»"
    name = f"{SURNAMES[number % 10]} {NAMES[number // 10 % 5]}"
    facts |= {"director": {"name": name, "post": f"директор {school}"}, "school": {"full": school, "short": school}}
    facts["recs"] = [{**rec, "where": f"раздел {number % 7 + 1}"} for rec in facts["recs"] * 4]
    facts["verify"] = {"code": f"K7QM-4TXD-{number:04}", "url": f"https://expertiza.example/v/K7QM-4TXD-{number:04}"}
    return facts


def order(rows: int) -> dict[str, Any]:
    facts = example(ORDER)
    facts["results"] = [
        {**facts["results"][n % 2], "school": f"МБОУ «Школа № {n}»", "pct": n % 1000 / 10} for n in range(rows)
    ]
    return facts


def seconds(work: Callable[[], object], times: int) -> float:
    rounds = []
    for _ in range(3):
        begun = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - begun) / times)
    return min(rounds)


def plain(template: Template, filled: dict[str, Any]) -> bytes:
    opened = DocxTemplate(template.folder / "template.docx")
    opened.render(filled, autoescape=True)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def canonical(docx: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as opened:
        return bytes(etree.tostring(etree.fromstring(opened.read("word/document.xml")), method="c14n"))


def compare(label: str, name: str, facts: dict[str, Any], times: int) -> None:
    template = find(name, TEMPLATES)
    filled = context(template.sheet, facts, russian())
    ours, theirs = render_context(template, filled), plain(template, filled)
    equal = canonical(ours) == canonical(theirs)
    slow, quick = seconds(lambda: plain(template, filled), max(1, times // 10)), 0.0
    quick = seconds(lambda: render_context(template, filled), times)
    print(
        f"{label:22}{slow * 1e3:10.1f}{quick * 1e3:10.2f}{slow / quick:8.0f}{TARGETS[label]:8}   "
        f"{'да' if equal else 'НЕТ'}"
    )


def letters(count: int) -> float:
    """Facts as JSON lines to DOCX, inflection included."""
    template, language = find(LETTER, TEMPLATES), russian()
    lines = [json.dumps(letter(number), ensure_ascii=False) for number in range(count)]
    begun = time.process_time()
    made = sum(one.docx is not None for one in batch(template, lines, language))
    assert made == count
    return time.process_time() - begun


def main() -> None:
    print(f"{'':22}{'docxtpl':>10}{'мы, мс':>10}{'раз':>8}{'цель':>8}   равны")
    compare("письмо, 2 с.", LETTER, letter(), 50)
    compare("приказ, 50 строк", ORDER, order(50), 30)
    compare("приказ, 2000 строк", ORDER, order(2000), 5)
    russian().inflect("директор", "position")
    took = {count: letters(count) for count in (1000, 2000, 4000)}
    print("писем с JSON, с:", ", ".join(f"{count}: {spent:.2f}" for count, spent in took.items()), "(цель 1000: 5)")


if __name__ == "__main__":
    main()
