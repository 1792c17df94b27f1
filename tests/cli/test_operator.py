"""What an operator does with an installation, as processes over a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "templates" / "pismo-rekomendacii-shkole" / "example.json"


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "service.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "EXPERTIZA_DATA": str(data)},
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    assert run(folder, "init").returncode == 0
    done = run(folder, "demo", "--load-only")
    assert (done.returncode, "school@demo.example" in done.stdout) == (0, True), done.stderr
    return folder


def test_loading_the_demo_again_adds_nothing(data: Path) -> None:
    def figures() -> set[str]:
        return {line for line in run(data, "doctor").stdout.split("\n") if "журнал" not in line}

    before = figures()
    assert run(data, "demo", "--load-only").returncode == 0
    assert figures() == before
    assert "Документов: 19" in before


def test_register_gives_the_next_number_and_shows_it_on_paper(data: Path, tmp_path: Path) -> None:
    arguments = (
        "issue",
        "pismo-rekomendacii-shkole",
        "--data",
        str(EXAMPLE),
        "--out",
        str(tmp_path / "p.docx"),
        "--register",
    )
    asked = run(data, *arguments)
    assert (asked.returncode, "--body" in asked.stderr) == (2, True)
    numbers = [run(data, *arguments, "--body", "2").stdout.split("от")[0] for _ in range(2)]
    assert [number.split("№\u00a0")[1].strip() for number in numbers] == ["1/01-20", "2/01-20"]


def test_backup_is_restored_elsewhere_and_is_sound(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "copy.tar.gz"
    assert run(data, "backup", str(archive)).returncode == 0
    restored = run(tmp_path / "other", "restore", str(archive))
    assert (restored.returncode, "Нарушений нет" in restored.stdout) == (0, True), restored.stdout + restored.stderr
    torn = tmp_path / "torn.tar.gz"
    torn.write_bytes(archive.read_bytes()[:-2000])
    refused = run(tmp_path / "third", "restore", str(torn))
    assert (refused.returncode != 0, "Traceback" in refused.stderr) == (True, False)


def test_import_of_the_sample_is_dry_when_asked(data: Path) -> None:
    sample = ROOT / "samples" / "schools.xlsx"
    done = run(data, "import", "schools", str(sample), "--dry-run")
    assert (done.returncode, "ничего не записано" in done.stdout) == (0, True), done.stdout + done.stderr


def test_doctor_finds_a_lost_file(data: Path) -> None:
    lost = next(path for path in (data / "files").rglob("*") if path.is_file())
    content = lost.read_bytes()
    lost.unlink()
    ill = run(data, "doctor")
    lost.write_bytes(content)
    assert (ill.returncode, "Нарушение" in ill.stdout) == (1, True)
    assert run(data, "doctor").returncode == 0
