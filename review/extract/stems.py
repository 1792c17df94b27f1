"""Words cut down to a stem, so that labels and headings match in any case and number without a dictionary."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|№")
_REFLEXIVE = re.compile(r"(?<=[а-я]{4})(?:ся|сь)$")
_ENDING = re.compile(
    r"(?<=[а-я]{3})(?:иями|ыми|ими|ями|ами|ого|его|ому|ему|ией|ием|иях|иям|ая|яя|ою|ею|ую|юю|ые|ие|ый|ий|ой|ей|ых|их"
    r"|ым|им|ом|ем|ое|ее|ия|ии|ию|ья|ье|ью|ьи|ев|ов|ям|ах|ях|ам|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_IRREGULAR = {"уровень": "уровн", "людей": "люд", "дети": "дет", "детей": "дет", "детьми": "дет", "лицо": "лиц"}
STOP = frozenset(
    [
        "и",
        "в",
        "во",
        "на",
        "с",
        "со",
        "по",
        "к",
        "ко",
        "о",
        "об",
        "от",
        "до",
        "для",
        "за",
        "из",
        "у",
        "при",
        "их",
        "а",
        "или",
        "его",
        "ее",
    ]
)


class Word(NamedTuple):
    """A word's place and stem."""

    start: int
    end: int
    stem: str


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The part of a small-letter word that its cases share."""
    irregular = _IRREGULAR.get(word)
    return irregular if irregular is not None else _ENDING.sub("", _REFLEXIVE.sub("", word), count=1)


def words(lower: str) -> list[Word]:
    """All words of a text in small letters."""
    return [Word(m.start(), m.end(), stem(m.group())) for m in _WORD.finditer(lower)]


def content_stems(lower: str) -> list[str]:
    """Stems without prepositions and conjunctions, in order."""
    return [stem(word) for word in _WORD.findall(lower) if word not in STOP]
