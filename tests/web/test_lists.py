"""Lists shown whole: ordered by a column of the address, given out as a workbook in the same order."""

import io
from datetime import date

import openpyxl
from flask import Flask

from review.web.lists import Column, Listing

ROWS = [("Ёлкина", date(2022, 4, 2)), ("", date(2022, 4, 1)), ("«Берёзка»", None), ("елисеев", date(2022, 3, 1))]
LISTING = Listing("Люди", (Column("name", "Имя", lambda row: row[0]), Column("day", "День", lambda row: row[1])))


def at(query):
    return Flask("lists").test_request_context(f"/?{query}")


def names(query):
    with at(query):
        return [row[0] for row in LISTING.ordered(ROWS)]


def test_a_list_is_ordered_as_russian_readers_expect_and_empty_values_come_last():
    assert names("") == [row[0] for row in ROWS]
    assert names("sort=name") == ["«Берёзка»", "елисеев", "Ёлкина", ""]
    assert names("sort=name&order=desc") == ["Ёлкина", "елисеев", "«Берёзка»", ""]
    assert names("sort=day") == ["елисеев", "", "Ёлкина", "«Берёзка»"]
    assert names("sort=unknown") == names("")


def test_a_head_turns_the_order_and_keeps_the_filter():
    with at("search=лес&sort=name"):
        assert LISTING.order_of("name") == {"search": "лес", "sort": "name", "order": "desc"}
        assert LISTING.order_of("day") == {"search": "лес", "sort": "day", "order": "asc"}
        assert (LISTING.direction("name"), LISTING.direction("day")) == ("ascending", "")


def test_the_workbook_is_the_list_and_runs_nothing():
    with at("sort=day"):
        answer = LISTING.workbook([*ROWS, ("=1+1", date(2022, 5, 1))])
        answer.direct_passthrough = False
        sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Имя", "День"]
    assert rows[1] == ["елисеев", "01.03.2022"]
    assert ["'=1+1", "01.05.2022"] in rows
