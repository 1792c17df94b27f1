"""Schools hand in documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.errors import BadInput, FileRefused, TooLarge, WrongState
from review.flow.campaigns import seats
from review.flow.register import years
from review.flow.submission.queueing import queue_examination
from review.flow.submission.titles import titles_of
from review.flow.transaction import writing
from review.intake.accept import accept
from review.intake.archive import members
from review.model.rights import demand
from review.model.submission import DocumentState, Problem
from review.store.documents import documents, versions
from review.store.expertise import appeals
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.profile import Profile
    from review.model.register import SchoolCard
    from review.model.submission import SchoolDocument
    from review.store.database import Session


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of the form, with what its sender said of it (None: the content tells)."""

    name: str
    data: bytes
    kind: str | None = None
    risk: str | None = None
    stage: int | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: a document, or a problem. Members of an archive are named "archive.zip!/name.docx"."""

    name: str
    document: SchoolDocument | None
    problem: Problem | None
    repeated: bool = False  # the same file is there already; `document` is the one it is


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A file that passed the door, or why it did not."""

    sent: Sent
    type: str
    sha256: str
    size: int
    problem: Problem | None = None


REPLACEABLE = (DocumentState.UPLOADED, DocumentState.REWORK, DocumentState.FAILS)


def upload(services: Services, actor: Actor, *, school_id: int, files: Sequence[Sent]) -> tuple[Received, ...]:
    """Store each good file as a new document of the current year and queue its reading; refused ones cost nobody else.

    A .zip is opened and each member is a file. Raises NotAllowed (school, its curator, coordinators may upload),
    NotFound, BadInput (a kind the profile has not), TooLarge for more files than Limits.kit_files.
    """
    with services.database.reading() as session:
        season = seasons.current(session)
        years.demand_open(session, season.id)
        newest = territory.card_season(session, school_id=school_id, season_id=season.id)
        _demand_standing(territory.card(session, actor, school_id=school_id, season_id=newest))
        demand(actor, "upload", territory.place(session, school_id=school_id, season_id=season.id))
    profile = services.library.profile(season.profile)
    for sent in files:
        check_said(profile, kind=sent.kind, risk=sent.risk, stage=sent.stage)
    accepted = _accept_all(services, files)
    received = [_receive(services, actor, school_id, season.id, item) for item in accepted]
    with services.database.reading() as session:
        ids = [found for found, _ in received if found is not None]
        known = {doc.id: doc for doc in documents.load(session, actor, ids, titles_of(profile))}
    return tuple(
        Received(item.sent.name, known.get(found or 0), item.problem, repeated)
        for item, (found, repeated) in zip(accepted, received, strict=True)
    )


def _demand_standing(card: SchoolCard) -> None:
    if card.successor:
        raise WrongState(
            f"Школа присоединена к другой: {card.successor}.", "Загрузите документ в карточку школы-преемника."
        )


def check_said(profile: Profile, *, kind: str | None, risk: str | None, stage: int | None) -> None:
    """Raise BadInput for a kind, direction or stage the profile does not have."""
    if kind is not None and profile.kind(kind) is None:
        raise BadInput(f"Вида документа «{kind}» в профиле нет.", "Выберите вид из списка.")
    if risk is not None and profile.risk(risk) is None:
        raise BadInput(f"Направления «{risk}» в профиле нет.", "Выберите направление из списка.")
    if stage is not None and profile.stage(stage) is None:
        raise BadInput(f"Этапа {stage} в профиле нет.", "Выберите этап из списка.")


def _accept_all(services: Services, files: Sequence[Sent]) -> list[_Accepted]:
    """Every file behind the door, archives opened, good ones stored."""
    found: list[_Accepted] = []
    for sent in files:
        for item in _opened(services, sent):
            found.append(item)
            if len(found) > services.settings.limits.kit_files:
                raise TooLarge(
                    f"Файлов больше {services.settings.limits.kit_files}.", "Загрузите их несколькими частями."
                )
    return found


def _opened(services: Services, sent: Sent) -> Iterator[_Accepted]:
    limits = services.settings.limits
    try:
        accepted = accept(sent.data, limits)
        inside = members(sent.data, limits) if accepted.type == "zip" else None
    except FileRefused as error:
        yield _Accepted(sent, "", "", 0, Problem(error.code, error.message, error.hint))
        return
    if inside is None:
        services.files.put(sent.data)
        yield _Accepted(sent, accepted.type, accepted.sha256, accepted.size)
        return
    for name, data in inside:
        yield _member(services, replace(sent, name=f"{sent.name}!/{name}", data=data))


def _member(services: Services, sent: Sent) -> _Accepted:
    try:
        accepted = accept(sent.data, services.settings.limits)
    except FileRefused as error:
        return _Accepted(sent, "", "", 0, Problem(error.code, error.message, error.hint))
    if accepted.type == "zip":
        problem = Problem("unsupported_type", "Архив внутри архива не открываем.", "Загрузите документы отдельно.")
        return _Accepted(sent, "", "", 0, problem)
    services.files.put(sent.data)
    return _Accepted(sent, accepted.type, accepted.sha256, accepted.size)


def _receive(
    services: Services, actor: Actor, school_id: int, season_id: int, item: _Accepted
) -> tuple[int | None, bool]:
    """One file, one transaction: (document, was it there already)."""
    with writing(services, actor) as t:
        place = territory.place(t.session, school_id=school_id, season_id=season_id)
        if item.problem is not None:
            t.note("document.refused", place=place, file=item.sent.name, code=item.problem.code)
            return None, False
        same = versions.same_file(t.session, school_id=school_id, season_id=season_id, sha256=item.sha256)
        if same is not None and _says_the_same(t.session, same, item.sent):
            return same, True
        said = versions.NewDocument(
            school_id, season_id, item.sent.kind, item.sent.risk, item.sent.stage, item.sent.measure or None
        )
        document, version = versions.create(t.session, said, _file(item, actor, t.now))
        queue_examination(t, version)
        t.note("document.uploaded", place=place, document_id=document, file=item.sent.name, sha256=item.sha256)
        return document, False


def _says_the_same(session: Session, document_id: int, sent: Sent) -> bool:
    """The same file for another measure or stage is another document: one paper may confirm two measures."""
    known = versions.locked(session, document_id)
    wanted = (sent.risk, sent.stage, sent.measure or None)
    return wanted in ((None, None, None), (known.risk, known.stage, known.measure))


def _file(item: _Accepted, actor: Actor, now: datetime) -> versions.NewFile:
    name = item.sent.name.rpartition("!/")[2].replace("\\", "/").rpartition("/")[2]
    return versions.NewFile(name, item.type, item.sha256, item.size, actor.id, now)


def upload_version(services: Services, actor: Actor, *, document_id: int, name: str, data: bytes) -> SchoolDocument:
    """A new version of a document (after «на доработке», or before an expert has begun).

    Raises FileRefused kinds, WrongState while experts work on it or when it is decided as conforming.
    """
    with services.database.reading() as session:
        season = seasons.season(session, documents.season_of(session, actor, document_id))
    item = next(_opened(services, Sent(name, data)))
    if item.problem is not None or item.sent.name != name:
        problem = item.problem or Problem(
            "unsupported_type", "Новая версия — это один файл.", "Загрузите сам документ."
        )
        raise refusal(problem)
    with writing(services, actor) as t:
        known = versions.locked(t.session, document_id)
        place = territory.place(t.session, school_id=known.school_id, season_id=known.season_id)
        demand(actor, "upload", place)
        _demand_standing(territory.own_card(t.session, school_id=known.school_id, season_id=known.season_id))
        if known.state not in REPLACEABLE:
            raise WrongState("Документ на экспертизе: сейчас его нельзя заменить.", "Дождитесь решения координатора.")
        if appeals.waiting(t.session, versions.list_versions(t.session, document_id)[0].id) is not None:
            raise WrongState(
                "По документу подана апелляция: до ответа его не заменяют.",
                "Дождитесь ответа или отзовите апелляцию на странице документа.",
            )
        version = versions.add_version(t.session, document_id, _file(item, actor, t.now))
        queue_examination(t, version)
        seats.new_version(t, place, document_id=document_id, version_id=version, by=actor.id)
        t.note("document.new_version", place=place, document_id=document_id, file=name, sha256=item.sha256)
        titles = titles_of(services.library.profile(season.profile))
        return documents.load(t.session, actor, [document_id], titles)[0]


def refusal(problem: Problem) -> FileRefused:
    """The problem as the error it came from."""
    kinds = {kind.code: kind for kind in FileRefused.__subclasses__()}
    return kinds.get(problem.code, FileRefused)(problem.message, problem.hint)
