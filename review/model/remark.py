"""A remark or praise on an author's words, and its life from version to version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from review.model.anchor import Anchor, Fate


class RemarkKind(StrEnum):
    """Something to mend, or something done well."""

    REMARK = "remark"
    PRAISE = "praise"


class RemarkWeight(StrEnum):
    """How pressing a remark is."""

    MUST = "must"
    SHOULD = "should"
    NOTE = "note"


REMARK_WEIGHT_TITLES: dict[RemarkWeight, str] = {
    RemarkWeight.MUST: "исправить обязательно",
    RemarkWeight.SHOULD: "желательно исправить",
    RemarkWeight.NOTE: "к сведению",
}


class RemarkState(StrEnum):
    """How far a remark has come."""

    OPEN = "open"
    ANSWERED = "answered"  # the school has answered
    PROPOSED = "proposed"  # the new version seems to remedy it: the expert decides
    CLOSED = "closed"  # by an expert
    WITHDRAWN = "withdrawn"  # by its author


REMARK_STATE_TITLES: dict[RemarkState, str] = {
    RemarkState.OPEN: "ждёт исправления",
    RemarkState.ANSWERED: "школа ответила",
    RemarkState.PROPOSED: "похоже, исправлено",
    RemarkState.CLOSED: "закрыто экспертом",
    RemarkState.WITHDRAWN: "снято",
}


@dataclass(frozen=True, slots=True)
class RemarkForm:
    """What an expert fills in. `code` None: the remark belongs to no criterion."""

    kind: RemarkKind
    code: str | None
    weight: RemarkWeight
    text: str
    recommendation: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class RemarkPlace:
    """Where a remark stands in a later version. `proposed` says in words why it seems remedied, if it does."""

    version_id: int
    number: int
    fate: Fate
    confidence: float
    old: str
    new: str
    anchor: Anchor | None
    why: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class RemarkChange:
    """One line of a remark's history."""

    at: datetime
    by: str
    what: str  # created, edited, answered, proposed, closed, reopened, withdrawn, carried
    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark as stored. `key` is given by the page that made it: the same save sent twice stays one remark."""

    id: int
    key: str
    document_id: int
    version_id: int  # the version it was made on
    number: int  # of that version
    assessment_id: int
    author_id: int
    author: str  # "" for readers who do not learn the experts' names
    form: RemarkForm
    anchor: Anchor
    state: RemarkState
    answer: str
    answered_at: datetime | None
    created_at: datetime
    saved_at: datetime
    version: int  # counts saves
    is_draft: bool  # the form it belongs to is not finished: nobody else sees it
    places: tuple[RemarkPlace, ...] = ()  # in later versions, the newest last

    def place_in(self, version_id: int) -> Anchor | None:
        """Where its words stand in a version; None when they are not there or the version is another document's."""
        if version_id == self.version_id:
            return self.anchor
        return next((place.anchor for place in self.places if place.version_id == version_id), None)

    def fate_in(self, version_id: int) -> RemarkPlace | None:
        """What became of its words in a later version."""
        return next((place for place in self.places if place.version_id == version_id), None)

    @property
    def is_live(self) -> bool:
        """Does it still wait for somebody?"""
        return self.form.kind is RemarkKind.REMARK and self.state not in (RemarkState.CLOSED, RemarkState.WITHDRAWN)
