"""`inflect` and `dates`: one JSON line for each line of standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from review.cli.output import DONE, print_json
from review.flow.runs.linguistics import dates_line, inflect_line
from review.flow.services import russian_language

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from review.settings import Settings


def inflect(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - commands share one signature
    """`inflect`."""
    language = russian_language()
    for line in _lines():
        print_json(inflect_line(language, line, args.kind))
    return DONE


def dates(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - commands share one signature
    """`dates`."""
    language = russian_language()
    for line in _lines():
        print_json(dates_line(language, line, args.year))
    return DONE


def _lines() -> Iterator[str]:
    """Lines end at U+000A alone: other separators may stand inside a document's words."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\n").rstrip("\r")
