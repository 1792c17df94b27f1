"""The number a heading or a label begins with."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"^\s*(?:(?:раздел|глава|часть)\s+)?((?:\d{1,2}\.)*\d{1,2}|[ivx]{1,4})(?:[.)]\s*(?!\d)|\s+(?=[^\W\d_]))",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(
    r"^\s*(?:раздел|глава|часть)\s+(?:[ivx]+|\d+|(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)[а-я]{1,3})[.:)]?\s*",
    re.IGNORECASE,
)


def number_of(text: str) -> tuple[int, int]:
    """Where the words after a heading's number begin, and the number's depth (0 when there is none)."""
    named = _NAMED_NUMBER.match(text)
    if named:
        return named.end(), 1
    match = _NUMBER.match(text)
    if match is None:
        return 0, 0
    return match.end(), match[1].count(".") + 1
