"""A list of documents as a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.exchange.workbook import write_sheets
from review.model.submission import DOCUMENT_STATE_TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.finding import Total
    from review.model.submission import SchoolDocument

HEAD = (
    "Документ",
    "Направление",
    "Этап",
    "Школа",
    "Муниципалитет",
    "Состояние",
    "Доля, %",
    "Зона",
    "Куратор",
    "Версия",
    "Файл",
    "Загружен",
)
ZONES = {"green": "зелёная", "yellow": "жёлтая", "red": "красная"}
CONFIRMED = {True: "подтвердил", False: "не подтвердил", None: "нет ответа"}


def document_table(documents: Sequence[SchoolDocument], *, with_zones: bool) -> bytes:
    """One row per document. Without `with_zones` the columns of shares and zones stay empty."""
    rows = [HEAD, *(_row(one, with_zones=with_zones) for one in documents)]
    return write_sheets({"Документы": rows})


def _row(one: SchoolDocument, *, with_zones: bool) -> tuple[str, ...]:
    total = one.expert_total if with_zones else None
    return (
        one.kind_title or "вид не определён",
        one.risk_title or one.risk or "",
        str(one.stage or ""),
        one.school,
        one.municipality,
        DOCUMENT_STATE_TITLES[one.state] if one.withdrawn_at is None else f"отозван: {one.withdrawn_reason}",
        *_result(total),
        CONFIRMED[one.curator_confirmed],
        str(one.latest.number),
        one.latest.file_name,
        one.latest.uploaded_at.strftime("%d.%m.%Y"),
    )


def _result(total: Total | None) -> tuple[str, str]:
    if total is None or total.share is None:
        return "", ""
    return f"{total.share * 100:.1f}".replace(".", ","), ZONES.get(total.zone or "", "")
