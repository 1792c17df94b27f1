"""A process that has loaded what reading needs and does nothing but fork: a new child costs milliseconds, not seconds.

Loading spaCy, the dictionary and the rubrics takes three seconds of a core and a hundred megabytes; forks share both.
The template has one thread, reads no document and is told everything in the request, so its fork is as clean as a fresh
start. It reaps a child only when the child's owner says so: until then the number cannot be given to a stranger. The
other half, the template's own loop, is `review.intake.forking`.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

STARTUP_SECONDS = 120.0  # loading libraries and models on a busy machine
REAPING_SECONDS = 5.0  # between a kill and the end of a process in an uninterruptible call
BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from review.intake.forking import main; main(sys.argv[2:])"
)
UNKNOWN = 1  # exit status of a child whose template died before it


class Ward:
    """One forked child as its owner sees it."""

    def __init__(self, pid: int, line: socket.socket, lifeline: int) -> None:
        self.pid = pid
        self._line = line  # brings the exit status; closing it lets the template reap
        self._lifeline = lifeline  # its other end is the child's standard input, which tells that we are gone

    def is_dead(self, seconds: float) -> bool:
        """Whether it ends within the time. It is not reaped by that."""
        waiting = select.poll()
        waiting.register(self._line, select.POLLIN)
        return bool(waiting.poll(seconds * 1000))

    def kill(self) -> int:
        """End it with everything it started, have it reaped, and give its exit status."""
        for end in (os.killpg, os.kill):  # it is not reaped yet, so its number cannot have been given to a stranger
            with contextlib.suppress(ProcessLookupError, PermissionError):
                end(self.pid, signal.SIGKILL)
        status = UNKNOWN
        with contextlib.suppress(OSError, ValueError):
            self._line.settimeout(REAPING_SECONDS)
            status = int(self._line.recv(32) or UNKNOWN)
            self._line.shutdown(socket.SHUT_WR)
            self._line.recv(1)  # it hangs up once the child is reaped
        self._line.close()
        os.close(self._lifeline)
        return status


class Template:
    """The warm process of one list of modules to load. Usable from several threads."""

    def __init__(self, setup: tuple[str, ...]) -> None:
        self._setup = setup
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        self._ready = False

    def start(self) -> None:
        """Begin loading, without waiting for its end."""
        with self._lock:
            self._launch()

    def fork(self, link: socket.socket, arguments: list[str]) -> Ward | None:
        """A new child that serves `link`; None when no template can be brought to work."""
        for _ in range(2):  # a template that the system ended is replaced
            with self._lock:
                self._launch()
                ward = self._ask(link, arguments)
                if ward is not None:
                    return ward
                self._end()
        return None

    def close(self) -> None:
        """End the process; its children belong to their owners."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """The living template, for those who watch over processes."""
        return None if self._process is None else self._process.pid

    def _launch(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._end()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", BOOT, json.dumps(sys.path), str(theirs.fileno()), *self._setup],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
        self._requests = ours

    def _ask(self, link: socket.socket, arguments: list[str]) -> Ward | None:
        if self._requests is None or not self._is_ready(self._requests):
            return None
        line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        stdin, lifeline = os.pipe()
        request = json.dumps({"path": sys.path, "folder": _folder(), "arguments": arguments}).encode()
        try:
            socket.send_fds(self._requests, [request], [link.fileno(), stdin, theirs.fileno()])
            line.settimeout(STARTUP_SECONDS)
            theirs.close()
            return Ward(int(line.recv(32)), line, lifeline)
        except (OSError, ValueError):
            line.close()
            os.close(lifeline)
            return None
        finally:
            theirs.close()
            os.close(stdin)

    def _is_ready(self, requests: socket.socket) -> bool:
        """Wait until everything is loaded."""
        if not self._ready:
            with contextlib.suppress(OSError):
                requests.settimeout(STARTUP_SECONDS)
                self._ready = requests.recv(16) == b"ready"
        return self._ready

    def _end(self) -> None:
        process, requests = self._process, self._requests
        self._process = self._requests = None
        self._ready = False
        if requests is not None:
            requests.close()
        if process is not None:
            deadline = time.monotonic() + 1.0
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.005)
            process.kill()
            process.wait()


def _folder() -> str:
    with contextlib.suppress(FileNotFoundError):
        return str(Path.cwd())
    return ""


_templates: dict[tuple[str, ...], Template] = {}
_lock = threading.Lock()


def template(setup: tuple[str, ...]) -> Template:
    """This process's template for these modules; not yet started."""
    with _lock:
        return _templates.setdefault(setup, Template(setup))


def close_templates() -> None:
    """End every template. The next child begins new ones."""
    with _lock:
        for one in _templates.values():
            one.close()
