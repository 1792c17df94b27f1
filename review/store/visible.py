"""What an actor may see, as conditions every query carries. A row outside them does not exist for the actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from review.model.access import Role
from review.model.campaigns import SEATED, CampaignLevel, ExpertState, Purpose
from review.model.submission import DocumentState
from review.store.tables.campaigns import AssignmentRow, CampaignExpertRow, CampaignRow, SampleItemRow
from review.store.tables.changes import MergerRow
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import AssessmentRow, DecisionRow
from review.store.tables.notices import LetterRow
from review.store.tables.papers import PaperRow, PaperSchoolRow, PaperVersionRow
from review.store.tables.people import GrantRow, PersonRow
from review.store.tables.remarks import RemarkRow
from review.store.tables.territory import BodyRow, CardRow, MunicipalityRow, RegionRow, SchoolRow
from review.store.tables.work import AuditRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, ScalarSelect, Select

    from review.model.access import Actor

_MUNICIPAL = (Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_EXPERT)
_COORDINATORS = (Role.MUNICIPAL_COORDINATOR, Role.REGIONAL_COORDINATOR)


def _ids(actor: Actor, place: str, *roles: Role) -> list[int]:
    return [
        getattr(grant, place) for grant in actor.grants if grant.role in roles and getattr(grant, place) is not None
    ]


def _municipalities(actor: Actor, *municipal: Role) -> ColumnElement[bool]:
    """Municipalities of the actor's municipal roles and regions."""
    return or_(
        MunicipalityRow.id.in_(_ids(actor, "municipality_id", *municipal)),
        MunicipalityRow.region_id.in_(_ids(actor, "region_id", Role.REGIONAL_COORDINATOR)),
    )


def _curated(actor: Actor, season: object = None) -> ColumnElement[bool]:
    """Schools (joined as SchoolRow) the actor is the curator of, in one season or in any."""
    card = aliased(CardRow)
    condition = and_(card.school_id == SchoolRow.id, card.curator_id == actor.id)
    if season is not None:
        condition = and_(condition, card.season_id == season)
    return exists().where(condition).correlate(SchoolRow, DocumentRow)


def schools(actor: Actor) -> ColumnElement[bool]:
    """On SchoolRow."""
    return true() if actor.has(Role.ADMINISTRATOR) else or_(_own_schools(actor), _curated(actor))


def _own_schools(actor: Actor) -> ColumnElement[bool]:
    territory = select(MunicipalityRow.id).where(_municipalities(actor, *_MUNICIPAL))
    return or_(SchoolRow.municipality_id.in_(territory), _of_own_school(actor))


def _of_own_school(actor: Actor) -> ColumnElement[bool]:
    """On SchoolRow: the school the actor acts for, or one that joined it."""
    own = _ids(actor, "school_id", Role.SCHOOL)
    joined = select(MergerRow.school_id).where(MergerRow.heir_id.in_(own))
    return or_(SchoolRow.id.in_(own), SchoolRow.id.in_(joined)) if own else false()


def documents(actor: Actor) -> ColumnElement[bool]:
    """On DocumentRow joined with its SchoolRow.

    A curator sees the documents of the seasons they were curator in. An expert sees what is assigned to them, and of
    their municipality's documents those that no running campaign has in its sample.
    """
    if actor.has(Role.ADMINISTRATOR):
        return true()
    return or_(
        SchoolRow.municipality_id.in_(_territory(actor, Role.MUNICIPAL_COORDINATOR)),
        _of_own_school(actor),
        _curated(actor, DocumentRow.season_id),
        _on_shared_desk(actor),
        _assigned(actor),
    )


def parties(actor: Actor) -> ColumnElement[bool]:
    """On DocumentRow joined with its SchoolRow: those it concerns by name, its school, curator and coordinators."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    concerned = or_(
        SchoolRow.municipality_id.in_(_territory(actor, Role.MUNICIPAL_COORDINATOR)),
        _of_own_school(actor),
        _curated(actor, DocumentRow.season_id),
    )
    return and_(concerned, ~masked(actor))


def _towns(actor: Actor, *municipal: Role) -> list[int]:
    """Municipalities of the actor's municipal roles alone."""
    return _ids(actor, "municipality_id", *municipal)


def _territory(actor: Actor, *municipal: Role) -> Select[int]:
    return select(MunicipalityRow.id).where(_municipalities(actor, *municipal))


def _on_shared_desk(actor: Actor) -> ColumnElement[bool]:
    towns = _ids(actor, "municipality_id", Role.MUNICIPAL_EXPERT)
    return and_(SchoolRow.municipality_id.in_(towns), ~in_running_sample()) if towns else false()


def in_running_sample(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """On DocumentRow: is it in the sample of a campaign that is not closed?"""
    return (
        exists()
        .where(
            SampleItemRow.document_id == DocumentRow.id,
            SampleItemRow.campaign_id == CampaignRow.id,
            SampleItemRow.excluded_at.is_(None),
            CampaignRow.closed_at.is_(None),
            CampaignRow.recheck.is_(False),
            *which,
        )
        .correlate(DocumentRow)
    )


def _read_above() -> ColumnElement[bool]:
    """On DocumentRow: does a running campaign of the region, not the municipality's own, read it?"""
    return in_running_sample(CampaignRow.level != CampaignLevel.MUNICIPAL)


def _assigned(actor: Actor) -> ColumnElement[bool]:
    held = (AssignmentRow.document_id == DocumentRow.id, AssignmentRow.expert_id == actor.id)
    return exists().where(*held, AssignmentRow.state.in_(SEATED)).correlate(DocumentRow)


def _sealed() -> ColumnElement[bool]:
    """On DocumentRow: do a campaign's experts still read it, each for themselves? «Assessed» comes after the last."""
    return and_(DocumentRow.state.in_((DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)), in_running_sample())


def leader(actor: Actor) -> ColumnElement[bool]:
    """On DocumentRow joined with its SchoolRow: may the actor see how far experts have come, but no level?"""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    return or_(
        SchoolRow.municipality_id.in_(_territory(actor)),
        and_(SchoolRow.municipality_id.in_(_towns(actor, Role.MUNICIPAL_COORDINATOR)), ~_read_above()),
        and_(SchoolRow.municipality_id.in_(_towns(actor, *_MUNICIPAL)), ~in_running_sample()),
    )


def insider(actor: Actor) -> ColumnElement[bool]:
    """On DocumentRow joined with its SchoolRow: may the actor see experts' results before the decision?

    Nobody does while an expert of a campaign still works on the version: neither a colleague nor the coordinator. What
    the region's campaign reads, the municipality learns with the decision.
    """
    if actor.has(Role.ADMINISTRATOR):
        return ~_sealed()
    own = and_(SchoolRow.municipality_id.in_(_towns(actor, *_MUNICIPAL)), ~_read_above())
    inside = or_(SchoolRow.municipality_id.in_(_territory(actor)), own, _assigned(actor))
    return and_(inside, ~_sealed(), ~rechecked(actor))


def rechecked(actor: Actor) -> ColumnElement[bool]:
    """On DocumentRow: does the actor read again, blind to the first result, what a municipality has decided?"""
    seat = _running_seat(actor)
    return exists().where(*seat, AssignmentRow.purpose == Purpose.RECHECK).correlate(DocumentRow)


def reread_version(actor: Actor) -> ScalarSelect[int]:
    """On DocumentRow: the number of the version the actor reads again, whatever the school has sent since; or NULL."""
    seat = (*_running_seat(actor), AssignmentRow.purpose == Purpose.RECHECK, VersionRow.id == AssignmentRow.version_id)
    return select(func.max(VersionRow.number)).where(*seat).correlate(DocumentRow).scalar_subquery()


def masked(actor: Actor) -> ColumnElement[bool]:
    """On DocumentRow joined with its SchoolRow: must names be hidden from the actor, an expert of a blind campaign?

    Until the decision; in a re-check until its campaign is closed. Coordinators of the territory know them anyway.
    """
    if actor.has(Role.ADMINISTRATOR):
        return false()
    undecided = DocumentRow.state.in_((DocumentState.UPLOADED, DocumentState.IN_EXPERTISE, DocumentState.ASSESSED))
    seat = exists().where(
        *_running_seat(actor), CampaignRow.blind, or_(undecided, AssignmentRow.purpose == Purpose.RECHECK)
    )
    return and_(
        seat.correlate(DocumentRow),
        SchoolRow.municipality_id.not_in(_territory(actor, Role.MUNICIPAL_COORDINATOR)),
    )


def _running_seat(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        AssignmentRow.document_id == DocumentRow.id,
        AssignmentRow.expert_id == actor.id,
        AssignmentRow.state.in_(SEATED),
        CampaignRow.id == AssignmentRow.campaign_id,
        CampaignRow.closed_at.is_(None),
    )


def remarks(actor: Actor) -> ColumnElement[bool]:
    """On RemarkRow with its AssessmentRow, DocumentRow and SchoolRow.

    A draft (its form is not finished) is its author's alone; insiders see the others, everybody else those of decided
    versions.
    """
    decided = exists().where(DecisionRow.version_id == RemarkRow.version_id).correlate(RemarkRow)
    shown = and_(or_(insider(actor), decided), ~rechecked(actor))
    return or_(RemarkRow.author_id == actor.id, and_(AssessmentRow.finished_at.is_not(None), shown))


def campaigns(actor: Actor) -> ColumnElement[bool]:
    """On CampaignRow: those of the coordinator's territory, and those that invited the actor as an expert."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    invited = select(CampaignExpertRow.campaign_id).where(
        CampaignExpertRow.person_id == actor.id, CampaignExpertRow.state != ExpertState.REMOVED
    )
    return or_(led_campaigns(actor), CampaignRow.id.in_(invited))


def watched_campaigns(actor: Actor) -> ColumnElement[bool]:
    """On CampaignRow: the region's, in which a municipality's coordinator sees how its own schools fare, and no more.

    They are not among `campaigns`: nothing but the page made for it looks at them.
    """
    towns = _towns(actor, Role.MUNICIPAL_COORDINATOR)
    regions_ = select(MunicipalityRow.region_id).where(MunicipalityRow.id.in_(towns))
    above = and_(CampaignRow.municipality_id.is_(None), CampaignRow.region_id.in_(regions_))
    led = CampaignRow.region_id.in_(_ids(actor, "region_id", Role.REGIONAL_COORDINATOR))
    return and_(above, ~led) if towns and not actor.has(Role.ADMINISTRATOR) else false()


def led_campaigns(actor: Actor) -> ColumnElement[bool]:
    """On CampaignRow: those the actor may see in full, as a coordinator."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    return or_(
        CampaignRow.municipality_id.in_(_ids(actor, "municipality_id", Role.MUNICIPAL_COORDINATOR)),
        CampaignRow.region_id.in_(_ids(actor, "region_id", Role.REGIONAL_COORDINATOR)),
    )


def coordinated(actor: Actor) -> ColumnElement[bool]:
    """On SchoolRow: schools of the municipalities the actor coordinates, whatever else lets them see others."""
    return SchoolRow.municipality_id.in_(_towns(actor, Role.MUNICIPAL_COORDINATOR))


def municipalities(actor: Actor) -> ColumnElement[bool]:
    """On MunicipalityRow: also those of the schools the actor sees, for headings and filters."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    seen = select(SchoolRow.municipality_id).where(schools(actor))
    return or_(_municipalities(actor, *_MUNICIPAL), MunicipalityRow.id.in_(seen))


def regions(actor: Actor) -> ColumnElement[bool]:
    """On RegionRow."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    seen = select(MunicipalityRow.region_id).where(municipalities(actor))
    return or_(RegionRow.id.in_(_ids(actor, "region_id", Role.REGIONAL_COORDINATOR)), RegionRow.id.in_(seen))


def bodies(actor: Actor) -> ColumnElement[bool]:
    """On BodyRow: bodies the actor acts for; a regional coordinator acts for the region's own body alone."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    return or_(
        BodyRow.municipality_id.in_(_ids(actor, "municipality_id", Role.MUNICIPAL_COORDINATOR)),
        and_(
            BodyRow.region_id.in_(_ids(actor, "region_id", Role.REGIONAL_COORDINATOR)),
            BodyRow.municipality_id.is_(None),
        ),
    )


def people(actor: Actor) -> ColumnElement[bool]:
    """On PersonRow: whoever holds a role in the actor's territory, and the actor."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    territory = select(MunicipalityRow.id).where(_municipalities(actor, Role.MUNICIPAL_COORDINATOR))
    held = select(GrantRow.person_id).where(
        or_(
            GrantRow.municipality_id.in_(territory),
            GrantRow.region_id.in_(_ids(actor, "region_id", Role.REGIONAL_COORDINATOR)),
            GrantRow.school_id.in_(select(SchoolRow.id).where(SchoolRow.municipality_id.in_(territory))),
        )
    )
    curators = select(CardRow.curator_id).join(SchoolRow).where(SchoolRow.municipality_id.in_(territory))
    return or_(PersonRow.id == actor.id, PersonRow.id.in_(held), PersonRow.id.in_(curators))


def papers(actor: Actor) -> ColumnElement[bool]:
    """On PaperRow.

    Coordinators: papers of bodies of their territory. Schools and curators: those about their schools and about no
    other. Experts: conclusions that rest on their own assessments.
    """
    if actor.has(Role.ADMINISTRATOR):
        return true()
    territory = or_(
        BodyRow.municipality_id.in_(_ids(actor, "municipality_id", Role.MUNICIPAL_COORDINATOR)),
        BodyRow.region_id.in_(_ids(actor, "region_id", Role.REGIONAL_COORDINATOR)),
    )
    mine = select(SchoolRow.id).where(or_(_of_own_school(actor), _curated(actor)))
    about = select(PaperSchoolRow.paper_id)
    assessed = (
        select(PaperVersionRow.paper_id)
        .join(AssessmentRow, AssessmentRow.version_id == PaperVersionRow.version_id)
        .where(AssessmentRow.expert_id == actor.id, PaperRow.type == "conclusion", ~_of_recheck())
    )
    return or_(
        PaperRow.body_id.in_(select(BodyRow.id).where(territory)),
        and_(
            PaperRow.id.in_(about.where(PaperSchoolRow.school_id.in_(mine))),
            PaperRow.id.not_in(about.where(PaperSchoolRow.school_id.not_in(mine))),
        ),
        PaperRow.id.in_(assessed),
    )


def _of_recheck() -> ColumnElement[bool]:
    """On AssessmentRow: was the form made for a re-check?"""
    seat = (AssignmentRow.assessment_id == AssessmentRow.id, AssignmentRow.purpose == Purpose.RECHECK)
    return exists().where(*seat).correlate(AssessmentRow)


def letters(actor: Actor) -> ColumnElement[bool]:
    """On LetterRow: one's own, and for coordinators those to schools of their territory."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    towns = select(MunicipalityRow.id).where(_municipalities(actor, Role.MUNICIPAL_COORDINATOR))
    schools = select(SchoolRow.id).where(SchoolRow.municipality_id.in_(towns))
    return or_(LetterRow.created_by == actor.id, LetterRow.school_id.in_(schools))


def audit(actor: Actor) -> ColumnElement[bool]:
    """On AuditRow: coordinators see the chains of their territory."""
    if actor.has(Role.ADMINISTRATOR):
        return true()
    if not actor.has(*_COORDINATORS):
        return false()
    regions_ = _ids(actor, "region_id", Role.REGIONAL_COORDINATOR)
    towns: Select[str] = select("municipality:" + MunicipalityRow.id.cast(AuditRow.stream.type)).where(
        _municipalities(actor, Role.MUNICIPAL_COORDINATOR)
    )
    return or_(AuditRow.stream.in_([f"region:{number}" for number in regions_]), AuditRow.stream.in_(towns))
