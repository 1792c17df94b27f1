"""Lists that are shown whole: ordered by any of their columns, and given out as a workbook in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flask import request, send_file

from review.flow.sheets import sheet
from review.web.forms import asked
from review.web.typography import local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from flask import Response

Item = TypeVar("Item")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """A column: its key in the address, its heading, and what it holds of a row (a text, a day, a number)."""

    key: str
    title: str
    value: Callable[[Item], object]


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """A list by its columns. Without an order in the address rows stay as the use case gives them."""

    title: str
    columns: tuple[Column[Item], ...]

    def ordered(self, rows: Iterable[Item]) -> list[Item]:
        """Rows in the order the address asks for; empty values come last, whichever way."""
        found = list(rows)
        column = next((one for one in self.columns if one.key == asked("sort")), None)
        if column is None:
            return found
        told = [row for row in found if column.value(row) not in (None, "")]
        told.sort(key=lambda row: _key(column.value(row)), reverse=asked("order") == "desc")
        return [*told, *(row for row in found if column.value(row) in (None, ""))]

    def workbook(self, rows: Sequence[Item]) -> Response:
        """The same rows as an XLSX file."""
        lines = [[_text(column.value(row)) for column in self.columns] for row in self.ordered(rows)]
        data = sheet(self.title, [column.title for column in self.columns], lines)
        return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=f"{self.title}.xlsx")

    def order_of(self, key: str) -> dict[str, str]:
        """The address that orders by a column; ordered by it already, the other way round."""
        turned = "desc" if asked("sort") == key and asked("order") != "desc" else "asc"
        return {**request.args.to_dict(), "sort": key, "order": turned}

    def direction(self, key: str) -> str:
        """How the list is ordered by a column, in the word of `aria-sort`; "" when it is not."""
        if asked("sort") != key:
            return ""
        return "descending" if asked("order") == "desc" else "ascending"


def _key(value: Any) -> Any:  # noqa: ANN401 - days, numbers or texts, one sort in a column
    if isinstance(value, datetime):
        return value.timestamp()
    return value.casefold().replace("ё", "е").lstrip('«"') if isinstance(value, str) else value


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{local(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)
