"""Months as a date names them: «5 марта». Papers and pages say the same."""

from __future__ import annotations

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
