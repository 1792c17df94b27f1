"""An expert fills the form for one version of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.assess import form as rules
from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.campaigns import seats
from review.flow.expertise import divergence
from review.flow.expertise.remarks import carrying
from review.flow.transaction import Transaction, writing
from review.model.assessment import Mark
from review.model.rights import demand
from review.model.submission import DocumentState, VersionState
from review.store.documents import documents, versions
from review.store.expertise import assessments as store
from review.store.register import territory

if TYPE_CHECKING:
    from datetime import datetime

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.assessment import Assessment
    from review.model.finding import Examination
    from review.model.rights import Place
    from review.model.rubric import Rubric
    from review.store.database import Session


@dataclass(frozen=True, slots=True)
class MarkForm:
    """What one criterion's form sends. `level` None with not_applicable False clears the mark."""

    code: str
    level: int | None
    not_applicable: bool = False
    reason: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One line of a mark's history."""

    code: str
    level: int | None
    not_applicable: bool
    reason: str
    recommendation: str
    at: datetime
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The actor's form with all that its rules need."""

    form: store.Form
    document: versions.Stored
    place: Place
    rubric: Rubric
    held: seats.Held | None  # the campaign it belongs to, with the actor's seat


def open_assessment(services: Services, actor: Actor, *, document_id: int) -> Assessment:
    """Begin, or go on with, the actor's form for the latest version. The document is then «на экспертизе».

    Municipal experts of the territory, coordinators and administrators may mark; in a campaign those who are assigned,
    each a form of their own. Raises NotAllowed, WrongState (not read yet, decided already, another expert works on it,
    the campaign's phase is shut).
    """
    carried = carrying.levels_to_carry(services, actor, document_id=document_id)
    with writing(services, actor) as t:
        documents.season_of(t.session, actor, document_id)
        document = versions.locked(t.session, document_id)
        place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
        version = versions.for_actor(t.session, actor, document_id)[0]
        held = seats.held(t.session, document_id=document_id, version_id=version.id, person_id=actor.id)
        if held is None:
            demand(actor, "mark", place)
        forms = store.of_version(t.session, version.id)
        own = next((form for form in forms if form.assessment.expert_id == actor.id), None)
        if own is not None and (held is None or (held.seat is not None and held.seat.assessment_id is not None)):
            return own.assessment
        seat = None if held is None else seats.demand_seat(held, t.now.astimezone().date())
        if version.state is not VersionState.CHECKED or version.rubric is None:
            raise WrongState(
                "Документ ещё не проверен или его вид не определён.", "Укажите вид или дождитесь проверки."
            )
        open_ = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)
        if document.state not in open_ and not (held is not None and held.rereads):
            raise WrongState("Экспертиза этой версии уже завершена.", "Дождитесь новой версии документа.")
        if seat is None:
            _demand_free(forms)
        made = own.assessment.id if own else _new_form(services, t, version.id, version.rubric, carried)
        if seat is not None:
            seats.begin(t.session, seat, made, t.now)
        if document.state is DocumentState.UPLOADED:
            versions.change(t.session, document_id, state=DocumentState.IN_EXPERTISE)
        chain = place if held is None else seats.chain(held.campaign, place)
        t.note("assessment.opened", place=chain, document_id=document_id, version=version.number, rubric=version.rubric)
        return store.locked(t.session, made).assessment


def _new_form(
    services: Services, t: Transaction, version_id: int, edition_id: str, carried: carrying.Carried | None
) -> int:
    """A form of the actor's; it begins with the levels of the version before whose evidence stands unchanged."""
    assert t.actor is not None  # noqa: S101 - a form is opened by a person
    rubric = services.library.rubric(edition_id)
    made = store.open_form(
        t.session,
        version_id=version_id,
        expert_id=t.actor.id,
        rubric=(rubric.id, rubric.sha256),
        total=rules.sum_up(rubric, ()),
        now=t.now,
    )
    if carrying.carry(t, carried, assessment_id=made, version_id=version_id, rubric_sha256=rubric.sha256):
        t.session.expire_all()
        store.save_total(t.session, made, rules.sum_up(rubric, store.locked(t.session, made).assessment.marks))
    return made


def _demand_free(forms: list[store.Form]) -> None:
    """On the shared desk the first to mark is the only one; a finished form here waits for another after an appeal."""
    begun = (form.assessment for form in forms if form.assessment.finished_at is None)
    busy = next((form for form in begun if any(map(rules.is_set, form.marks))), None)
    if busy is not None:
        raise WrongState(f"Документ уже оценивает {busy.expert}.", "Выберите другой документ.")


def own_form(services: Services, t: Transaction, assessment_id: int, *, finished: bool = False) -> OpenForm:
    """The actor's own form in the wanted state; others do not learn that it exists."""
    form = store.locked(t.session, assessment_id)
    if t.actor is None or form.assessment.expert_id != t.actor.id:
        raise NotFound("Такой формы экспертизы нет.", "Вернитесь к документу и откройте её снова.")
    document = versions.of_version(t.session, form.assessment.version_id)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    version_id = form.assessment.version_id
    held = seats.held(t.session, document_id=document.id, version_id=version_id, person_id=t.actor.id)
    if held is None:
        demand(t.actor, "mark", place)
    else:
        seats.demand_seat(held, t.now.astimezone().date())
    if (form.assessment.finished_at is not None) is not finished:
        words = "Форма ещё не завершена." if finished else "Форма уже завершена."
        raise WrongState(words, "Обновите страницу документа.")
    wanted = [DocumentState.ASSESSED] if finished else [DocumentState.IN_EXPERTISE]
    if finished and held is not None:
        wanted.append(DocumentState.IN_EXPERTISE)  # the others have not finished yet
    rereads = held is not None and held.rereads  # decided before; it may be returned or mended meanwhile
    superseded = document.latest != versions.number_of(t.session, version_id)
    if not rereads and (document.state not in wanted or superseded):
        raise WrongState("По этой версии документа уже принято решение или загружена новая.", "Обновите страницу.")
    chain = place if held is None else seats.chain(held.campaign, place)
    return OpenForm(form, document, chain, edition(services, form), held)


def edition(services: Services, form: store.Form) -> Rubric:
    """The rubric the form was opened with. Raises WrongState when its file changed since."""
    rubric = services.library.rubrics.get(form.rubric)
    if rubric is None or rubric.sha256 != form.rubric_sha256:
        raise WrongState(
            f"Файл критериев {form.rubric} изменился с начала экспертизы.",
            "Администратор должен вернуть прежний файл; изменения вносят новой редакцией.",
        )
    return rubric


def save_mark(services: Services, actor: Actor, *, assessment_id: int, form: MarkForm, expected: int) -> Assessment:
    """Save one criterion. `expected` is Mark.version as shown (0 when there is none).

    Raises Stale when saved meanwhile (the stored one is in current_mark), BadInput: a level that differs from the
    proposal and «неприменимо» need a reason; a level outside the scale; an unknown code.
    """
    with writing(services, actor) as t:
        own = own_form(services, t, assessment_id)
        examination = versions.examination(t.session, own.form.assessment.version_id)
        mark = Mark(
            code=form.code,
            level=form.level,
            not_applicable=form.not_applicable,
            reason=form.reason.strip(),
            recommendation=form.recommendation.strip(),
            proposed=rules.proposal(examination, form.code),
        )
        rules.demand_allowed(own.rubric, mark)
        store.save_mark(t.session, assessment_id, mark, expected=expected, by=actor.id, now=t.now)
        said = {"code": mark.code, "level": mark.level, "not_applicable": mark.not_applicable, "reason": mark.reason}
        t.note("mark.saved", place=own.place, document_id=own.document.id, proposed=mark.proposed, **said)
        return _summed(t, own)


def _summed(t: Transaction, own: OpenForm) -> Assessment:
    number = own.form.assessment.id
    t.session.expire_all()
    marks = store.locked(t.session, number).assessment.marks
    store.save_total(t.session, number, rules.sum_up(own.rubric, marks))
    return store.locked(t.session, number).assessment


def accept_proposals(services: Services, actor: Actor, *, assessment_id: int) -> Assessment:
    """Set the proposed level on every criterion that has a proposal and no mark yet."""
    with writing(services, actor) as t:
        own = own_form(services, t, assessment_id)
        examination = versions.examination(t.session, own.form.assessment.version_id)
        codes = _accept(t, own, examination, actor.id)
        t.note("mark.proposals_accepted", place=own.place, document_id=own.document.id, codes=codes)
        return _summed(t, own)


def _accept(t: Transaction, own: OpenForm, examination: Examination | None, by: int) -> list[str]:
    held = {mark.code: mark for mark in own.form.assessment.marks}
    codes = []
    for code in rules.left(own.rubric, own.form.assessment.marks):
        level = rules.proposal(examination, code)
        if level is None:
            continue
        recommendation = held[code].recommendation if code in held else ""
        mark = Mark(code=code, level=level, recommendation=recommendation, proposed=level)
        store.save_mark(t.session, own.form.assessment.id, mark, expected=None, by=by, now=t.now)
        codes.append(code)
    return codes


def current_mark(services: Services, actor: Actor, *, assessment_id: int, code: str) -> Mark | None:
    """The stored mark, to show beside one's own after Stale."""
    with services.database.reading() as session:
        own = _readable(session, actor, assessment_id)
        return next((mark for mark in own.marks if mark.code == code), None)


def _readable(session: Session, actor: Actor, assessment_id: int) -> Assessment:
    """The actor's own form, or another one's finished form that the actor may see."""
    form = store.look(session, assessment_id).assessment
    if form.expert_id == actor.id:
        return form
    document = versions.of_version(session, form.version_id)
    visible = form.finished_at is not None and documents.tells(session, actor, document.id)
    documents.season_of(session, actor, document.id)
    if not visible:
        raise NotAllowed("Черновик эксперта другим не показывается.", "Дождитесь завершения экспертизы.")
    return form


def mark_history(services: Services, actor: Actor, *, assessment_id: int, code: str) -> tuple[MarkChange, ...]:
    """Every save of one criterion's mark, the latest first."""
    with services.database.reading() as session:
        _readable(session, actor, assessment_id)
        found = store.history(session, assessment_id, code)
    return tuple(
        MarkChange(
            code=code,
            level=change.mark.level,
            not_applicable=change.mark.not_applicable,
            reason=change.mark.reason,
            recommendation=change.mark.recommendation,
            at=change.at,
            by=change.by,
            version=change.mark.version,
        )
        for change in found
    )


def save_texts(services: Services, actor: Actor, *, assessment_id: int, praise: str, summary: str) -> Assessment:
    """Save «положительно отмечено» and «общий вывод»."""
    with writing(services, actor) as t:
        own = own_form(services, t, assessment_id)
        store.save_texts(t.session, assessment_id, praise=praise.strip(), summary=summary.strip())
        t.note("assessment.texts_saved", place=own.place, document_id=own.document.id)
        return store.locked(t.session, assessment_id).assessment


def finish(services: Services, actor: Actor, *, assessment_id: int) -> Assessment:
    """Close the form: every criterion has a level or «неприменимо». Raises BadInput naming what is left."""
    with writing(services, actor) as t:
        own = own_form(services, t, assessment_id)
        waiting = rules.left(own.rubric, own.form.assessment.marks)
        if waiting:
            raise BadInput(f"Не отмечены критерии: {', '.join(waiting)}.", "Поставьте уровень или «неприменимо».")
        store.set_finished(t.session, assessment_id, t.now)
        sum_ = own.form.assessment.total
        t.note("assessment.finished", place=own.place, document_id=own.document.id, score=sum_.score, zone=sum_.zone)
        _settle(services, t, own)
        return store.locked(t.session, assessment_id).assessment


def _settle(services: Services, t: Transaction, own: OpenForm) -> None:
    """The document is assessed once everybody who reads it has finished."""
    versions.locked(t.session, own.document.id)  # two experts who finish at once do it one after the other
    held, document_id = own.held, own.document.id
    if held is None or held.seat is None:
        versions.change(t.session, document_id, state=DocumentState.ASSESSED)
    elif held.rereads:
        seats.finish(t.session, held.seat, held.campaign, t.now)
    elif seats.finish(t.session, held.seat, held.campaign, t.now):
        versions.change(t.session, document_id, state=DocumentState.ASSESSED)
        t.session.expire_all()
        version_id = own.form.assessment.version_id
        divergence.after_last_form(
            services, t, held.campaign, document_id=document_id, version_id=version_id, place=own.place
        )


def reopen(services: Services, actor: Actor, *, assessment_id: int) -> Assessment:
    """Go on marking a finished form while nothing is decided."""
    with writing(services, actor) as t:
        own = own_form(services, t, assessment_id, finished=True)
        if own.held is not None and own.held.rereads:
            raise WrongState("Перепроверка этого документа завершена.", "Её итоги видит региональный координатор.")
        if own.held is not None and own.held.seat is not None:
            if own.held.campaign.policy.reviewers > 1 and own.document.state is DocumentState.ASSESSED:
                raise WrongState("Все эксперты завершили и видят уровни друг друга.", "Решение примет координатор.")
            seats.reopen(t.session, own.held.seat)
        store.set_finished(t.session, assessment_id, None)
        versions.change(t.session, own.document.id, state=DocumentState.IN_EXPERTISE)
        t.note("assessment.reopened", place=own.place, document_id=own.document.id)
        return store.locked(t.session, assessment_id).assessment
