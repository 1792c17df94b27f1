"""Words and their dictionary forms: a light tokenizer and a cache over pymorphy3.

Every parse of a word counts, not only the likeliest: without context nobody knows whether «стали» is steel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]|_+|\S")

_FUNCTION = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_CYRILLIC = re.compile(r"[а-яё]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word form: its lemmas (of its parts too, when it has a hyphen), and whether it carries meaning."""

    lemmas: tuple[str, ...]
    content: bool


@lru_cache(maxsize=1)
def morphology() -> Any:  # noqa: ANN401 - pymorphy3 ships no types
    """The dictionary: 0.3 seconds to open, once per process."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=200_000)
def word(form: str) -> Word:
    """What the dictionary says of a lower-case form."""
    if not _CYRILLIC.search(form):
        return Word((form,), content=form[:1].isalpha())
    parses = morphology().parse(form)
    lemmas = [parse.normal_form for parse in parses]
    content = not any(_is_function(parse.tag) for parse in parses)
    if "-" in form:
        for part in form.split("-"):
            lemmas.extend(parse.normal_form for parse in morphology().parse(part))
    return Word(tuple(dict.fromkeys(lemma.replace("ё", "е") for lemma in lemmas)), content)


def _is_function(tag: Any) -> bool:  # noqa: ANN401 - pymorphy3 ships no types
    return tag.POS in _FUNCTION or "Apro" in tag


def split(text: str) -> Iterator[re.Match[str]]:
    """Words, numbers and signs of a text made fit by model.text.normal."""
    return TOKEN.finditer(text)
