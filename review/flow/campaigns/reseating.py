"""Single seats: taken or declined by the expert, given, changed and taken back by the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.assign.conflicts import obstacles
from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.campaigns import seats
from review.flow.campaigns.phases import demand_open, demand_running, today
from review.flow.campaigns.running import managed
from review.flow.campaigns.seating import Work, due_day, first_purpose, gather
from review.flow.notices.telling import tell_seated
from review.flow.transaction import writing
from review.model.campaigns import LIVE, AssignmentState, PhaseKey, Purpose
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns
from review.store.documents import versions
from review.store.register import people, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.campaigns import Assignment, Campaign
    from review.model.rights import Place

SEATING = (PhaseKey.ASSIGNMENT, PhaseKey.EXPERTISE)


def accept(services: Services, actor: Actor, *, assignment_id: int) -> None:
    """The expert agrees to read the document."""
    with writing(services, actor) as t:
        held = _mine(t, actor, assignment_id)
        if held.state is not AssignmentState.ASSIGNED:
            raise WrongState("Вы уже ответили на это назначение.", "Обновите страницу.")
        assignments.change(t.session, held.id, state=AssignmentState.ACCEPTED, answered_at=t.now)
        t.note("campaign.seat_accepted", place=_place(t, held), document_id=held.document_id)


def decline(services: Services, actor: Actor, *, assignment_id: int, reason: str) -> None:
    """The expert cannot read the document and says why; a form that was begun is kept and counts no more."""
    if not reason.strip():
        raise BadInput("Не указана причина отказа.", "Например: «конфликт интересов», «болезнь».")
    with writing(services, actor) as t:
        held = _mine(t, actor, assignment_id)
        if held.state not in LIVE:
            raise WrongState("Экспертиза по этому назначению уже завершена.", "Обновите страницу.")
        assignments.change(t.session, held.id, state=AssignmentState.DECLINED, reason=reason.strip(), answered_at=t.now)
        t.note("campaign.seat_declined", place=_place(t, held), document_id=held.document_id, reason=reason.strip())


def _mine(t: Transaction, actor: Actor, assignment_id: int) -> Assignment:
    held = assignments.locked(t.session, actor, assignment_id)
    if held.expert_id != actor.id:
        raise NotAllowed("Это назначение не ваше.", "Отвечает сам эксперт; координатор может его заменить.")
    demand_running(campaigns.known(t.session, held.campaign_id))
    return held


def _place(t: Transaction, held: Assignment) -> Place:
    return _chain(t, campaigns.known(t.session, held.campaign_id), held.document_id)


def _chain(t: Transaction, campaign: Campaign, document_id: int) -> Place:
    document = versions.look(t.session, document_id)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    return seats.chain(campaign, place)


def replace_reader(services: Services, actor: Actor, *, assignment_id: int, person_id: int, reason: str) -> None:
    """Somebody else in this seat, also when the first reader has begun: an absent expert's form is kept unfinished.

    Raises WrongState for a finished seat, BadInput for somebody who may not read the document.
    """
    if not reason.strip():
        raise BadInput("Не указана причина замены.", "Например: «болезнь эксперта».")
    with writing(services, actor) as t:
        held, campaign = _managed(services, t, actor, assignment_id)
        work = gather(services, t.session, campaign)
        _demand_free(work, held.document_id, person_id)
        assignments.change(t.session, held.id, state=AssignmentState.REPLACED, reason=reason.strip())
        _seat(services, t, campaign, held, person_id)
        names = people.names(t.session, [person_id])
        t.note(
            "campaign.seat_replaced",
            place=_place(t, held),
            document_id=held.document_id,
            before=held.expert,
            name=names.get(person_id, ""),
            reason=reason.strip(),
        )


def _managed(services: Services, t: Transaction, actor: Actor, assignment_id: int) -> tuple[Assignment, Campaign]:
    held = assignments.locked(t.session, actor, assignment_id)
    campaign = managed(t, actor, held.campaign_id)
    demand_open(campaign, today(services), *SEATING)
    if held.state not in LIVE:
        raise WrongState("Это место уже не ждёт эксперта: он завершил или заменён.", "Обновите страницу кампании.")
    return held, campaign


def _demand_free(work: Work, document_id: int, person_id: int) -> None:
    """May this person read the document? Their load is the coordinator's care."""
    item = next((one.item for one in work.demands if one.item.document_id == document_id), None)
    reader = next((one for one in work.readers if one.person_id == person_id), None)
    if item is None:
        raise WrongState("Документ сейчас не распределяется.", "Обновите страницу кампании.")
    if reader is None:
        raise BadInput("Этого человека нет в экспертной группе.", "Пригласите его в группу кампании.")
    if any(one.document_id == document_id and one.person_id == person_id for one in work.taken):
        raise BadInput("Этот эксперт уже оценивает документ.", "Выберите другого эксперта.")
    against = obstacles(reader, item, work.rules)
    if against:
        words = "; ".join(one.words for one in against)
        raise BadInput(f"{reader.name} не может оценивать этот документ: {words}.", "Выберите другого эксперта.")


def _seat(services: Services, t: Transaction, campaign: Campaign, held: Assignment, person_id: int) -> None:
    due = due_day(campaign, today(services))
    assignments.add(
        t.session,
        campaign_id=campaign.id,
        document_id=held.document_id,
        version_id=held.version_id,
        expert_id=person_id,
        seat=held.seat,
        due=due,
        by=t.actor.id if t.actor else 0,
        now=t.now,
        purpose=held.purpose,
    )
    tell_seated(t, person_id, held.document_id, due)


def give(services: Services, actor: Actor, *, campaign_id: int, document_id: int, person_id: int) -> None:
    """A free seat of a document to somebody the coordinator picks. Raises WrongState when none is free."""
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        demand_open(campaign, today(services), *SEATING)
        work = gather(services, t.session, campaign)
        _demand_free(work, document_id, person_id)
        used = {one.place for one in work.taken if one.document_id == document_id}
        free = next((place for place in range(1, campaign.policy.reviewers + 1) if place not in used), None)
        if free is None:
            raise WrongState("У документа уже столько экспертов, сколько нужно.", "Замените одного из них.")
        due = due_day(campaign, today(services))
        assignments.add(
            t.session,
            campaign_id=campaign_id,
            document_id=document_id,
            version_id=work.versions[document_id],
            expert_id=person_id,
            seat=free,
            due=due,
            by=actor.id,
            now=t.now,
            purpose=first_purpose(campaign),
        )
        tell_seated(t, person_id, document_id, due)
        _tell_given(t, campaign, document_id, person_id)


def _tell_given(t: Transaction, campaign: Campaign, document_id: int, person_id: int) -> None:
    name = people.names(t.session, [person_id]).get(person_id, "")
    t.note("campaign.seat_given", place=_chain(t, campaign, document_id), document_id=document_id, name=name)


def further(
    services: Services,
    actor: Actor,
    *,
    campaign_id: int,
    document_id: int,
    person_id: int,
    purpose: Purpose = Purpose.FURTHER,
) -> None:
    """One more reader of a document whose experts have all finished and disagree; it is on expertise again."""
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        demand_open(campaign, today(services), PhaseKey.EXPERTISE, PhaseKey.RESULTS)
        if document_id not in campaigns.documents(t.session, campaign_id):
            raise NotFound("Этого документа в выборке нет.", "Обновите страницу кампании.")
        document = versions.locked(t.session, document_id)
        if document.state is not DocumentState.ASSESSED:
            raise WrongState("Ещё один эксперт нужен, когда остальные завершили.", "Обновите страницу кампании.")
        seat_further(t, campaign, document_id=document_id, person_id=person_id, purpose=purpose)
        _tell_given(t, campaign, document_id, person_id)


def seat_further(t: Transaction, campaign: Campaign, *, document_id: int, person_id: int, purpose: Purpose) -> None:
    """The seat itself, for the coordinator's act and for a divergence that calls by itself."""
    latest = versions.list_versions(t.session, document_id)[0]
    seated = [one for one in assignments.of_version(t.session, latest.id) if one.campaign_id == campaign.id]
    if any(one.expert_id == person_id for one in seated):
        raise BadInput("Этот эксперт уже оценивал документ.", "Выберите другого эксперта.")
    due = due_day(campaign, t.now.astimezone().date())
    assignments.add(
        t.session,
        campaign_id=campaign.id,
        document_id=document_id,
        version_id=latest.id,
        expert_id=person_id,
        seat=max((one.seat for one in seated), default=0) + 1,
        due=due,
        by=t.actor.id if t.actor else 0,
        now=t.now,
        purpose=purpose,
    )
    tell_seated(t, person_id, document_id, due)
    versions.change(t.session, document_id, state=DocumentState.IN_EXPERTISE)


def cancel(services: Services, actor: Actor, *, assignment_id: int, reason: str) -> None:
    """Take a seat back; a document whose other readers have finished is then assessed."""
    if not reason.strip():
        raise BadInput("Не указана причина отмены.", "Напишите, почему назначение отменяется.")
    with writing(services, actor) as t:
        held, _ = _managed(services, t, actor, assignment_id)
        assignments.change(t.session, held.id, state=AssignmentState.CANCELLED, reason=reason.strip())
        if held.purpose is not Purpose.REVIEW:
            seats.settle(t.session, held.document_id)
        t.note(
            "campaign.seat_cancelled",
            place=_place(t, held),
            document_id=held.document_id,
            name=held.expert,
            reason=reason.strip(),
        )


def history(services: Services, actor: Actor, *, campaign_id: int, document_id: int) -> tuple[Assignment, ...]:
    """Every assignment of a document in a campaign the actor runs, the latest last."""
    with services.database.reading() as session:
        campaigns.campaign(session, actor, campaign_id)
        if not campaigns.leads(session, actor, campaign_id):
            raise NotFound("Назначения видит координатор кампании.", "Ваши документы — на рабочем столе.")
        every = assignments.of_document(session, document_id)
    return tuple(sorted((one for one in every if one.campaign_id == campaign_id), key=lambda one: one.id))
