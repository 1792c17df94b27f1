"""The register of the territory as pages and papers see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from review.model.access import Grant
from review.model.card import CardRisk


@dataclass(frozen=True, slots=True)
class Season:
    """A project year with its profile. One is current."""

    id: int
    title: str
    profile: str
    year: int
    current: bool
    closed_at: datetime | None = None  # from then on nothing is written into it


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the federation."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of a region."""

    id: int
    name: str
    region_id: int
    region: str


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """A school with its card of one season."""

    id: int
    full_name: str
    short_name: str
    municipality_id: int
    municipality: str
    region: str
    director: str
    director_post: str
    email: str
    season_id: int
    period_start: date | None
    period_end: date | None
    risks: tuple[CardRisk, ...] | None
    curator_id: int | None
    curator: str
    version: int  # for "somebody saved meanwhile"
    successor: str = ""  # the school it joined


@dataclass(frozen=True, slots=True)
class FormerName:
    """Names a school had until a day."""

    full_name: str
    short_name: str
    until: date
    ground: str


@dataclass(frozen=True, slots=True)
class FormerPerson:
    """Who was a school's director or curator until a day."""

    role: Literal["director", "curator"]
    name: str
    post: str
    season_id: int
    until: date


@dataclass(frozen=True, slots=True)
class Merger:
    """A school that joined another on a day."""

    school_id: int
    school: str
    successor_id: int
    successor: str
    since: date
    ground: str


@dataclass(frozen=True, slots=True)
class Person:
    """An account."""

    id: int
    login: str
    full_name: str
    post: str
    active: bool
    invited: bool  # has not set a password yet
    grants: tuple[Grant, ...]
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body that issues papers: its letterhead, signatory and numbering are data."""

    id: int
    level: str  # "municipal", "regional"
    municipality_id: int | None
    region_id: int | None
    full_name: str
    short_name: str
    founder: str
    place: str
    address: str
    phone: str
    email: str
    signer_post: str
    signer_name: str
    executor_name: str
    executor_phone: str
    number_suffix: str  # "45-ОД" has the suffix "-ОД"
    order_word: str  # "ПРИКАЗ", "РАСПОРЯЖЕНИЕ"
    order_verb: str  # "ПРИКАЗЫВАЮ:" or ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act in the journal. `action` is a stable key ("document.uploaded"), `words` says it in Russian."""

    stream: str
    seq: int
    at: datetime
    actor_id: int | None
    actor: str
    action: str
    words: str
    document_id: int | None
    school_id: int | None
    details: Mapping[str, object] = field(default_factory=dict)
