"""A campaign as a workbook: documents with states, who read them, the experts' totals, the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.exchange.workbook import write_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.exchange.workbook import Cells

DOCUMENTS = ("Муниципалитет", "Школа", "Документ", "Версия", "Состояние", "Эксперты", "Срок", "Итог, %", "Зона")
EXPERTS = ("Эксперт", "Документ", "Школа", "Место", "Состояние", "Срок", "Завершено", "Итог, %", "Причина")
DRAW = ("Школа", "Документ", "Страта", "Вероятность отбора")


def campaign_table(*, documents: Sequence[Cells], experts: Sequence[Cells], draw: Sequence[Cells]) -> bytes:
    """Three sheets; rows are texts in the order of the headers."""
    sheets: dict[str, Sequence[Cells]] = {
        "Документы": [DOCUMENTS, *documents],
        "Эксперты": [EXPERTS, *experts],
        "Выборка": [DRAW, *draw],
    }
    return write_sheets(sheets)
