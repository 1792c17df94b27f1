"""An installed wheel carries rubrics, templates and samples, and works away from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("uv") is None, reason="uv builds the wheel")
def test_wheel_checks_a_kit_away_from_the_checkout(tmp_path: Path) -> None:
    subprocess.run(["uv", "build", "--wheel", "-q", "-o", str(tmp_path)], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "installed"
    subprocess.run(
        ["uv", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel), "--python", sys.executable],
        check=True,
    )
    environment = {**os.environ, "PYTHONPATH": str(target), "EXPERTIZA_DATA": str(tmp_path / "data")}
    kit = ROOT / "samples" / "kits" / "topolevskaya"
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from review.bootstrap import main; main()", "check", str(kit), "--json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert [item["rubric"] for item in answers] == [
        "concept@2022.1",
        "midterm_program@2022.1",
        "antirisk_program@2022.1",
        "evidence@2022.1",
    ]
    found = subprocess.run(
        [sys.executable, "-P", "-c", "import review; print(review.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.startswith(str(target))
