"""`init`, `import`, `backup`, `restore`, `doctor`: what the operator does with the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.output import DONE, FAILED, UNREADABLE, say
from review.errors import BadInput
from review.flow.composing import compose
from review.flow.register.importing import import_schools as import_schools_case
from review.flow.register.people import operator
from review.flow.upkeep import maintenance

if TYPE_CHECKING:
    import argparse

    from review.flow.upkeep.maintenance import BackupReport
    from review.settings import Settings


def nobody(job_id: int) -> None:
    """The operator's commands leave waking the worker to its sweeper."""


def init(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - commands share one signature
    """`init`."""
    invitation = maintenance.init(compose(settings, nobody))
    say(f"База готова: {settings.data.resolve()}")
    if invitation is not None:
        say(f"Откройте ссылку, чтобы задать пароль администратора: {_address(settings)}{invitation.path}")
    return DONE


def import_schools(args: argparse.Namespace, settings: Settings) -> int:
    """`import schools FILE.xlsx`."""
    path = Path(args.file)
    if not path.is_file():
        raise BadInput(f"Нет файла {path}.", "Проверьте путь к таблице.")
    services = compose(settings, nobody)
    report = import_schools_case(services, operator(services), path.read_bytes(), dry_run=args.dry_run)
    say("Пробный прогон, ничего не записано." if report.dry_run else "Загружено.")
    say(f"Добавлено: {report.created}, изменено: {report.updated}, без изменений: {report.unchanged}")
    for name, login, link in report.invited:
        say(f"Приглашение: {name} ({login}) {_address(settings)}{link}")
    if not report.faults:
        return DONE
    for fault in report.faults:
        say(f"Лист «{fault.sheet}», строка {fault.row}, «{fault.column}»: {fault.message}")
    returned = path.with_name(f"{path.stem}-ошибки.xlsx")
    returned.write_bytes(report.returned)
    say(f"Строки с ошибками не загружены; таблица с пометками: {returned}")
    return UNREADABLE


def backup(args: argparse.Namespace, settings: Settings) -> int:
    """`backup FILE`."""
    say(f"Сохранено: {_told(maintenance.backup(compose(settings, nobody), target=Path(args.file)))}")
    return DONE


def restore(args: argparse.Namespace, settings: Settings) -> int:
    """`restore FILE`."""
    services = compose(settings, nobody)
    report = maintenance.restore(services, source=Path(args.file), replace=args.replace)
    say(f"Восстановлено: {_told(report)}")
    return doctor(args, settings)


def doctor(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - commands share one signature
    """`doctor`."""
    health = maintenance.doctor(compose(settings, nobody))
    for name, figure in health.figures:
        say(f"{name}: {figure}")
    for note in health.notes:
        say(f"Замечание: {note}")
    for ailment in health.ailments:
        say(f"Нарушение [{ailment.rule}]: {ailment.message} {ailment.hint}".rstrip())
    say("Нарушений нет." if not health.ailments else f"Нарушений: {len(health.ailments)}")
    return FAILED if health.ailments else DONE


def _told(report: BackupReport) -> str:
    return f"строк {report.rows}, файлов {report.files}, {report.size} байт, от {report.made_at}"


def _address(settings: Settings) -> str:
    return settings.public_url or f"http://{settings.host}:{settings.port}"
