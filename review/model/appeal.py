"""A school's appeal against a decision, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.assessment import Verdict


class AppealLevel(StrEnum):
    """Who answers."""

    MUNICIPAL = "municipal"
    REGIONAL = "regional"


class AppealState(StrEnum):
    """Life of an appeal."""

    FILED = "filed"
    REOPENED = "reopened"  # the expertise goes on; the answer comes after it
    UPHELD = "upheld"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"  # by the school


OPEN = (AppealState.FILED, AppealState.REOPENED)

APPEAL_LEVEL_TITLES: dict[AppealLevel, str] = {
    AppealLevel.MUNICIPAL: "муниципальный координатор",
    AppealLevel.REGIONAL: "региональный координатор",
}
APPEAL_STATE_TITLES: dict[AppealState, str] = {
    AppealState.FILED: "ждёт ответа",
    AppealState.REOPENED: "повторная экспертиза",
    AppealState.UPHELD: "решение оставлено в силе",
    AppealState.CHANGED: "решение изменено",
    AppealState.WITHDRAWN: "отозвана школой",
}


@dataclass(frozen=True, slots=True)
class AppealFile:
    """A file that came with it."""

    number: int
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Appeal:
    """One appeal. `against` is the verdict it is about, `verdict` what the answer leaves in force."""

    id: int
    document_id: int
    version_id: int
    version_number: int
    decision_id: int
    against: Verdict
    number: int
    level: AppealLevel
    state: AppealState
    text: str
    criteria: tuple[str, ...]
    files: tuple[AppealFile, ...]
    filed_by: str
    filed_at: datetime
    due: date
    answer: str
    verdict: Verdict | None
    answered_by: str
    answered_at: datetime | None
    version: int  # for "somebody answered meanwhile"

    @property
    def is_open(self) -> bool:
        """Does it wait for an answer?"""
        return self.state in OPEN

    def is_late(self, day: date) -> bool:
        """Should it have been answered before this day?"""
        return self.is_open and self.due < day
