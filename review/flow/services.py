"""What every use case is given: settings and the doors to the outside. Built once in bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from review.model.language import Language
    from review.rubric.library import Library
    from review.settings import Settings
    from review.store.database import Database
    from review.store.files import FileStore


@dataclass(frozen=True, slots=True)
class Services:
    """The doors. Time and ids come from here, so that tests can set them."""

    settings: Settings
    library: Library  # rubrics and profiles
    database: Database
    files: FileStore
    language: Callable[[], Language]  # made on first use: Russian costs a second to load
    now: Callable[[], datetime]
    ring: Callable[[int], None]  # tells the queue that a job row was committed


def russian_language() -> Language:
    """The Russian language, loaded at the first call."""
    from review.language.russian import russian  # a second of loading that most commands do not need

    return russian()
