from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from review.flow.expertise.desk import Todo
from review.web.agenda import EMPTY, agenda, headline

NOW = datetime(2022, 4, 7, 9, 0, tzinfo=UTC)
NBSP = "\u00a0"


def todo(number, days, what="begin"):
    due = None if days is None else NOW + timedelta(days=days)
    return Todo(what, SimpleNamespace(id=number), due)


def test_the_headline_is_the_answer():
    some = [todo(1, 1), todo(2, 1), todo(3, 4), todo(4, None), todo(5, 8)]
    assert headline(some, NOW) == f"Вас ждут 5{NBSP}документов, у двух срок завтра"


def test_one_document_is_not_counted_twice():
    assert headline([todo(1, 0)], NOW) == f"Вас ждёт 1{NBSP}документ, срок сегодня"
    assert headline([todo(1, None), todo(1, None, "kind")], NOW) == f"Вас ждёт 1{NBSP}документ"


def test_what_is_late_comes_first_in_the_headline():
    assert headline([todo(1, -1), todo(2, 1)], NOW) == f"Вас ждут 2{NBSP}документа, у одного срок прошёл"


def test_an_empty_desk_says_so():
    assert headline([], NOW) == EMPTY
    assert agenda([], NOW) == []


def test_days_go_by_date_and_those_without_one_come_last():
    days = agenda([todo(1, None), todo(2, 4), todo(3, 1), todo(4, -2)], NOW)
    assert [(day.title.replace(NBSP, " "), day.late) for day in days] == [
        ("Срок прошёл, 5 апреля", True),
        ("Завтра, 8 апреля", False),
        ("Понедельник, 11 апреля", False),
        ("Без срока", False),
    ]
