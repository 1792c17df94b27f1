"""One change of a sound kit moves the criterion it is about, and its honest neighbours; everything else stays.

The kit is the repository's own invented one. Places: 0 concept, 1 midterm programme (PDF), 2 and 3 antirisk programmes
(Word, PDF), 4 evidence.
"""

from __future__ import annotations

import shutil

import pytest

from review.flow.runs.kits import read_kit
from review.office.service import Office
from review.parse.reading import read
from review.settings import Settings
from tests.check.kit_changes import (
    Change,
    Levels,
    a_kit,
    levels_before,
    moved,
    plain_headings,
    reversed_rows,
    without_numbers,
    without_section,
    words,
)

KIT = "verbinskaya-4"
EXPERTS = {"C-06", "P-13", "A-13"}
SCHOOL = words(r"Вербинск(\w+) (с\w+ общеобразовательн\w+ школ\w+|СОШ) № 4", r"Лопухинск\1 \2 № 7")
OTHER_YEAR = words("2022", "2019")
SYNONYM = words("(?i)низкая учебная мотивация обучающихся", "Слабая мотивация учащихся к учёбе")
NAMES = words(r"[А-ЯЁ][а-яё]+ [А-ЯЁ]\. ?[А-ЯЁ]\.,? ?[а-яё\- ]*", "администрация")


def test_the_kit_is_sound_before_anything_is_changed() -> None:
    faults = [{code: level for code, level in levels.items() if level != 2} for levels in levels_before(KIT)]
    programmes, evidence = faults[:4], faults[4]
    assert all(code in EXPERTS and level is None for levels in programmes for code, level in levels.items())
    assert evidence == {"E-12": 0}  # one paper confirms one measure of many


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Введение", {"C-01": 1}),
        ("Анализ текущего", {"C-01": 1, "C-04": 1}),
        ("Цели и задачи", {"C-01": 1, "C-07": 0, "C-08": 0}),
        ("Меры и мероприятия", {"C-01": 1, "C-09": 0}),
        ("Лица, ответственные", {"C-01": 1, "C-10": 0}),
    ],
)
def test_deleted_section_moves_the_structure_and_what_stood_in_it(title: str, expected: Levels) -> None:
    assert moved(KIT, 0, without_section(title)) == {0: expected}


@pytest.mark.parametrize(
    ("place", "change", "expected"),
    [
        pytest.param(0, without_numbers("Цель"), {0: {"C-07": 1}}, id="goal of the concept"),
        pytest.param(1, without_numbers("Цель"), {1: {"P-04": 1}}, id="goal of the programme"),
        pytest.param(1, without_numbers("Доля"), {}, id="results stay tied by the indicators' names"),
        pytest.param(0, words("от 18 марта 2022 года № 52-ОД", "от ________ № ____"), {0: {"C-03": 1}}, id="approval"),
        pytest.param(0, words("Л. А. Ковалёва", "Р. М. Гусев"), {0: {"C-02": 0}}, id="director"),
        pytest.param(0, NAMES, {0: {"C-10": 1}}, id="responsible people"),
    ],
)
def test_blanked_words_move_only_their_own_criterion(place: int, change: Change, expected: dict[int, Levels]) -> None:
    assert moved(KIT, place, change) == expected


@pytest.mark.parametrize(("place", "expected"), [(0, "C-02"), (1, "P-03"), (2, "A-14"), (3, "A-14")])
def test_another_schools_name_is_a_foreign_document_and_nothing_else(place: int, expected: str) -> None:
    assert moved(KIT, place, SCHOOL) == {place: {expected: 0}}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (0, {0: {"C-02": 1, "C-11": 1}, 1: {"P-14": 1}}),
        (1, {0: {"C-11": 1}, 1: {"P-03": 0, "P-07": 0, "P-14": 1}}),
        (2, {0: {"C-11": 1}, 1: {"P-14": 1}, 2: {"A-08": 0}}),  # the same change by another year
        (3, {0: {"C-11": 1}, 1: {"P-14": 1}, 3: {"A-08": 0}}),
        (4, {4: {"E-02": 0}}),
    ],
)
def test_shifted_year_moves_periods_and_terms_and_the_agreement_with_the_kit(
    place: int, expected: dict[int, Levels]
) -> None:
    assert moved(KIT, place, OTHER_YEAR) == expected


def test_risk_by_a_synonym_costs_only_the_title_of_its_own_programme() -> None:
    assert moved(KIT, 0, SYNONYM) == {}
    assert moved(KIT, 2, SYNONYM) == {2: {"A-01": 1}}


@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(reversed_rows("рок"), id="rows of the plan the other way round"),
        pytest.param(plain_headings(), id="headings bold without a style"),
        pytest.param(plain_headings(str.upper), id="headings in capitals"),
    ],
)
def test_order_of_rows_and_look_of_headings_move_nothing(place: int, change: Change) -> None:
    kit = a_kit(KIT)
    if change(kit.documents[place]) == kit.documents[place]:
        pytest.skip("nothing of the kind in this document")
    assert moved(KIT, place, change) == {}


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_file_format_moves_nothing() -> None:
    kit, office = a_kit(KIT), Office(Settings())
    try:
        for place in (0, 2, 4):
            name = read_kit(kit.folder).entries[place].name
            data = office.convert((kit.folder / name).read_bytes(), "docx", "pdf")
            printed = read("pdf", data, Settings())
            assert moved(KIT, place, lambda _, printed=printed: printed) == {}  # type: ignore[misc]  # a default argument
    finally:
        office.close()
