"""Schools, people and risks from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, ReviewError
from review.exchange import columns, schools
from review.exchange.schools import Fault
from review.flow.register.import_rows import Importer
from review.flow.transaction import writing
from review.model.rights import RIGHTS, Place, demand
from review.settings import Settings
from review.store.register import seasons

__all__ = ["Fault", "ImportReport", "import_schools", "sample_workbook"]

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.exchange.columns import Notation
    from review.exchange.schools import Row
    from review.flow.services import Services
    from review.model.access import Actor


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done (or would be, in a dry run). `returned` is the sent workbook with faults beside."""

    dry_run: bool
    created: int
    updated: int
    unchanged: int
    faults: tuple[Fault, ...]
    invited: tuple[tuple[str, str, str], ...]  # (name, login, invitation path), empty in a dry run
    returned: bytes


SAMPLE = "schools.xlsx"


class _TrialOverError(ReviewError):
    """Ends a dry run: everything was done and nothing is kept."""


def _end_trial(*, dry_run: bool) -> None:
    if dry_run:
        raise _TrialOverError("Пробный прогон окончен.")


def import_schools(services: Services, actor: Actor, data: bytes, *, dry_run: bool) -> ImportReport:
    """Read the workbook; good rows are saved in one transaction, faulty ones reported. Repeatable without doubles.

    Raises BadInput for a file that is no workbook or has none of the known sheets. Administrator, coordinators (rows
    outside their territory are faults).
    """
    if not actor.has(*RIGHTS["import"]):
        demand(actor, "import", Place())
    notation = _notation(services)
    rows, faults = schools.read(data, notation)
    importer: Importer | None = None
    try:
        with writing(services, actor) as t:
            season = seasons.current(t.session)
            importer = Importer(t, season, services.library.profile(season.profile), notation)
            _carry_out(importer, rows, faults)
            t.note("schools.imported", created=importer.created, updated=importer.updated, faults=len(faults))
            _end_trial(dry_run=dry_run)
    except _TrialOverError:
        pass
    if importer is None:
        raise BadInput("Таблицу не удалось загрузить.", "Повторите загрузку.")
    return ImportReport(
        dry_run=dry_run,
        created=importer.created,
        updated=importer.updated,
        unchanged=importer.unchanged,
        faults=tuple(sorted(faults, key=lambda fault: (fault.sheet, fault.row))),
        invited=() if dry_run else tuple(importer.invited),
        returned=schools.returned(data, faults),
    )


def _carry_out(importer: Importer, rows: dict[str, list[Row]], faults: list[Fault]) -> None:
    """Sheet by sheet in the order in which one needs the other; a faulty row costs only itself."""
    steps = (
        ("municipalities", importer.municipality),
        ("schools", importer.school),
        ("people", importer.person),
        ("schools", importer.curator),
    )
    for key, step in steps:
        for row in rows[key]:
            _try(importer, row, lambda row=row, step=step: step(row), faults)  # type: ignore[misc]  # bound now
    for group in importer.grouped_risks(rows["risks"], faults):
        _try(importer, group[0], lambda group=group: importer.risks(group), faults)  # type: ignore[misc]  # bound now


def _try(importer: Importer, row: Row, step: Callable[[], None], faults: list[Fault]) -> None:
    try:
        with importer.row():
            step()
    except ReviewError as error:
        faults.append(Fault(row.sheet, row.number, importer.column, f"{error.message} {error.hint}".strip()))


def _notation(services: Services) -> Notation:
    return columns.load(services.settings.rubrics / "spreadsheets.toml")


def sample_workbook() -> bytes:
    """A workbook with the right sheets and headers and a few invented rows."""
    return (Settings().samples / SAMPLE).read_bytes()
