"""Whole corpora: shuffled kits with their documents backwards give the same object for every document.

Within a kit the order decides by ruling who copied from whom: criteria on copies are compared only where the kit's own
documents do not copy each other.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench.many_kits import COPIED, write
from tests.cli.reordering import by_name, reordered
from tests.cli.test_commands import ROOT, objects, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

CORPUS = ROOT.parent / "shared" / "corpus"
COPIES = {"C-12", "P-14", "A-14", "E-10", "R-11"}  # the earlier listed of one kit is the source
JUDGED = ("criteria", "score", "share", "zone", "conclusion")  # what a level of these criteria moves


def compare_both_orders(kits: list[Path], folder: Path) -> int:
    """Fails on any difference; gives how many documents were compared."""
    forth = by_name(objects(run("check", *map(str, kits), "--json")))
    shuffled = random.Random(4).sample(kits, len(kits))
    back = by_name(objects(run("check", *reordered(shuffled, folder), "--json", "--jobs", "3")))
    assert forth.keys() == back.keys()
    for name, one in forth.items():
        other = back[name]
        if one != other:
            assert differing(one, other) <= COPIES, name
            assert rest(one) == rest(other), name
    return len(forth)


def differing(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    pairs = zip(one["criteria"], other["criteria"], strict=True)
    return {first["code"] for first, second in pairs if first != second}


def rest(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in JUDGED}


def test_made_kits_with_copies_of_each_other(tmp_path: Path) -> None:
    numbers = [*range(6), COPIED - 3, COPIED - 2, COPIED - 1]
    kits = [write(tmp_path / "kits", number) for number in numbers]
    assert compare_both_orders(kits, tmp_path / "again") == 10 * len(numbers)


@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled corpora do not stand beside the project")
@pytest.mark.parametrize("name", ["dev1", "dev2", "dev3"])
def test_labelled_corpora(name: str, tmp_path: Path) -> None:
    kits = sorted(path.parent for path in (CORPUS / name).glob("*/kit.json"))
    assert compare_both_orders(kits, tmp_path) > len(kits)
