"""The five rubrics keep the draft's codes and Russian texts word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from review.rubric.library import load

ROOT = Path(__file__).resolve().parents[2]
DRAFT = ROOT.parent / "shared" / "rubrics_draft.yaml"
KINDS = ("concept", "midterm_program", "antirisk_program", "evidence", "roadmap")


@pytest.mark.skipif(not DRAFT.exists(), reason="the draft is not on this machine")
@pytest.mark.parametrize("kind", KINDS)
def test_edition_2022_1_is_the_draft(kind: str) -> None:
    drafted = yaml.safe_load(DRAFT.read_text(encoding="utf-8"))["document_types"][kind]
    rubric = load(ROOT / "rubrics").rubric(f"{kind}@2022.1")
    assert rubric.title == drafted["title"]
    assert [
        (c.code, c.name, c.looks_for, list(c.levels), c.weight, c.critical, c.mode, c.signal, list(c.defects))
        for c in rubric.criteria
    ] == [
        (
            c["code"],
            c["name"],
            c["looks_for"],
            [c["levels"][n] for n in sorted(c["levels"])],
            c["weight"],
            c["critical"],
            c["check"],
            c["signal"],
            c["defects"],
        )
        for c in drafted["criteria"]
    ]


def test_there_are_sixty_five_criteria() -> None:
    library = load(ROOT / "rubrics")
    assert sum(len(library.rubric(f"{kind}@2022.1").criteria) for kind in KINDS) == 65
