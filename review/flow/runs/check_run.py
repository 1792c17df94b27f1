"""One run of `check`: read everything, compare within the run, examine each document in the light of its kit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.compare import compare
from review.flow.runs.check_json import check_json, error_json
from review.flow.runs.conversion import source
from review.flow.runs.packages import Package, Task
from review.model.sketch import Compared, Sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from review.errors import ReviewError
    from review.flow.runs.inputs import Input
    from review.flow.runs.reading import Children
    from review.model.finding import CopyMatch, Examination
    from review.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said for the whole run."""

    kind: str | None
    profile: str
    pages: bool = False  # number the pages of Word files too


@dataclass(frozen=True, slots=True)
class _Read:
    """One input after reading."""

    input: Input
    package: Package | None
    error: ReviewError | None
    seconds: float

    def kind(self, options: Options) -> str | None:
        """Order of trust: --kind, the kit, recognition."""
        recognised = self.package.kind if self.package else None
        return options.kind or self.input.entry.kind or recognised


def check_run(
    inputs: Sequence[Input],
    options: Options,
    settings: Settings,
    children: Children,
    on_progress: Callable[[str, int, int], None],
) -> Iterator[dict[str, object]]:
    """The contract's objects in input order. Reads all before the first answer: criteria that compare need all."""
    reads = []
    for read in _read_all(inputs, options, settings, children):
        reads.append(read)
        on_progress("Чтение", len(reads), len(inputs))
    tasks = _tasks(reads, options)
    ready = [(read, task) for read, task in zip(reads, tasks, strict=True) if task is not None]
    answers = children.map("examine_package", ready, lambda job: (job[1], settings))
    done = 0
    for read, task in zip(reads, tasks, strict=True):
        done += 1
        on_progress("Проверка", done, len(inputs))
        if task is None:
            yield _finished(read, options, None, 0.0)
            continue
        answer = next(answers)
        if answer.error is not None:
            yield _refused(read, answer.error, answer.seconds)
        else:
            yield _finished(read, options, answer.result, answer.seconds)  # type: ignore[arg-type]  # examine_package's


def _read_all(inputs: Sequence[Input], options: Options, settings: Settings, children: Children) -> Iterator[_Read]:
    readable = [item for item in inputs if item.error is None]
    answers = children.map(
        "read_package",
        readable,
        lambda item: (
            source(item.type, item.load(), settings, pages=options.pages),
            item.kit.profile if item.kit else options.profile,
            options.kind or item.entry.kind,
            settings,
        ),
    )
    for item in inputs:
        if item.error is not None:
            yield _Read(item, None, item.error, 0.0)
        else:
            answer = next(answers)
            yield _Read(item, answer.result, answer.error, answer.seconds)  # type: ignore[arg-type]  # read_package's


def _tasks(reads: Sequence[_Read], options: Options) -> list[Task | None]:
    """What to examine each document with: its kit's other documents and its overlaps with the whole run."""
    present = [(number, read) for number, read in enumerate(reads) if read.package is not None]
    matches = compare([_compared(number, read, options) for number, read in present])
    copies: dict[int, tuple[CopyMatch, ...]] = {
        number: found for (number, _), found in zip(present, matches, strict=True)
    }
    kits = defaultdict(list)
    for _, read in present:
        if read.input.kit is not None:
            kits[id(read.input.kit)].append(read)
    return [_task(number, read, kits.get(id(read.input.kit), ()), options, copies) for number, read in enumerate(reads)]


def _compared(number: int, read: _Read, options: Options) -> Compared:
    kit = read.input.kit
    return Compared(
        key=number,
        name=read.input.label,
        kit=kit.id if kit else None,
        kind=read.kind(options),
        order=read.input.entry.order,
        sha256=read.input.entry.sha256,
        sketch=read.package.sketch if read.package else Sketch(()),
    )


def _task(
    number: int, read: _Read, together: Sequence[_Read], options: Options, copies: dict[int, tuple[CopyMatch, ...]]
) -> Task | None:
    kind = read.kind(options)
    if read.package is None or kind is None:
        return None
    kit = read.input.kit
    siblings = tuple(
        (other.input.entry, other.package) for other in together if other is not read and other.package is not None
    )
    return Task(
        package=read.package,
        kind=kind,
        profile=kit.profile if kit else options.profile,
        entry=read.input.entry,
        card=kit.card if kit else None,
        kit=siblings,
        copies=copies[number],
        compared_with=len(copies) - 1,
    )


def _head(read: _Read) -> dict[str, object]:
    head: dict[str, object] = {"file": read.input.label}
    if read.input.entry.sha256:
        head["sha256"] = read.input.entry.sha256
    if read.input.kit is not None:
        head["kit"] = read.input.kit.id
    return head


def _refused(read: _Read, error: ReviewError, seconds: float) -> dict[str, object]:
    return {**_head(read), "error": error_json(error), "seconds": round(read.seconds + seconds, 3)}


def _finished(read: _Read, options: Options, result: Examination | None, seconds: float) -> dict[str, object]:
    if read.package is None:
        return _refused(read, read.error, seconds)  # type: ignore[arg-type]  # no package means an error
    document, facts = read.package.open()
    profile = read.input.kit.profile if read.input.kit else options.profile
    shown = check_json(document, facts, read.kind(options), profile, result)
    head = {"sha256": None, "kit": None, **_head(read)}
    return {**head, **shown, "seconds": round(read.seconds + seconds, 3)}
