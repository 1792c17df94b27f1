"""What the store knows around a paper, as plain values: every facts function picks from it what its paper says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.issue.facts.defaults import Defaults

if TYPE_CHECKING:
    from datetime import date

    from review.issue.facts.decided import Decided
    from review.model.agreement import Concord
    from review.model.issued import Paper
    from review.model.language import Language
    from review.model.profile import Profile
    from review.model.programme import Facts
    from review.model.register import Body, Municipality, SchoolCard
    from review.model.rubric import Rubric
    from review.model.submission import SchoolDocument


@dataclass(frozen=True, slots=True)
class Named:
    """A person as papers name them."""

    name: str
    post: str = ""
    id: int = 0

    def told(self, fallback: str = "") -> dict[str, str]:
        """The value of a field of type person."""
        return {"name": self.name, "post": self.post or fallback}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What an expert finished in the season."""

    documents: int
    first: date
    last: date


@dataclass(frozen=True)
class Running:
    """The campaign of expertise that runs in the scope: its windows, group, seats and rules."""

    title: str
    first: date
    last: date
    upload: date  # the intake's end
    results: date
    experts: tuple[tuple[Named, tuple[str, ...]], ...]  # with their directions; empty: all
    seats: tuple[tuple[int, str, date], ...]  # document, expert, due
    blind: bool
    share_gap: float
    level_gaps: int
    drawn: bool  # its sample was drawn: the protocol is the campaign's
    documents: frozenset[int] = frozenset()  # of its sample


@dataclass(frozen=True)
class Known:
    """The scope of a paper: a region, a municipality, a school or a document, and who acts in it."""

    body: Body
    profile: Profile
    language: Language
    day: date  # the paper's date
    place: str  # name of the municipality or region the paper is about
    region: str
    actor: Named
    cards: tuple[SchoolCard, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    documents: tuple[SchoolDocument, ...] = ()
    document: SchoolDocument | None = None
    decided: tuple[Decided, ...] = ()
    read: Mapping[int, Facts] = field(default_factory=dict)  # facts of programmes and road maps, by version
    curators: Mapping[int, Named] = field(default_factory=dict)
    coordinators: Mapping[int, Named] = field(default_factory=dict)  # by municipality
    experts: tuple[Named, ...] = ()
    reviewed: Mapping[int, Reviewed] = field(default_factory=dict)  # by expert
    person: Named | None = None  # whom a certificate or a contract is for
    defaults: Defaults = field(default_factory=Defaults)
    rubrics: tuple[Rubric, ...] = ()  # those of the year's school documents
    papers: tuple[Paper, ...] = ()  # of the body, in force, the latest first
    earlier: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # facts of the latest, by template
    chief: Body | None = None  # the body a letter goes to: the municipality's from the region, the region's from it
    chiefs: Mapping[int, Body] = field(default_factory=dict)  # the municipalities' bodies, where the region speaks
    campaign: Running | None = None
    stage: int = 1  # of confirming documents
    rechecked: tuple[int, int] = (0, 0)  # documents the region read again, and those decided otherwise
    concord: Concord | None = None  # of the readers of a municipality's documents
    region_share: float | None = None  # schools whose documents conform, in percent, where the region's body speaks

    @property
    def card(self) -> SchoolCard:
        """The school a paper about one school is about."""
        return self.cards[0]

    def curator(self, card: SchoolCard) -> Named | None:
        """Who helps the school."""
        return self.curators.get(card.curator_id or 0)

    @property
    def regional(self) -> bool:
        """Does the region's body speak?"""
        return self.body.level == "regional"


@dataclass(frozen=True)
class Composed:
    """What a paper says, less registration, and what should be settled before it goes out."""

    facts: Mapping[str, object]
    about: str  # its heading in the register
    stops: tuple[str, ...] = ()  # it cannot be issued
    warnings: tuple[str, ...] = ()
    school_ids: tuple[int, ...] = ()
    version_ids: tuple[int, ...] = ()
    addressee: str = ""
    early: bool = False  # there is nothing to write it from yet
    wants: tuple[str, ...] = ()  # it cannot be issued yet, but the form mends it


Answers = Mapping[str, object]  # what was written into the form; None for what was cleared
