"""Russian typography, one pass over every filled value: quotes, dashes, spaces that must not break."""

from __future__ import annotations

import re

NBSP = "\u00a0"
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[ \u00a0]{2,}"), " "),
    (re.compile(r"\s*№\s*(?=[\w«])"), f" №{NBSP}"),
    (re.compile(r"(?<=\d)\s*%"), f"{NBSP}%"),
    (re.compile(r"(?<=\d) (?=(?:г|гг|ч|чел|экз|л|шт|руб|п|с|ст)\.)"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:года?|году|годов)\b)"), NBSP),
    (re.compile(r"(?<!\w)(г|п|пп|с|ст|ул|д|им|стр|р-н)\. ?(?=[А-ЯЁA-Z0-9])"), rf"\1.{NBSP}"),
    (re.compile(r"(?<=\s)[-–—](?=\s)"), "–"),
    (re.compile(r" –"), f"{NBSP}–"),
    (re.compile(r"(?<=\d)\s*[-—]\s*(?=\d{1,2} (?:янв|фев|мар|апр|ма|июн|июл|авг|сен|окт|ноя|дек))"), "–"),
    (re.compile(r"\b([А-ЯЁ])\. ?([А-ЯЁ])\. ?(?=[А-ЯЁ][а-яё])"), rf"\1.\2.{NBSP}"),
    (re.compile(r"(?<=[а-яё]) (?=[А-ЯЁ]\. ?[А-ЯЁ]\.)"), NBSP),
    (re.compile(r"(?<=[А-ЯЁ]\.) (?=[А-ЯЁ]\.)"), ""),
)
STRAIGHT_OPEN = re.compile(r'(?<![\w»])"(?=[\w«№])')
STRAIGHT_CLOSE = re.compile(r'"')


def tidy(text: str) -> str:
    """A value as a careful secretary would type it. Line breaks stay."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    line = STRAIGHT_CLOSE.sub("»", STRAIGHT_OPEN.sub("«", line))
    for pattern, replacement in RULES:
        line = pattern.sub(replacement, line)
    return line.strip()


def number(value: float) -> str:
    """1204 → «1 204», 78.4 → «78,4»."""
    whole, _, fraction = f"{value:,.1f}".partition(".")
    whole = whole.replace(",", NBSP)
    return whole if fraction == "0" else f"{whole},{fraction}"
