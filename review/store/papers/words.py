"""Forms of names, posts and organisations that a body's people confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from review.errors import NotFound
from review.store import visible
from review.store.tables.paper_life import CorrectionRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import BodyRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor


@dataclass(frozen=True, slots=True)
class ConfirmedForm:
    """One form: of what, in which case, by whom."""

    id: int
    body_id: int
    body: str
    kind: str
    text: str
    inflection: str  # a case, or "gender"
    form: str
    confirmed_by: str
    confirmed_at: datetime


def of_body(session: Session, body_id: int) -> dict[tuple[str, str], dict[str, str]]:
    """(kind, text) → form by case."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in session.scalars(select(CorrectionRow).where(CorrectionRow.body_id == body_id)):
        found.setdefault((row.kind, row.text), {})[row.inflection] = row.form
    return found


def replace(
    session: Session, *, body_id: int, kind: str, text: str, forms: Mapping[str, str], person_id: int, now: datetime
) -> None:
    """These are the confirmed forms of a text from now on; none: the machine inflects it again."""
    same = (CorrectionRow.body_id == body_id, CorrectionRow.kind == kind, CorrectionRow.text == text)
    session.execute(delete(CorrectionRow).where(*same))
    for inflection, form in forms.items():
        row = CorrectionRow(body_id=body_id, kind=kind, text=text, inflection=inflection, form=form)
        row.confirmed_by, row.confirmed_at = person_id, now
        session.add(row)
    session.flush()


def find(session: Session, actor: Actor) -> tuple[ConfirmedForm, ...]:
    """Forms of the bodies the actor acts for, by text."""
    order = (BodyRow.short_name, CorrectionRow.text, CorrectionRow.id)
    return tuple(_form(row) for row in session.execute(_query(actor).order_by(*order)))


def load(session: Session, actor: Actor, word_id: int) -> ConfirmedForm:
    """One of them. Raises NotFound."""
    found = session.execute(_query(actor).where(CorrectionRow.id == word_id)).first()
    if found is None:
        raise NotFound("Такого слова в списке нет.", "Вернитесь к списку слов.")
    return _form(found)


def remove(session: Session, word_id: int) -> None:
    """Forget one form."""
    session.execute(delete(CorrectionRow).where(CorrectionRow.id == word_id))


def _query(actor: Actor) -> Select[CorrectionRow, str, str]:
    return (
        select(CorrectionRow, BodyRow.short_name, PersonRow.full_name)
        .join(BodyRow, BodyRow.id == CorrectionRow.body_id)
        .join(PersonRow, PersonRow.id == CorrectionRow.confirmed_by)
        .where(visible.bodies(actor))
    )


def _form(found: Row[CorrectionRow, str, str]) -> ConfirmedForm:
    row, body, who = found
    return ConfirmedForm(
        id=row.id,
        body_id=row.body_id,
        body=body,
        kind=row.kind,
        text=row.text,
        inflection=row.inflection,
        form=row.form,
        confirmed_by=who,
        confirmed_at=row.confirmed_at,
    )
