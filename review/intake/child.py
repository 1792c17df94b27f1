"""The child's half of `Guard`: takes jobs from a socket, keeps the limits, answers. It never outlives its parent."""

from __future__ import annotations

import importlib
import os
import resource
import signal
import threading
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_link: Connection | None = None


def report(text: str, more_seconds: float = 0) -> None:
    """Send progress to the parent; `more_seconds` widens the wall and the processor budget of this document."""
    if _link is None:
        return
    if more_seconds > 0:
        _allow_cpu(more_seconds, anew=False)
    _link.send(("progress", (text, more_seconds)))


def serve(number: int, arguments: Sequence[str]) -> None:
    """Serve jobs that come over the connection of this number until the parent hangs up."""
    global _link  # noqa: PLW0603 - one child has one parent
    target, memory, cpu = arguments
    link = _link = Connection(number)
    os.set_inheritable(link.fileno(), False)
    threading.Thread(target=_watch_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    work = resolve(target)
    _limit_memory(int(memory))
    link.send(("ready", None))
    while True:
        try:
            args = link.recv()
        except (EOFError, ConnectionError):
            return
        _allow_cpu(float(cpu), anew=True)
        try:
            link.send(_answer(work, args))
        except MemoryError:  # the result itself was too large to send
            link.send(("memory", None))


def _answer(work: Callable[..., Any], args: tuple[object, ...]) -> tuple[str, object]:
    try:
        return "done", work(*args)
    except ReviewError as error:
        return "refused", error
    except MemoryError:
        return "memory", None
    except Exception:  # noqa: BLE001 - the process border: a reader's mistake must not cost the service the document
        return "failed", traceback.format_exc()


def prepare(step: str) -> None:
    """One step of a setup: "module", "module:function" or "module:function argument"."""
    name, space, argument = step.partition(" ")
    resolve(name)(*([argument] if space else []))


def resolve(name: str) -> Callable[..., Any]:
    """The function of "module:function"; for a bare "module" its import is all there is to do."""
    module, _, attribute = name.partition(":")
    loaded = importlib.import_module(module)
    found: Callable[..., Any] = getattr(loaded, attribute) if attribute else lambda: None
    return found


def _watch_parent() -> None:
    """The parent's end of our standard input closes when it dies, however it dies."""
    while os.read(0, 1024):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _limit_memory(growth: int) -> None:
    """Libraries and models map much address space before the first document; only growth beyond that is limited."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + growth
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _allow_cpu(seconds: float, *, anew: bool) -> None:
    """The soft limit counts processor time since birth, so every document moves it; crossing it ends the child."""
    if anew:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        base = usage.ru_utime + usage.ru_stime
    else:
        base = float(resource.getrlimit(resource.RLIMIT_CPU)[0])
    resource.setrlimit(resource.RLIMIT_CPU, (int(base + seconds) + 1, resource.RLIM_INFINITY))
