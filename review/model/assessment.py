"""What an expert sets, and what the coordinator decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.finding import Total


@dataclass(frozen=True, slots=True)
class Mark:
    """An expert's level for one criterion. `changed_reason` is there when it differs from the proposal."""

    code: str
    level: int | None
    not_applicable: bool = False
    reason: str = ""
    recommendation: str = ""
    proposed: int | None = None
    version: int = 0  # counts saves of this mark
    saved_at: datetime | None = None
    carried_from: int | None = None  # number of the version the level was carried over from


@dataclass(frozen=True, slots=True)
class Assessment:
    """One expert's form for one version of a document."""

    id: int
    version_id: int
    expert_id: int
    expert: str
    finished_at: datetime | None
    marks: tuple[Mark, ...]
    praise: str
    summary: str
    total: Total


class Verdict(StrEnum):
    """The coordinator's decision."""

    CONFORMS = "conforms"
    REWORK = "rework"
    FAILS = "fails"


VERDICT_TITLES: dict[Verdict, str] = {
    Verdict.CONFORMS: "соответствует параметрам экспертизы",
    Verdict.REWORK: "соответствует частично, требуется доработка",
    Verdict.FAILS: "не соответствует параметрам экспертизы",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """Taken on one finished assessment; it names the rubric edition it used."""

    id: int
    version_id: int
    assessment_id: int
    verdict: Verdict
    grounds: str
    decided_by: str
    decided_at: datetime
    due: datetime | None
    rubric: str
    rubric_sha256: str
