"""Read a version, take its facts, check it with the school's card and kit."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from review.errors import FileRefused, ReviewError
from review.flow.runs.conversion import source
from review.flow.submission.copies import sampled_rows
from review.flow.submission.kit_tasks import KitView, is_current, load_kit, nothing_proposed, task_for
from review.flow.submission.queueing import queue_kit, queue_pages, queue_remarks
from review.flow.submission.switched import without_switched
from review.flow.submission.work import RENDERED, Work
from review.flow.transaction import Transaction, writing
from review.model.submission import DocumentState, VersionState
from review.store.documents import texts, versions
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from review.flow.runs.packages import Package
    from review.flow.services import Services
    from review.model.finding import Examination
    from review.store.documents.versions import KitMember

log = logging.getLogger(__name__)


def examine_version(services: Services, work: Work, *, version_id: int) -> None:
    """Job: guarded read → facts → check; stores them and queues the check of the kit's other documents."""
    with services.database.session() as session:
        member = versions.member(session, version_id)
        if member is None or member.state is VersionState.CHECKED:
            work.settle(session)
            return
        profile = services.library.profile(seasons.season(session, member.document.season_id).profile)
        versions.set_state(session, version_id, VersionState.READING, "читаем файл")
    try:
        text = _read(services, work, member, profile.id, profile.sha256)
    except FileRefused as error:
        _refuse(services, work, member, error)
        return
    ready, rows = texts.packed(text), sampled_rows(text.sketch)
    with services.database.session() as session:
        texts.save(session, version_id, ready, rows)
        if not member.document.kind_given and (recognised := text.facts.kind.kind) is not None:
            versions.change(session, member.document.id, kind=recognised)
    _say(services, work, version_id, "сверяем с критериями")
    with services.database.reading() as session:
        kit = load_kit(services, session, school_id=member.document.school_id, season_id=member.document.season_id)
    examination = _examined(services, work, kit, version_id)
    with writing(services, None) as t:
        _save(services, t, kit, version_id, examination)
        if member.type in RENDERED:
            queue_pages(t, version_id)
        if member.document.latest > 1:
            queue_remarks(t, version_id)
        queue_kit(t, school_id=kit.card.id, season_id=kit.season.id)
        work.settle(t.session)


def _read(services: Services, work: Work, member: KitMember, profile: str, edition: str) -> texts.Text:
    data = services.files.get(member.sha256)
    kind = member.document.kind if member.document.kind_given else None
    package: Package = work.reader.run(
        "read_package",
        source(member.type, data, services.settings),
        profile,
        kind,
        services.settings,
        on_progress=lambda words: _say(services, work, member.version_id, words),
    )
    document, facts = package.open()
    return texts.Text(document, facts, package.sketch, kind or facts.kind.kind, edition)


def _say(services: Services, work: Work, version_id: int, words: str) -> None:
    """Progress for the page; the kit's later checks leave a checked version in its state."""
    work.tell(words)
    with services.database.session() as session:
        versions.set_progress(session, version_id, words)


def _refuse(services: Services, work: Work, member: KitMember, error: ReviewError) -> None:
    with writing(services, None) as t:
        work.settle(t.session)
        give_up(t, member, error)


def give_up(t: Transaction, member: KitMember, error: ReviewError) -> None:
    """The file cannot be read: its sender is told why."""
    document = member.document
    versions.refuse(t.session, member.version_id, error)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    t.note("document.unreadable", place=place, document_id=document.id, code=error.code, file=member.file_name)


def check_kit(services: Services, work: Work, *, school_id: int, season_id: int) -> None:
    """Job: check the documents of a kit again from stored texts, where no expert has begun."""
    with services.database.reading() as session:
        kit = load_kit(services, session, school_id=school_id, season_id=season_id)
    for member in kit.members:
        text = kit.texts.get(member.version_id)
        if text is not None and _is_open(member) and not is_current(kit, member, text):
            _take_facts_again(services, work, member, kit)
            with services.database.reading() as session:
                kit = load_kit(services, session, school_id=school_id, season_id=season_id)
    for member in kit.members:
        if member.version_id not in kit.texts or not _is_open(member):
            continue
        work.tell(f"сверяем «{member.file_name}»")
        try:
            examination = _examined(services, work, kit, member.version_id)
        except FileRefused as error:
            log.warning("kit check failed for version %s: %s", member.version_id, error.message)
            continue
        with writing(services, None) as t:
            _save(services, t, kit, member.version_id, examination)
    with services.database.session() as session:
        work.settle(session)


def _is_open(member: KitMember) -> bool:
    return member.document.state is DocumentState.UPLOADED and member.state is VersionState.CHECKED


def _take_facts_again(services: Services, work: Work, member: KitMember, kit: KitView) -> None:
    """The kind was told, or the profile changed: the same file says other facts."""
    profile = services.library.profile(kit.season.profile)
    try:
        text = _read(services, work, member, profile.id, profile.sha256)
    except FileRefused as error:
        log.warning("facts not taken again for version %s: %s", member.version_id, error.message)
        return
    ready, rows = texts.packed(text), sampled_rows(text.sketch)
    with services.database.session() as session:
        texts.save(session, member.version_id, ready, rows)


def _examined(services: Services, work: Work, kit: KitView, version_id: int) -> Examination:
    with services.database.reading() as session:
        task = task_for(session, kit, version_id)
    found = work.reader.run("examine_package", task, services.settings) if task is not None else None
    if not found:
        return nothing_proposed(kit, version_id)
    with services.database.reading() as session:
        rubric = services.library.rubrics.get(found.rubric or "")
        return without_switched(session, found, rubric, kit.region_id)


def _save(services: Services, t: Transaction, kit: KitView, version_id: int, examination: Examination) -> None:
    """Keep the proposals, unless an expert has begun or a new version came meanwhile."""
    member = versions.member(t.session, version_id)
    if member is None or member.document.state is not DocumentState.UPLOADED:
        return
    before = versions.examination(t.session, version_id)
    if before == examination and member.state is VersionState.CHECKED:
        return
    rubric = services.library.rubrics.get(examination.rubric or "")
    criteria = len(rubric.criteria) if rubric else 0
    versions.save_examination(t.session, version_id, examination, criteria=criteria, now=t.now)
    place = territory.place(t.session, school_id=kit.card.id, season_id=kit.season.id)
    action = "document.checked" if before is None else "document.checked_again"
    total = examination.total
    said = {"file": member.file_name, "rubric": examination.rubric, "score": total.score, "zone": total.zone}
    t.note(action, place=place, document_id=member.document.id, **said)
