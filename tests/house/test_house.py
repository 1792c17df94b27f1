"""The rules of the house, held by a machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.house import write_docs

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
BANNED = {"utils", "helpers", "common", "misc", "manager", "base"}
TOP = {
    "README.md",
    "README.ru.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    "requirements.txt",
    "requirements-dev.txt",
    "service.py",
    "review",
    "templates",
    "rubrics",
    "samples",
    "tests",
    "deploy",
    ".ci",
    ".gitignore",
    ".gitattributes",
    ".editorconfig",
}
MIGRATIONS = ROOT / "review" / "store" / "migrations"  # written by alembic, one step of the database each
SOURCES = sorted((ROOT / "review").rglob("*.py")) + sorted((ROOT / "tests").rglob("*.py"))
ROOMS = sorted(path.parent.name for path in (ROOT / "review").glob("*/__init__.py"))


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in SOURCES
        if MIGRATIONS not in path.parents and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in SOURCES if path.stem in BANNED] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_door_plate(room: str) -> None:
    plate = write_docs.door_plate(room)
    assert set(plate) == {"Is", "Takes", "Gives", "May import", "Never"}
    assert all(plate.values())


def test_readme_maps_every_room() -> None:
    assert sorted(write_docs.ORDER) == ROOMS
    assert write_docs.readme() == (ROOT / "README.md").read_text(encoding="utf-8"), "run `make docs`"


def test_page_of_checks_is_current() -> None:
    assert write_docs.checks_page() == (ROOT / "rubrics" / "CHECKS.md").read_text(encoding="utf-8"), "run `make docs`"


def test_readme_documents_every_setting_and_no_other() -> None:
    source = (ROOT / "review" / "settings.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pattern = re.compile(r"EXPERTIZA_[A-Z_]+[A-Z]")
    assert set(pattern.findall(readme)) == set(pattern.findall(source))


def test_top_level_holds_what_the_design_names() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    assert {name.split("/")[0] for name in listed if name} <= TOP


def test_readme_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    assert set(re.findall(r"make ([a-z][a-z-]+)\b(?! it)", pages)) <= targets
