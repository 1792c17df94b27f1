"""Where sentences begin: razdel, and always after a line break.

Cells of a plan carry no full stop, so a line break is a border. Abbreviations of official papers are no border:
razdel knows «г.» and initials, the list here is what it misses.
"""

from __future__ import annotations

import re

_ENDS = re.compile(r"[.!?…;]")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:зам|им|пом|отв|исп|рук|нач|гл|ст|мл|пос|дер|обл|респ|мун|пед|уч|кв|мес|нед|чел|тыс|млн|млрд|руб|стр|"
    r"прил|табл|рис|разд|подп|абз|пп|соц|псих|проф|доп|дир|мин|макс|ср|сокр|напр|т\.\s?[деп]|т\.\s?ч|[А-Я])\.$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:[а-я]|[-,;)])")


def borders(text: str) -> list[int]:
    """Offsets at which a sentence begins, in order."""
    found: list[int] = []
    line_start = 0
    for line in text.split("\n"):
        if line.strip():
            found.extend(line_start + start for start in _in_line(line))
        line_start += len(line) + 1
    return found


def _in_line(line: str) -> list[int]:
    first = len(line) - len(line.lstrip())
    if not _ENDS.search(line, first, len(line.rstrip()) - 1):
        return [first]
    from razdel import sentenize

    starts = [first]
    for sentence in sentenize(line):
        start = int(sentence.start)
        if start > first and not _is_no_border(line, starts[-1], start):
            starts.append(start)
    return starts


def _is_no_border(line: str, begin: int, start: int) -> bool:
    before = line[begin:start].rstrip()
    return bool(_SHORTENED.search(before)) or (before.endswith(".") and bool(_GOES_ON.match(line, start)))
