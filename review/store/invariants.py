"""What must hold of the data whatever happened. Each rule yields (rule, what is wrong in words)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from review.errors import StorageDown
from review.model.appeal import AppealState
from review.model.campaigns import LIVE, Purpose
from review.model.submission import DocumentState, VersionState
from review.store import audit
from review.store.tables.appeals import AppealRow
from review.store.tables.campaigns import AssignmentRow, SampleItemRow
from review.store.tables.documents import DocumentRow, ExaminationRow, FileRow, TextRow, VersionRow
from review.store.tables.expertise import AssessmentRow, DecisionRow, EditionRow
from review.store.tables.papers import CounterRow, PaperRow
from review.store.tables.people import PersonRow
from review.store.tables.second_opinion import ReturnedResultRow
from review.store.tables.territory import MunicipalityRow, SchoolRow, SeasonRow
from review.store.tables.work import AuditRow, JobRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from review.store.files import FileStore

Fault = tuple[str, str]
STUCK_LEASE = timedelta(minutes=10)
STUCK_WAITING = timedelta(hours=1)


def register_whole(session: Session) -> Iterator[Fault]:
    """Numbers of a series run 1, 2, 3 … to the counter's last, each once."""
    taken: dict[tuple[int, str, int], list[int]] = {}
    rows = session.execute(select(PaperRow.body_id, PaperRow.series, PaperRow.year, PaperRow.number))
    for body, series, year, number in rows:
        taken.setdefault((body, series, year), []).append(number)
    last = {(row.body_id, row.series, row.year): row.last for row in session.scalars(select(CounterRow))}
    for key in sorted(taken.keys() | last.keys()):
        numbers = sorted(taken.get(key, []))
        where = f"орган {key[0]}, «{key[1]}», {key[2]} год"
        doubles = sorted({number for number in numbers if numbers.count(number) > 1})
        missing = sorted(set(range(1, last.get(key, 0) + 1)) - set(numbers))
        if doubles:
            yield "register_double", f"Реестр бумаг: {where}: номер выдан дважды: {_listed(doubles)}."
        if missing:
            yield "register_gap", f"Реестр бумаг: {where}: пропущены номера: {_listed(missing)}."
        if numbers and numbers[-1] > last.get(key, 0):
            yield "register_counter", f"Реестр бумаг: {where}: счётчик {last.get(key, 0)} меньше номера {numbers[-1]}."


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")  # noqa: PLR2004 - enough to look for


def editions_known(session: Session, library: Mapping[str, str]) -> Iterator[Fault]:
    """Decisions cite editions whose content is what it was. `library`: hash by edition as the files are now."""
    frozen = {row.id: row.sha256 for row in session.scalars(select(EditionRow))}
    for row in session.scalars(select(DecisionRow).order_by(DecisionRow.id)):
        if frozen.get(row.rubric) != row.rubric_sha256:
            yield "decision_edition", f"Решение {row.id} ссылается на неизвестное содержание редакции {row.rubric}."
    for edition, sha256 in sorted(frozen.items()):
        if edition not in library:
            yield "edition_missing", f"Нет файла редакции {edition}, по которой приняты решения."
        elif library[edition] != sha256:
            yield "edition_changed", f"Файл редакции {edition} изменён после того, как по ней приняты решения."


def journal_whole(session: Session) -> Iterator[Fault]:
    """The chains follow line by line, and no decision or paper is without its line."""
    for stream, seq in audit.broken_lines(session):
        yield "audit_broken", f"Журнал действий: цепочка «{stream}» нарушена в строке {seq}."
    for action, column in (("document.decided", DecisionRow.id), ("paper.registered", PaperRow.id)):
        lines = session.scalar(select(func.count(AuditRow.id)).where(AuditRow.action == action)) or 0
        rows = session.scalar(select(func.count(column))) or 0
        if lines < rows:
            yield "audit_short", f"Журнал действий: строк «{action}» {lines}, а самих записей {rows}."


def files_whole(session: Session, files: FileStore) -> Iterator[Fault]:
    """Every file is there, and is what it was."""
    for sha256, size in session.execute(select(FileRow.sha256, FileRow.size).order_by(FileRow.sha256)):
        if not files.has(sha256):
            yield "file_missing", f"В хранилище нет файла {sha256} ({size} байт)."
            continue
        try:
            files.get(sha256)
        except StorageDown:
            yield "file_changed", f"Файл {sha256} в хранилище изменён или повреждён."


def versions_whole(session: Session) -> Iterator[Fault]:
    """Versions of a document are numbered 1 … latest; what is checked has its text and proposals."""
    numbers: dict[int, list[int]] = {}
    for document, number in session.execute(select(VersionRow.document_id, VersionRow.number)):
        numbers.setdefault(document, []).append(number)
    latest = {row.id: row.latest for row in session.execute(select(DocumentRow.id, DocumentRow.latest))}
    for document in sorted(numbers.keys() - latest.keys()):
        yield "version_orphan", f"Версии {_listed(numbers[document])} документа {document}, которого нет."
    for document, last in sorted(latest.items()):
        if sorted(numbers.get(document, [])) != list(range(1, last + 1)):
            yield "version_numbers", f"У документа {document} версии не идут подряд от 1 до {last}."
    for table, words in ((TextRow, "текста"), (ExaminationRow, "результатов проверки")):
        without = (
            select(VersionRow.id)
            .outerjoin(table, table.version_id == VersionRow.id)
            .where(VersionRow.state == VersionState.CHECKED, table.version_id.is_(None))
        )
        for number in session.scalars(without.order_by(VersionRow.id)):
            yield "version_empty", f"Версия {number} проверена, но {words} нет."


def jobs_moving(session: Session, now: datetime) -> Iterator[Fault]:
    """No job waits or runs for ever, none was given up unnoticed, no version waits without one."""
    for row in session.scalars(select(JobRow).where(JobRow.state.in_(("waiting", "running", "dead")))):
        if row.state == "dead":
            yield "job_dead", f"Работа {row.id} ({row.kind}) прекращена после {row.attempts} попыток: {row.error}"
        elif row.lease_until is not None and row.lease_until < now - STUCK_LEASE:
            yield "job_stuck", f"Работа {row.id} ({row.kind}) брошена исполнителем {row.owner}."
        elif row.lease_until is None and row.run_after < now - STUCK_WAITING:
            yield "job_waiting", f"Работа {row.id} ({row.kind}) ждёт исполнителя с {row.run_after:%d.%m.%Y %H:%M}."
    alive = set(session.scalars(select(JobRow.key).where(JobRow.state.in_(("waiting", "running")))))
    waiting = select(VersionRow.id).where(VersionRow.state.in_((VersionState.QUEUED, VersionState.READING)))
    for number in session.scalars(waiting.order_by(VersionRow.id)):
        if f"examine:{number}" not in alive:
            yield "version_waiting", f"Версия {number} ждёт проверки, но такой работы в очереди нет."


def states_agree(session: Session) -> Iterator[Fault]:
    """A document's state is what its latest version's assessment and decision say."""
    finished: set[int] = set()
    opened: set[int] = set()
    decided: dict[int, DecisionRow] = {}
    for version, moment in session.execute(select(AssessmentRow.version_id, AssessmentRow.finished_at)):
        (opened if moment is None else finished).add(version)
    opened |= set(session.scalars(select(AssignmentRow.version_id)))  # a seat may be given to somebody else meanwhile
    for row in session.scalars(select(DecisionRow).order_by(DecisionRow.number)):
        decided[row.version_id] = row
    heard = set(session.scalars(select(AppealRow.version_id).where(AppealRow.state == AppealState.REOPENED)))
    returned = set(session.scalars(select(ReturnedResultRow.decision_id)))
    decided_again = {version: row for version, row in decided.items() if row.id not in returned}
    latest = select(DocumentRow.id, DocumentRow.state, VersionRow.id).join(
        VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == DocumentRow.latest)
    )
    for document, state, version in session.execute(latest.where(DocumentRow.withdrawn_at.is_(None))):
        decision = None if version in heard else decided_again.get(version)  # an appeal opened the expertise again
        said = None if decision is None else decision.verdict
        holds = {
            DocumentState.UPLOADED: said is None and version not in finished,
            DocumentState.IN_EXPERTISE: said is None and version in opened | heard,
            DocumentState.ASSESSED: said is None and version in finished,
        }.get(DocumentState(state), said == state and version in finished)
        if not holds:
            yield "document_state", f"Состояние документа {document} («{state}») не подтверждается формой и решением."
    for row in decided.values():
        form = session.get(AssessmentRow, row.assessment_id)
        if form is None or form.version_id != row.version_id:
            yield "decision_form", f"Решение {row.id} принято по форме другой версии."


def samples_agree(session: Session) -> Iterator[Fault]:
    """Nobody reads what left a sample, and a re-check reads the version its sample means."""
    strayed = or_(
        SampleItemRow.excluded_at.is_not(None),
        and_(AssignmentRow.purpose == Purpose.RECHECK, AssignmentRow.version_id != SampleItemRow.version_id),
    )
    held = (
        SampleItemRow.campaign_id == AssignmentRow.campaign_id,
        SampleItemRow.document_id == AssignmentRow.document_id,
    )
    query = select(AssignmentRow.document_id).join(SampleItemRow, and_(*held))
    for number in session.scalars(query.where(AssignmentRow.state.in_(LIVE), strayed)):
        yield "sample_strayed", f"Документ {number}: эксперт назначен на то, чего в выборке нет."


def one_season(session: Session) -> Iterator[Fault]:
    """Exactly one year is current."""
    current = session.scalar(select(func.count(SeasonRow.id)).where(SeasonRow.current)) or 0
    if current != 1:
        yield "season", f"Текущих учебных сезонов: {current}, а должен быть один."


def faults(session: Session, *, files: FileStore, library: Mapping[str, str], now: datetime) -> Iterator[Fault]:
    """Every rule in turn."""
    simple: tuple[Callable[[Session], Iterator[Fault]], ...] = (
        one_season,
        register_whole,
        journal_whole,
        versions_whole,
        states_agree,
        samples_agree,
    )
    for rule in simple:
        yield from rule(session)
    yield from editions_known(session, library)
    yield from files_whole(session, files)
    yield from jobs_moving(session, now)


def figures(session: Session) -> dict[str, int]:
    """How much there is."""
    columns = {
        "Муниципалитетов": MunicipalityRow.id,
        "Школ": SchoolRow.id,
        "Людей": PersonRow.id,
        "Документов": DocumentRow.id,
        "Версий": VersionRow.id,
        "Решений": DecisionRow.id,
        "Бумаг": PaperRow.id,
        "Файлов": FileRow.sha256,
        "Строк журнала": AuditRow.id,
        "Работ в очереди": JobRow.id,
    }
    found = {}
    for name, column in columns.items():
        query = select(func.count(column))
        if column is JobRow.id:
            query = query.where(JobRow.state.in_(("waiting", "running")))
        found[name] = session.scalar(query) or 0
    return found


def stray_files(session: Session, files: FileStore) -> int:
    """Stored files nothing refers to: left by uploads that were cut off."""
    known = set(session.scalars(select(FileRow.sha256)))
    return sum(name not in known for name in files.names())
