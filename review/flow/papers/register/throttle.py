"""How often somebody without an account may ask in vain. Kept in the process: nothing about askers is stored."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from review.errors import TooOften

if TYPE_CHECKING:
    from datetime import datetime

MOST_ASKERS = 10_000


class Throttle:
    """So many misses in so many seconds; whoever asks without an address is not counted."""

    def __init__(self, *, misses: int, seconds: int) -> None:
        self._most = misses
        self._window = timedelta(seconds=seconds)
        self._misses: dict[str, list[datetime]] = {}
        self._lock = threading.Lock()

    def demand(self, asker: str, now: datetime) -> None:
        """Raises TooOften."""
        with self._lock:
            if len(self._recent(asker, now)) >= self._most:
                raise TooOften("Слишком много неудачных запросов подряд.", "Проверьте код и повторите через 10 минут.")

    def note(self, asker: str, now: datetime) -> None:
        """One more miss."""
        if not asker:
            return
        with self._lock:
            if len(self._misses) >= MOST_ASKERS:
                self._misses = {key: kept for key in self._misses if (kept := self._recent(key, now))}
            self._misses[asker] = [*self._recent(asker, now), now]

    def _recent(self, asker: str, now: datetime) -> list[datetime]:
        return [moment for moment in self._misses.get(asker, ()) if moment <= now < moment + self._window]
