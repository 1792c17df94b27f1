"""Project years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from review.errors import BadInput, NotFound
from review.model.register import Season
from review.store.register import changes
from review.store.tables.changes import ClosedSeasonRow
from review.store.tables.documents import DocumentRow
from review.store.tables.territory import CardRow, SeasonRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


def _value(row: SeasonRow, closed: ClosedSeasonRow | None = None) -> Season:
    return Season(row.id, row.title, row.profile, row.year, row.current, None if closed is None else closed.closed_at)


def _query() -> Select[SeasonRow, ClosedSeasonRow]:
    return select(SeasonRow, ClosedSeasonRow).outerjoin(ClosedSeasonRow, ClosedSeasonRow.season_id == SeasonRow.id)


def list_seasons(session: Session) -> tuple[Season, ...]:
    """All years, the latest first."""
    return tuple(_value(*row) for row in session.execute(_query().order_by(SeasonRow.year.desc(), SeasonRow.id)))


def current(session: Session) -> Season:
    """The year work goes into. Raises NotFound before init."""
    row = session.execute(_query().where(SeasonRow.current)).first()
    if row is None:
        raise NotFound("Учебный сезон ещё не открыт.", "Выполните команду «init» или откройте новый год.")
    return _value(*row)


def season(session: Session, season_id: int | None) -> Season:
    """A year, or the current one. Raises NotFound."""
    if season_id is None:
        return current(session)
    row = session.execute(_query().where(SeasonRow.id == season_id)).first()
    if row is None:
        raise NotFound("Такого года в реестре нет.", "Выберите год из списка.")
    return _value(*row)


def of_document(session: Session, document_id: int) -> int | None:
    """The year of a document, withdrawn or not."""
    return session.scalar(select(DocumentRow.season_id).where(DocumentRow.id == document_id))


def is_closed(session: Session, season_id: int) -> bool:
    """Is nothing written into this year any more?"""
    return session.get(ClosedSeasonRow, season_id) is not None


def close(session: Session, season_id: int, *, by: int, now: datetime, summary: str) -> None:
    """End a year with what it came to."""
    session.add(ClosedSeasonRow(season_id=season_id, closed_by=by, closed_at=now, summary=summary))
    session.flush()


def reopen(session: Session, season_id: int) -> None:
    """Let work go on in a year that was closed by mistake."""
    session.delete(session.get_one(ClosedSeasonRow, season_id))
    session.flush()


def summary(session: Session, season_id: int) -> str | None:
    """What a closed year came to."""
    return session.scalar(select(ClosedSeasonRow.summary).where(ClosedSeasonRow.season_id == season_id))


def open_season(session: Session, *, title: str, year: int, profile: str) -> tuple[Season, int]:
    """Make a new year current; schools, directors, e-mails and curators come along, risks and periods do not.

    A school that joined another stays in its last year.
    """
    if session.scalar(select(SeasonRow.id).where(SeasonRow.year == year, SeasonRow.profile == profile)) is not None:
        raise BadInput(f"Год {year} с этим профилем уже открыт.", "Выберите другой год.")
    before = session.scalar(select(SeasonRow).where(SeasonRow.current))
    session.execute(update(SeasonRow).where(SeasonRow.current).values(current=False))
    row = SeasonRow(title=title, year=year, profile=profile, current=True)
    session.add(row)
    session.flush()
    cards = session.scalars(select(CardRow).where(CardRow.season_id == before.id)).all() if before is not None else []
    merged = changes.merged(session, [card.school_id for card in cards])
    session.add_all(
        CardRow(
            school_id=card.school_id,
            season_id=row.id,
            director=card.director,
            director_post=card.director_post,
            email=card.email,
            curator_id=card.curator_id,
        )
        for card in cards
        if card.school_id not in merged
    )
    session.flush()
    return _value(row), len(cards) - len(merged)
