from __future__ import annotations

from datetime import date

import pytest

from review.assign.conflicts import cap, family, free_share, hints, obstacles
from review.model.campaign import FrameItem, MatchRules, Reader

ITEM = FrameItem(7, 70, 3, 2, "antirisk", risk="RF-01", people=("Смирнова Анна Ивановна",))
WINDOW = (date(2026, 4, 1), date(2026, 4, 10))


def kinds(reader: Reader, rules: MatchRules | None = None) -> list[str]:
    return [one.kind for one in obstacles(reader, ITEM, rules or MatchRules())]


@pytest.mark.parametrize(
    ("reader", "kind"),
    [
        (Reader(1, "А", 5, own_school_ids=(3,)), "own_school"),
        (Reader(1, "А", 5, curated_school_ids=(3, 4)), "curator"),
        (Reader(1, "А", 5, declared_school_ids=(3,)), "declared"),
        (Reader(1, "А", 5, reviewed_ids=(7,)), "already_reviewed"),
        (Reader(1, "А", 5, directions=("RF-02",)), "competence"),
        (Reader(1, "А", 5, kinds=("concept",)), "competence"),
    ],
)
def test_what_forbids_a_document_is_named(reader: Reader, kind: str) -> None:
    assert kinds(reader) == [kind]


def test_own_municipality_forbids_only_where_the_rules_say_so() -> None:
    reader = Reader(1, "А", 5, municipality_ids=(2,))
    assert kinds(reader) == []
    assert kinds(reader, MatchRules(own_municipality=True)) == ["own_municipality"]


def test_all_obstacles_are_told_not_only_the_first() -> None:
    reader = Reader(1, "А", 5, own_school_ids=(3,), curated_school_ids=(3,), directions=("RF-05",))
    assert kinds(reader) == ["own_school", "curator", "competence"]


def test_other_direction_is_a_hint_where_competence_is_preferred() -> None:
    reader = Reader(1, "А", 5, directions=("RF-02",))
    rules = MatchRules(competence="preferred")
    assert kinds(reader, rules) == []
    assert hints(reader, ITEM, rules) == ("other_direction",)
    assert hints(reader, ITEM, MatchRules(competence="ignored")) == ()


def test_document_without_a_direction_is_for_every_expert() -> None:
    concept = FrameItem(8, 80, 3, 2, "concept")
    assert obstacles(Reader(1, "А", 5, directions=("RF-02",)), concept, MatchRules()) == ()


def test_namesake_is_a_hint_and_forbids_nothing() -> None:
    reader = Reader(1, "Смирнов Пётр Олегович", 5)
    assert hints(reader, ITEM, MatchRules()) == ("same_surname",)
    assert kinds(reader) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Иванова М. П.", "Иванов Олег"),
        ("Ковалёва", "Ковалев"),
        ("Донская", "Донской"),
        ("Высоцкая", "Высоцкий"),
        ("Толстая", "Толстой"),
        ("Белая", "Белый"),
        ("Петренко", "петренко"),
        ("Никитина", "Никитин"),
    ],
)
def test_surnames_of_one_family_are_one(one: str, other: str) -> None:
    assert family(one) == family(other)


@pytest.mark.parametrize(("one", "other"), [("Иванов", "Иванников"), ("Ким", "Кимова"), ("", "Иванов")])
def test_surnames_of_two_families_are_two(one: str, other: str) -> None:
    assert family(one) != family(other)


def test_nobody_without_a_name_is_anybodys_namesake() -> None:
    assert hints(Reader(1, "", 5), FrameItem(1, 1, 1, 1, "concept", people=("",)), MatchRules()) == ()


def test_absence_over_the_whole_window_forbids() -> None:
    reader = Reader(1, "А", 5, absences=((date(2026, 3, 1), date(2026, 4, 4)), (date(2026, 4, 5), None)))
    assert kinds(reader, MatchRules(window=WINDOW)) == ["absent"]
    assert kinds(reader) == []


def test_absence_over_a_part_lessens_the_cap_by_that_part() -> None:
    reader = Reader(1, "А", 10, absences=((date(2026, 4, 1), date(2026, 4, 4)), (date(2026, 4, 3), date(2026, 4, 4))))
    rules = MatchRules(window=WINDOW)
    assert free_share(reader, WINDOW) == pytest.approx(0.6)
    assert cap(reader, rules) == 6
    assert kinds(reader, rules) == []


def test_who_has_a_day_left_can_take_one_document() -> None:
    reader = Reader(1, "А", 5, absences=((date(2026, 4, 1), date(2026, 4, 9)),))
    assert cap(reader, MatchRules(window=WINDOW)) == 1
