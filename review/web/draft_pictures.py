"""Drafts whose pages are being looked at: kept in memory for a while, for the eyes of whoever made them."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask

KEY = "expertiza-draft-pictures"
MOST = 60


class DraftPictures:
    """The latest drafts by a token nobody can guess. Safe to use from several threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[int, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, person_id: int, docx: bytes) -> str:
        """The token of a draft; the oldest one is forgotten."""
        token = secrets.token_urlsafe(18)
        with self._lock:
            self._held[token] = (person_id, docx)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return token

    def find(self, person_id: int, token: str) -> bytes | None:
        """The draft, if it is this person's and not forgotten."""
        with self._lock:
            owner, docx = self._held.get(token, (None, b""))
        return docx if owner == person_id else None


def install(app: Flask) -> None:
    """One memory per process."""
    app.extensions[KEY] = DraftPictures()


def pictures() -> DraftPictures:
    """The memory of this process."""
    return cast("DraftPictures", current_app.extensions[KEY])
