"""A campaign of expertise: its window in phases, its policy, its experts, and who assesses what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from review.errors import BadInput

MEND = "Исправьте настройку кампании."


class CampaignLevel(StrEnum):
    """Whose campaign it is. A federal one is a sample received from above."""

    MUNICIPAL = "municipal"
    REGIONAL = "regional"
    FEDERAL = "federal"


LEVEL_TITLES: dict[CampaignLevel, str] = {
    CampaignLevel.MUNICIPAL: "муниципальная",
    CampaignLevel.REGIONAL: "региональная",
    CampaignLevel.FEDERAL: "федеральная выборка",
}


class CampaignSubject(StrEnum):
    """What is assessed."""

    CONCEPT = "concept"
    EVIDENCE_1 = "evidence1"
    EVIDENCE_2 = "evidence2"
    ROADMAPS = "roadmaps"
    CONTEST = "contest"


SUBJECT_TITLES: dict[CampaignSubject, str] = {
    CampaignSubject.CONCEPT: "концептуальные документы",
    CampaignSubject.EVIDENCE_1: "подтверждающие документы, этап 1",
    CampaignSubject.EVIDENCE_2: "подтверждающие документы, этап 2",
    CampaignSubject.ROADMAPS: "дорожные карты",
    CampaignSubject.CONTEST: "конкурс программ развития",
}


class PhaseKey(StrEnum):
    """Phases in their order; they may overlap."""

    INTAKE = "intake"
    SAMPLING = "sampling"
    ASSIGNMENT = "assignment"
    EXPERTISE = "expertise"
    RESULTS = "results"


PHASE_TITLES: dict[PhaseKey, str] = {
    PhaseKey.INTAKE: "Загрузка",
    PhaseKey.SAMPLING: "Выборка",
    PhaseKey.ASSIGNMENT: "Назначение",
    PhaseKey.EXPERTISE: "Экспертиза",
    PhaseKey.RESULTS: "Справка и письма",
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A window of a campaign, both days inclusive. Which one is open follows from the date alone."""

    key: PhaseKey
    start: date
    end: date

    def __post_init__(self) -> None:
        """A window does not end before it begins."""
        if self.end < self.start:
            raise BadInput(f"Этап «{PHASE_TITLES[self.key]}» кончается раньше, чем начинается.", "Исправьте даты.")

    def holds(self, day: date) -> bool:
        """Is the window open on this day?"""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a campaign. Shares are 0–1."""

    reviewers: int = 1  # independent experts per document
    share_gap: float = 0.15  # a further expert is called when the totals differ by more
    level_gaps: int = 3  # … or when so many criteria differ by two levels
    zone_differs: bool = True  # … or when the zones differ
    critical_differs: bool = True  # … or when one sets a critical criterion to 0 and the other does not
    blind: bool = False
    own_municipality: bool = False  # True: an expert never assesses documents of their own municipality
    cap: int = 24  # documents per expert, unless the expert has a cap of their own
    days: int = 10  # an expert's days for a document
    confirmed_only: bool = False  # only documents their curator confirmed are in the frame

    def __post_init__(self) -> None:
        """Refuse what no campaign can be run by: this is also what guards the stored policy."""
        bounds: tuple[tuple[str, float, float, float], ...] = (
            ("Экспертов на документ", self.reviewers, 1, 2),
            ("Расхождение долей", self.share_gap, 0, 1),
            ("Расхождение по критериям", self.level_gaps, 1, 100),
            ("Предел нагрузки", self.cap, 1, 1000),
            ("Дней на документ", self.days, 1, 120),
        )
        for title, value, low, high in bounds:
            if not low <= value <= high:
                raise BadInput(f"{title}: допустимо от {low} до {high}, указано {value}.", MEND)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign. `kinds` and `stage` say which documents it is about; `editions` pins the rubric of each kind."""

    id: int
    season_id: int
    level: CampaignLevel
    region_id: int
    region: str
    municipality_id: int | None
    municipality: str
    title: str
    subject: CampaignSubject
    kinds: tuple[str, ...]
    stage: int | None
    editions: tuple[tuple[str, str, str], ...]  # (kind, rubric id, hash)
    policy: Policy
    phases: tuple[Phase, ...]
    created_by: str
    created_at: datetime
    closed_at: datetime | None
    version: int  # for "somebody saved meanwhile"
    recheck: bool = False  # a region's: documents municipalities have decided on, read again

    def phase(self, key: PhaseKey) -> Phase:
        """The window of this key. Raises KeyError."""
        for item in self.phases:
            if item.key is key:
                return item
        raise KeyError(key)


class ExpertState(StrEnum):
    """An expert's answer to the invitation."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REMOVED = "removed"


EXPERT_STATE_TITLES: dict[ExpertState, str] = {
    ExpertState.INVITED: "приглашён",
    ExpertState.ACCEPTED: "согласился",
    ExpertState.DECLINED: "отказался",
    ExpertState.REMOVED: "исключён",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A declared conflict of interest with one school."""

    school_id: int
    school: str
    reason: str
    declared_by: str


@dataclass(frozen=True, slots=True)
class CampaignExpert:
    """A person of the expert group."""

    person_id: int
    name: str
    post: str
    state: ExpertState
    reason: str
    cap: int  # the expert's own or the policy's
    directions: tuple[str, ...]  # risk codes; empty: all
    municipality_ids: tuple[int, ...]  # where they work, by their roles
    away_from: date | None
    away_until: date | None
    conflicts: tuple[Conflict, ...] = ()

    def away(self, day: date) -> bool:
        """Is the expert absent on this day?"""
        if self.away_from is None:
            return False
        return self.away_from <= day and (self.away_until is None or day <= self.away_until)


class AssignmentState(StrEnum):
    """Life of one assignment."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


LIVE = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)  # waits for the expert
SEATED = (*LIVE, AssignmentState.DONE)  # holds its seat
ASSIGNMENT_STATE_TITLES: dict[AssignmentState, str] = {
    AssignmentState.ASSIGNED: "назначен",
    AssignmentState.ACCEPTED: "принял",
    AssignmentState.DECLINED: "отказался",
    AssignmentState.DONE: "завершил",
    AssignmentState.REPLACED: "заменён",
    AssignmentState.CANCELLED: "отменено",
}


class Purpose(StrEnum):
    """Why an expert reads a document: as one of the first readers, or because those disagree, or again from above."""

    REVIEW = "review"
    FURTHER = "further"
    ARBITRATION = "arbitration"
    RECHECK = "recheck"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One expert for one version of a document. `seat` counts 1 … n; two live assignments never share one."""

    id: int
    campaign_id: int
    document_id: int
    version_id: int
    expert_id: int
    expert: str
    seat: int
    purpose: Purpose
    state: AssignmentState
    reason: str
    due: date
    assessment_id: int | None
    assigned_at: datetime
    finished_at: datetime | None
