"""What the core needs to know of Russian, as Protocols: extract and check never import a language library.

Every offset is a position in the text that was passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")
NameKind = Literal["name", "position", "organisation"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign. `lemmas` are all dictionary forms, lower case, ё as е."""

    start: int
    end: int
    text: str
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A term found in a text. Both dates inclusive.

    "до 25.03.2022" has no start; words that name no date ("постоянно") have neither but may be `recurring`.
    `vague` marks a term nobody can check: "в течение года", "постоянно", "по мере необходимости".
    """

    start: int
    end: int
    words: str
    first: date | None
    last: date | None
    recurring: str | None = None
    vague: bool = False
    whole_year: bool = False  # only a year was named


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that measures something: never a date, an act's number, a school's number or a class."""

    start: int
    end: int
    words: str
    value: float
    unit: str  # "%", "чел.", "балл" …; "" when none is written
    comparison: Literal["", "at_least", "at_most", "by"] = ""  # "не менее", "не более", "на 10 %"


@dataclass(frozen=True, slots=True)
class Change:
    """Baseline and target in one phrase: «с 20,3 % до 14,0 %»."""

    start: int
    end: int
    baseline: Quantity
    target: Quantity


@dataclass(frozen=True, slots=True)
class Measurability:
    """What makes a goal measurable, and what is missing."""

    measurable: bool  # a value somebody can check
    direction: bool  # names a change at all ("снизить", "повысить", "увеличить")
    baseline: bool
    target: bool
    deadline: bool
    vague: tuple[Span, ...] = ()  # weak wording: "создание условий"
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A person's name as written: full, or with initials."""

    start: int
    end: int
    words: str
    surname: str  # nominative where it can be told, as written otherwise
    initials: str  # "ИВ" where known


@dataclass(frozen=True, slots=True)
class Concept:
    """A notion told by words: every slot must occur within `window` words of one sentence.

    A slot is a tuple of alternatives; an alternative is a lemma, or a prefix ending in "*" ("мотивац*").
    `without` lists lemmas that forbid the match within the window.
    """

    name: str
    slots: tuple[tuple[str, ...], ...]
    window: int = 8
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inflected:
    """A name, position or organisation in six cases. `gender` is None where it has none."""

    text: str
    gender: Literal["m", "f"] | None
    forms: Mapping[Case, str]


class Language(Protocol):
    """Russian, as the core sees it. One instance serves one thread."""

    def sentences(self, text: str) -> Sequence[Span]:
        """Sentence borders; a line break always ends a sentence."""
        ...

    def tokens(self, text: str) -> Sequence[Token]:
        """Words and signs with all their lemmas."""
        ...

    def lemmas(self, text: str) -> frozenset[str]:
        """All lemmas of all content words (no prepositions, conjunctions, pronouns)."""
        ...

    def find(self, concepts: Sequence[Concept], text: str) -> Sequence[tuple[str, Span]]:
        """(concept name, place) for each concept found, in order of place."""
        ...

    def dates(self, text: str, *, year: int | None = None) -> Sequence[DateSpan]:
        """Terms and periods; `year` completes terms that name none."""
        ...

    def quantities(self, text: str) -> Sequence[Quantity]:
        """Numbers with a unit."""
        ...

    def changes(self, text: str) -> Sequence[Change]:
        """Baseline → target pairs."""
        ...

    def measurability(self, text: str, *, year: int | None = None) -> Measurability:
        """Is this goal or indicator something that can be checked?"""
        ...

    def persons(self, text: str) -> Sequence[PersonSpan]:
        """People named in the text."""
        ...

    def is_given_name(self, word: str) -> bool:
        """A given name in any case."""
        ...

    def inflect(self, text: str, kind: NameKind | None = None) -> Inflected:
        """All cases of a person's name, a position or an organisation; without a kind it is guessed."""
        ...

    def counted(self, number: int, noun: str, *, case: Case = "nomn", words: bool = False) -> str:
        """The number and its noun in agreement: «5 замечаний», with `words` «53 (пятьдесят три) школы»."""
        ...

    def similarity(self, one: str, other: str) -> float:
        """0…1: how far two short texts speak of the same thing, by weighted shared lemmas and word stems."""
        ...

    def kinship(self, one: str, other: str) -> float:
        """-1…1: how near two short texts are in meaning though they share no word. For hints alone."""
        ...
