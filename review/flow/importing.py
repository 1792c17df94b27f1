"""Schools, people and risks from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was not taken, and why. `sheet` and `row` as Excel shows them."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done (or would be, in a dry run). `returned` is the sent workbook with faults written beside the rows."""

    dry_run: bool
    created: int
    updated: int
    unchanged: int
    faults: tuple[Fault, ...]
    invited: tuple[tuple[str, str, str], ...]  # (name, login, invitation path), empty in a dry run
    returned: bytes


def import_schools(services: Services, actor: Actor, data: bytes, *, dry_run: bool) -> ImportReport:
    """Read the workbook; good rows are saved in one transaction, faulty ones reported. Repeatable without doubles.

    Raises BadInput for a file that is no workbook or has none of the known sheets. Administrator, coordinators (rows
    outside their territory are faults).
    """
    raise NotImplementedError


def sample_workbook() -> bytes:
    """An empty workbook with the right sheets and headers and a few invented rows."""
    raise NotImplementedError
