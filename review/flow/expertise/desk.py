"""What waits for me."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Literal

from review.flow.submission.titles import titles_of
from review.flow.upkeep.audit_words import words_of
from review.model.access import Role
from review.model.appeal import AppealLevel
from review.model.campaigns import LIVE, Purpose
from review.model.rights import Place, covers, may
from review.model.submission import DocumentState, VersionState
from review.store import journal
from review.store.campaigns import assignments, experts
from review.store.documents import documents
from review.store.expertise import appeals, decisions
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.campaigns import Assignment, Campaign
    from review.model.submission import SchoolDocument
    from review.store.database import Session

Waiting = Literal["rework", "refused", "confirm", "begin", "go_on", "settle", "decide", "kind", "appeal"]


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits.

    `what`: rework (школа: доработать), refused (не прочитан), confirm (куратор: подтвердить), begin and go_on
    (эксперт), settle (арбитр), decide (координатор), kind (вид не распознан), appeal (ответить на апелляцию).
    """

    what: Waiting
    document: SchoolDocument
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Recent:
    """Something that happened in the actor's territory lately."""

    at: datetime
    words: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The first page: what waits, by date, and what changed."""

    todos: tuple[Todo, ...]
    recent: tuple[Recent, ...]
    counts: dict[str, int]  # by Waiting
    invitations: tuple[Campaign, ...] = ()  # campaigns that wait for the actor's answer
    seats: dict[int, Assignment] = field(default_factory=dict)  # the actor's seats that wait, by document


RECENT = 15
UNSETTLED = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE, DocumentState.ASSESSED, DocumentState.REWORK)


def desk(services: Services, actor: Actor) -> Desk:
    """The actor's desk for the current year."""
    with services.database.reading() as session:
        season = seasons.current(session)
        titles = titles_of(services.library.profile(season.profile))
        found = documents.every(session, actor, season_id=season.id, titles=titles, states=UNSETTLED)
        places = territory.places(session, {document.school_id for document in found}, season.id)
        seats = {one.version_id: one for one in assignments.of_expert(session, actor.id, season_id=season.id)}
        due = {**_due(session, found), **{number: _last_moment(one.due) for number, one in seats.items()}}
        todos = [
            Todo(what, document, due.get(document.latest.id))
            for document in found
            if (what := _waits(actor, document, places.get(document.school_id, Place()), seats.get(document.latest.id)))
            is not None
        ]
        heard = appeals.waiting_documents(session, (todo.document.id for todo in todos if todo.what == "decide"))
        todos = [todo for todo in todos if todo.what != "decide" or todo.document.id not in heard]
        todos += _appeals(session, actor, season.id, titles)
        invitations = experts.invitations(session, actor, season_id=season.id)
        recent = tuple(
            Recent(line.at, words_of(line), line.document_id) for line in journal.recent(session, actor, most=RECENT)
        )
    todos.sort(key=lambda todo: (todo.due is None, todo.due or todo.document.latest.uploaded_at, todo.document.id))
    counts: dict[str, int] = {}
    for todo in todos:
        counts[todo.what] = counts.get(todo.what, 0) + 1
    waiting = {one.document_id: one for one in seats.values() if one.state in LIVE}
    return Desk(tuple(todos), recent, counts, invitations, waiting)


def _appeals(session: Session, actor: Actor, season_id: int, titles: Mapping[str | None, str]) -> list[Todo]:
    """Appeals the actor is to answer."""
    if not actor.has(Role.MUNICIPAL_COORDINATOR, Role.REGIONAL_COORDINATOR):
        return []
    found = [one for one in appeals.find(session, actor, appeals.Wanted(season_id)) if one.is_open]
    due = {one.document_id: one for one in found}
    listed = documents.load(session, actor, sorted(due), titles)
    places = territory.places(session, {document.school_id for document in listed}, season_id)
    return [
        Todo("appeal", document, _last_moment(due[document.id].due))
        for document in listed
        if _answers(actor, due[document.id].level, places.get(document.school_id, Place()))
    ]


def _answers(actor: Actor, level: AppealLevel, place: Place) -> bool:
    role = Role.REGIONAL_COORDINATOR if level is AppealLevel.REGIONAL else Role.MUNICIPAL_COORDINATOR
    return any(grant.role is role and covers(grant, place, actor.id) for grant in actor.grants)


def _last_moment(day: date) -> datetime:
    """The last day as a moment that is this very day everywhere in Russia."""
    return datetime.combine(day, time(), UTC)


def _due(session: Session, found: tuple[SchoolDocument, ...]) -> Mapping[int, datetime]:
    """Deadlines of the documents on rework, by version."""
    rework = [document.latest.id for document in found if document.state is DocumentState.REWORK]
    taken = decisions.of_versions(session, rework)
    return {decision.version_id: decision.due for decision in reversed(taken) if decision.due is not None}


def _waits(actor: Actor, document: SchoolDocument, place: Place, seat: Assignment | None) -> Waiting | None:
    """What of this document waits for the actor, the most pressing first."""
    if seat is not None and seat.purpose is Purpose.ARBITRATION and document.state is DocumentState.ASSESSED:
        return "settle" if seat.state in LIVE else None
    if seat is not None and document.state in (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE):
        if seat.state not in LIVE:
            return None
        if document.latest.state is VersionState.CHECKED and document.latest.rubric is not None:
            return "begin" if seat.assessment_id is None else "go_on"
    state, version = document.state, document.latest.state
    uploads, confirms = may(actor, "upload", place), may(actor, "confirm", place)
    marks, decides = may(actor, "mark", place), may(actor, "decide", place)
    handed_in = state is DocumentState.UPLOADED
    checked = version is VersionState.CHECKED
    waiting: dict[Waiting, bool] = {
        "rework": state is DocumentState.REWORK and uploads and not decides,
        "refused": version is VersionState.REFUSED and uploads and not decides,
        "kind": handed_in and checked and document.kind is None and may(actor, "set_kind", place),
        "confirm": handed_in and document.curator_confirmed is None and confirms,
        "decide": state is DocumentState.ASSESSED and decides,
        "go_on": state is DocumentState.IN_EXPERTISE and marks and document.expert == actor.name,
        "begin": handed_in and checked and document.latest.rubric is not None and marks and not decides,
    }
    return next((what for what, holds in waiting.items() if holds), None)
