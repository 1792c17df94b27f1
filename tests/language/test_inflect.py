from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.language.inflect import guess_kind, inflect
from tests.language.tables import HERE, SHARED, rows

if TYPE_CHECKING:
    from pathlib import Path

    from review.model.language import Case, NameKind

CASES: tuple[Case, ...] = ("gent", "datv", "accs", "ablt")
KINDS: dict[str, NameKind] = {"pos": "position", "org": "organisation"}


def share_right(path: Path, kind: NameKind | None) -> float:
    """Share of forms that are as written in the table."""
    right = total = 0
    for text, mark, *forms in rows(path):
        found = inflect(text, kind or KINDS.get(mark) or mark).forms  # type: ignore[arg-type]  # the table's own word
        right += sum(found[case] == form for case, form in zip(CASES, forms, strict=False))
        total += len(CASES)
    return right / total


def test_reference_names_are_declined() -> None:
    assert share_right(SHARED / "names.tsv", "name") >= 0.995


def test_our_own_names_are_declined() -> None:
    assert share_right(HERE / "names.tsv", "name") >= 0.995


def test_reference_positions_and_organisations_are_declined() -> None:
    assert share_right(SHARED / "positions.tsv", None) >= 0.98


def test_our_own_positions_and_organisations_are_declined() -> None:
    assert share_right(HERE / "positions.tsv", None) >= 0.98


@pytest.mark.parametrize(("text", "gender"), [row[:2] for row in rows(HERE / "names.tsv")])
def test_gender_is_told_by_the_name(text: str, gender: str) -> None:
    assert (inflect(text, "name").gender or "-") == gender


def test_the_kind_of_a_text_is_guessed() -> None:
    wrong = [text for text, *_ in rows(HERE / "names.tsv") if guess_kind(text) != "name"]
    wrong += [text for text, kind, *_ in rows(HERE / "positions.tsv") if guess_kind(text) != kind]
    assert wrong == []


def test_the_prepositional_case_is_given_too() -> None:
    assert inflect("город Махачкала", "organisation").forms["loct"] == "городе Махачкале"
    assert inflect("Алиева Патимат Ибрагимовна", "name").forms["loct"] == "Алиевой Патимат Ибрагимовне"


def test_a_surname_whose_gender_nobody_knows_stays_as_it_is() -> None:
    found = inflect("Мельник А. С.", "name")
    assert found.gender is None
    assert set(found.forms.values()) == {"Мельник А. С."}


def test_words_that_are_no_name_survive() -> None:
    for text in ("", " ", "№ 12", "???", "A. B.", "123"):
        assert inflect(text, "name").forms["gent"] == text
        assert inflect(text, "position").forms["gent"] == text
