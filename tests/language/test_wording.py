from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.errors import BadRubric
from review.language.wording import load, wording

if TYPE_CHECKING:
    from pathlib import Path


def test_the_lists_that_come_with_the_programme_are_read() -> None:
    assert "содействие" in wording().words("vague")
    assert wording().table("units")["%"] == "%"
    assert wording().words("absent") == ()


@pytest.mark.parametrize("content", ["vague = [", "vague = 5", "vague = [1, 2]"])
def test_a_mistake_in_the_file_is_told_with_its_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "language.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadRubric, match=r"language\.toml"):
        load(path)
