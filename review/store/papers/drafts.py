"""Papers before their number, and the words of those who were asked to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, or_, select, update

from review.errors import NotFound, WrongState
from review.model.issued import Draft, Visa
from review.store import codec, visible
from review.store.database import stale
from review.store.tables.paper_life import DraftRow, VisaRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import BodyRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from review.model.access import Actor

HINT = "Вернитесь к списку бумаг: возможно, черновик уже зарегистрирован."


def add(
    session: Session,
    *,
    template: str,
    title: str,
    type: str,  # noqa: A002 - the register's own word
    body_id: int,
    heading: str,
    addressee: str,
    facts: Mapping[str, object],
    school_ids: Sequence[int],
    version_ids: Sequence[int],
    created_by: int,
    created_at: datetime,
) -> int:
    """Keep a draft; it takes no number."""
    row = DraftRow(
        template=template,
        title=title,
        type=type,
        body_id=body_id,
        heading=heading,
        addressee=addressee,
        facts=codec.pack(dict(facts)),
        about=codec.pack({"schools": list(school_ids), "versions": list(version_ids)}),
        created_by=created_by,
        created_at=created_at,
    )
    session.add(row)
    session.flush()
    return row.id


def _seen(actor: Actor) -> ColumnElement[bool]:
    """Drafts of the bodies the actor acts for, and those the actor was asked about."""
    asked = exists().where(VisaRow.draft_id == DraftRow.id, VisaRow.person_id == actor.id).correlate(DraftRow)
    return or_(DraftRow.body_id.in_(select(BodyRow.id).where(visible.bodies(actor))), asked)


def find(session: Session, actor: Actor, *, waiting: bool = False) -> tuple[Draft, ...]:
    """Drafts that are neither registered nor dropped, the latest first; `waiting`: those that want the actor's word."""
    condition: ColumnElement[bool] = DraftRow.state.in_(("draft", "approval"))
    if waiting:
        mine = select(VisaRow.draft_id).where(VisaRow.person_id == actor.id, VisaRow.word == "waiting")
        condition = condition & (DraftRow.state == "approval") & DraftRow.id.in_(mine)
    return _values(session, condition & _seen(actor))


def load(session: Session, actor: Actor, draft_id: int) -> Draft:
    """One draft the actor may see. Raises NotFound."""
    found = _values(session, (DraftRow.id == draft_id) & _seen(actor))
    if not found:
        raise NotFound("Такого черновика нет, или он вам не доступен.", HINT)
    return found[0]


def facts(session: Session, draft_id: int) -> dict[str, Any]:
    """What the draft says."""
    return codec.unpack(dict, session.get_one(DraftRow, draft_id).facts)


def move(session: Session, draft: Draft, *, expected: int, **changes: object) -> None:
    """Change a draft that is still the one its changer saw. Raises Stale, WrongState for one that has ended."""
    if draft.state not in ("draft", "approval"):
        raise WrongState("Черновик уже закрыт.", HINT)
    if "facts" in changes:
        changes["facts"] = codec.pack(changes["facts"])
    query = update(DraftRow).where(DraftRow.id == draft.id, DraftRow.version == expected)
    done = session.execute(query.values(**changes, version=expected + 1).returning(DraftRow.id)).first()
    if done is None:
        raise stale()
    session.expire_all()


def ask(session: Session, draft_id: int, people: Sequence[tuple[int | None, str, str]]) -> None:
    """Whose words are wanted, in this order; what was said of an earlier text goes."""
    session.execute(delete(VisaRow).where(VisaRow.draft_id == draft_id))
    for place, (person_id, name, post) in enumerate(people, 1):
        session.add(VisaRow(draft_id=draft_id, place=place, person_id=person_id, name=name, post=post))
    session.flush()


def answer(session: Session, visa_id: int, *, word: str, remark: str, at: datetime) -> None:
    """Write a word down."""
    values = {"word": word, "remark": remark, "answered_at": at}
    session.execute(update(VisaRow).where(VisaRow.id == visa_id).values(**values))
    session.expire_all()


def _values(session: Session, condition: ColumnElement[bool]) -> tuple[Draft, ...]:
    query = (
        select(DraftRow, BodyRow.short_name, PersonRow.full_name)
        .join(BodyRow, BodyRow.id == DraftRow.body_id)
        .join(PersonRow, PersonRow.id == DraftRow.created_by)
        .where(condition)
        .order_by(DraftRow.created_at.desc(), DraftRow.id.desc())
    )
    rows = session.execute(query).all()
    visas = _visas(session, [row.id for row, _, _ in rows])
    return tuple(_draft(row, body, maker, visas.get(row.id, [])) for row, body, maker in rows)


def _visas(session: Session, drafts: Sequence[int]) -> dict[int, list[Visa]]:
    found: dict[int, list[Visa]] = {}
    for row in session.scalars(select(VisaRow).where(VisaRow.draft_id.in_(drafts)).order_by(VisaRow.place)):
        visa = Visa(row.id, row.place, row.person_id, row.name, row.post, row.word, row.remark, row.answered_at)
        found.setdefault(row.draft_id, []).append(visa)
    return found


def _draft(row: DraftRow, body: str, maker: str, visas: Sequence[Visa]) -> Draft:
    about = codec.unpack(dict, row.about)
    return Draft(
        id=row.id,
        template=row.template,
        title=row.title,
        type=row.type,
        body_id=row.body_id,
        body=body,
        heading=row.heading,
        addressee=row.addressee,
        state=row.state,
        paper_id=row.paper_id,
        created_by=maker,
        created_at=row.created_at,
        version=row.version,
        visas=tuple(visas),
        school_ids=tuple(about["schools"]),
        version_ids=tuple(about["versions"]),
        maker_id=row.created_by,
    )
