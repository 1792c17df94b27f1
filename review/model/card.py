"""What the register knows of a school and of an upload: the truth a document is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Significance = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class School:
    """A school's names as the register holds them; "" where unknown."""

    full_name: str
    short_name: str = ""
    municipality: str = ""
    region: str = ""
    director: str = ""  # surname name patronymic
    former: tuple[str, ...] = ()  # names it had when the document was written: they are its own
    outdated: tuple[str, ...] = ()  # names it had lost by then: a slip, not another school
    former_directors: tuple[str, ...] = ()  # in office when the document was written


@dataclass(frozen=True, slots=True)
class CardRisk:
    """One row of the risk profile."""

    code: str
    significance: Significance | None = None
    activated: bool = False


@dataclass(frozen=True, slots=True)
class Territory:
    """Instead of a school for road maps."""

    name: str
    level: Literal["municipal", "regional", "school"] | None = None
    year: int | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A school's card for one year, or the card of a road map."""

    profile: str
    school: School | None = None
    period: tuple[date, date] | None = None
    risks: tuple[CardRisk, ...] | None = None  # None: the risk profile is unknown
    territory: Territory | None = None

    @property
    def activated(self) -> tuple[str, ...] | None:
        """Codes of the activated directions in order; None when the risk profile is unknown."""
        return None if self.risks is None else tuple(risk.code for risk in self.risks if risk.activated)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a kit as it was handed in. Everything but the name may be unknown."""

    name: str
    kind: str | None = None
    risk: str | None = None
    stage: int | None = None
    measure: str | None = None
    curator_confirmed: bool | None = None
    curator_remark: str = ""  # a confirmation may stand with one
    order: int = 0
    sha256: str = ""
