"""Rows of the tables beside the tests and of the reference folder."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared" / "language"


def rows(path: Path) -> list[list[str]]:
    """Cells of every row but comments; a missing reference file skips the test."""
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
