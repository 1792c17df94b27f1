"""Starts the worker beside the web service, starts it again when it dies, stops it at the end."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from review.jobs.worker import PARENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from review.settings import Settings

COMMAND = "import sys; from review.bootstrap import main; sys.exit(main(['worker']))"
LONGEST_PAUSE = 30.0
HEALTHY_SECONDS = 60.0
STOP_SECONDS = 10.0
log = logging.getLogger(__name__)


@contextmanager
def supervised(settings: Settings) -> Iterator[Supervisor]:
    """A worker process for as long as the block runs."""
    supervisor = Supervisor(settings)
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.close()


class Supervisor:
    """Watches one worker process."""

    def __init__(self, settings: Settings) -> None:
        self._environment = environment(settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    @property
    def pid(self) -> int | None:
        """The living worker."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Start the worker and watch over it."""
        self._process = self._spawn()
        self._thread.start()

    def close(self) -> None:
        """Stop the worker; what it was doing comes back by its lease."""
        self._stopping.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._thread.join(STOP_SECONDS)

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", COMMAND], env=self._environment, stdin=subprocess.DEVNULL)

    def _watch(self) -> None:
        pause = 0.5
        begun = time.monotonic()
        while self._process is not None:
            status = self._process.wait()
            if self._stopping.is_set():
                return
            if time.monotonic() - begun > HEALTHY_SECONDS:
                pause = 0.5
            log.warning("the worker ended with status %s, starting another in %.1f s", status, pause)
            if self._stopping.wait(pause):
                return
            pause = min(pause * 2, LONGEST_PAUSE)
            begun = time.monotonic()
            self._process = self._spawn()


def environment(settings: Settings) -> Mapping[str, str]:
    """The settings as the worker reads them, so that both speak of the same installation."""
    values = {
        "EXPERTIZA_DATA": str(settings.data.resolve()),
        "EXPERTIZA_DATABASE_URL": settings.database_url,
        "EXPERTIZA_RUBRICS": str(settings.rubrics.resolve()),
        "EXPERTIZA_TEMPLATES": str(settings.templates.resolve()),
        "EXPERTIZA_SAMPLES": str(settings.samples.resolve()),
        "EXPERTIZA_SOFFICE": settings.soffice,
        "EXPERTIZA_TESSERACT": settings.tesseract,
        "EXPERTIZA_WORKERS": str(settings.workers),
        "EXPERTIZA_PUBLIC_URL": settings.public_url,
        "EXPERTIZA_SMTP": settings.smtp,
        "EXPERTIZA_MAIL_FROM": settings.mail_from,
        PARENT: str(os.getpid()),
    }
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, **values, "PYTHONPATH": os.pathsep.join(paths)}
