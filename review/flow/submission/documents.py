"""Documents as lists and as the result page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.exchange.document_table import document_table
from review.flow.campaigns import seats
from review.flow.submission.queueing import queue_kit
from review.flow.submission.shown import Cover
from review.flow.submission.titles import titles_of
from review.flow.submission.uploading import REPLACEABLE, check_said
from review.flow.submission.withdrawing import may_withdraw
from review.flow.transaction import writing
from review.model.listing import DocumentFilter, DocumentList
from review.model.rights import may
from review.model.submission import DocumentState, VersionState
from review.store.documents import documents as store
from review.store.documents import versions
from review.store.expertise import assessments, decisions
from review.store.expertise.counting import counting_id
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.assessment import Assessment, Decision
    from review.model.document import Document
    from review.model.finding import Examination
    from review.model.profile import Profile
    from review.model.register import SchoolCard
    from review.model.rights import Place
    from review.model.rubric import Rubric
    from review.model.submission import SchoolDocument, Version
    from review.store.database import Session

Act = Literal["mark", "finish", "reopen", "decide", "confirm", "upload_version", "withdraw", "set_kind"]

__all__ = ["Act", "DocumentFilter", "DocumentList", "DocumentPage", "Progress"]


@dataclass(frozen=True)
class DocumentPage:
    """Everything the result page needs. `text` and `examination` are None until the file was read."""

    document: SchoolDocument
    version: Version  # the one shown
    versions: tuple[Version, ...]  # the newest first
    text: Document | None
    examination: Examination | None
    rubric: Rubric | None
    profile: Profile
    card: SchoolCard
    assessment: Assessment | None  # the actor's own; else a finished one the actor may see
    decision: Decision | None
    curator_remark: str
    acts: frozenset[Act]  # what the actor may do now
    hidden: int = 0  # places with personal data, dotted out in the text and in quotes
    held: seats.Held | None = None  # the running campaign the document is in, with the actor's seat
    forms: tuple[Assessment, ...] = ()  # every finished form of the version the actor may see


@dataclass(frozen=True, slots=True)
class Progress:
    """For the polling page."""

    document_id: int
    version_id: int
    state: VersionState
    words: str  # "в очереди", "читаем страницу 3 из 7", "прочитан", or the problem's message
    done: bool


MOST_EXPORTED = 100_000
CLOSED = (
    "Экспертиза закрытая: исходный файл до решения не выдаётся, в нём названия и имена.",
    "Весь прочитанный текст — на странице документа, названия и имена в нём закрыты точками.",
)
PROGRESS_WORDS = {
    VersionState.QUEUED: "в очереди",
    VersionState.READING: "читаем",
    VersionState.CHECKED: "прочитан и проверен",
    VersionState.WITHDRAWN: "отозван",
}


def list_documents(services: Services, actor: Actor, *, wanted: DocumentFilter) -> DocumentList:
    """Documents the actor may see, filtered and sorted; search looks into school, file name, kind and direction."""
    with services.database.reading() as session:
        season = seasons.season(session, wanted.season_id)
        titles = titles_of(services.library.profile(season.profile))
        return store.find(session, actor, wanted, season_id=season.id, titles=titles)


def document_sheet(services: Services, actor: Actor, *, wanted: DocumentFilter, with_zones: bool) -> bytes:
    """The whole list, as filtered, as an XLSX file."""
    found = list_documents(services, actor, wanted=replace(wanted, page=1, size=MOST_EXPORTED))
    return document_table(found.rows, with_zones=with_zones)


def document_page(
    services: Services, actor: Actor, *, document_id: int, version: int | None = None, form: int | None = None
) -> DocumentPage:
    """The result page of the latest version, or of version number `version`; `form` picks one of several experts'.

    Raises NotFound.
    """
    with services.database.reading() as session:
        season = seasons.season(session, store.season_of(session, actor, document_id))
        profile = services.library.profile(season.profile)
        document = store.load(session, actor, [document_id], titles_of(profile))[0]
        every = versions.for_actor(session, actor, document_id)
        shown = next((v for v in every if version is None or v.number == version), None)
        if shown is None:
            raise NotFound("Такой версии у документа нет.", "Откройте последнюю версию.")
        told = store.tells(session, actor, document_id)
        cover = Cover(services, session, actor, document_id)
        forms = _forms(session, actor, shown, told=told)
        assessment = _chosen(session, actor, shown, forms, form)
        held = seats.held(session, document_id=document_id, version_id=shown.id, person_id=actor.id)
        found = decisions.of_versions(session, [shown.id])
        row = versions.look(session, document_id)
        place = territory.place(session, school_id=row.school_id, season_id=row.season_id)
        examination = cover.examination(shown.id)
        return DocumentPage(
            document=document,
            version=cover.version(shown),
            versions=tuple(map(cover.version, every)),
            text=cover.text(shown.id),
            examination=examination,
            rubric=services.library.rubrics.get(examination.rubric or "") if examination else None,
            profile=profile,
            card=cover.card(),
            assessment=assessment,
            decision=found[0] if found and told else None,
            curator_remark=cover.words(row.curator_remark),
            acts=_acts(actor, place, row, shown, assessment, held),
            hidden=cover.personal(shown.id),
            held=held,
            forms=tuple(one for one in forms if one.finished_at is not None),
        )


def _forms(session: Session, actor: Actor, version: Version, *, told: bool) -> list[Assessment]:
    """The actor's own form and the finished ones the actor may see; reasons are for coordinators and experts."""
    every = [form.assessment for form in assessments.of_version(session, version.id)]
    own = [form for form in every if form.expert_id == actor.id]
    others = [form for form in every if told and form.finished_at is not None and form.expert_id != actor.id]
    if others and not store.is_insider(session, actor, version.document_id):
        others = [replace(form, marks=tuple(replace(one, reason="") for one in form.marks)) for form in others]
    return own + others


def _chosen(
    session: Session, actor: Actor, version: Version, forms: list[Assessment], wanted: int | None
) -> Assessment | None:
    """The form asked for, else the actor's own, else the finished one that counts."""
    counts = counting_id(session, version.id)
    found = [form for form in forms if form.id == wanted]
    found += [form for form in forms if form.expert_id == actor.id]
    return next(iter(found), next((form for form in forms if form.id == counts), None))


def _acts(
    actor: Actor,
    place: Place,
    document: versions.Stored,
    version: Version,
    assessment: Assessment | None,
    held: seats.Held | None,
) -> frozenset[Act]:
    """What the page may offer: rights and states together. Earlier versions are only shown."""
    rereads = held is not None and held.rereads
    if version.number != document.latest and not rereads:
        return frozenset()
    state, checked = document.state, version.state is VersionState.CHECKED
    open_states = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)
    own = assessment is not None and assessment.expert_id == actor.id
    finished = assessment is not None and assessment.finished_at is not None
    if held is not None and held.rereads:
        return _rereading(held, version, own=own, finished=finished)
    marks = may(actor, "mark", place) if held is None else held.seat is not None
    alone = held is None or held.campaign.policy.reviewers == 1
    decides = may(actor, "decide", place) and (held is None or may(actor, "manage_campaign", held.place))
    offered: dict[Act, bool] = {
        "mark": marks and checked and version.rubric is not None and state in open_states,
        "finish": own and not finished and marks,
        "reopen": own and finished and (state is DocumentState.ASSESSED if alone else state in open_states),
        "decide": decides and finished and state not in open_states,
        "confirm": may(actor, "confirm", place) and state in open_states,
        "upload_version": may(actor, "upload", place) and state in REPLACEABLE,
        "withdraw": may_withdraw(document, allowed=may(actor, "withdraw", place), leads=may(actor, "restore", place)),
        "set_kind": may(actor, "set_kind", place) and state is DocumentState.UPLOADED,
    }
    return frozenset(act for act, may_ in offered.items() if may_)


def _rereading(held: seats.Held, version: Version, *, own: bool, finished: bool) -> frozenset[Act]:
    """What a re-check offers its expert, whatever was decided before."""
    if held.seat is None or version.state is not VersionState.CHECKED or version.rubric is None or finished:
        return frozenset()
    return frozenset({"mark", "finish"}) if own else frozenset({"mark"})


def progress(services: Services, actor: Actor, *, document_ids: Sequence[int]) -> tuple[Progress, ...]:
    """How far each has come; ids the actor may not see are left out."""
    with services.database.reading() as session:
        found = store.load(session, actor, document_ids, {})
    return tuple(
        Progress(
            document_id=document.id,
            version_id=document.latest.id,
            state=document.latest.state,
            words=_words(document.latest),
            done=document.latest.state not in (VersionState.QUEUED, VersionState.READING),
        )
        for document in found
    )


def _words(version: Version) -> str:
    if version.problem is not None:
        return version.problem.message
    return version.progress or PROGRESS_WORDS[version.state]


def original(services: Services, actor: Actor, *, document_id: int, version: int | None = None) -> tuple[str, bytes]:
    """(file name, bytes) of the file as it was uploaded. Raises NotAllowed while the expertise is blind."""
    with services.database.reading() as session:
        store.season_of(session, actor, document_id)
        if store.is_masked(session, actor, document_id):
            raise NotAllowed(*CLOSED)
        every = versions.for_actor(session, actor, document_id)
    shown = next((v for v in every if version is None or v.number == version), None)
    if shown is None:
        raise NotFound("Такой версии у документа нет.", "Откройте последнюю версию.")
    return shown.file_name, services.files.get(shown.sha256)


def set_kind(
    services: Services,
    actor: Actor,
    *,
    document_id: int,
    kind: str | None,
    risk: str | None,
    stage: int | None,
    measure: str | None,
    expected: int,
) -> SchoolDocument:
    """Say what the document is; it is checked again. Raises Stale, WrongState once an expert has begun, BadInput."""
    with writing(services, actor) as t:
        season = seasons.season(t.session, store.season_of(t.session, actor, document_id))
        profile = services.library.profile(season.profile)
        check_said(profile, kind=kind, risk=risk, stage=stage)
        known = versions.locked(t.session, document_id, expected=expected)
        place = territory.place(t.session, school_id=known.school_id, season_id=known.season_id)
        if not may(actor, "set_kind", place):
            raise NotAllowed("Вид этого документа указываете не вы.", "Обратитесь к школе или координатору.")
        if known.state is not DocumentState.UPLOADED:
            raise WrongState("Экспертиза уже начата: вид документа изменить нельзя.", "Дождитесь решения.")
        measure = (measure or "").strip() or None
        versions.change(
            t.session, document_id, kind=kind, kind_given=kind is not None, risk=risk, stage=stage, measure=measure
        )
        queue_kit(t, school_id=known.school_id, season_id=known.season_id)
        said = {"kind": kind, "risk": risk, "stage": stage, "measure": measure}
        t.note("document.kind_set", place=place, document_id=document_id, **said)
        return store.load(t.session, actor, [document_id], titles_of(profile))[0]


def unconfirmable(services: Services, actor: Actor, *, document_id: int) -> str:
    """Why the actor cannot confirm the document now; "" when they can."""
    with services.database.reading() as session:
        store.season_of(session, actor, document_id)
        known = versions.look(session, document_id)
        place = territory.place(session, school_id=known.school_id, season_id=known.season_id)
    return _unconfirmable(actor, known, place)


def _unconfirmable(actor: Actor, known: versions.Stored, place: Place) -> str:
    if not may(actor, "confirm", place):
        return "документ подтверждает куратор школы"
    open_ = known.state in (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)
    return "" if open_ else "по документу уже есть результат экспертизы"


def confirm(
    services: Services, actor: Actor, *, document_id: int, confirmed: bool | None, remark: str, expected: int
) -> SchoolDocument:
    """The curator confirms the document, or refuses with a remark; None takes it back. Raises Stale, NotAllowed."""
    with writing(services, actor) as t:
        season = seasons.season(t.session, store.season_of(t.session, actor, document_id))
        known = versions.locked(t.session, document_id, expected=expected)
        place = territory.place(t.session, school_id=known.school_id, season_id=known.season_id)
        if not may(actor, "confirm", place):
            raise NotAllowed("Документ подтверждает куратор школы.", "Куратор указан в карточке школы.")
        if known.state not in (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE):
            raise WrongState("По документу уже есть результат экспертизы.", "Подтверждение больше не меняется.")
        if confirmed is False and not remark.strip():
            raise BadInput("Не указано, что исправить.", "Напишите замечание для школы.")
        versions.change(t.session, document_id, curator_confirmed=confirmed, curator_remark=remark.strip())
        queue_kit(t, school_id=known.school_id, season_id=known.season_id)
        t.note("document.confirmed", place=place, document_id=document_id, confirmed=confirmed, remark=remark.strip())
        titles = titles_of(services.library.profile(season.profile))
        return store.load(t.session, actor, [document_id], titles)[0]
