"""What a confirming document says of itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.builders import facts_of

if TYPE_CHECKING:
    from review.model.programme import EvidenceFacts


def evidence(text: str) -> EvidenceFacts:
    facts = facts_of(text, kind="evidence").evidence
    assert facts is not None
    return facts


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("П Р И К А З", "order"),
        ("Выписка из протокола № 7 заседания педагогического совета", "protocol"),
        ("АНАЛИТИЧЕСКАЯ СПРАВКА", "spravka"),
        ("Лист регистрации участников семинара", "list"),
        ("План проведения недели математики", "plan"),
        ("Сценарий классного часа", "script"),
        ("Удостоверение о повышении квалификации", "certificate"),
        ("ЗАЯВКА на комплектование фонда", "letter"),
    ],
)
def test_type_is_the_word_the_title_begins_with(head: str, kind: str) -> None:
    text = f"@center МБОУ «Приозёрная СОШ № 5»\n\n@center **{head}**\n\nТекст документа о проделанной работе.\n"
    assert evidence(text).document_type == kind


def test_captions_make_a_photo_report_whatever_its_title() -> None:
    found = evidence("**Отчёт о неделе физики**\n\nФото 1. Открытие.\n\nФото 2. Опыты.\n\nФото 3. Награждение.\n")
    assert found.document_type == "photo"


def test_date_of_the_document_and_of_the_event_are_told_apart() -> None:
    found = evidence("**СПРАВКА**\n\n26 апреля 2022 г. № 12\n\nАнкетирование проведено 20–22 апреля 2022 года.\n")
    assert found.issued == date(2022, 4, 26)
    assert found.number == "12"
    assert [(span.first, span.last) for span in found.event] == [(date(2022, 4, 20), date(2022, 4, 22))]


def test_date_of_a_law_and_of_a_deadline_are_neither() -> None:
    found = evidence(
        "**СПРАВКА**\n\nПо закону от 29.12.2012 № 273-ФЗ проведена проверка.\n\nИсправить до 20.05.2022.\n"
    )
    assert found.issued is None
    assert found.event == ()
    assert found.number is None


def test_bare_date_of_a_registration_list_is_the_events() -> None:
    found = evidence("**Лист регистрации**\n\n17.09.2022\n\n| ФИО | Подпись |\n| Иванова Анна Петровна | подпись |\n")
    assert found.issued is None
    assert found.event[0].last == date(2022, 9, 17)


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("Психолог Титова М. О. (подпись)", True),
        ("Документ подписан электронной подписью, сертификат 00C4", True),
        ("Психолог ____________ Титова М. О.", False),
        ("Психолог Титова М. О.", False),
        ("Ознакомить родителей под подпись", False),
    ],
)
def test_signature_is_a_word_beside_a_name_never_a_blank(line: str, *, signed: bool) -> None:
    assert evidence(f"**СПРАВКА**\n\nРабота проведена.\n\n{line}\n").signed is signed


def test_expected_results_are_no_outcome() -> None:
    assert evidence("**План недели**\n\nОжидаемые результаты: рост интереса.\n").outcome == ()


def test_classes_are_not_counted_as_people() -> None:
    assert evidence("**Протокол**\n\nМохов, 8 класс – не посещает занятия, семья просит помощи.\n").attendance == ()


def test_outgoing_number_and_date_are_told_inside_a_long_letterhead() -> None:
    head = "МБОУ «Приозёрная СОШ № 5», 170000, Тверская обл., с. Приозёрное, ул. Школьная, д. 1, тел. 8(4822)55-12-34,"
    found = evidence(f"{head} e-mail: school@example.ru, исх. № 112 от 4 октября 2022 г.\n\nСообщаем об итогах.\n")
    assert found.issued == date(2022, 10, 4)
    assert found.number == "112"


def test_row_labelled_date_tells_the_event_and_a_school_year_does_not() -> None:
    card = evidence("**Карта наблюдения урока**\n\n| Дата | 14.04.2022 |\n| Класс | 6 |\n| Учитель | Рогов В. И. |\n")
    assert [span.last for span in card.event] == [date(2022, 4, 14)]
    assert evidence("**ЗАЯВКА**\n\nПросим заключить договор на 2022/2023 учебный год.\n").event == ()


def test_minutes_are_dated_by_their_meeting():
    facts = facts_of(
        """
        @center **ПРОТОКОЛ № 3**
        @center общешкольного родительского собрания

        22 апреля 2022 года, актовый зал школы, начало в 18 часов 30 минут.

        Присутствовали родители из 71 семьи.
        """,
        kind="evidence",
    )
    assert facts.evidence.issued == date(2022, 4, 22)
