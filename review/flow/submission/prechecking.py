"""A school looks at its drafts before anybody else does: nothing is stored, everything is forgotten after a while.

Drafts live in the memory of the web process, are compared with each other alone, and are read by one guarded child:
a queue, so that an open door cannot eat the machine.
"""

from __future__ import annotations

import hashlib
import queue
import secrets
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from review.assess.differences import differences
from review.assess.fixes import fixes, steps
from review.assess.moves import level_moves
from review.errors import BadInput, FileRefused, NotAllowed, NotFound, ReviewError
from review.flow.runs.conversion import source
from review.flow.runs.packages import Task
from review.flow.runs.reading import reading_child
from review.intake.accept import accept
from review.intake.archive import members
from review.issue.annotated import Remark, annotated
from review.model.card import Entry
from review.model.submission import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from review.assess.differences import Differences
    from review.assess.fixes import Fix, Step
    from review.assess.moves import LevelMove
    from review.flow.runs.packages import Package
    from review.intake.guard import Guard
    from review.model.card import Card
    from review.model.document import Document
    from review.model.finding import Examination, Finding
    from review.model.rubric import Rubric
    from review.rubric.library import Library
    from review.settings import Settings

KEPT = timedelta(minutes=45)
MOST_FILES = 12
MOST_KEPT = 40  # prechecks in memory; the oldest goes first
PER_HOUR = 20  # prechecks from one address
FIRST = 5  # fixes shown as the way to the green zone
AUTHOR = "Экспертиза 500+"


@dataclass(slots=True)
class Draft:
    """One file of a precheck as far as it has come."""

    name: str
    type: str = ""
    data: bytes = b""
    words: str = "в очереди"
    done: bool = False
    problem: Problem | None = None
    package: Package | None = None
    text: Document | None = None
    kind: str | None = None
    kind_title: str = ""
    rubric: Rubric | None = None
    examination: Examination | None = None
    fixes: tuple[Fix, ...] = ()
    steps: tuple[Step, ...] = ()
    is_earlier: bool = False  # given for comparison alone

    @property
    def fine(self) -> tuple[Finding, ...]:
        """Criteria at their best level."""
        return tuple(f for f in self._findings() if f.level is not None and f.level == f.max_level)

    @property
    def unchecked(self) -> tuple[Finding, ...]:
        """Criteria without a proposal, with the reason in their explanation."""
        return tuple(f for f in self._findings() if f.level is None)

    @property
    def may_be_commented(self) -> bool:
        """Word files come back with remarks on the words."""
        return self.type == "docx" and bool(self.fixes)

    @property
    def may_be_reported(self) -> bool:
        """PDF files come back as pictures of their pages with the remarks below."""
        return self.type == "pdf" and bool(self.fixes)

    def _findings(self) -> tuple[Finding, ...]:
        return self.examination.findings if self.examination else ()


@dataclass(slots=True)
class Precheck:
    """The drafts of one visit."""

    token: str
    begun: datetime
    profile: str
    card: Card | None
    drafts: list[Draft] = field(default_factory=list)
    editions: Mapping[str, str] = field(default_factory=dict)  # by kind, where the school's region uses its own

    @property
    def done(self) -> bool:
        """Has every draft been read?"""
        return all(draft.done for draft in self.drafts)

    def before(self, draft: Draft) -> Draft | None:
        """The earlier draft of the same document: of its kind, the one whose name is most like it."""
        known = [one for one in self.drafts if one.is_earlier and one.text is not None and one.kind == draft.kind]
        if draft.is_earlier or draft.text is None or not known:
            return None
        return max(known, key=lambda one: SequenceMatcher(None, one.name.lower(), draft.name.lower()).ratio())


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft beside the earlier one: what was changed and which proposed levels moved."""

    before: Draft
    draft: Draft
    differences: Differences
    moves: tuple[LevelMove, ...]


class PrecheckDesk:
    """The door: one per web process."""

    def __init__(self, settings: Settings, library: Library, now: Callable[[], datetime]) -> None:
        """Nothing is started before the first visitor."""
        self._settings = settings
        self._library = library
        self._now = now
        self._lock = threading.Lock()
        self._kept: dict[str, Precheck] = {}
        self._visits: dict[str, deque[datetime]] = defaultdict(deque)
        self._waiting: queue.SimpleQueue[Precheck] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None

    def begin(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        asker: str,
        profile: str,
        card: Card | None = None,
        editions: Mapping[str, str] | None = None,
        earlier: Sequence[tuple[str, bytes]] = (),
        previous: str = "",
    ) -> Precheck:
        """Queue the drafts; `earlier` ones, or those of the `previous` visit, are what they are compared with.

        Raises BadInput without files, NotAllowed for too many visits from one address.
        """
        if not files:
            raise BadInput("Не выбрано ни одного файла.", "Выберите документы Word, PDF или сканы.")
        if len(files) + len(earlier) > MOST_FILES:
            raise BadInput(f"За один раз проверяется не больше {MOST_FILES} файлов.", "Разделите их на части.")
        self._count(asker)
        made = Precheck(secrets.token_urlsafe(24), self._now(), profile, card, editions=editions or {})
        for name, data in files:
            made.drafts += _accepted(name, data, self._settings)
        for name, data in earlier:
            made.drafts += [replace(draft, is_earlier=True) for draft in _accepted(name, data, self._settings)]
        with self._lock:
            self._forget()
            if not earlier and previous in self._kept:
                held = [one for one in self._kept[previous].drafts if one.text is not None and not one.is_earlier]
                made.drafts += [replace(one, is_earlier=True) for one in held]
            self._kept[made.token] = made
            if self._reader is None:
                self._reader = threading.Thread(target=self._serve, name="precheck", daemon=True)
                self._reader.start()
        self._waiting.put(made)
        return made

    def look(self, token: str) -> Precheck:
        """How far it has come. Raises NotFound once forgotten."""
        with self._lock:
            self._forget()
            found = self._kept.get(token)
        if found is None:
            raise NotFound("Эта предпроверка уже забыта.", "Загрузите файлы ещё раз: на сервере они не хранятся.")
        return found

    def compared(self, token: str, number: int) -> Compared:
        """A draft beside the earlier one. Raises NotFound when there is none."""
        found = self.look(token)
        draft = found.drafts[number] if 0 <= number < len(found.drafts) else None
        before = found.before(draft) if draft is not None else None
        if draft is None or before is None or draft.text is None or before.text is None:
            raise NotFound("Сравнивать не с чем: прежнего варианта нет.", "Загрузите оба варианта вместе.")
        moves = level_moves(before.examination, draft.examination)
        return Compared(before, draft, differences(before.text, draft.text), moves)

    def commented(self, token: str, number: int) -> tuple[str, bytes]:
        """(file name, the author's own Word file with remarks on the words). Raises NotFound, Damaged."""
        drafts = self.look(token).drafts
        if not 0 <= number < len(drafts) or not drafts[number].may_be_commented:
            raise NotFound("Для этого файла нет примечаний.", "Примечания ставятся в файлы DOCX.")
        draft = drafts[number]
        stem = draft.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        made = annotated(draft.data, _remarks(draft), author=AUTHOR, moment=self._now())
        return f"{stem} — с примечаниями.docx", made

    def _count(self, asker: str) -> None:
        with self._lock:
            visits = self._visits[asker]
            hour_ago = self._now() - timedelta(hours=1)
            while visits and visits[0] < hour_ago:
                visits.popleft()
            if len(visits) >= PER_HOUR:
                raise NotAllowed("С этого адреса слишком много предпроверок.", "Попробуйте через час.")
            visits.append(self._now())

    def _forget(self) -> None:
        """Drop what is too old, and the oldest when there are too many."""
        limit = self._now() - KEPT
        for token in [token for token, item in self._kept.items() if item.begun < limit]:
            del self._kept[token]
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def _serve(self) -> None:
        guard = reading_child(self._settings)
        while True:
            item = self._waiting.get()
            for draft in item.drafts:
                if not draft.done:
                    self._read(guard, item, draft)
            for draft in item.drafts:
                if not draft.done:
                    self._examine(guard, item, draft)

    def _read(self, guard: Guard, item: Precheck, draft: Draft) -> None:
        draft.words = "читаем"

        def tell(words: str) -> None:
            draft.words = words

        try:
            read = source(draft.type, draft.data, self._settings)
            package: Package = guard.run("read_package", read, item.profile, None, self._settings, on_progress=tell)
        except ReviewError as error:
            _refuse(draft, error)
            return
        draft.package, draft.kind, draft.words = package, package.kind, "сверяем с критериями"
        draft.text = package.open()[0]

    def _examine(self, guard: Guard, item: Precheck, draft: Draft) -> None:
        profile = self._library.profile(item.profile)
        known = profile.kind(draft.kind) if draft.kind else None
        if draft.package is None or draft.kind is None or known is None:
            _refuse(
                draft,
                BadInput(
                    "Вид документа не распознан.", "Назовите его на титуле: концепция, программа, справка, приказ."
                ),
            )
            return
        order = item.drafts.index(draft)
        siblings = tuple(
            (replace(_entry(other), kind=other.kind, order=place), other.package)
            for place, other in enumerate(item.drafts)
            if other is not draft and other.package is not None and other.is_earlier == draft.is_earlier
        )
        task = Task(
            package=draft.package,
            kind=draft.kind,
            profile=item.profile,
            entry=replace(_entry(draft), kind=draft.kind, order=order),
            card=item.card,
            kit=siblings,
            copies=(),
            compared_with=0,
            rubric=item.editions.get(draft.kind),
        )
        try:
            examination: Examination | None = guard.run("examine_package", task, self._settings)
        except ReviewError as error:
            _refuse(draft, error)
            return
        draft.kind_title = known.title
        own = item.editions.get(draft.kind)
        draft.rubric = self._library.rubric(own) if own else self._library.rubric_for(profile, draft.kind)
        if examination is not None and draft.rubric is not None:
            draft.examination = examination
            draft.fixes = fixes(examination)
            draft.steps = steps(draft.rubric, examination, draft.fixes[:FIRST])
        draft.words, draft.done = "готово", True


def _accepted(name: str, data: bytes, settings: Settings) -> list[Draft]:
    """A draft per file; an archive is opened; a refused one says why."""
    try:
        accepted = accept(data, settings.limits)
        if accepted.type != "zip":
            return [Draft(name, accepted.type, data)]
        inside = members(data, settings.limits)[:MOST_FILES]
    except FileRefused as error:
        return [Draft(name, done=True, words=error.message, problem=Problem(error.code, error.message, error.hint))]
    return [draft for inner, content in inside for draft in _accepted(f"{name}!/{inner}", content, settings)]


def _entry(draft: Draft) -> Entry:
    return Entry(name=draft.name, sha256=hashlib.sha256(draft.data).hexdigest())


def _refuse(draft: Draft, error: ReviewError) -> None:
    draft.problem = Problem(error.code, error.message, error.hint)
    draft.words, draft.done = error.message, True


def _remarks(draft: Draft) -> list[Remark]:
    """One comment per quoted place; what is missing altogether stands on the first words."""
    text = draft.text
    if text is None:
        return []
    sources = {block.id: block.source for block in text.blocks}
    for block in text.blocks:
        if block.table is not None:
            sources |= {cell.id: cell.source for cell in block.table.cells()}
    made = []
    for fix in draft.fixes:
        finding = fix.finding
        advice = " ".join(part for part in (finding.explanation, finding.advice) if part)
        sample = f"\nНапример: {finding.sample}" if finding.sample else ""
        words = f"{finding.code} «{finding.name}». {advice}{sample}"
        places = [quote for quote in finding.evidence if sources.get(quote.block) is not None]
        if not places:
            made.append(Remark(words))
        for quote in places[:1]:
            before = text.text_of(quote.block)[: quote.start]
            made.append(Remark(words, sources[quote.block], quote.text, before))
        for quote in places[1:4]:
            before = text.text_of(quote.block)[: quote.start]
            made.append(Remark(f"{finding.code}: то же замечание.", sources[quote.block], quote.text, before))
    return made
