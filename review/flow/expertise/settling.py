"""An arbitrator has the last word on what experts disagree on; an overruled expert may keep their own opinion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.assess import form as rules
from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.campaigns import seats
from review.flow.campaigns.phases import demand_open
from review.flow.campaigns.running import place_of
from review.flow.campaigns.seating import IN_GROUP, due_day
from review.flow.expertise.assessing import edition
from review.flow.expertise.comparing import Around, around, differing, may_settle, voices_of
from review.flow.notices import occasions
from review.flow.notices.telling import tell
from review.flow.transaction import writing
from review.model.assessment import Mark
from review.model.campaigns import AssignmentState, PhaseKey, Purpose
from review.model.opinion import Dissent, overruled, same
from review.model.rights import demand, may
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns, experts
from review.store.documents import documents, versions
from review.store.expertise import assessments, opinions
from review.store.expertise.counting import counting_id
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.assessment import Assessment
    from review.model.opinion import SettledMark, Voice
    from review.model.rights import Place
    from review.model.rubric import Rubric
    from review.store.database import Session

PHASES = (PhaseKey.EXPERTISE, PhaseKey.RESULTS)
LONGEST = 8_000


def name_arbitrator(services: Services, actor: Actor, *, document_id: int, person_id: int) -> None:
    """Ask somebody of the group, who has read nothing of it, to settle. The document waits for their word."""
    with writing(services, actor) as t:
        found = _open(t, actor, document_id)
        demand(actor, "manage_campaign", place_of(found.campaign))
        if found.arbitrator is not None:
            raise WrongState(f"Разногласия уже рассматривает {found.arbitrator.expert}.", "Обновите страницу.")
        if any(one.expert_id == person_id for one in found.seats):
            raise BadInput("Этот эксперт уже оценивал документ.", "Арбитром должен быть другой человек.")
        group = experts.of_campaign(t.session, found.campaign.id, cap=found.campaign.policy.cap)
        name = next((one.name for one in group if one.person_id == person_id and one.state in IN_GROUP), None)
        if name is None:
            raise BadInput("Этого человека нет в экспертной группе.", "Пригласите его в группу кампании.")
        _seat(t, found, person_id)
        due = due_day(found.campaign, t.now.astimezone().date())
        tell(t, [occasions.to_settle(person_id, document_id, due)])
        t.note("campaign.arbitrator_named", place=_place(t, document_id), document_id=document_id, name=name)


def _open(t: Transaction, actor: Actor, document_id: int) -> Around:
    """The seats of an assessed, undecided document of a running campaign; locked."""
    found = around(t.session, actor, document_id)
    demand_open(found.campaign, t.now.astimezone().date(), *PHASES)
    if versions.locked(t.session, document_id).state is not DocumentState.ASSESSED:
        raise WrongState(
            "Разногласия рассматривают, когда эксперты завершили, а решения ещё нет.", "Обновите страницу."
        )
    return around(t.session, actor, document_id)


def _place(t: Transaction, document_id: int) -> Place:
    document = versions.look(t.session, document_id)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    campaign = campaigns.running_with(t.session, document_id)
    return place if campaign is None else seats.chain(campaign, place)


def _seat(t: Transaction, found: Around, person_id: int) -> int:
    return assignments.add(
        t.session,
        campaign_id=found.campaign.id,
        document_id=found.seats[0].document_id,
        version_id=found.version_id,
        expert_id=person_id,
        seat=max(one.seat for one in found.seats) + 1,
        due=due_day(found.campaign, t.now.astimezone().date()),
        by=t.actor.id if t.actor else 0,
        now=t.now,
        purpose=Purpose.ARBITRATION,
    )


def settle(
    services: Services,
    actor: Actor,
    *,
    document_id: int,
    marks: Sequence[SettledMark],
    summary: str,
    final: bool,
) -> Assessment:
    """Save what the arbitrator sets; `final` makes it the form the decision rests on.

    Criteria all experts agree on keep their level. Raises NotAllowed for others, BadInput: a differing criterion
    without level or reason, a level off the scale; WrongState outside the phase or once decided.
    """
    with writing(services, actor) as t:
        found = _open(t, actor, document_id)
        manages = may(actor, "manage_campaign", place_of(found.campaign))
        if not may_settle(found, actor, manages=manages):
            raise NotAllowed(
                "Рассудить этих экспертов можете не вы.",
                "Это делает координатор кампании или назначенный арбитр, который сам документ не оценивал.",
            )
        voices = voices_of(t.session, found)
        form = assessments.look(t.session, voices[0].assessment.id)
        rubric = edition(services, form)
        number = _form(t, found, actor, rubric)
        wanted = {one.code: one for one in marks}
        apart = differing(rubric, voices)
        _save(t, number, actor.id, rubric, voices, apart, wanted, final=final)
        assessments.save_texts(t.session, number, praise=_praise(voices), summary=summary.strip()[:LONGEST])
        t.session.expire_all()
        stored = assessments.locked(t.session, number).assessment
        assessments.save_total(t.session, number, rules.sum_up(rubric, stored.marks))
        if final:
            _finish(t, number, actor, document_id, apart, voices)
        else:
            t.note("settlement.saved", place=_place(t, document_id), document_id=document_id)
        return assessments.locked(t.session, number).assessment


def _form(t: Transaction, found: Around, actor: Actor, rubric: Rubric) -> int:
    """The arbitrator's form, opened with the first save."""
    seat = found.arbitrator
    if seat is not None and seat.assessment_id is not None:
        return seat.assessment_id
    seat_id = seat.id if seat is not None else _seat(t, found, actor.id)
    made = assessments.open_form(
        t.session,
        version_id=found.version_id,
        expert_id=actor.id,
        rubric=(rubric.id, rubric.sha256),
        total=rules.sum_up(rubric, ()),
        now=t.now,
    )
    assignments.change(t.session, seat_id, assessment_id=made, state=AssignmentState.ACCEPTED, answered_at=t.now)
    return made


def _save(
    t: Transaction,
    number: int,
    by: int,
    rubric: Rubric,
    voices: tuple[Voice, ...],
    apart: frozenset[str],
    wanted: Mapping[str, SettledMark],
    *,
    final: bool,
) -> None:
    held = {mark.code: mark for mark in assessments.look(t.session, number).assessment.marks}
    for item in rubric.criteria:
        mark = _settled(item.code, voices, wanted.get(item.code)) if item.code in apart else _agreed(item.code, voices)
        if item.code in apart:
            _demand_settled(rubric, mark, final=final)
        before = held.get(item.code)
        if before is None and not rules.is_set(mark) and not mark.reason:
            continue
        if before is not None and same(before, mark) and before.reason == mark.reason:
            continue
        assessments.save_mark(t.session, number, mark, expected=None, by=by, now=t.now)


def _agreed(code: str, voices: tuple[Voice, ...]) -> Mark:
    first = voices[0].mark(code) or Mark(code, None)
    return replace(first, version=0, carried_from=None)


def _settled(code: str, voices: tuple[Voice, ...], wanted: SettledMark | None) -> Mark:
    """The arbitrator's mark; the recommendation is that of an expert who set the same level."""
    proposed = next((one.proposed for voice in voices if (one := voice.mark(code)) is not None), None)
    if wanted is None:
        return Mark(code, None, proposed=proposed)
    mark = Mark(code, wanted.level, wanted.not_applicable, wanted.reason.strip()[:LONGEST], proposed=proposed)
    given = [one for voice in voices if (one := voice.mark(code)) is not None and same(one, mark)]
    advice = next((one.recommendation for one in reversed(given) if one.recommendation), "")
    return replace(mark, recommendation=advice)


def _demand_settled(rubric: Rubric, mark: Mark, *, final: bool) -> None:
    if rules.is_set(mark):
        rules.demand_allowed(rubric, replace(mark, proposed=None, reason=mark.reason or ("" if final else "черновик")))
    if final and not rules.is_set(mark):
        raise BadInput(f"{mark.code}: не установлен итоговый уровень.", "Выберите уровень или «неприменимо».")
    if final and not mark.reason:
        raise BadInput(f"{mark.code}: нет обоснования.", "Напишите, почему принят этот уровень.")


def _praise(voices: tuple[Voice, ...]) -> str:
    return "\n".join(dict.fromkeys(one.assessment.praise for one in voices if one.assessment.praise))


def _finish(
    t: Transaction,
    number: int,
    actor: Actor,
    document_id: int,
    apart: frozenset[str],
    voices: tuple[Voice, ...],
) -> None:
    assessments.set_finished(t.session, number, t.now)
    seat = assignments.of_assessment(t.session, number)
    if seat is not None:
        assignments.change(t.session, seat.id, state=AssignmentState.DONE, finished_at=t.now)
    t.note("campaign.settled", place=_place(t, document_id), document_id=document_id, codes=sorted(apart))
    final = assessments.look(t.session, number).assessment
    overruled_ = tuple(one.assessment.expert_id for one in voices if overruled(one.assessment, final))
    tell(t, [occasions.settled(tuple(one for one in overruled_ if one != actor.id), document_id)])


@dataclass(frozen=True, slots=True)
class Opinions:
    """Dissents the actor may see, and whether the actor may write their own on `own_form`."""

    dissents: tuple[Dissent, ...] = ()
    own_form: int | None = None
    own_codes: tuple[str, ...] = ()
    may_compare: bool = False


def opinions_of(services: Services, actor: Actor, *, document_id: int) -> Opinions:
    """What the document's page tells of opinions beside the form that counts."""
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        version = versions.list_versions(session, document_id)[0]
        row = versions.look(session, document_id)
        told = documents.tells(session, actor, document_id)
        final = _final(session, version.id)
        if not told or final is None:
            return Opinions(may_compare=_may_compare(session, actor, document_id, row.state))
        forms = {form.assessment.id: form.assessment for form in assessments.of_version(session, version.id)}
        named = documents.is_insider(session, actor, document_id)
        dissents = tuple(
            replace(one, expert=one.expert if named else "", codes=overruled(forms[one.assessment_id], final))
            for one in opinions.of_version(session, version.id)
        )
        own = next((form for form in forms.values() if form.expert_id == actor.id and form.finished_at), None)
        codes = overruled(own, final) if own is not None and own.id != final.id else ()
        mine = any(one.assessment_id == (own.id if own else 0) for one in dissents)
        writes = bool(codes) and not (mine and row.state is not DocumentState.ASSESSED)
        return Opinions(
            dissents=dissents,
            own_form=own.id if own is not None and writes else None,
            own_codes=codes,
            may_compare=_may_compare(session, actor, document_id, row.state),
        )


def _may_compare(session: Session, actor: Actor, document_id: int, state: DocumentState) -> bool:
    if state in (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE):
        return False
    try:
        return len(around(session, actor, document_id).readers) > 1
    except NotFound:
        return False


def _final(session: Session, version_id: int) -> Assessment | None:
    """The form that counts, where it is a further expert's or an arbitrator's."""
    number = counting_id(session, version_id)
    seat = None if number is None else assignments.of_assessment(session, number)
    if number is None or seat is None or seat.purpose not in (Purpose.FURTHER, Purpose.ARBITRATION):
        return None
    return assessments.look(session, number).assessment


def write_dissent(services: Services, actor: Actor, *, assessment_id: int, text: str) -> None:
    """Keep an overruled expert's opinion; it may be changed until the decision and stays afterwards.

    Raises NotFound for a form that is not the actor's, WrongState when nothing was overruled or it is too late.
    """
    if not text.strip() or len(text) > LONGEST:
        raise BadInput(f"Особое мнение — от одного до {LONGEST} знаков.", "Напишите, с чем вы не согласны и почему.")
    with writing(services, actor) as t:
        form = assessments.locked(t.session, assessment_id).assessment
        if form.expert_id != actor.id:
            raise NotFound("Такой формы экспертизы нет.", "Вернитесь к документу и откройте её снова.")
        document = versions.of_version(t.session, form.version_id)
        versions.locked(t.session, document.id)
        final = _final(t.session, form.version_id)
        if form.finished_at is None or final is None or not overruled(form, final):
            raise WrongState("Ваши уровни не изменены: особое мнение не нужно.", "Обновите страницу документа.")
        seat = assignments.of_assessment(t.session, assessment_id)
        if seat is not None and campaigns.known(t.session, seat.campaign_id).closed_at is not None:
            raise WrongState("Кампания завершена.", "Особое мнение прикладывают до её завершения.")
        first = opinions.put(t.session, assessment_id, text.strip(), t.now)
        if not first and document.state is not DocumentState.ASSESSED:
            raise WrongState("Решение принято: приложенное особое мнение не меняется.", "Обновите страницу.")
        t.note("dissent.written", place=_place(t, document.id), document_id=document.id, first=first)
