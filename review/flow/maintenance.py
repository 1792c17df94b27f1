"""What the operator does: init, backup, restore, doctor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from review.flow.people import Invitation
    from review.flow.services import Services


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something that does not hold, and what to do."""

    rule: str  # "register_gap", "audit_broken", "file_missing" …
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Doctor's report. Healthy when `ailments` is empty; `notes` tell of optional things that are absent."""

    ailments: tuple[Ailment, ...]
    notes: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]  # ("Школ", "53")


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds, or what a restore brought back."""

    rows: int
    files: int
    size: int
    made_at: str


def init(services: Services) -> Invitation | None:
    """Create or migrate the database and its first year; the first time, an invitation for the administrator."""
    raise NotImplementedError


def backup(services: Services, *, target: Path) -> BackupReport:
    """Database and files as of one moment in one archive with a manifest of hashes."""
    raise NotImplementedError


def restore(services: Services, *, source: Path, replace: bool = False) -> BackupReport:
    """Verify the archive, then put it in place. Refuses a target with data unless `replace`. Then run doctor."""
    raise NotImplementedError


def doctor(services: Services) -> Health:
    """The invariants of the data and the state of the installation."""
    raise NotImplementedError
