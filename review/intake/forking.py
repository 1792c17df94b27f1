"""The template's own life: load what children need, fork one for each request, reap those whose owners let go.

One thread, no files read, nothing kept of a child but its number and the line to its owner.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress

from review.intake.child import prepare, serve

REQUEST_BYTES = 1 << 18


def main(arguments: list[str]) -> None:
    """Serve requests until the parent hangs up."""
    number, *setup = arguments
    for step in setup:
        prepare(step)
    gc.collect()
    gc.freeze()  # what is loaded is never looked over again, so that its pages remain shared
    woken, wake = socket.socketpair()
    for end in (woken, wake):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    with socket.socket(fileno=int(number)) as requests:
        requests.send(b"ready")
        _Nursery(requests, woken, wake).run()


class _Nursery:
    """The living children and the lines to their owners."""

    def __init__(self, requests: socket.socket, woken: socket.socket, wake: socket.socket) -> None:
        self._requests = requests
        self._woken = woken
        self._wake = wake
        self._lines: dict[socket.socket, int] = {}
        self._told: set[int] = set()

    def run(self) -> None:
        while True:
            for ready in select.select([self._requests, self._woken, *self._lines], [], [])[0]:
                if ready is self._woken:
                    self._woken.recv(4096)
                    self._tell_deaths()
                elif ready is not self._requests:
                    self._let_go(ready)
                elif not self._fork():
                    return

    def _fork(self) -> bool:
        """One more child; False when there is nobody left to ask for one."""
        try:
            request, fds, *_ = socket.recv_fds(self._requests, REQUEST_BYTES, 3)
        except ConnectionError:
            return False
        if not request:
            return False
        link, stdin, line = fds
        pid = os.fork()
        if pid == 0:
            self._become_child(json.loads(request), link, stdin, line)
        os.close(link)
        os.close(stdin)
        owner = socket.socket(fileno=line)
        with suppress(OSError):  # an owner that died meanwhile is noticed by its closed line
            owner.send(str(pid).encode())
        self._lines[owner] = pid
        return True

    def _become_child(self, request: dict[str, list[str]], link: int, stdin: int, line: int) -> None:
        """Never returns. The child keeps its own link and standard input, nothing of the template or of others."""
        status = 1
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(stdin, 0)
            for fd in (stdin, line):
                os.close(fd)
            for mine in (self._requests, self._woken, self._wake, *self._lines):
                mine.close()
            sys.path[:] = request["path"]
            importlib.invalidate_caches()
            if request["folder"]:
                with suppress(OSError):
                    os.chdir(str(request["folder"]))
            serve(link, request["arguments"])
            status = 0
        except BaseException:  # noqa: BLE001 - the end of a process: whatever it was goes to the journal
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _tell_deaths(self) -> None:
        for owner, pid in self._lines.items():
            if pid in self._told:
                continue
            end = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
            if end is not None:
                self._told.add(pid)
                status = end.si_status if end.si_code == os.CLD_EXITED else -end.si_status
                with suppress(OSError):
                    owner.send(str(status).encode())

    def _let_go(self, owner: socket.socket) -> None:
        """The owner hung up: it wants the child ended, reaped and forgotten."""
        pid = self._lines.pop(owner)
        self._told.discard(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        owner.close()
