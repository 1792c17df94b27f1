"""A wrong upload is taken back with a trace, and put back by the coordinator while its year is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.campaigns import seats
from review.flow.notices import occasions
from review.flow.notices.telling import tell
from review.flow.register import years
from review.flow.submission.queueing import EXAMINE, queue_examination, queue_kit
from review.flow.submission.titles import titles_of
from review.flow.transaction import writing
from review.model.rights import demand, may
from review.model.submission import DocumentState
from review.store import jobs
from review.store.documents import documents, versions
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.submission import SchoolDocument, Version

UNDECIDED = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE, DocumentState.ASSESSED)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A document that was taken back, for those whom it concerns."""

    document: SchoolDocument
    versions: tuple[Version, ...]
    may_restore: bool


def may_withdraw(document: versions.Stored, *, allowed: bool, leads: bool) -> bool:
    """The sender until an expert begins, the coordinator until the decision."""
    if leads:
        return document.state in UNDECIDED
    return allowed and document.state is DocumentState.UPLOADED and document.latest == 1


def withdraw(services: Services, actor: Actor, *, document_id: int, reason: str) -> None:
    """Take back a wrong upload: it leaves the kit, the samples and every list but that of withdrawn documents.

    The school until an expert has begun, a coordinator until the decision; experts with a seat are told. Raises
    BadInput without a reason, WrongState, NotAllowed.
    """
    reason = reason.strip()
    if not reason:
        raise BadInput("Не указана причина.", "Напишите, почему документ отзывается.")
    with writing(services, actor) as t:
        documents.season_of(t.session, actor, document_id)
        known = versions.locked(t.session, document_id)
        place = territory.place(t.session, school_id=known.school_id, season_id=known.season_id)
        demand(actor, "withdraw", place)
        if not may_withdraw(known, allowed=True, leads=may(actor, "restore", place)):
            raise WrongState(
                "Документ уже на экспертизе или по нему есть решение, отозвать его нельзя.",
                "До решения документ отзывает координатор; после решения школа загружает новую версию.",
            )
        versions.withdraw(t.session, document_id, reason, t.now)
        tell(t, [occasions.withdrawn(seats.withdrawn(t.session, document_id, reason), document_id)])
        queue_kit(t, school_id=known.school_id, season_id=known.season_id)
        t.note("document.withdrawn", place=place, document_id=document_id, reason=reason)


def restore(services: Services, actor: Actor, *, document_id: int) -> None:
    """Put a withdrawn document back as it was; experts are seated anew. Raises NotFound, NotAllowed, WrongState."""
    with writing(services, actor) as t:
        season_id = documents.season_of_withdrawn(t.session, actor, document_id)
        if season_id is None:
            documents.season_of(t.session, actor, document_id)
            raise WrongState("Документ не отозван.", "Обновите страницу.")
        years.demand_open(t.session, season_id)
        known = documents.withdrawn(t.session, actor, document_id, {})
        place = territory.place(t.session, school_id=known.school_id, season_id=season_id)
        demand(actor, "restore", place)
        unread = versions.restore(t.session, document_id)
        if unread is not None:
            jobs.forget_done(t.session, f"{EXAMINE}:{unread}")
            queue_examination(t, unread)
        seats.settle(t.session, document_id)
        queue_kit(t, school_id=known.school_id, season_id=season_id)
        t.note("document.restored", place=place, document_id=document_id)


def withdrawn_document(services: Services, actor: Actor, *, document_id: int) -> Withdrawn:
    """What is left to see of a withdrawn document. Raises NotFound for others and for those it does not concern."""
    with services.database.reading() as session:
        document = documents.withdrawn(session, actor, document_id, {})
        season = seasons.season(session, document.season_id)
        titles = titles_of(services.library.profile(season.profile))
        document = documents.withdrawn(session, actor, document_id, titles)
        place = territory.place(session, school_id=document.school_id, season_id=document.season_id)
        return Withdrawn(
            document,
            versions.list_versions(session, document_id),
            may(actor, "restore", place) and season.closed_at is None,
        )


def is_withdrawn(services: Services, actor: Actor, *, document_id: int) -> bool:
    """Was a document the actor may see taken back?"""
    with services.database.reading() as session:
        return documents.season_of_withdrawn(session, actor, document_id) is not None
