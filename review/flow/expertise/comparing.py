"""All finished forms of a version side by side, for the coordinator and the arbitrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import NotAllowed, NotFound
from review.flow.campaigns.further import pick
from review.flow.expertise.divergence import compared
from review.flow.submission.shown import Cover
from review.flow.submission.titles import titles_of
from review.model.campaigns import LIVE, SEATED, AssignmentState, Purpose
from review.model.opinion import Dissent, Voice, same
from review.model.remark import RemarkState
from review.model.rights import Place, may
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns, experts
from review.store.documents import documents, versions
from review.store.expertise import assessments, opinions, remarks
from review.store.register import seasons

if TYPE_CHECKING:
    from review.flow.campaigns.further import Pick
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.agreement import Divergence
    from review.model.assessment import Assessment, Mark
    from review.model.campaigns import Assignment, Campaign, CampaignExpert
    from review.model.finding import Finding
    from review.model.rubric import Criterion, Rubric
    from review.model.submission import SchoolDocument
    from review.store.database import Session

READERS = (Purpose.REVIEW, Purpose.FURTHER)
OPEN = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)


@dataclass(frozen=True, slots=True)
class Said:
    """What one expert says of one criterion: the mark and the words of the remarks under it."""

    mark: Mark | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion of all forms. `final` is what the arbitrator set, a draft or for good."""

    criterion: Criterion
    said: tuple[Said, ...]
    finding: Finding | None
    final: Mark | None
    differs: bool

    @property
    def gap(self) -> int:
        """Levels between the severest and the mildest."""
        levels = [one.mark.level for one in self.said if one.mark is not None and one.mark.level is not None]
        return max(levels) - min(levels) if levels else 0

    @property
    def agreed(self) -> Mark | None:
        """What all have set, where they have set the same."""
        return None if self.differs or not self.said else self.said[0].mark


@dataclass(frozen=True)
class Comparison:
    """The page «Сравнение форм»."""

    document: SchoolDocument
    campaign: Campaign
    rubric: Rubric
    voices: tuple[Voice, ...]
    criteria: tuple[Compared, ...]  # those that differ first, the widest gap first
    divergence: Divergence | None
    settlement: Assessment | None  # the arbitrator's form, a draft until it is finished
    arbitrator: Assignment | None
    dissents: tuple[Dissent, ...]
    may_settle: bool
    may_name: bool
    leads: bool
    candidates: tuple[CampaignExpert, ...]
    further: Pick | None  # who could read next, while a further expert is called for and there is none

    @property
    def differing(self) -> tuple[Compared, ...]:
        """Criteria the experts disagree on."""
        return tuple(one for one in self.criteria if one.differs)

    @property
    def settled(self) -> bool:
        """Has an arbitrator had the last word?"""
        return self.settlement is not None and self.settlement.finished_at is not None


@dataclass(frozen=True, slots=True)
class Around:
    """The seats of a version in its campaign as an arbitrator meets them."""

    campaign: Campaign
    version_id: int
    seats: tuple[Assignment, ...]
    leads: bool
    own: Assignment | None  # the actor's seat as arbitrator

    @property
    def arbitrator(self) -> Assignment | None:
        """Who settles, asked by name or by having begun."""
        return next((one for one in self.seats if one.purpose is Purpose.ARBITRATION), None)

    @property
    def readers(self) -> tuple[Assignment, ...]:
        """Those whose forms are compared."""
        return tuple(one for one in self.seats if one.purpose in READERS and one.state is AssignmentState.DONE)


def around(session: Session, actor: Actor, document_id: int) -> Around:
    """What the actor may settle or look at. Raises NotFound for anybody but coordinators and the arbitrator."""
    documents.season_of(session, actor, document_id)
    version = versions.list_versions(session, document_id)[0]
    every = [one for one in assignments.of_version(session, version.id) if one.purpose is not Purpose.RECHECK]
    if every:
        number = every[-1].campaign_id
        mine = tuple(one for one in every if one.campaign_id == number)
        own = next((one for one in mine if one.purpose is Purpose.ARBITRATION and one.expert_id == actor.id), None)
        leads = campaigns.leads(session, actor, number)
        if leads or own is not None:
            return Around(campaigns.known(session, number), version.id, mine, leads, own)
    raise NotFound("Сравнивать здесь нечего.", "Формы сравнивают координатор кампании и назначенный арбитр.")


def comparison(services: Services, actor: Actor, *, document_id: int) -> Comparison:
    """All of it. Raises NotAllowed while an expert still reads: until then nobody sees a level."""
    with services.database.reading() as session:
        found = around(session, actor, document_id)
        profile = services.library.profile(seasons.season(session, found.campaign.season_id).profile)
        document = documents.load(session, actor, [document_id], titles_of(profile))[0]
        if versions.look(session, document_id).state in OPEN or not found.readers:
            raise NotAllowed(
                "Формы откроются, когда завершат все эксперты документа.", "До этого уровней не видит никто."
            )
        voices = voices_of(session, found)
        rubric = services.library.rubric(assessments.look(session, voices[0].assessment.id).rubric)
        settlement = _settlement(session, found)
        divergence = compared(services, session, found.campaign, found.version_id)
        manages = may(actor, "manage_campaign", Place(found.campaign.region_id, found.campaign.municipality_id))
        open_ = document.state is DocumentState.ASSESSED and found.campaign.closed_at is None
        dissents = opinions.of_version(session, found.version_id)
        called = divergence is not None and divergence.called
        return Comparison(
            document=document,
            campaign=found.campaign,
            rubric=rubric,
            voices=voices,
            criteria=_criteria(services, session, actor, found, rubric, voices, settlement),
            divergence=divergence,
            settlement=settlement,
            arbitrator=found.arbitrator,
            dissents=dissents,
            may_settle=open_ and may_settle(found, actor, manages=manages),
            may_name=open_ and manages and found.arbitrator is None,
            leads=found.leads,
            candidates=_candidates(session, found) if manages else (),
            further=pick(services, session, found.campaign, document_id=document_id, version_id=found.version_id)
            if called and manages and len(found.readers) == found.campaign.policy.reviewers
            else None,
        )


def may_settle(found: Around, actor: Actor, *, manages: bool) -> bool:
    """The arbitrator who was named, while they have not finished; else a coordinator who read no form of it."""
    if any(one.expert_id == actor.id for one in found.readers) or len(found.readers) < 2:  # noqa: PLR2004 - two disagree
        return False
    if found.arbitrator is not None:
        return found.arbitrator.expert_id == actor.id and found.arbitrator.state in LIVE
    return manages


def voices_of(session: Session, found: Around) -> tuple[Voice, ...]:
    """The finished forms of the readers, by seat."""
    made = [(assessments.look(session, one.assessment_id or 0).assessment, one) for one in found.readers]
    return tuple(Voice(form, one.purpose) for form, one in made if form.finished_at is not None)


def _settlement(session: Session, found: Around) -> Assessment | None:
    seat = found.arbitrator
    if seat is None or seat.assessment_id is None:
        return None
    return assessments.look(session, seat.assessment_id).assessment


def _candidates(session: Session, found: Around) -> tuple[CampaignExpert, ...]:
    """Experts of the group who have no seat at this version."""
    seated = {one.expert_id for one in found.seats if one.state in SEATED}
    every = experts.of_campaign(session, found.campaign.id, cap=found.campaign.policy.cap)
    return tuple(one for one in every if one.person_id not in seated and one.state.value in ("invited", "accepted"))


def differing(rubric: Rubric, voices: tuple[Voice, ...]) -> frozenset[str]:
    """Codes of the criteria not all experts say the same of."""
    return frozenset(
        item.code
        for item in rubric.criteria
        if any(not same(voices[0].mark(item.code), one.mark(item.code)) for one in voices[1:])
    )


def _criteria(
    services: Services,
    session: Session,
    actor: Actor,
    found: Around,
    rubric: Rubric,
    voices: tuple[Voice, ...],
    settlement: Assessment | None,
) -> tuple[Compared, ...]:
    said = _remarks(session, actor, found)
    examination = Cover(services, session, actor, found.seats[0].document_id).examination(found.version_id)
    findings = {one.code: one for one in examination.findings} if examination else {}
    final = {one.code: one for one in settlement.marks} if settlement else {}
    apart = differing(rubric, voices)
    lines = [
        Compared(
            criterion=item,
            said=tuple(Said(one.mark(item.code), said.get((one.assessment.id, item.code), ())) for one in voices),
            finding=findings.get(item.code),
            final=final.get(item.code),
            differs=item.code in apart,
        )
        for item in rubric.criteria
    ]
    order = {item.code: place for place, item in enumerate(rubric.criteria)}
    return tuple(sorted(lines, key=lambda one: (not one.differs, -one.gap, order[one.criterion.code])))


def _remarks(session: Session, actor: Actor, found: Around) -> dict[tuple[int, str], tuple[str, ...]]:
    made: dict[tuple[int, str], tuple[str, ...]] = {}
    for one in remarks.of_document(session, actor, versions.of_version(session, found.version_id).id):
        if one.version_id != found.version_id or one.state is RemarkState.WITHDRAWN or one.form.code is None:
            continue
        key = (one.assessment_id, one.form.code)
        made[key] = (*made.get(key, ()), one.form.text or one.form.recommendation)
    return made
