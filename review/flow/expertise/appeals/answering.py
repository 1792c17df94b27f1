"""An appeal is answered: the decision stands or is changed, if need be after another expert has read the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.campaigns.reseating import seat_further
from review.flow.expertise import deciding
from review.flow.expertise.appeals.filing import LONGEST, demand_answerer
from review.flow.notices import occasions
from review.flow.notices.telling import tell
from review.flow.transaction import writing
from review.model.appeal import APPEAL_STATE_TITLES, AppealState
from review.model.campaigns import Purpose
from review.model.submission import DocumentState
from review.store.campaigns import campaigns, experts
from review.store.documents import documents, versions
from review.store.expertise import appeals, assessments, decisions
from review.store.register import territory

if TYPE_CHECKING:
    from datetime import date

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.appeal import Appeal
    from review.model.assessment import Verdict
    from review.model.rights import Place
    from review.store.expertise.assessments import Form


def reopen_expertise(
    services: Services, actor: Actor, *, appeal_id: int, person_id: int | None, reason: str, expected: int
) -> Appeal:
    """Another expert reads the document before the appeal is answered; it is «на экспертизе» again.

    In a running campaign the expert is one of its group; on the shared desk nobody need be named. Raises NotFound,
    NotAllowed, BadInput, WrongState, Stale.
    """
    if not reason.strip():
        raise BadInput("Не указано, что проверить заново.", "Напишите, на что обратить внимание.")
    with writing(services, actor) as t:
        known, place = _heard(t, actor, appeal_id, expected)
        if known.state is not AppealState.FILED:
            raise WrongState("Повторная экспертиза уже назначена.", "Дождитесь её и ответьте школе.")
        _give(t, known, person_id)
        appeals.change(t.session, appeal_id, state=AppealState.REOPENED)
        said = {"number": appeal_id, "reason": reason.strip()}
        t.note("appeal.reopened", place=place, document_id=known.document_id, **said)
        return appeals.appeal(t.session, actor, appeal_id)


def _heard(t: Transaction, actor: Actor, appeal_id: int, expected: int) -> tuple[Appeal, Place]:
    """The waiting appeal and its document, locked."""
    known = appeals.locked(t.session, actor, appeal_id, expected=expected)
    document = versions.locked(t.session, known.document_id)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    demand_answerer(actor, known, place)
    if not known.is_open:
        raise WrongState("На апелляцию уже ответили.", "Обновите страницу документа.")
    return known, place


def _give(t: Transaction, known: Appeal, person_id: int | None) -> None:
    if person_id is not None and person_id in documents.experts_of(t.session, known.version_id):
        raise BadInput("Этот эксперт уже оценивал документ.", "Выберите другого эксперта.")
    campaign = campaigns.running_with(t.session, known.document_id)
    if campaign is None:
        versions.change(t.session, known.document_id, state=DocumentState.IN_EXPERTISE)
        if person_id is not None:
            tell(t, [occasions.to_reread(person_id, known.document_id)])
        return
    group = experts.of_campaign(t.session, campaign.id, cap=campaign.policy.cap)
    if person_id is None or person_id not in {one.person_id for one in group if one.state.value == "accepted"}:
        raise BadInput("Не выбран эксперт из группы кампании.", "Выберите того, кто этот документ ещё не оценивал.")
    seat_further(t, campaign, document_id=known.document_id, person_id=person_id, purpose=Purpose.FURTHER)


def answer_appeal(
    services: Services,
    actor: Actor,
    *,
    appeal_id: int,
    verdict: Verdict,
    answer: str,
    due: date | None,
    expected: int,
) -> Appeal:
    """Leave the decision or change it, with reasons the school reads. `due` is needed for a return for revision.

    A changed decision, and any after another expertise, is a new one beside the old. Raises NotFound, NotAllowed,
    BadInput, Stale (somebody answered meanwhile), WrongState (the expertise goes on).
    """
    answer = answer.strip()
    if not answer:
        raise BadInput("Ответ без обоснования.", "Напишите школе, почему решение оставлено или изменено.")
    if len(answer) > LONGEST:
        raise BadInput(f"Ответ длиннее {LONGEST} знаков.", "Скажите короче.")
    with writing(services, actor) as t:
        known, place = _heard(t, actor, appeal_id, expected)
        form = _form(services, t, known, verdict)
        if form is not None:
            deciding.record(
                t, place, document_id=known.document_id, form=form, verdict=verdict, grounds=answer, due=due
            )
        state = AppealState.UPHELD if verdict is known.against else AppealState.CHANGED
        values = {"state": state, "verdict": verdict, "answer": answer, "answered_by": actor.id, "answered_at": t.now}
        appeals.change(t.session, appeal_id, **values)
        said = {"number": appeal_id, "state": APPEAL_STATE_TITLES[state], "verdict": verdict.value}
        t.note("appeal.answered", place=place, document_id=known.document_id, **said)
        return appeals.appeal(t.session, actor, appeal_id)


def _form(services: Services, t: Transaction, known: Appeal, verdict: Verdict) -> Form | None:
    """What a new decision rests on; None while the old one stands as it is."""
    if known.state is AppealState.REOPENED:
        form = deciding.finished_form(t.session, known.document_id)
        deciding.demand_settled(services, t.session, known.document_id, form)
        return form
    if verdict is known.against:
        return None
    [before] = [one for one in decisions.of_versions(t.session, [known.version_id]) if one.id == known.decision_id]
    return assessments.look(t.session, before.assessment_id)
