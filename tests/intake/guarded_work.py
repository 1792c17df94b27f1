"""Jobs for the guard's child: what a hostile or heavy file makes a reader do."""

from __future__ import annotations

import os
import signal
import subprocess
import time

from review.errors import Encrypted
from review.intake.guard import progress


def echo(value: object) -> object:
    return value


def job(name: str, value: object = None) -> object:
    return JOBS[name](value)


def _loop(_: object) -> None:
    while True:
        pass


def _sleep(seconds: object) -> str:
    time.sleep(float(str(seconds)))
    return "slept"


def _hog(_: object) -> int:
    held = [bytearray(64 << 20) for _ in range(10_000)]
    return len(held)


def _leave(_: object) -> None:
    os._exit(7)


def _crash(_: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _killed(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse(_: object) -> None:
    raise Encrypted("Файл защищён паролем.", "Снимите пароль.")


def _mistake(_: object) -> None:
    raise KeyError("a bug")


def _grandchild(_: object) -> None:
    process = subprocess.Popen(["sleep", "600"])
    progress(str(process.pid))
    time.sleep(600)


def _pages(_: object) -> str:
    for page in range(4):
        progress(f"страница {page + 1}", 0.5)
        time.sleep(0.3)
    return "read"


JOBS = {
    "pid": lambda _: os.getpid(),
    "echo": echo,
    "loop": _loop,
    "sleep": _sleep,
    "hog": _hog,
    "leave": _leave,
    "crash": _crash,
    "killed": _killed,
    "refuse": _refuse,
    "mistake": _mistake,
    "grandchild": _grandchild,
    "pages": _pages,
}
