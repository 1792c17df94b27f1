"""Road maps row by row, in the column sets real ones have."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.extract.roadmap.reading import split_people
from review.settings import Limits
from tests.builders import doc, facts_of

if TYPE_CHECKING:
    from review.model.document import Document
    from review.model.roadmap import RoadMap

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def roadmap(text: str | Document) -> RoadMap:
    found = facts_of(text, kind="roadmap").roadmap
    assert found is not None
    return found


def test_title_level_territory_year_and_mark() -> None:
    found = roadmap(
        """
        @right Приложение
        @right к приказу управления образования
        @right от 10.02.2022 № 45

        @center **ДОРОЖНАЯ КАРТА**
        @center **по реализации проекта «500+» в Опольском районе в 2022 году**

        | № | Мероприятие | Срок | Показатель | Исполнители |
        | 1 | Семинар | до 28 января 2022 года | 20 учителей | УО, начальник отдела |
        """
    )
    assert found.title == "ДОРОЖНАЯ КАРТА по реализации проекта «500+» в Опольском районе в 2022 году"
    assert (found.level, found.territory, found.year) == ("municipal", "Опольском районе", 2022)
    assert (found.approved.date, found.approved.number) == (date(2022, 2, 10), "45")
    (measure,) = found.measures
    assert (measure.start, measure.end) == (None, date(2022, 1, 28))
    assert measure.responsible == ("УО", "начальник отдела")


def test_blanks_in_the_mark_are_none() -> None:
    found = roadmap(
        """
        @right Приложение
        @right к распоряжению Департамента образования
        @right от «    » февраля 2022 г. №

        | № | Мероприятие | Срок | Показатель |
        | 1 | Семинар | март | 20 учителей |
        """
    )
    assert (found.approved.date, found.approved.number) == (None, None)


def test_column_of_tasks_holds_measures_when_there_is_no_other() -> None:
    found = roadmap("| № п/п | Задачи | Сроки | Исполнитель | Показатель |\n| 1. | Провести | март | УО | справка |\n")
    assert [(item.number, item.name) for item in found.measures] == [("1.", "Провести")]


def test_section_rows_name_the_measures_below() -> None:
    found = roadmap(
        """
        | № | Мероприятие | Срок | Показатель | Исполнители |
        | I. Организация | < | < | < | < |
        | 1.1 | Приказ | март 2022 | приказ | УО |
        | II. Методика | < | < | < | < |
        | 2.1 | Семинар | май 2022 | 20 учителей | УО |
        """
    )
    assert [(item.section, item.name) for item in found.measures] == [
        ("I. Организация", "Приказ"),
        ("II. Методика", "Семинар"),
    ]


def test_row_torn_by_a_page_is_joined_and_the_repeated_header_forgotten() -> None:
    found = roadmap(
        """
        | № | Мероприятие | Срок | Показатель | Исполнители |
        | 2.1. | Участие в еженедельных | еженедельно по четвергам | 100 % общеобразовательных | школы |
        | № | Мероприятие | Срок | Показатель | Исполнители |
        |  | вебинарах по обмену опытом | с 10.02.2022 по 23.06.2022 | организаций | кураторы |
        | 2.2. | Семинар для учителей | 16.03.2022 | 20 учителей | УО |
        | 2.3. | Практикум | 20.03.2022 | 10 учителей | УО |
        """
    )
    assert [item.name for item in found.measures] == [
        "Участие в еженедельных вебинарах по обмену опытом",
        "Семинар для учителей",
        "Практикум",
    ]
    first = found.measures[0]
    assert first.indicator == "100 % общеобразовательных организаций"
    assert (first.start, first.end) == (date(2022, 2, 10), date(2022, 6, 23))


def test_heading_row_with_a_number_of_its_own_is_a_section() -> None:
    found = roadmap(
        """
        | № | Мероприятие | Срок | Показатель | Исполнители |
        | 3. | Обмен опытом |  |  |  |
        | 3.1. | Вебинар | 16.03.2022 | 20 учителей | УО |
        | 3.2. | Семинар | 18.03.2022 | 20 учителей | УО |
        """
    )
    assert [(item.number, item.section) for item in found.measures] == [
        ("3.1.", "Обмен опытом"),
        ("3.2.", "Обмен опытом"),
    ]


def test_people_are_parted_outside_quotes_and_brackets() -> None:
    text = "Департамент (далее – ДО)\nинститут «Развитие, рост»; кураторы, школы"
    assert split_people(text) == ("Департамент (далее – ДО)", "институт «Развитие, рост»", "кураторы", "школы")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real road maps are not on this machine")
@pytest.mark.parametrize(("name", "rows"), [("000", 28), ("001", 21), ("002", 47), ("003", 23), ("004", 40)])
def test_real_road_maps_give_all_their_rows(name: str, rows: int) -> None:
    from review.parse.word.reader import read_docx

    found = roadmap(read_docx((SEEDS / f"seed-{name}.docx").read_bytes(), Limits()))
    assert len(found.measures) == rows
    terms = [item for item in found.measures if item.term]
    dated = [item for item in terms if item.start or item.end or item.recurring]
    assert len(dated) >= 0.95 * len(terms)


def test_document_without_a_table_has_no_measures() -> None:
    assert roadmap(doc("Дорожная карта будет утверждена позднее.")).measures == ()
