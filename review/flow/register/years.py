"""A closed year is read and nothing is written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import WrongState
from review.store.register import seasons

if TYPE_CHECKING:
    from review.store.database import Session


def demand_open(session: Session, season_id: int) -> None:
    """Raise WrongState for a closed year."""
    if seasons.is_closed(session, season_id):
        title = seasons.season(session, season_id).title
        raise WrongState(
            f"{title} закрыт: его документы и карточки только читают.",
            "Работа идёт в текущем году; если год закрыт по ошибке, его снова открывает администратор.",
        )
