"""What the operator does: init, backup, restore, doctor."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput
from review.flow.register.people import Invitation, create_invited, invite_again, operator
from review.flow.transaction import writing
from review.model.access import Actor, Grant, Role
from review.store import archive, invariants, migrate
from review.store.register import people as people_store
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


FIRST_PROFILE = "500plus-2022"
INSTALLATION = Actor(0, "Установка", (Grant(Role.ADMINISTRATOR),))
HINTS = {
    "register_gap": "Номер мог пропасть только мимо программы: сверьте с бумажным реестром и резервной копией.",
    "audit_broken": "Журнал изменён мимо программы: сохраните базу и сравните с резервной копией.",
    "file_missing": "Верните файл из резервной копии.",
    "file_changed": "Верните файл из резервной копии.",
    "edition_changed": "Верните прежний файл критериев; изменения вносите новой редакцией.",
    "job_dead": "Устраните причину и загрузите документ ещё раз.",
    "job_waiting": "Проверьте, запущен ли исполнитель работ (команда «worker»).",
    "version_waiting": "Загрузите документ ещё раз.",
    "revision": "Выполните команду «init».",
}


def init(services: Services) -> Invitation | None:
    """Create or migrate the database and its first year; the first time, an invitation for the administrator.

    Until the administrator has set a password, every init gives a new link.
    """
    services.settings.data.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(services.database)
    with services.database.reading() as session:
        begun = bool(seasons.list_seasons(session))
        peopled = people_store.any_people(session)
    if not begun:
        _first_season(services)
    if not peopled:
        return _first_administrator(services)
    administrator = operator(services)
    with services.database.reading() as session:
        known = people_store.account(session, person_id=administrator.id)
    if known is not None and known.password_hash is None:
        return invite_again(services, INSTALLATION, person_id=administrator.id)
    return None


def _first_season(services: Services) -> None:
    profile = services.library.profile(FIRST_PROFILE)
    with writing(services, INSTALLATION) as t:
        seasons.open_season(t.session, title=f"{profile.year} год", year=profile.year, profile=profile.id)
        t.note("service.initialised", profile=profile.id)


def _first_administrator(services: Services) -> Invitation:
    with writing(services, INSTALLATION) as t:
        person_id, token, expires_at = create_invited(
            t, login="admin", full_name="Администратор", post="", grants=[Grant(Role.ADMINISTRATOR)]
        )
        person = people_store.person(t.session, INSTALLATION, person_id)
        return Invitation(person, token, f"/invitation/{token}", expires_at)


def _own(services: Services) -> Mapping[str, Path]:
    """A body's own editions and templates: decisions and papers rest on them."""
    return {"rubrics": services.settings.own_rubrics, "templates": services.settings.own_templates}


def backup(services: Services, *, target: Path) -> BackupReport:
    """Database and files as of one moment in one archive with a manifest of hashes."""
    if not target.parent.is_dir():
        raise BadInput(f"Нет папки {target.parent}.", "Создайте папку или укажите другую.")
    draft = target.with_name(f".{target.name}.part")
    made_at = services.now().isoformat(timespec="seconds")
    try:
        with draft.open("wb") as stream, services.database.snapshot() as session:
            archive.write(session, services.files, _own(services), stream, made_at=made_at)
        contents = archive.verify(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return _report(contents, target)


def _report(contents: archive.Contents, path: Path) -> BackupReport:
    return BackupReport(contents.rows, contents.files, path.stat().st_size, contents.made_at)


def restore(services: Services, *, source: Path, replace: bool = False) -> BackupReport:
    """Verify the archive, then put it in place. Refuses a target with data unless `replace`.

    The service must be stopped; run doctor afterwards.
    """
    if not source.is_file():
        raise BadInput(f"Нет файла {source}.", "Проверьте путь к резервной копии.")
    contents = archive.verify(source)
    if not replace and not _is_untouched(services):
        raise BadInput(
            "Здесь уже есть данные, они были бы потеряны.",
            "Восстановите копию в пустую папку данных или подтвердите замену ключом --replace.",
        )
    services.settings.data.mkdir(parents=True, exist_ok=True)
    if services.database.file is not None:
        services.database.file.parent.mkdir(parents=True, exist_ok=True)
    archive.read(source, services.database, services.files, _own(services))
    with writing(services, None) as t:
        t.note("service.restored", made_at=contents.made_at)
    return _report(contents, source)


def _is_untouched(services: Services) -> bool:
    """Nothing here but, at most, the administrator of a fresh init."""
    if migrate.is_empty(services.database):
        return True
    with services.database.reading() as session:
        figures = invariants.figures(session)
    return figures["Школ"] == 0 and figures["Документов"] == 0 and figures["Людей"] <= 1


def doctor(services: Services) -> Health:
    """The invariants of the data and the state of the installation."""
    notes = _notes(services)
    if migrate.is_empty(services.database) or migrate.revision(services.database) != migrate.newest():
        ailment = Ailment("revision", "База данных не создана или другой версии.", HINTS["revision"])
        return Health((ailment,), notes, ())
    library = {edition: rubric.sha256 for edition, rubric in services.library.rubrics.items()}
    with services.database.reading() as session:
        found = list(invariants.faults(session, files=services.files, library=library, now=services.now()))
        figures = invariants.figures(session)
        stray = invariants.stray_files(session, services.files)
    if stray:
        notes = (*notes, f"Файлов, на которые ничто не ссылается: {stray} (прерванные загрузки, не мешают).")
    ailments = tuple(Ailment(rule, message, HINTS.get(rule, "")) for rule, message in found)
    return Health(ailments, notes, tuple((name, str(figure)) for name, figure in figures.items()))


def _notes(services: Services) -> tuple[str, ...]:
    """Optional programs that are absent, and what is then not done."""
    optional = {
        services.settings.soffice: "LibreOffice не найден: файлы DOC, ODT и RTF не читаются, PDF бумаг не создаётся.",
        services.settings.tesseract: "tesseract не найден: отсканированные страницы не распознаются.",
    }
    return tuple(words for program, words in optional.items() if shutil.which(program) is None)
