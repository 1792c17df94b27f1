"""Papers of a whole country: does the time grow with their number alone, and does memory stay?

Run by hand: `python tests/bench/bench_papers_growth.py [count …]`. Letters from facts as JSON lines to DOCX, names and
schools of their own, inflection and QR included. Processor time of one core; memory is what the process holds.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_papers import LETTER, TEMPLATES, letter

from review.flow.papers.issuing.issuing import batch
from review.issue.template.templates import find
from review.language.russian import russian

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = (1000, 10_000, 70_000)
TARGET = 5.0  # seconds for a thousand
PAGE = 4096
MB = 1 << 20


def lines(count: int) -> Iterator[str]:
    """Facts of letters, made as they are asked for."""
    facts: list[dict[str, Any]] = [letter(number) for number in range(min(count, 50))]
    for number in range(count):
        school = f"МБОУ «Ольховская СОШ № {number}»"
        code = f"K7QM-4TXD-{number:05}"
        one = facts[number % len(facts)]
        one |= {"school": {"full": school, "short": school}}
        one["verify"] = {"code": code, "url": f"https://expertiza.example/v/{code}"}
        yield json.dumps(one, ensure_ascii=False)


def held() -> float:
    """Memory of this process, MB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / MB


def main(counts: tuple[int, ...]) -> None:
    template, language = find(LETTER, TEMPLATES), russian()
    for _ in islice(batch(template, lines(2000), language), 2000):
        pass  # caches are full, as they are in a service at work
    print(f"{'писем':>8}{'всего, с':>10}{'на 1000, с':>12}{'память, МБ':>12}   (цель: 1000 за {TARGET:.0f} с)")
    for count in counts:
        begun, most = time.process_time(), 0.0
        for number, made in enumerate(batch(template, lines(count), language)):
            if made.docx is None:
                raise SystemExit(f"{made.line}: {made.error}")
            if number % 500 == 0:
                most = max(most, held())
        spent = time.process_time() - begun
        print(f"{count:8}{spent:10.2f}{spent / count * 1000:12.2f}{most:12.1f}", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or COUNTS)
