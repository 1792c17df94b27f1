"""The register as a book: what a period and filters show, as rows, as a workbook, as a paper."""

from datetime import date

import pytest

from review.errors import BadInput
from review.exchange.workbook import read_sheets
from review.flow.papers.register import life
from review.flow.papers.register.book import BookFilter, book, book_docx, book_xlsx
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.stage import body_of, issue


def numbers(stage, **wanted):
    found = book(stage.services, stage["coordinator"], wanted=BookFilter(**wanted))
    return [one.shown_number for one in found.papers]


def test_filters_and_orders_choose_papers(stage):
    services, lead = stage.services, stage["coordinator"]
    first, _, _ = issue(stage), issue(stage), issue(stage, kind="order")
    life.revoke(services, lead, paper_id=first.id, reason="ошибка")
    assert numbers(stage, type="letter") == ["2", "1"]
    assert numbers(stage, type="letter", order="number") == ["1", "2"]
    assert numbers(stage, state="revoked") == ["1"]
    assert numbers(stage, since=date(2022, 4, 2)) == []
    assert len(numbers(stage, until=date(2022, 4, 1), body_id=body_of(stage).id)) == 3
    assert numbers(stage, search="нигде") == []
    with pytest.raises(BadInput):
        book(services, lead, wanted=BookFilter(since=date(2022, 5, 1), until=date(2022, 4, 1)))


def test_the_book_is_a_workbook_and_a_paper_with_the_same_rows(stage):
    services, lead = stage.services, stage["coordinator"]
    old, new = issue(stage), issue(stage)
    life.replace(services, lead, paper_id=old.id, by_id=new.id)
    name, data = book_xlsx(services, lead, wanted=BookFilter(order="number"))
    rows = read_sheets(data)["Журнал регистрации"]
    assert name.endswith(".xlsx")
    assert [row[1] for row in rows] == ["Рег. номер", "1", "2"]
    assert "заменено письмом от 01.04.2022" in rows[1][8].replace("\u00a0", " ")
    document = read_docx(book_docx(services, lead, wanted=BookFilter(order="number"))[1], Limits())
    words = " ".join(text for _, text in document.units()).replace("\u00a0", " ")
    assert "ЖУРНАЛ РЕГИСТРАЦИИ БУМАГ" in words
    assert "заменено письмом от 01.04.2022 № 2" in words


def test_nobody_sees_another_territorys_book(stage):
    issue(stage)
    assert book(stage.services, stage["other_coordinator"], wanted=BookFilter()).papers == ()
    docx = book_docx(stage.services, stage["other_coordinator"], wanted=BookFilter())[1]
    words = " ".join(text for _, text in read_docx(docx, Limits()).units())
    assert "бумаг не зарегистрировано" in words
