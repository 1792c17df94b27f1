"""One supervised LibreOffice: warm, replaced after so many documents, killed when a document hangs it."""

from __future__ import annotations

import atexit
import json
import secrets
import selectors
import subprocess
import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Any

from review.errors import ConverterDown, Damaged, ReadingTimeout
from review.office import folders, processes
from review.office.folders import WorkFolder

if TYPE_CHECKING:
    from pathlib import Path

    from review.settings import Settings

RECYCLE = 200  # conversions: LibreOffice grows by half a megabyte with each
STARTUP_SECONDS = 90.0
PATIENCE = 10.0  # for the bridge to clean up: far more than it needs
ONE_SHOT = {"pdfa": 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'}
RESTART_CODE = 81  # LibreOffice has just made its profile and asks to be started again


def _absent(name: str) -> ConverterDown:
    return ConverterDown(
        f"LibreOffice не найден (программа «{name}»): без него нельзя читать DOC, ODT, RTF и делать PDF.",
        "Установите LibreOffice (в Debian и Ubuntu: apt install libreoffice-writer python3-uno) "
        "или пересохраните документ в DOCX.",
    )


class Office:
    """Converts documents. Safe to use from several threads: conversions wait for one another."""

    def __init__(self, settings: Settings) -> None:
        self._name = settings.soffice
        self._lock = threading.Lock()
        self._folder: WorkFolder | None = None
        self._bridge: subprocess.Popen[bytes] | None = None
        self._office = 0  # process id of LibreOffice, the bridge's child
        self._converted = 0

    @property
    def available(self) -> bool:
        """Whether LibreOffice is installed."""
        return processes.find_office(self._name) is not None

    @property
    def pids(self) -> tuple[int, ...]:
        """Processes now alive."""
        return () if self._bridge is None else (self._bridge.pid, self._office)

    def convert(self, data: bytes, source: str, target: str, *, timeout: float = 60) -> bytes:
        """The document in another format. Raises ConverterDown, Damaged, ReadingTimeout."""
        program = processes.find_office(self._name)
        if program is None:
            raise _absent(self._name)
        with self._lock, WorkFolder() as work:
            given, made = work.path / f"source.{source}", work.path / f"target.{target}"
            given.write_bytes(data)
            python = processes.python_with_uno(program)
            if python is None:
                self._convert_once(program, given, made, timeout)
            else:
                self._convert_warm(program, python, given, made, timeout)
            if not made.is_file() or not made.stat().st_size:
                raise _unreadable()
            return made.read_bytes()

    def close(self) -> None:
        """End LibreOffice and remove what it left. The next conversion starts it anew."""
        with self._lock:
            self._stop()

    def _convert_warm(self, program: Path, python: str, source: Path, target: Path, timeout: float) -> None:
        if self._converted >= RECYCLE or not self._is_well():
            self._stop()
        if self._bridge is None:
            self._start(program, python)
        self._converted += 1
        answer = self._ask({"source": str(source), "target": str(target), "type": target.suffix[1:]}, timeout)
        if answer is None:
            was_well = self._is_well()
            self._stop()
            raise _too_long() if was_well else _unreadable()
        if answer.get("gone"):  # LibreOffice 7.4 falls over remarks of Word when it is told to open them from outside
            self._stop()
            self._convert_once(program, source, target, timeout)
        elif not answer["done"]:
            raise _unreadable()

    def _is_well(self) -> bool:
        return self._bridge is not None and self._bridge.poll() is None

    def _start(self, program: Path, python: str) -> None:
        folders.sweep()
        self._folder = WorkFolder()
        pipe = f"expertiza-{secrets.token_hex(8)}"
        self._converted = 0
        office = processes.command(program, self._folder.path, f"--accept=pipe,name={pipe};urp;")
        self._bridge = processes.start_bridge(python, pipe, office, self._folder.path)
        answer = self._ask(None, STARTUP_SECONDS)
        if answer is None or not answer.get("ready"):
            self._stop()
            raise ConverterDown(
                "LibreOffice не запускается.", "Проверьте установку командой «doctor» и повторите через минуту."
            )
        self._office = answer["pid"]

    def _ask(self, job: dict[str, str] | None, timeout: float) -> dict[str, Any] | None:
        """The bridge's answer, or None when it does not come in time or the bridge is gone."""
        bridge = self._bridge
        if bridge is None or bridge.stdin is None or bridge.stdout is None:
            return None
        try:
            if job is not None:
                bridge.stdin.write(json.dumps(job).encode() + b"\n")
                bridge.stdin.flush()
        except OSError:
            return None
        with selectors.DefaultSelector() as selector:
            selector.register(bridge.stdout, selectors.EVENT_READ)
            if not selector.select(timeout):
                return None
        line = bridge.stdout.readline()
        return json.loads(line) if line else None

    def _stop(self) -> None:
        if self._bridge is not None:
            processes.end(self._bridge, *([self._office] if self._office else ()), patience=PATIENCE)
        self._bridge, self._office = None, 0
        processes.sweep_pipes()
        if self._folder is not None:
            self._folder.remove()
        self._folder = None

    def _convert_once(self, program: Path, source: Path, target: Path, timeout: float) -> None:
        """A LibreOffice for this one document, where no Python can speak to a warm one."""
        folder = source.parent
        wanted = ONE_SHOT.get(target.suffix[1:], target.suffix[1:])
        arguments = ("--convert-to", wanted, "--outdir", str(folder / "out"), str(source))
        deadline = time.monotonic() + timeout + STARTUP_SECONDS
        for _ in range(2):
            process = processes.start(processes.command(program, folder, *arguments), folder)
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                raise _too_long() from None
            finally:
                processes.end(process)
            if process.returncode != RESTART_CODE:
                break
        made = folder / "out" / f"{source.stem}.{wanted.partition(':')[0]}"
        if made.is_file():
            made.replace(target)


def _too_long() -> ReadingTimeout:
    return ReadingTimeout(
        "LibreOffice слишком долго открывал файл и был остановлен.",
        "Сохраните документ в формате DOCX и загрузите ещё раз.",
    )


def _unreadable() -> Damaged:
    return Damaged(
        "LibreOffice не смог открыть файл: он повреждён или это файл другого типа.",
        "Откройте файл на компьютере, сохраните его в формате DOCX и загрузите ещё раз.",
    )


@cache
def office(settings: Settings) -> Office:
    """The LibreOffice of this process; it is started by the first conversion and ended with the process."""
    service = Office(settings)
    atexit.register(service.close)
    return service
