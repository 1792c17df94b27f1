"""Batches of papers with their addressees, and the last answers to a body's forms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from review.errors import NotFound
from review.store import visible
from review.store.tables.batches import AnswersRow, BatchItemRow, BatchRow
from review.store.tables.papers import PaperRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import BodyRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from review.model.access import Actor


@dataclass(frozen=True, slots=True)
class NewItem:
    """One addressee: `key` names it once in the batch."""

    key: str
    target: Mapping[str, int]
    addressee: str
    answers: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """One addressee with what became of it."""

    id: int
    target: Mapping[str, int]
    addressee: str
    answers: Mapping[str, object]
    state: str  # waiting, issued, refused
    paper_id: int | None
    shown_number: str
    problem: str
    printed: bool = False  # its PDF is made


@dataclass(frozen=True, slots=True)
class Batch:
    """An order to issue papers of one kind to many addressees."""

    id: int
    template: str
    title: str
    body_id: int
    body: str
    date: date
    answers: Mapping[str, object]
    created_by_id: int
    created_by: str
    created_at: datetime
    finished_at: datetime | None
    waiting: int
    issued: int
    refused: int

    @property
    def size(self) -> int:
        """How many addressees there are."""
        return self.waiting + self.issued + self.refused


def _packed(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def answers(session: Session, *, body_id: int, template: str) -> dict[str, object]:
    """What was last written into this paper's form; nothing at the first time."""
    row = session.get(AnswersRow, (body_id, template))
    found: dict[str, object] = json.loads(row.answers) if row is not None else {}
    return found


def keep_answers(session: Session, *, body_id: int, template: str, told: Mapping[str, object], now: datetime) -> None:
    """The next form begins with them."""
    row = session.get(AnswersRow, (body_id, template)) or AnswersRow(body_id=body_id, template=template)
    row.answers, row.saved_at = _packed(told), now
    session.add(row)
    session.flush()


def add(
    session: Session,
    *,
    key: str,
    template: str,
    title: str,
    body_id: int,
    day: date,
    told: Mapping[str, object],
    items: Sequence[NewItem],
    created_by: int,
    now: datetime,
) -> tuple[int, bool]:
    """(id, is it new): the same key is the same batch, however often its form is sent."""
    held = session.scalar(select(BatchRow.id).where(BatchRow.key == key, BatchRow.created_by == created_by))
    if held is not None:
        return held, False
    row = BatchRow(
        key=key,
        template=template,
        title=title,
        body_id=body_id,
        date=day,
        answers=_packed(told),
        created_by=created_by,
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.add_all(
        BatchItemRow(
            batch_id=row.id,
            key=item.key,
            target=_packed(item.target),
            addressee=item.addressee,
            answers=_packed(item.answers),
        )
        for item in items
    )
    session.flush()
    return row.id, True


def find(session: Session, actor: Actor, *, batch_id: int | None = None, limit: int = 50) -> tuple[Batch, ...]:
    """Batches of the bodies the actor acts for, the latest first."""
    query = (
        select(BatchRow, BodyRow.short_name, PersonRow.full_name)
        .join(BodyRow, BodyRow.id == BatchRow.body_id)
        .join(PersonRow, PersonRow.id == BatchRow.created_by)
        .where(visible.bodies(actor))
        .order_by(BatchRow.id.desc())
        .limit(limit)
    )
    if batch_id is not None:
        query = query.where(BatchRow.id == batch_id)
    rows = session.execute(query).all()
    counts = _counts(session, [row[0].id for row in rows])
    return tuple(_value(row, body, maker, counts.get(row.id, {})) for row, body, maker in rows)


def load(session: Session, actor: Actor, batch_id: int) -> Batch:
    """One batch. Raises NotFound."""
    found = find(session, actor, batch_id=batch_id)
    if not found:
        raise NotFound("Такого выпуска нет, или он вам не доступен.", "Вернитесь к списку бумаг.")
    return found[0]


def by_id(session: Session, batch_id: int) -> Batch:
    """One batch for the service's own work. Raises NotFound."""
    row = session.get(BatchRow, batch_id)
    if row is None:
        raise NotFound("Такого выпуска нет.", "Проверьте номер.")
    return _value(row, "", "", _counts(session, [batch_id]).get(batch_id, {}))


def _counts(session: Session, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    rows = session.execute(
        select(BatchItemRow.batch_id, BatchItemRow.state, func.count())
        .where(BatchItemRow.batch_id.in_(ids))
        .group_by(BatchItemRow.batch_id, BatchItemRow.state)
    )
    found: dict[int, dict[str, int]] = {}
    for batch_id, state, count in rows:
        found.setdefault(batch_id, {})[state] = count
    return found


def _value(row: BatchRow, body: str, maker: str, counts: Mapping[str, int]) -> Batch:
    return Batch(
        id=row.id,
        template=row.template,
        title=row.title,
        body_id=row.body_id,
        body=body,
        date=row.date,
        answers=json.loads(row.answers),
        created_by_id=row.created_by,
        created_by=maker,
        created_at=row.created_at,
        finished_at=row.finished_at,
        waiting=counts.get("waiting", 0),
        issued=counts.get("issued", 0),
        refused=counts.get("refused", 0),
    )


def items(session: Session, batch_id: int, *, state: str | None = None, limit: int | None = None) -> tuple[Item, ...]:
    """Addressees in the order they were listed."""
    query = (
        select(BatchItemRow, PaperRow.shown_number, PaperRow.pdf_sha256)
        .outerjoin(PaperRow, PaperRow.id == BatchItemRow.paper_id)
        .where(BatchItemRow.batch_id == batch_id)
        .order_by(BatchItemRow.id)
    )
    if state is not None:
        query = query.where(BatchItemRow.state == state)
    if limit is not None:
        query = query.limit(limit)
    return tuple(
        Item(
            row.id,
            json.loads(row.target),
            row.addressee,
            json.loads(row.answers),
            row.state,
            row.paper_id,
            number or "",
            row.problem,
            pdf is not None,
        )
        for row, number, pdf in session.execute(query)
    )


def take(session: Session, item_id: int) -> bool:
    """Lock an addressee for issue; False when somebody has issued or refused it meanwhile."""
    row = session.scalar(select(BatchItemRow).where(BatchItemRow.id == item_id).with_for_update())
    return row is not None and row.state == "waiting"


def settle(session: Session, item_id: int, *, paper_id: int | None = None, problem: str = "") -> None:
    """The addressee's paper was issued, or refused for a reason."""
    state = "issued" if paper_id is not None else "refused"
    values = {"state": state, "paper_id": paper_id, "problem": problem}
    session.execute(update(BatchItemRow).where(BatchItemRow.id == item_id).values(**values))


def reopen(session: Session, batch_id: int) -> int:
    """Try the refused addressees again; how many there are."""
    waiting = select(BatchItemRow.id).where(BatchItemRow.batch_id == batch_id, BatchItemRow.state == "refused")
    ids = list(session.scalars(waiting))
    session.execute(update(BatchItemRow).where(BatchItemRow.id.in_(ids)).values(state="waiting", problem=""))
    session.execute(update(BatchRow).where(BatchRow.id == batch_id).values(finished_at=None))
    return len(ids)


def finish(session: Session, batch_id: int, *, now: datetime) -> None:
    """No addressee waits any more."""
    session.execute(update(BatchRow).where(BatchRow.id == batch_id).values(finished_at=now))
