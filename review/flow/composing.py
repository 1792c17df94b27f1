"""Builds the Services of a process from its settings: the one place where the doors are chosen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from review.check.catalogue import parameters
from review.flow.services import Services, russian_language
from review.rubric.library import LiveLibrary
from review.store.database import Database
from review.store.files import FileStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.settings import Settings


def compose(settings: Settings, ring: Callable[[int], None]) -> Services:
    """Services over the real clock. Raises BadRubric when a rubric or profile is wrong: better at start than in use."""
    settings.data.mkdir(parents=True, exist_ok=True)
    return Services(
        settings=settings,
        library=LiveLibrary(settings.rubrics, settings.own_rubrics, known_checks=parameters()),
        database=Database(settings.url),
        files=FileStore(settings.files),
        language=russian_language,
        now=lambda: datetime.now(UTC),
        ring=ring,
    )
