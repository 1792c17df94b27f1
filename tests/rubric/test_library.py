"""Profiles and rubrics: what is refused, and what the message tells the specialist."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from review.check.catalogue import parameters
from review.errors import BadRubric, NotFound
from review.rubric.library import Library, load

ROOT = Path(__file__).resolve().parents[2]
CONCEPT = Path("concept") / "2022.1.toml"
PROFILE = Path("profiles") / "500plus-2022.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project's rubrics, to be spoilt."""
    return Path(shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path, *more: Path) -> str:
    with pytest.raises(BadRubric) as caught:
        load(folder, *more, known_checks=parameters())
    return caught.value.message


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT / "rubrics", known_checks=parameters())


def test_profile_leads_to_the_edition_of_each_kind(library: Library) -> None:
    profile = library.profile("500plus-2022")
    assert [library.rubric_for(profile, kind.key) for kind in profile.kinds] == [
        library.rubric(f"{kind.key}@2022.1") for kind in profile.kinds
    ]
    assert library.rubric_for(profile, "diary") is None


def test_year_that_extends_another_changes_only_what_was_different(library: Library) -> None:
    old, new = library.profile("500plus-2021"), library.profile("500plus-2022")
    assert [risk.code for risk in new.risks if old.risk(risk.code) is None] == ["RF-11", "RF-12"]
    assert old.risk("RF-08") is not None
    assert (old.start, new.start) == (date(2021, 1, 1), date(2022, 1, 1))
    assert old.words == new.words
    assert old.sha256 != new.sha256


def test_unknown_ids_name_what_there_is(library: Library) -> None:
    with pytest.raises(NotFound, match="500plus-2022"):
        library.profile("500plus-1999")
    with pytest.raises(NotFound, match=r"concept@2022\.1"):
        library.rubric("concept@1999.1")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('mode = "auto"', 'mode = "sometimes"', "критерий C-01, ключ «mode»"),
        ("weight = 2", 'weight = "two"', "критерий C-01, ключ «weight»"),
        ("critical = true", "", "критерий C-01, ключ «critical»"),
        ('code = "C-02"', 'code = "C-01"', "код C-01 встречается дважды"),
        ('name = "Полнота структуры"', 'name = "Полнота"\nnickname = "п"', "ключ «nickname»"),
        ("collegial = true", "collegiate = true", "неизвестный параметр «collegiate»"),
        ("collegial = true", 'collegial = "yes"', "«collegial»"),
        ('check = "structure.section_missing"', 'check = "structure.section_lost"', "structure.section_lost"),
        ("min_share = 0.75", 'min_share = "many"', "ключ «min_share»"),
    ],
)
def test_spoilt_rubric_is_refused_with_its_place(folder: Path, old: str, new: str, words: str) -> None:
    change(folder / CONCEPT, old, new)
    message = refused(folder)
    assert words in message
    assert str(folder / CONCEPT) in message


def test_message_tells_the_line(folder: Path) -> None:
    path = folder / CONCEPT
    change(path, 'mode = "auto"', 'mode = "sometimes"')
    line = path.read_text(encoding="utf-8").split("\n").index('mode = "sometimes"') + 1
    assert f"строка {line}:" in refused(folder)


def test_broken_toml_and_foreign_encoding_are_refused(folder: Path) -> None:
    (folder / CONCEPT).write_bytes(b"kind = \xcf")
    assert "UTF-8" in refused(folder)
    (folder / CONCEPT).write_text("kind = ", encoding="utf-8")
    assert "TOML" in refused(folder)


def test_kind_may_not_ask_for_a_row_without_synonyms(folder: Path) -> None:
    change(folder / PROFILE, 'passport = ["name"', 'passport = ["horoscope", "name"')
    assert "horoscope" in refused(folder)


def test_profile_needs_its_rubrics(folder: Path) -> None:
    change(folder / PROFILE, 'rubric = "concept@2022.1"', 'rubric = "concept@1999.1"')
    assert "concept@1999.1" in refused(folder)


def test_body_may_add_an_edition_but_not_change_one(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "concept"
    own.mkdir(parents=True)
    text = (folder / CONCEPT).read_text(encoding="utf-8")
    (own / "2023.1.toml").write_text(text.replace('edition = "2022.1"', 'edition = "2023.1"'), encoding="utf-8")
    assert "concept@2023.1" in load(folder, own.parent).rubrics
    (own / "2022.1.toml").write_text(text.replace("weight = 2", "weight = 3", 1), encoding="utf-8")
    assert "уже есть с другим содержанием" in refused(folder, own.parent)
