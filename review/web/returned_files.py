"""Files made for one person to take away once: kept in memory for a while, never written."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

KEPT = 40
LIFE = timedelta(minutes=30)


class ReturnedFiles:
    """So many files, each for its own person, the oldest forgotten first."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, tuple[int, datetime, str, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, person_id: int, name: str, data: bytes, now: datetime) -> str:
        """The word the file is asked for with."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._files[token] = (person_id, now, name, data)
            while len(self._files) > KEPT:
                self._files.popitem(last=False)
        return token

    def get(self, person_id: int, token: str, now: datetime) -> tuple[str, bytes] | None:
        """(name, bytes), for its own person and not too late."""
        with self._lock:
            found = self._files.get(token)
        if found is None or found[0] != person_id or now > found[1] + LIFE:
            return None
        return found[2], found[3]
