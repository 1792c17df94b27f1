"""Documents as the actor may see them: lists and single ones, with the latest version and the expert's total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select

from review.errors import NotFound
from review.model.assessment import Verdict
from review.model.finding import Total
from review.model.listing import DocumentFilter, DocumentList
from review.model.submission import DocumentState, Problem, SchoolDocument, Version, VersionState, nameless
from review.store import codec, visible
from review.store.expertise.counting import Work, finished, works
from review.store.folding import holds
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import AssessmentRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import MunicipalityRow, SchoolRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor

NO_DOCUMENT = ("Такого документа нет, или он вам не доступен.", "Вернитесь к списку документов.")
DECIDED = tuple(DocumentState(verdict.value) for verdict in Verdict)


def _query(actor: Actor, *, withdrawn: bool = False) -> Select[DocumentRow, VersionRow, str, bool, bool, bool, bool]:
    """Every document the actor may see, with its latest version, who sent it, and how much of the work they may see.

    Who reads a document again from above meets the version that was decided on, not what the school sent since.

    Withdrawn ones are asked for by name and shown to those alone whom they concern.
    """
    there = (
        and_(DocumentRow.withdrawn_at.is_not(None), visible.parties(actor))
        if withdrawn
        else (DocumentRow.withdrawn_at.is_(None))
    )
    number = func.coalesce(visible.reread_version(actor), DocumentRow.latest)
    latest = and_(VersionRow.document_id == DocumentRow.id, VersionRow.number == number)
    return (
        select(
            DocumentRow,
            VersionRow,
            PersonRow.full_name,
            visible.insider(actor).label("insider"),
            visible.leader(actor).label("leader"),
            visible.masked(actor).label("masked"),
            visible.rechecked(actor).label("rechecked"),
        )
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .join(MunicipalityRow, MunicipalityRow.id == SchoolRow.municipality_id)
        .join(VersionRow, latest)
        .join(PersonRow, PersonRow.id == VersionRow.uploaded_by)
        .where(visible.documents(actor), there)
    )


def find(
    session: Session, actor: Actor, wanted: DocumentFilter, *, season_id: int, titles: Mapping[str | None, str]
) -> DocumentList:
    """One page of the documents that fit. `titles` names kinds and risk directions, for the search and the rows."""
    query = _query(actor, withdrawn=wanted.withdrawn)
    query = query.where(DocumentRow.season_id == season_id, *_conditions(actor, wanted, titles))
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    size = max(1, min(wanted.size, 500))
    pages = max(1, -(-total // size))
    page = max(1, min(wanted.page, pages))
    rows = session.execute(query.order_by(*_order(actor, wanted)).limit(size).offset((page - 1) * size)).all()
    return DocumentList(_values(session, actor, rows, titles), total, page, pages)


def every(
    session: Session,
    actor: Actor,
    *,
    season_id: int,
    titles: Mapping[str | None, str],
    municipality_id: int | None = None,
    school_id: int | None = None,
    states: Collection[DocumentState] = tuple(DocumentState),
) -> tuple[SchoolDocument, ...]:
    """All documents of a season the actor may see, in the order they came in."""
    condition = (DocumentRow.season_id == season_id, or_(DocumentRow.state.in_(states), visible.rechecked(actor)))
    query = _query(actor).where(*condition).order_by(DocumentRow.id)
    if municipality_id is not None or school_id is not None:
        query = query.where(~visible.masked(actor))
    if municipality_id is not None:
        query = query.where(SchoolRow.municipality_id == municipality_id)
    if school_id is not None:
        query = query.where(DocumentRow.school_id == school_id)
    return _values(session, actor, session.execute(query).all(), titles)


def load(
    session: Session, actor: Actor, ids: Sequence[int], titles: Mapping[str | None, str]
) -> tuple[SchoolDocument, ...]:
    """Those of the named documents that the actor may see, by id."""
    rows = session.execute(_query(actor).where(DocumentRow.id.in_(ids)).order_by(DocumentRow.id)).all()
    return _values(session, actor, rows, titles)


def withdrawn(session: Session, actor: Actor, document_id: int, titles: Mapping[str | None, str]) -> SchoolDocument:
    """A withdrawn document the actor may see. Raises NotFound."""
    rows = session.execute(_query(actor, withdrawn=True).where(DocumentRow.id == document_id)).all()
    if not rows:
        raise NotFound(*NO_DOCUMENT)
    return _values(session, actor, rows, titles)[0]


def season_of_withdrawn(session: Session, actor: Actor, document_id: int) -> int | None:
    """The season of a withdrawn document the actor may see."""
    query = _query(actor, withdrawn=True).where(DocumentRow.id == document_id)
    return session.scalar(query.with_only_columns(DocumentRow.season_id))


def count_of(session: Session, actor: Actor, *, season_id: int, school_ids: Sequence[int]) -> int:
    """How many documents of these schools the actor sees in a season."""
    query = _query(actor).where(
        DocumentRow.season_id == season_id, DocumentRow.school_id.in_(school_ids), ~visible.masked(actor)
    )
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def season_of(session: Session, actor: Actor, document_id: int) -> int:
    """The season of a document the actor may see. Raises NotFound for others."""
    query = _query(actor).where(DocumentRow.id == document_id).with_only_columns(DocumentRow.season_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(*NO_DOCUMENT)
    return found


def is_insider(session: Session, actor: Actor, document_id: int) -> bool:
    """May the actor see experts' results of this document before the decision?"""
    query = _query(actor).where(DocumentRow.id == document_id).with_only_columns(visible.insider(actor))
    return bool(session.scalar(query))


def is_masked(session: Session, actor: Actor, document_id: int) -> bool:
    """Must names be hidden from the actor in this document?"""
    query = _query(actor).where(DocumentRow.id == document_id).with_only_columns(visible.masked(actor))
    return bool(session.scalar(query))


def is_rechecked(session: Session, actor: Actor, document_id: int) -> bool:
    """Does the actor read it again without knowing the first result?"""
    query = _query(actor).where(DocumentRow.id == document_id).with_only_columns(visible.rechecked(actor))
    return bool(session.scalar(query))


def concerns(session: Session, actor: Actor, document_id: int) -> bool:
    """Is the actor of its school, its curator or coordinator?"""
    query = _query(actor).where(DocumentRow.id == document_id).with_only_columns(visible.parties(actor))
    return bool(session.scalar(query))


def experts_of(session: Session, version_id: int) -> frozenset[int]:
    """Who has a form on a version."""
    return frozenset(session.scalars(select(AssessmentRow.expert_id).where(AssessmentRow.version_id == version_id)))


def tells(session: Session, actor: Actor, document_id: int) -> bool:
    """May the actor see experts' finished results: before the decision as an insider, afterwards as any reader?"""
    told = and_(or_(visible.insider(actor), DocumentRow.state.in_(DECIDED)), ~visible.rechecked(actor))
    return bool(session.scalar(_query(actor).where(DocumentRow.id == document_id).with_only_columns(told)))


def _shown(actor: Actor, expert: Any, machine: Any) -> ColumnElement[Any]:  # noqa: ANN401 - columns
    """The expert's value where the actor may see it, else the machine's."""
    told = and_(or_(visible.insider(actor), DocumentRow.state.in_(DECIDED)), ~visible.rechecked(actor))
    return case((told, func.coalesce(finished(expert), machine)), else_=machine)


def _state(actor: Actor) -> ColumnElement[Any]:
    """The state as the actor may know it."""
    return case(
        (visible.rechecked(actor), DocumentState.IN_EXPERTISE.value),
        (and_(DocumentRow.state == DocumentState.ASSESSED, ~visible.insider(actor)), DocumentState.IN_EXPERTISE.value),
        else_=DocumentRow.state,
    )


def _conditions(actor: Actor, wanted: DocumentFilter, titles: Mapping[str | None, str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (SchoolRow.municipality_id, wanted.municipality_id),
        (DocumentRow.school_id, wanted.school_id),
        (DocumentRow.kind, wanted.kind),
        (DocumentRow.risk, wanted.risk),
        (DocumentRow.stage, wanted.stage),
        (_state(actor), wanted.state),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.municipality_id is not None or wanted.school_id is not None:
        found.append(~visible.masked(actor))
    if wanted.zone is not None:
        found.append(_shown(actor, AssessmentRow.zone, VersionRow.machine_zone) == wanted.zone)
    for word in wanted.search.lower().split():
        keys = [key for key, title in titles.items() if key and (word in title.lower() or word == key.lower())]
        texts = (SchoolRow.full_name, SchoolRow.short_name, MunicipalityRow.name, VersionRow.file_name)
        found.append(
            or_(
                DocumentRow.kind.in_(keys),
                DocumentRow.risk.in_(keys),
                and_(~visible.masked(actor), or_(*(holds(column, word) for column in texts))),
            )
        )
    return found


def _order(actor: Actor, wanted: DocumentFilter) -> list[ColumnElement[Any]]:
    town, school = (
        case((visible.masked(actor), ""), else_=column) for column in (MunicipalityRow.name, SchoolRow.short_name)
    )
    columns: dict[str, list[Any]] = {
        "school": [town, school, DocumentRow.kind],
        "kind": [DocumentRow.kind, school],
        "state": [_state(actor), VersionRow.uploaded_at],
        "uploaded": [VersionRow.uploaded_at],
        "zone": [_shown(actor, AssessmentRow.share, VersionRow.machine_share)],
    }
    keys = columns.get(wanted.sort, columns["uploaded"])
    ordered = [column.desc() if wanted.descending else column.asc() for column in keys]
    return [ordered[0].nulls_last(), *ordered[1:], DocumentRow.id]


def _values(
    session: Session,
    actor: Actor,
    rows: Sequence[tuple[DocumentRow, VersionRow, str, bool, bool, bool, bool]],
    titles: Mapping[str | None, str],
) -> tuple[SchoolDocument, ...]:
    done = works(session, actor.id, [row[1].id for row in rows])
    return tuple(_value(*row, done.get(row[1].id, Work()), titles) for row in rows)


def _value(
    row: DocumentRow,
    version: VersionRow,
    sender: str,
    insider: bool,  # noqa: FBT001 - a column of the query
    leader: bool,  # noqa: FBT001 - a column of the query
    masked: bool,  # noqa: FBT001 - a column of the query
    rechecked: bool,  # noqa: FBT001 - a column of the query
    work: Work,
    titles: Mapping[str | None, str],
) -> SchoolDocument:
    state = DocumentState.IN_EXPERTISE if rechecked else DocumentState(row.state)
    told = insider or state in DECIDED
    progress = work.own or (work.shown if leader and not rechecked else None)
    made = SchoolDocument(
        id=row.id,
        school_id=row.school_id,
        school=row.school.short_name,
        municipality=row.school.municipality.name,
        season_id=row.season_id,
        kind=row.kind,
        kind_title=titles.get(row.kind, titles.get(None, "")),
        risk=row.risk,
        stage=row.stage,
        measure=row.measure,
        state=state if told or state is not DocumentState.ASSESSED else DocumentState.IN_EXPERTISE,
        curator_confirmed=row.curator_confirmed,
        latest=version_value(version, sender),
        versions=version.number if rechecked else row.latest,
        expert_total=codec.unpack(Total, work.finished.total) if work.finished is not None and told else None,
        marked=progress.marked if progress else 0,
        to_mark=version.criteria,
        expert=progress.expert if progress else "",
        version=row.version,
        risk_title=titles.get(row.risk, "") if row.risk and row.stage is None else "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
    )
    return nameless(made) if masked else made


def version_value(row: VersionRow, sender: str) -> Version:
    """A version as a value."""
    problem = None
    if row.problem_code is not None:
        problem = Problem(row.problem_code, row.problem_message or "", row.problem_hint or "")
    return Version(
        id=row.id,
        document_id=row.document_id,
        number=row.number,
        file_name=row.file_name,
        sha256=row.sha256,
        size=row.size,
        uploaded_at=row.uploaded_at,
        uploaded_by=sender,
        state=VersionState(row.state),
        progress=row.progress,
        problem=problem,
        pages=row.pages,
        unread=tuple(int(page) for page in row.unread.split()),
        rubric=row.rubric,
        machine=codec.unpack(Total, row.machine) if row.machine else None,
    )
