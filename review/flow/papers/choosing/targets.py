"""What a paper is about, and what can be issued about it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.issue.template.form import Input

Scope = Literal["document", "school", "municipality", "region"]


@dataclass(frozen=True, slots=True)
class Target:
    """One document, one school, the schools of a municipality or of a region; exactly one of these is set.

    `person_id` is whom a certificate or a contract is for, `stage` the stage of confirming documents; with
    `campaign_id` the paper tells of the documents of this campaign alone.
    """

    document_id: int | None = None
    school_id: int | None = None
    municipality_id: int | None = None
    region_id: int | None = None
    person_id: int | None = None
    stage: int | None = None
    campaign_id: int | None = None

    @property
    def scope(self) -> Scope:
        """Which of the four it is."""
        if self.document_id is not None:
            return "document"
        if self.school_id is not None:
            return "school"
        return "municipality" if self.municipality_id is not None else "region"

    @property
    def whole(self) -> bool:
        """Is exactly one place named?"""
        places = (self.document_id, self.school_id, self.municipality_id, self.region_id)
        return sum(place is not None for place in places) == 1

    def told(self) -> dict[str, int]:
        """The values that are set."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name)) is not None}

    @classmethod
    def of(cls, told: Mapping[str, int]) -> Target:
        """The other way round."""
        return cls(**{item.name: told[item.name] for item in fields(cls) if item.name in told})


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be issued from here.

    `problems` are what to settle first: what forbids it, then `wants`, what its form still asks for, then warnings.
    """

    template: str
    title: str
    type: str
    target: Target
    about: str
    problems: tuple[str, ...]
    blocked: bool  # something forbids it, if only an empty field
    wants: tuple[str, ...] = ()
    warned: int = 0  # how many of the problems, the last ones, are only warnings
    numbered: bool = True  # papers without a number are only written down and downloaded
    batch: bool = False  # can be issued for many addressees at once
    early: bool = False  # there is nothing to write it from yet
    person: str = ""  # "expert", "curator", "anybody": whom to choose first

    @property
    def stopped(self) -> bool:
        """Does something forbid it that its form cannot mend?"""
        return len(self.problems) > len(self.wants) + self.warned


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """The draft as it would be issued; it takes no number. `docx` is None until what is asked was written."""

    offer: Offer
    asked: tuple[Input, ...]  # the form's open part
    fields: tuple[Input, ...]  # what was computed and may be corrected
    docx: bytes | None
