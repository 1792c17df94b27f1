"""Windows of a campaign: filled in from the year's calendar, opened and shut by the date alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from review.errors import WrongState
from review.model.campaigns import PHASE_TITLES, CampaignSubject, Phase, PhaseKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.campaigns import Campaign
    from review.model.profile import CalendarStep, Profile

STEPS: dict[CampaignSubject, tuple[str, str]] = {  # calendar steps: when documents come in, when they are assessed
    CampaignSubject.CONCEPT: ("concept_documents", "concept_expertise"),
    CampaignSubject.EVIDENCE_1: ("stage1_evidence", "stage1_expertise"),
    CampaignSubject.EVIDENCE_2: ("stage2_evidence", "stage2_expertise"),
    CampaignSubject.ROADMAPS: ("roadmap_due", "roadmap_due"),
    CampaignSubject.CONTEST: ("concept_documents", "concept_expertise"),
}
DRAWING = timedelta(days=4)
SEATING = timedelta(days=7)
REPORTING = timedelta(days=14)
USUAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class OpenPhase:
    """A phase as the page shows it."""

    phase: Phase
    title: str
    state: str  # "past", "open", "ahead"


def today(services: Services) -> date:
    """The day as the wall calendar of the office shows it."""
    return services.now().astimezone().date()


def usual_phases(profile: Profile, subject: CampaignSubject, day: date) -> tuple[Phase, ...]:
    """Windows by the year's calendar. The sample is drawn once documents are in, if that leaves time to assess them."""
    intake_key, expertise_key = STEPS[subject]
    intake = _window(profile, intake_key, day)
    expertise = _window(profile, expertise_key, day)
    begin = min(max(expertise[0], intake[1] + timedelta(days=1)), expertise[1])
    return (
        Phase(PhaseKey.INTAKE, *intake),
        Phase(PhaseKey.SAMPLING, begin, min(begin + DRAWING, expertise[1])),
        Phase(PhaseKey.ASSIGNMENT, begin, min(begin + SEATING, expertise[1])),
        Phase(PhaseKey.EXPERTISE, begin, expertise[1]),
        Phase(PhaseKey.RESULTS, expertise[1] + timedelta(days=1), expertise[1] + REPORTING),
    )


def _window(profile: Profile, key: str, day: date) -> tuple[date, date]:
    step: CalendarStep | None = next((step for step in profile.calendar if step.key == key), None)
    end = step.end if step is not None and step.end is not None else day + USUAL
    start = step.start if step is not None and step.start is not None else min(day, end)
    return start, end


def shown(phases: Sequence[Phase], day: date) -> tuple[OpenPhase, ...]:
    """Every phase with where the day stands to it."""
    return tuple(
        OpenPhase(
            phase, PHASE_TITLES[phase.key], "open" if phase.holds(day) else "past" if phase.end < day else "ahead"
        )
        for phase in phases
    )


def demand_open(campaign: Campaign, day: date, *keys: PhaseKey) -> None:
    """Raise WrongState unless one of these phases is open and the campaign runs."""
    demand_running(campaign)
    windows = [campaign.phase(key) for key in keys]
    if any(window.holds(day) for window in windows):
        return
    when = " или ".join(
        f"«{PHASE_TITLES[window.key]}» ({window.start:%d.%m.%Y}\u2009—\u2009{window.end:%d.%m.%Y})"
        for window in windows
    )
    raise WrongState(
        f"Кампания «{campaign.title}»: сегодня, {day:%d.%m.%Y}, этап для этого действия закрыт.",
        f"Действие возможно на этапе {when}. Даты этапов меняет координатор в настройках кампании.",
    )


def demand_running(campaign: Campaign) -> None:
    """Raise WrongState for a closed campaign."""
    if campaign.closed_at is not None:
        raise WrongState(f"Кампания «{campaign.title}» завершена.", "Её таблица и бумаги остаются доступны.")
