"""A warm child process that reads untrusted files: over its time or memory it is killed and replaced.

One `Guard` belongs to one thread at a time; several threads own several. Children are forks of a warm template
(`review.intake.template`), so replacing one costs milliseconds. The other half runs in `review.intake.child`.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import signal
import socket
import threading
import time
import weakref
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from review.errors import Damaged, ReadingTimeout, ReviewError
from review.intake import child
from review.intake.template import STARTUP_SECONDS, close_templates, template

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.intake.template import Ward
    from review.settings import Limits

POLITE_SECONDS = 1.0  # a healthy child leaves in a few milliseconds once its parent hangs up
log = logging.getLogger(__name__)
_open: weakref.WeakSet[Guard] = weakref.WeakSet()


def progress(text: str, more_seconds: float = 0) -> None:
    """Inside the child: tell the parent what is being done and ask for more time. Elsewhere it does nothing."""
    child.report(text, more_seconds)


def _too_long() -> ReadingTimeout:
    return ReadingTimeout(
        "Чтение файла заняло слишком много времени и было остановлено.",
        "Сохраните документ заново в Word (DOCX) без лишних рисунков или разделите его на части и загрузите ещё раз.",
    )


def _too_hungry() -> ReadingTimeout:
    return ReadingTimeout(
        "Для чтения файла не хватило отведённой памяти, чтение остановлено.",
        "Сохраните документ заново в Word (DOCX) без лишних рисунков или разделите его на части и загрузите ещё раз.",
    )


def _broken() -> Damaged:
    return Damaged(
        "Файл повреждён: при чтении произошёл сбой.",
        "Откройте файл на компьютере, сохраните его заново в формате DOCX или PDF и загрузите ещё раз.",
    )


def _verdict(status: int) -> ReviewError:
    """What the death of a child says about the file it was reading."""
    if status == -signal.SIGXCPU:
        return _too_long()
    if status == -signal.SIGKILL:  # nobody but the system's memory guard does that to a child
        return _too_hungry()
    return _broken()


class Guard:
    """Runs one named function on many inputs in a supervised child.

    `setup` names modules ("module") or functions ("module:function", with a word of argument after a space) that the
    child's template loads or calls once for all children, so that neither their time nor their memory is part of a
    document's allowance.
    """

    def __init__(self, target: str, *, limits: Limits, setup: tuple[str, ...] = ()) -> None:
        self._target = target
        self._limits = limits
        self._setup = setup
        self._lock = threading.Lock()
        self._ward: Ward | None = None
        self._link: Connection | None = None
        self._served = 0
        _open.add(self)

    def run(self, *args: object, wall: float | None = None, on_progress: Callable[[str], None] | None = None) -> Any:  # noqa: ANN401 - whatever the target returns
        """The target's result. Raises the target's own ReviewError, ReadingTimeout or Damaged."""
        with self._lock:
            if self._served >= self._limits.child_documents or self._is_gone():
                self._stop(POLITE_SECONDS)
            if self._ward is None:
                self._start()
            self._served += 1
            budget = self._limits.parse_wall_seconds if wall is None else wall
            try:
                kind, value = self._converse(args, time.monotonic() + budget, on_progress)
            except (EOFError, ConnectionError):
                raise _verdict(self._stop(POLITE_SECONDS)) from None
            except BaseException:
                self._stop()
                raise
            if kind in ("late", "memory"):
                self._stop()
                raise _too_long() if kind == "late" else _too_hungry()
        if kind == "done":
            return value
        if kind == "failed":
            log.error("reading failed unexpectedly: %s", value)
            raise _broken()
        raise value

    def close(self) -> None:
        """End the child and everything it started. The next run begins a new one."""
        with self._lock:
            self._stop(POLITE_SECONDS)

    @property
    def pid(self) -> int | None:
        """The living child, for those who watch over processes."""
        return None if self._ward is None else self._ward.pid

    def _converse(
        self, args: tuple[object, ...], deadline: float, on_progress: Callable[[str], None] | None
    ) -> tuple[str, Any]:
        """The kind of answer and its value: done, refused, memory, failed; or late when none came in time."""
        if self._link is None:
            raise EOFError
        self._link.send(args)
        while self._link.poll(max(0.0, deadline - time.monotonic())):
            kind, value = self._link.recv()
            if kind != "progress":
                return kind, value
            text, more = value
            deadline += more
            if on_progress is not None:
                on_progress(text)
        return "late", None

    def _is_gone(self) -> bool:
        """Whether the child died while it had nothing to do: no document is to blame for that."""
        return self._ward is not None and self._ward.is_dead(0)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        limits = [str(self._limits.parse_memory_bytes), str(self._limits.parse_cpu_seconds)]
        with theirs:
            self._ward = template(self._setup).fork(theirs, [self._target, *limits])
        self._link = Connection(ours.detach())
        self._served = 0
        ready = False
        with contextlib.suppress(EOFError, ConnectionError):
            ready = self._link.poll(STARTUP_SECONDS) and self._link.recv()[0] == "ready"
        if not ready:
            self._stop()
            raise ReviewError(
                "Не удалось запустить процесс чтения документов.",
                "Проверьте установку командой «doctor» и журнал службы.",
            )

    def _stop(self, patience: float = 0) -> int:
        """End the child with its whole group, reap it, and give its exit status."""
        ward, link = self._ward, self._link
        self._ward = self._link = None
        if link is not None:
            link.close()
        if ward is None:
            return 0
        ward.is_dead(patience)  # let a leaving child go by itself, so that its own exit status is the one we see
        return ward.kill()


@atexit.register
def _close_all() -> None:
    for guard in list(_open):
        guard._stop()  # noqa: SLF001 - no lock: a thread still waiting for its child must not hold up the end
    close_templates()
