"""The story of samples/story, end to end: each made stage is what is kept beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import story

from review.parse.word.reader import read_docx
from review.settings import Limits


@pytest.fixture(scope="module")
def told() -> dict[str, str | bytes]:
    return story.tell()


@pytest.mark.parametrize("name", ["2_document.json", "3_findings.json", "5_decision.json"])
def test_stage_is_as_kept(told: dict[str, str | bytes], name: str) -> None:
    assert told[name] == (story.STORY / name).read_text(encoding="utf-8"), (
        "run `make goldens` and review the difference"
    )


def test_paper_reads_as_kept(told: dict[str, str | bytes]) -> None:
    kept = read_docx((story.STORY / "6_issued.docx").read_bytes(), Limits())
    made = told["6_issued.docx"]
    assert isinstance(made, bytes)
    assert list(read_docx(made, Limits()).units()) == list(kept.units()), "run `make goldens` and review the difference"
