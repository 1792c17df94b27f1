"""Printing: results to stdout, diagnostics and progress to stderr, UTF-8 whatever the locale."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.errors import ReviewError

DONE, FAILED, USAGE, UNREADABLE = 0, 1, 2, 3
BAR_WIDTH = 24


def use_utf8() -> None:
    """Windows consoles and bare containers default to other encodings."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n" if stream is sys.stdout else None)


def print_json(value: Mapping[str, object]) -> None:
    """One JSON line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """A result line for people."""
    sys.stdout.write(text + "\n")


def complain(error: ReviewError) -> None:
    """What happened and what to do."""
    sys.stderr.write(f"{error.message}\n")
    if error.hint:
        sys.stderr.write(f"{error.hint}\n")


class Progress:
    """A bar on a terminal, silence elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Redraw the bar."""
        if self._shown and total:
            filled = BAR_WIDTH * done // total
            sys.stderr.write(f"\r{what}: [{'█' * filled}{'·' * (BAR_WIDTH - filled)}] {done} из {total} ")
            sys.stderr.flush()

    def close(self) -> None:
        """Leave the line clean."""
        if self._shown:
            sys.stderr.write("\r" + " " * (BAR_WIDTH + 40) + "\r")
            sys.stderr.flush()
