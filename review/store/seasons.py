"""Project years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from review.errors import BadInput, NotFound
from review.model.register import Season
from review.store.tables.territory import CardRow, SeasonRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _value(row: SeasonRow) -> Season:
    return Season(row.id, row.title, row.profile, row.year, row.current)


def list_seasons(session: Session) -> tuple[Season, ...]:
    """All years, the latest first."""
    return tuple(
        _value(row) for row in session.scalars(select(SeasonRow).order_by(SeasonRow.year.desc(), SeasonRow.id))
    )


def current(session: Session) -> Season:
    """The year work goes into. Raises NotFound before init."""
    row = session.scalar(select(SeasonRow).where(SeasonRow.current))
    if row is None:
        raise NotFound("Учебный сезон ещё не открыт.", "Выполните команду «init» или откройте новый год.")
    return _value(row)


def season(session: Session, season_id: int | None) -> Season:
    """A year, or the current one. Raises NotFound."""
    if season_id is None:
        return current(session)
    row = session.get(SeasonRow, season_id)
    if row is None:
        raise NotFound("Такого года в реестре нет.", "Выберите год из списка.")
    return _value(row)


def open_season(session: Session, *, title: str, year: int, profile: str) -> tuple[Season, int]:
    """Make a new year current; schools, directors, e-mails and curators come along, risks and periods do not."""
    if session.scalar(select(SeasonRow.id).where(SeasonRow.year == year, SeasonRow.profile == profile)) is not None:
        raise BadInput(f"Год {year} с этим профилем уже открыт.", "Выберите другой год.")
    before = session.scalar(select(SeasonRow).where(SeasonRow.current))
    session.execute(update(SeasonRow).where(SeasonRow.current).values(current=False))
    row = SeasonRow(title=title, year=year, profile=profile, current=True)
    session.add(row)
    session.flush()
    cards = session.scalars(select(CardRow).where(CardRow.season_id == before.id)).all() if before is not None else []
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
    )
    session.flush()
    return _value(row), len(cards)
