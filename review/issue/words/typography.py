"""Russian typography, one pass over every filled value: quotes, dashes, spaces that must not break."""

from __future__ import annotations

import re
from functools import lru_cache

NBSP = "\u00a0"
DIGITS = "0123456789"
RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (  # a rule is tried where one of its signs stands
    (" \u00a0", re.compile(r"[ \u00a0]{2,}"), " "),
    ("№", re.compile(r"\s*№\s*(?=[\w«])"), f" №{NBSP}"),
    ("%", re.compile(r"(?<=\d)\s*%"), f"{NBSP}%"),
    (DIGITS, re.compile(r"(?<=\d) (?=(?:г|гг|ч|чел|экз|л|шт|руб|п|с|ст)\.)"), NBSP),
    (DIGITS, re.compile(r"(?<=\d) (?=(?:года?|году|годов)\b)"), NBSP),
    (".", re.compile(r"(?<!\w)(г|п|пп|с|ст|ул|д|им|стр|р-н)\. ?(?=[А-ЯЁA-Z0-9])"), rf"\1.{NBSP}"),
    ("-–—", re.compile(r"(?<=\s)[-–—](?=\s)"), "–"),
    ("–", re.compile(r" –"), f"{NBSP}–"),
    ("-—", re.compile(r"(?<=\d)\s*[-—]\s*(?=\d{1,2} (?:янв|фев|мар|апр|ма|июн|июл|авг|сен|окт|ноя|дек))"), "–"),
    (".", re.compile(r"\b([А-ЯЁ])\. ?([А-ЯЁ])\. ?(?=[А-ЯЁ][а-яё])"), rf"\1.\2.{NBSP}"),
    (".", re.compile(r"(?<=[а-яё]) (?=[А-ЯЁ]\. ?[А-ЯЁ]\.)"), NBSP),
    (".", re.compile(r"(?<=[А-ЯЁ]\.) (?=[А-ЯЁ]\.)"), ""),
)
STRAIGHT_OPEN = re.compile(r'(?<![\w»])"(?=[\w«№])')
STRAIGHT_CLOSE = re.compile(r'"')
ABBREVIATED = re.compile(r"(?<![А-ЯЁа-яё-])(?:[А-ЯЁа-яё]|гг|др|пр|ст|ул|руб|чел|экз|пос|стр|тыс|млн)\.$")
KEPT = re.compile(r"(?<=№) |(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ])|(?<=\d) (?=%)")


@lru_cache(maxsize=20_000)
def tidy(text: str) -> str:
    """A value as a careful secretary would type it. Line breaks stay."""
    return "\n".join(map(_line, text.split("\n"))) if "\n" in text else _line(text)


def _line(line: str) -> str:
    if '"' in line:
        line = STRAIGHT_CLOSE.sub("»", STRAIGHT_OPEN.sub("«", line))
    for signs, pattern, replacement in RULES:
        if any(sign in line for sign in signs):
            line = pattern.sub(replacement, line)
    return line.strip()


def bound(text: str) -> str:
    """Somebody's own words: not a sign is changed, but a number is not torn from its №, nor initials from the name."""
    return KEPT.sub(NBSP, " ".join(text.split()))


def within_quotes(text: str) -> str:
    """Words to stand in quotation marks: their own marks become inner ones, the full stop goes behind but in «г.»."""
    text = bound(text)
    text = text if ABBREVIATED.search(text) else text.rstrip(".")
    return STRAIGHT_CLOSE.sub("“", STRAIGHT_OPEN.sub("„", text)).replace("«", "„").replace("»", "“")


def number(value: float) -> str:
    """1204 → «1 204», 78.4 → «78,4»."""
    whole, _, fraction = f"{value:,.1f}".partition(".")
    whole = whole.replace(",", NBSP)
    return whole if fraction == "0" else f"{whole},{fraction}"
