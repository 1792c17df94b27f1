"""Russian as model.language.Language promises it: one object, made once per process, one thread at a time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from review.language import inflect, measurable, numerals
from review.language.changes import find_changes
from review.language.concepts import Finder
from review.language.dates import find_dates
from review.language.kinship import kinship
from review.language.names import is_given
from review.language.persons import find_persons
from review.language.pipeline import Reader
from review.language.quantities import find_quantities
from review.language.similarity import similarity
from review.model.language import Span, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.language.words import Word
    from review.model.language import (
        Case,
        Change,
        Concept,
        DateSpan,
        Inflected,
        Measurability,
        NameKind,
        PersonSpan,
        Quantity,
    )


class Russian:
    """Words, sentences, notions, dates, quantities, names and cases of Russian texts."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._finder = Finder()

    def forget(self) -> None:
        """Drops remembered texts, so that a run of many documents keeps none of them."""
        self._reader.forget()
        find_dates.cache_clear()

    def sentences(self, text: str) -> Sequence[Span]:
        """Sentence borders; a line break always ends a sentence."""
        reading = self._reader.read(text)
        return [self._place(text, first, last - 1) for first, last in reading.sentences]

    def tokens(self, text: str) -> Sequence[Token]:
        """Words and signs with all their lemmas."""
        reading = self._reader.read(text)
        found: list[Token] = []
        for first, last, entry in zip(reading.starts, reading.ends, reading.words, strict=True):
            start, end = reading.normal.span(first, last)
            found.append(Token(start, end, text[start:end], entry.lemmas))
        return found

    def lemmas(self, text: str) -> frozenset[str]:
        """All lemmas of all content words."""
        return frozenset(lemma for entry in self._reader.read(text).words if entry.content for lemma in entry.lemmas)

    def find(self, concepts: Sequence[Concept], text: str) -> Sequence[tuple[str, Span]]:
        """(concept name, place) for each concept found, in order of place."""
        found = self._finder.find(concepts, self._reader.read(text))
        return [(name, self._place(text, first, last)) for name, first, last in found]

    def dates(self, text: str, *, year: int | None = None) -> Sequence[DateSpan]:
        """Terms and periods; `year` completes terms that name none."""
        return find_dates(text, year)

    def quantities(self, text: str) -> Sequence[Quantity]:
        """Numbers with a unit."""
        return find_quantities(text)

    def changes(self, text: str) -> Sequence[Change]:
        """Baseline → target pairs."""
        return find_changes(text)

    def measurability(self, text: str, *, year: int | None = None) -> Measurability:
        """Is this goal or indicator something that can be checked?"""
        return measurable.measurability(text, year, self.find)

    def persons(self, text: str) -> Sequence[PersonSpan]:
        """People named in the text."""
        return find_persons(text)

    def is_given_name(self, word: str) -> bool:
        """A given name in any case."""
        return is_given(word)

    def inflect(self, text: str, kind: NameKind | None = None) -> Inflected:
        """All cases of a person's name, a position or an organisation; without a kind it is guessed."""
        return inflect.inflect(text, kind or inflect.guess_kind(text))

    def counted(self, number: int, noun: str, *, case: Case = "nomn", words: bool = False) -> str:
        """«5 замечаний», «53 (пятьдесят три) школы»."""
        return numerals.counted(number, noun, case=case, words=words)

    def similarity(self, one: str, other: str) -> float:
        """0…1: how far two short texts speak of the same thing."""
        if one == other and one.strip():
            return 1.0
        return similarity(self.words(one), self.words(other))

    def kinship(self, one: str, other: str) -> float:
        """-1…1: how near two short texts are in meaning, by vectors of their words."""
        return kinship(self.words(one), self.words(other))

    def words(self, text: str) -> Sequence[Word]:
        """Every word with all its lemmas."""
        return self._reader.read(text).words

    def _place(self, text: str, first: int, last: int) -> Span:
        """The original's span of a row of tokens."""
        reading = self._reader.read(text)
        return Span(*reading.normal.span(reading.starts[first], reading.ends[last]))


@lru_cache(maxsize=1)
def russian() -> Russian:
    """Russian of this process. The dictionary and spaCy are opened with the first text."""
    return Russian()
