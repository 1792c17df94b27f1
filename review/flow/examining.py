"""Read a version, take its facts, check it with the school's card and kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.flow.services import Services


def examine_version(services: Services, *, version_id: int, on_progress: Callable[[str], None]) -> None:
    """Job: guarded read → facts → check; stores them and queues the check of the kit's other documents."""
    raise NotImplementedError


def check_kit(services: Services, *, school_id: int, season_id: int, on_progress: Callable[[str], None]) -> None:
    """Job: check the documents of a kit again from stored texts, where no expert has begun."""
    raise NotImplementedError
