from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.errors import BadInput
from review.flow.runs.kits import read_kit

WHOLE = {
    "id": "k",
    "profile": "500plus-2022",
    "school": {"full_name": "Школа", "director": "Петрова Анна Ильинична"},
    "period": {"start": "2022-01-01", "end": "2022-12-31"},
    "risks": [{"code": "RF-06", "significance": "high", "activated": True}, {"code": "RF-01"}],
    "documents": [{"file": "a.docx", "kind": "concept", "curator_confirmed": True}, {"file": "b.pdf", "stage": 1}],
}


def write(folder: Path, kit: object) -> Path:
    (folder / "kit.json").write_text(json.dumps(kit), encoding="utf-8")
    return folder


def test_whole_kit_is_read_with_its_documents_in_order(tmp_path: Path) -> None:
    kit = read_kit(write(tmp_path, WHOLE))
    assert kit.card.activated == ("RF-06",)
    assert [(e.name, e.kind, e.stage, e.curator_confirmed, e.order) for e in kit.entries] == [
        ("a.docx", "concept", None, True, 0),
        ("b.pdf", None, 1, None, 1),
    ]


def test_a_kit_of_file_names_alone_knows_no_card(tmp_path: Path) -> None:
    kit = read_kit(write(tmp_path, {"id": "k", "profile": "p", "documents": [{"file": "a.docx"}]}))
    assert (kit.card.school, kit.card.risks, kit.card.activated) == (None, None, None)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"profile": None}, "profile"),
        ({"period": {"start": "вчера", "end": "2022-12-31"}}, "start"),
        ({"risks": [{"code": "RF-06", "significance": "огромная"}]}, "significance"),
        ({"documents": "a.docx"}, "documents"),
        ({"documents": [{"file": "a.docx", "stage": "первый"}]}, "stage"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, change: dict[str, object], named: str) -> None:
    with pytest.raises(BadInput, match=f"«{named}»"):
        read_kit(write(tmp_path, {**WHOLE, **change}))
