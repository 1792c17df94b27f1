"""`check`, `parse`, `roadmap`: documents in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.cli.output import DONE, UNREADABLE, Progress, print_json, say
from review.cli.report import check_report, outline_report, refusal_report, roadmap_report
from review.errors import BadInput
from review.flow.runs.check_run import Options, check_run
from review.flow.runs.inputs import collect
from review.flow.runs.reading import Children, cores, make_ready
from review.flow.runs.single_run import parse_run, roadmap_run
from review.rubric.library import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from review.model.profile import Profile
    from review.settings import Settings


def check(args: argparse.Namespace, settings: Settings) -> int:
    """`check PATH…`."""
    make_ready(settings)
    library = load(settings.rubrics, settings.own_rubrics)
    _refuse_unknown_kind(args.kind, library.profile(args.profile))
    inputs = list(collect(args.paths, settings.limits))
    for item in inputs:
        if item.kit is not None:
            _refuse_unknown_kind(args.kind, library.profile(item.kit.profile))
    progress = Progress(quiet=args.json)
    with Children(min(args.jobs or cores(), max(1, len(inputs))), settings) as children:
        results = check_run(inputs, Options(args.kind, args.profile, args.pages), settings, children, progress)
        return _print(results, progress, check_report, as_json=args.json)


def _refuse_unknown_kind(kind: str | None, profile: Profile) -> None:
    if kind is not None and profile.kind(kind) is None:
        known = ", ".join(item.key for item in profile.kinds)
        message = f"В профиле «{profile.id}» нет вида документа «{kind}». Есть: {known}."
        raise BadInput(message, "Проверьте ключи --kind и --profile.")


def parse(args: argparse.Namespace, settings: Settings) -> int:
    """`parse PATH…`."""
    make_ready(settings)
    inputs = list(collect(args.paths, settings.limits))
    progress = Progress(quiet=args.json)
    with Children(min(args.jobs or cores(), max(1, len(inputs))), settings) as children:
        results = parse_run(inputs, settings, children, progress, pages=args.pages)
        return _print(results, progress, outline_report, as_json=args.json)


def roadmap(args: argparse.Namespace, settings: Settings) -> int:
    """`roadmap PATH…`."""
    make_ready(settings)
    inputs = list(collect(args.paths, settings.limits))
    progress = Progress(quiet=args.json)
    with Children(min(cores(), max(1, len(inputs))), settings) as children:
        results = roadmap_run(inputs, args.profile, args.as_of, settings, children, progress)
        return _print(results, progress, roadmap_report, as_json=args.json)


def _print(
    results: Iterable[dict[str, object]],
    progress: Progress,
    report: Callable[[dict[str, object]], str],
    *,
    as_json: bool,
) -> int:
    status = DONE
    for result in results:
        if "error" in result:
            status = UNREADABLE
        if as_json:
            print_json(result)
        else:
            progress.close()
            say(refusal_report(result) if "error" in result else report(result))
    progress.close()
    return status
