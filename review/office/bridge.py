"""Starts LibreOffice, talks to it and cleans up after it. Runs under a Python that has `uno`, often not ours.

That is why it imports nothing of ours. Arguments: pipe name, memory limit, then LibreOffice's command. Each line of
standard input is one job in JSON, each line of standard output its answer. When standard input ends, our parent
wants no more or is gone: LibreOffice is killed with everything it started, and all of it is reaped here.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import queue
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

FILTERS = {
    "docx": "MS Word 2007 XML",
    "pdf": "writer_pdf_Export",
    "pdfa": "writer_pdf_Export",
    "odt": "writer8",
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
}
PDFA_VERSION = 2  # PDF/A-2b
NEVER = 0  # com.sun.star.document.MacroExecMode.NEVER_EXECUTE, UpdateDocMode.NO_UPDATE
RESTART_CODE = 81  # LibreOffice has just made its profile and asks to be started again
PR_SET_CHILD_SUBREAPER = 36  # orphans of LibreOffice become ours instead of the system's


class LibreOffice:
    """The program we started."""

    def __init__(self, memory: int, command: list[str]) -> None:
        self._memory = memory
        self._command = command
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with contextlib.suppress(OSError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (self._memory, self._memory))
        return process

    def lives(self) -> bool:
        """Whether it runs; it is started again when it asks for that."""
        if self.process.poll() == RESTART_CODE:
            self.process = self._started()
        return self.process.poll() is None

    def end(self) -> None:
        """Kill the whole group, reap all that is left of it, and leave."""
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        os._exit(0)


def main() -> None:
    """Start, connect, say so, convert until the input ends."""
    pipe, memory, *command = sys.argv[1:]
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    office = LibreOffice(int(memory), command)
    jobs: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(jobs, office), daemon=True).start()
    desktop = _connect(pipe, office)
    _answer({"ready": desktop is not None, "pid": office.process.pid})
    while desktop is not None and office.lives():
        job = json.loads(jobs.get())
        try:
            _convert(desktop, job)
            _answer({"done": True})
        except Exception as error:  # noqa: BLE001 - UNO's exceptions have no common base; the parent decides
            words = f"{type(error).__name__}: {error}"[:500]
            gone = "disposed" in words or not office.lives()
            _answer({"done": False, "gone": gone, "error": words})
    office.end()


def _listen(jobs: queue.Queue[str], office: LibreOffice) -> None:
    for line in sys.stdin:
        jobs.put(line)
    office.end()


def _answer(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _connect(pipe: str, office: LibreOffice, seconds: float = 60) -> object:
    import uno

    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and office.lives():
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - NoConnectException is only known once uno is loaded; LibreOffice is starting
            time.sleep(0.1)
            continue
        return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    return None


def _convert(desktop: object, job: dict[str, str]) -> None:
    document = desktop.loadComponentFromURL(  # type: ignore[attr-defined]  # a UNO proxy
        Path(job["source"]).as_uri(),
        "_blank",
        0,
        _properties(Hidden=True, ReadOnly=True, MacroExecutionMode=NEVER, UpdateDocMode=NEVER),
    )
    if document is None:
        raise ValueError("not a document")
    try:
        settings = {"FilterName": FILTERS[job["type"]], "Overwrite": True}
        if job["type"] == "pdfa":
            settings["FilterData"] = _typed(_properties(SelectPdfVersion=PDFA_VERSION))
        document.storeToURL(Path(job["target"]).as_uri(), _properties(**settings))
    finally:
        document.close(True)


def _typed(properties: tuple[object, ...]) -> object:
    """Settings of a filter travel as an Any of their exact type."""
    import uno

    return uno.Any("[]com.sun.star.beans.PropertyValue", properties)


def _properties(**values: object) -> tuple[object, ...]:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # made by uno when it is loaded

    properties = []
    for name, value in values.items():
        item = PropertyValue()
        item.Name, item.Value = name, value
        properties.append(item)
    return tuple(properties)


if __name__ == "__main__":
    main()
