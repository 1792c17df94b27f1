"""Runs of `parse` and `roadmap`: each document by itself, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.runs.check_json import error_json
from review.flow.runs.conversion import source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from review.flow.runs.inputs import Input
    from review.flow.runs.reading import Children
    from review.settings import Settings


def parse_run(
    inputs: Sequence[Input],
    settings: Settings,
    children: Children,
    on_progress: Callable[[str, int, int], None],
    *,
    pages: bool = False,
) -> Iterator[dict[str, object]]:
    """The contract's `parse` objects in input order; with `pages` those of Word files are numbered too."""

    def arguments(item: Input) -> tuple[object, ...]:
        return (source(item.type, item.load(), settings, pages=pages), settings)

    return _run("parse_object", inputs, arguments, children, on_progress)


def roadmap_run(
    inputs: Sequence[Input],
    profile: str,
    as_of: date | None,
    settings: Settings,
    children: Children,
    on_progress: Callable[[str, int, int], None],
) -> Iterator[dict[str, object]]:
    """The contract's `roadmap` objects in input order."""

    def arguments(item: Input) -> tuple[object, ...]:
        return (source(item.type, item.load(), settings), item.kit.profile if item.kit else profile, as_of, settings)

    return _run("roadmap_object", inputs, arguments, children, on_progress)


def _run(
    name: str,
    inputs: Sequence[Input],
    arguments: Callable[[Input], tuple[object, ...]],
    children: Children,
    on_progress: Callable[[str, int, int], None],
) -> Iterator[dict[str, object]]:
    answers = children.map(name, [item for item in inputs if item.error is None], arguments)
    for done, item in enumerate(inputs, 1):
        if item.error is not None:
            yield {"file": item.label, "error": error_json(item.error), "seconds": 0.0}
            continue
        answer = next(answers)
        on_progress("Чтение", done, len(inputs))
        seconds = round(answer.seconds, 3)
        if answer.error is not None:
            yield {"file": item.label, "error": error_json(answer.error), "seconds": seconds}
        else:
            yield {"file": item.label, **answer.result, "seconds": seconds}  # type: ignore[dict-item]  # an object
