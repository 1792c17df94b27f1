"""A year's profile: the programme's name, risk catalogue, calendar, documents and the words schools use for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from review.model.language import Concept


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk direction. `names` are synonyms as schools write them; `concepts` find paraphrases."""

    code: str
    name: str
    names: tuple[str, ...]
    concepts: tuple[Concept, ...]
    theme: tuple[str, ...]  # lemmas that tell a text is about this direction


@dataclass(frozen=True, slots=True)
class Stage:
    """A window of the calendar by which events are judged (both days inclusive)."""

    key: str  # "stage1"
    title: str
    start: date | None  # None: the programme's approval date
    end: date


@dataclass(frozen=True, slots=True)
class CalendarStep:
    """A step of the year with its window, for deadlines and road maps."""

    key: str
    title: str
    start: date | None
    end: date | None
    concepts: tuple[Concept, ...] = ()  # words by which a road map's row is known to be about it


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its title, rubric edition, the marks it is recognised by, its passport and sections."""

    key: str
    title: str
    rubric: str  # "concept@2022.1"
    title_words: tuple[str, ...]  # phrases of a title, strongest first
    passport: tuple[str, ...] = ()  # keys of passport rows that must be there
    sections: tuple[str, ...] = ()  # keys of sections that must be there
    columns: tuple[str, ...] = ()  # keys of plan columns that must be there
    per_risk: bool = False
    per_stage: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that changes with the year or the region, from rubrics/profiles/<id>.toml."""

    id: str
    title: str
    project: Mapping[str, str]  # short and full name of the project for papers
    year: int
    start: date
    end: date
    risks: tuple[Risk, ...]
    stages: tuple[Stage, ...]
    calendar: tuple[CalendarStep, ...]
    kinds: tuple[Kind, ...]
    passport_labels: Mapping[str, tuple[str, ...]]  # key → synonyms
    section_titles: Mapping[str, tuple[str, ...]]
    column_headers: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]  # word lists by name: "vague_goal", "collective", "repealed" …
    thresholds: Mapping[str, float]
    sha256: str = ""

    def risk(self, code: str) -> Risk | None:
        """The risk of this code, if the year has it."""
        return next((risk for risk in self.risks if risk.code == code), None)

    def kind(self, key: str) -> Kind | None:
        """The kind of this key, if the profile has it."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def stage(self, number: int) -> Stage | None:
        """Stage 1 or 2."""
        return next((stage for stage in self.stages if stage.key == f"stage{number}"), None)
