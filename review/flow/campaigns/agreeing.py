"""How far a campaign's experts agree with each other and with the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.assess.agreement import agreement
from review.assess.divergence import divergence
from review.assess.precision import precisions
from review.assess.severity import severities
from review.errors import NotFound
from review.exchange.workbook import write_sheets
from review.flow.expertise.divergence import as_form
from review.flow.submission.titles import titles_of
from review.model.agreement import Rating, Verdicts
from review.model.campaigns import LIVE, AssignmentState, Purpose
from review.model.rights import Place, may
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns
from review.store.documents import documents
from review.store.expertise import assessments
from review.store.register import seasons, switches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.agreement import Agreement, Coefficient, Precision, Severity
    from review.model.campaigns import Assignment, Campaign
    from review.model.opinion import Switch
    from review.model.proportion import Interval
    from review.model.submission import SchoolDocument
    from review.store.expertise.assessments import Form

OPEN = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)
MOST_DRAWS, FEWEST_DRAWS, WORK = 1000, 200, 60_000  # of the bootstrap: fewer where documents are many


@dataclass(frozen=True, slots=True)
class Diverged:
    """A document whose first two experts parted."""

    document: SchoolDocument
    experts: tuple[str, ...]
    reasons: tuple[str, ...]
    settled_by: str  # the further expert or the arbitrator; "" while nobody


@dataclass(frozen=True)
class AgreementPage:
    """The page «Согласованность»."""

    campaign: Campaign
    documents: int  # with at least two finished forms
    names: dict[str, str]  # criteria by code
    people: dict[int, str]
    total: Agreement | None
    criteria: tuple[Agreement, ...]
    severities: tuple[Severity, ...]
    diverged: tuple[Diverged, ...]
    precisions: tuple[Precision, ...]
    switches: dict[str, Switch]
    checked: frozenset[str]  # criteria a machine proposes levels for
    may_switch: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A finished form with its seat; the document's readers have all finished."""

    seat: Assignment
    form: Form


def agreement_page(services: Services, actor: Actor, *, campaign_id: int) -> AgreementPage:
    """Figures over finished forms whose readers have all finished. Raises NotFound for those who do not run it."""
    with services.database.reading() as session:
        campaign = campaigns.campaign(session, actor, campaign_id)
        if not campaigns.leads(session, actor, campaign_id):
            raise NotFound("Согласованность видит координатор кампании.", "Ваши документы — на рабочем столе.")
        profile = services.library.profile(seasons.season(session, campaign.season_id).profile)
        seats = assignments.of_campaign(session, campaign_id)
        waiting = {one.version_id for one in seats if one.state in LIVE}
        every = [one for one in seats if one.state is AssignmentState.DONE and one.version_id not in waiting]
        known = documents.load(session, actor, list({one.document_id for one in every}), titles_of(profile))
        ready = {one.id: one for one in known if campaign.recheck or one.state not in OPEN}
        done = [one for one in every if one.document_id in ready and one.assessment_id]
        reads = [Read(one, assessments.look(session, one.assessment_id or 0)) for one in done]
        off = {one.code: one for one in switches.lasting(session, campaign.region_id)}
    independent = [one for one in reads if one.seat.purpose is not Purpose.ARBITRATION]
    ratings = [
        Rating(one.seat.version_id, one.seat.expert_id, mark.code, mark.level)
        for one in independent
        for mark in one.form.assessment.marks
        if mark.level is not None
    ]
    several = _several(independent)
    draws = max(FEWEST_DRAWS, min(MOST_DRAWS, WORK // max(1, len(several))))
    lines = agreement(ratings, seed=str(campaign_id), draws=draws) if several else ()
    names, checked = _criteria(services, campaign)
    return AgreementPage(
        campaign=campaign,
        documents=len(several),
        names=names,
        people={one.seat.expert_id: one.seat.expert for one in independent},
        total=lines[0] if lines else None,
        criteria=tuple(one for one in lines[1:] if one.units),
        severities=severities(ratings) if several else (),
        diverged=_diverged(services, campaign, reads, ready),
        precisions=precisions(_verdicts(independent)),
        switches={code: one for code, one in off.items() if code in names},
        checked=checked,
        may_switch=may(actor, "manage_campaign", Place(campaign.region_id)),
    )


def _several(reads: Sequence[Read]) -> set[int]:
    versions = [one.seat.version_id for one in reads]
    return {one for one in versions if versions.count(one) > 1}


def _criteria(services: Services, campaign: Campaign) -> tuple[dict[str, str], frozenset[str]]:
    rubrics = [services.library.rubrics[name] for _, name, _ in campaign.editions if name in services.library.rubrics]
    names = {item.code: item.name for rubric in rubrics for item in rubric.criteria}
    return names, frozenset(item.code for rubric in rubrics for item in rubric.criteria if item.mode != "expert")


def _verdicts(reads: Sequence[Read]) -> list[Verdicts]:
    return [
        Verdicts(mark.code, mark.proposed, mark.level, mark.not_applicable)
        for one in reads
        for mark in one.form.assessment.marks
    ]


def _diverged(
    services: Services, campaign: Campaign, reads: Sequence[Read], ready: dict[int, SchoolDocument]
) -> tuple[Diverged, ...]:
    """Recomputed from the forms, so that the list is whole whenever it was noted."""
    by_version: dict[int, list[Read]] = {}
    for one in reads:
        by_version.setdefault(one.seat.version_id, []).append(one)
    found = []
    for some in by_version.values():
        first = [one for one in some if one.seat.purpose in (Purpose.REVIEW, Purpose.RECHECK)]
        rubric = services.library.rubrics.get(some[0].form.rubric)
        if len(first) < 2 or rubric is None:  # noqa: PLR2004 - a comparison needs two
            continue
        told = divergence(as_form(first[0].form.assessment), as_form(first[1].form.assessment), rubric, campaign.policy)
        later = [one.seat for one in some if one.seat.purpose in (Purpose.FURTHER, Purpose.ARBITRATION)]
        if told.called:
            found.append(
                Diverged(
                    ready[some[0].seat.document_id],
                    tuple(one.seat.expert for one in first[:2]),
                    tuple(one.words for one in told.reasons),
                    later[-1].expert if later else "",
                )
            )
    return tuple(sorted(found, key=lambda one: (one.document.school, one.document.id)))


def agreement_table(services: Services, actor: Actor, *, campaign_id: int) -> tuple[str, bytes]:
    """(file name, XLSX) of the same figures."""
    page = agreement_page(services, actor, campaign_id=campaign_id)
    lines = ([page.total] if page.total else []) + list(page.criteria)
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Согласованность": [
            ("Критерий", "Название", "Пар", "Точное совпадение", "от", "до", "Каппа (взвеш.)", "Альфа", "от", "до"),
            *(
                (
                    one.code or "все",
                    page.names.get(one.code, ""),
                    str(one.pairs),
                    *_interval(one.exact),
                    _figure(one.kappa_quadratic),
                    *_coefficient(one.alpha),
                )
                for one in lines
            ),
        ],
        "Строгость": [
            ("Эксперт", "Общих оценок", "Разница с остальными", "от", "до"),
            *(
                (
                    page.people.get(one.person_id, ""),
                    str(one.shared),
                    _figure(one.difference),
                    _figure(one.low),
                    _figure(one.high),
                )
                for one in page.severities
            ),
        ],
        "Расхождения": [
            ("Школа", "Документ", "Эксперты", "Почему", "Рассмотрел"),
            *(
                (
                    one.document.school,
                    one.document.kind_title,
                    ", ".join(one.experts),
                    "; ".join(one.reasons),
                    one.settled_by,
                )
                for one in page.diverged
            ),
        ],
        "Машина и эксперты": [
            ("Критерий", "Название", "Предложений", "Оставлено", "от", "до", "Повышено", "Понижено", "Неприменимо"),
            *(
                (
                    one.code,
                    page.names.get(one.code, ""),
                    str(one.kept.counted),
                    *_interval(one.kept),
                    str(one.raised),
                    str(one.lowered),
                    str(one.dropped),
                )
                for one in page.precisions
            ),
        ],
    }
    return f"Согласованность, {page.campaign.title}.xlsx".replace("/", "-"), write_sheets(sheets)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")


def _interval(one: Interval) -> tuple[str, str, str]:
    return _figure(one.share), _figure(one.low), _figure(one.high)


def _coefficient(one: Coefficient) -> tuple[str, str, str]:
    return _figure(one.value), _figure(one.low), _figure(one.high)
