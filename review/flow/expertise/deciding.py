"""The coordinator's decision on a finished assessment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from review.assess.decision import suggested
from review.errors import BadInput, WrongState
from review.flow.campaigns.phases import demand_open
from review.flow.expertise import divergence
from review.flow.expertise.assessing import edition
from review.flow.submission.shown import Cover
from review.flow.transaction import writing
from review.model.assessment import Verdict
from review.model.campaigns import PhaseKey
from review.model.rights import Place, demand
from review.model.submission import DocumentState
from review.store.campaigns import campaigns
from review.store.documents import documents, versions
from review.store.expertise import appeals, assessments
from review.store.expertise import decisions as store
from review.store.expertise.counting import counting_id
from review.store.register import territory

if TYPE_CHECKING:
    from datetime import date

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.assessment import Decision
    from review.store.database import Session
    from review.store.expertise.assessments import Form


@dataclass(frozen=True, slots=True)
class SuggestedDecision:
    """What the rubric's thresholds say of the expert's total, with the grounds in words."""

    verdict: Verdict | None
    grounds: str


def suggest(services: Services, actor: Actor, *, document_id: int) -> SuggestedDecision:
    """A starting point for the form; the coordinator decides."""
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        document = versions.look(session, document_id)
        place = territory.place(session, school_id=document.school_id, season_id=document.season_id)
        demand(actor, "decide", place)
        form = finished_form(session, document_id)
    return SuggestedDecision(*suggested(edition(services, form), form.assessment))


def ready(services: Services, actor: Actor, *, document_id: int) -> SuggestedDecision:
    """What the actor could decide this moment. Raises what `decide` would raise."""
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        form = _decidable(services, session, actor, document_id, services.now().astimezone().date())
    return SuggestedDecision(*suggested(edition(services, form), form.assessment))


def _decidable(services: Services, session: Session, actor: Actor, document_id: int, day: date) -> Form:
    """The form a decision of the actor would rest on. Raises NotAllowed, WrongState."""
    document = versions.look(session, document_id)
    place = territory.place(session, school_id=document.school_id, season_id=document.season_id)
    _demand(session, actor, document_id, day, place)
    _demand_no_appeal(session, document_id)
    form = finished_form(session, document_id)
    demand_settled(services, session, document_id, form)
    return form


def finished_form(session: Session, document_id: int) -> Form:
    """The finished form of the latest version that counts. Raises WrongState."""
    version = versions.list_versions(session, document_id)[0]
    number = counting_id(session, version.id)
    if number is None or versions.look(session, document_id).state is DocumentState.IN_EXPERTISE:
        raise WrongState("Экспертиза документа ещё не завершена.", "Дождитесь, пока эксперты завершат свои формы.")
    return assessments.look(session, number)


def _demand(session: Session, actor: Actor, document_id: int, day: date, place: Place) -> None:
    """Coordinators of the territory decide; in a campaign those who run it, while experts work or results are due."""
    demand(actor, "decide", place)
    campaign = campaigns.running_with(session, document_id)
    if campaign is not None:
        demand(actor, "manage_campaign", Place(campaign.region_id, campaign.municipality_id))
        demand_open(campaign, day, PhaseKey.EXPERTISE, PhaseKey.RESULTS)


def demand_settled(services: Services, session: Session, document_id: int, form: Form) -> None:
    """In a campaign nothing is decided while experts disagree. Raises WrongState."""
    campaign = campaigns.running_with(session, document_id)
    if campaign is not None:
        divergence.demand_settled(services, session, campaign, form.assessment.version_id)


def _demand_no_appeal(session: Session, document_id: int) -> None:
    version = versions.list_versions(session, document_id)[0]
    if appeals.waiting(session, version.id) is not None:
        raise WrongState(
            "На решение подана апелляция: ответ на неё и есть новое решение.", "Ответьте на странице документа."
        )


def decide(
    services: Services,
    actor: Actor,
    *,
    document_id: int,
    verdict: Verdict,
    grounds: str,
    due: date | None,
    expected: int,
) -> Decision:
    """Decide on the latest version. `expected` is SchoolDocument.version as shown; deciding again replaces a decision.

    The rubric edition is frozen by its first use. Raises Stale, WrongState (no finished assessment; the edition's
    content changed since it was used), BadInput (no due date for rework, or one in the past), NotAllowed.
    """
    with writing(services, actor) as t:
        documents.season_of(t.session, actor, document_id)
        document = versions.locked(t.session, document_id, expected=expected)
        place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
        form = _decidable(services, t.session, actor, document_id, t.now.astimezone().date())
        grounds = grounds.strip() or suggested(edition(services, form), form.assessment)[1]
        return record(t, place, document_id=document_id, form=form, verdict=verdict, grounds=grounds, due=due)


def record(
    t: Transaction,
    place: Place,
    *,
    document_id: int,
    form: Form,
    verdict: Verdict,
    grounds: str,
    due: date | None,
) -> Decision:
    """Write a decision down and move the document. Raises BadInput, WrongState."""
    assert t.actor is not None  # noqa: S101 - a person decides
    new = store.NewDecision(
        version_id=form.assessment.version_id,
        assessment_id=form.assessment.id,
        verdict=verdict,
        grounds=grounds,
        decided_by=t.actor.id,
        due=_due(verdict, due, t.now),
        rubric=form.rubric,
        rubric_sha256=form.rubric_sha256,
    )
    if not new.grounds:
        raise BadInput("Не указаны основания решения.", "Напишите, на чём основано решение.")
    if store.freeze(t.session, form.rubric, form.rubric_sha256, t.now):
        t.note("rubric.frozen", rubric=form.rubric, sha256=form.rubric_sha256)
    store.add(t.session, new, t.now)
    versions.change(t.session, document_id, state=DocumentState(verdict.value))
    said = {"verdict": verdict.value, "rubric": form.rubric, "due": due}
    t.note("document.decided", place=place, document_id=document_id, **said)
    return store.of_versions(t.session, [new.version_id])[0]


def _due(verdict: Verdict, due: date | None, now: datetime) -> datetime | None:
    """The last day as a moment that is this very day everywhere in Russia."""
    if verdict is not Verdict.REWORK:
        return None
    if due is None:
        raise BadInput("Не указан срок доработки.", "Выберите день, до которого школа загрузит новую версию.")
    if due < now.date():
        raise BadInput("Срок доработки уже прошёл.", "Выберите день не раньше сегодняшнего.")
    return datetime.combine(due, time(), UTC)


def decisions_of(services: Services, actor: Actor, *, document_id: int) -> tuple[Decision, ...]:
    """All decisions on a document, the latest first."""
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        cover = Cover(services, session, actor, document_id)
        if documents.is_rechecked(session, actor, document_id):
            return ()
        taken = store.of_document(session, document_id)
        return tuple(replace(one, grounds=cover.words(one.grounds)) for one in taken)
