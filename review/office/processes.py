"""LibreOffice as a process group of ours: found, started, killed and reaped without leaving anything behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

MEMORY = 4 << 30  # address space of one LibreOffice
PIPES = ("/tmp", "/var/tmp")  # noqa: S108 - where LibreOffice itself puts its pipes
BRIDGE = Path(__file__).with_name("bridge.py")


def find_office(name: str) -> Path | None:
    """The LibreOffice program itself. Its start script and splash would stand between us and the process to reap."""
    found = shutil.which(name)
    if found is None:
        return None
    script = Path(found).resolve()
    binary = script.with_name("soffice.bin")
    return binary if binary.is_file() else script


@cache
def python_with_uno(office: Path) -> str | None:
    """A Python that can speak to LibreOffice: ours, LibreOffice's own, or the system's."""
    for python in (sys.executable, str(office.with_name("python")), "/usr/bin/python3"):
        if shutil.which(python) is None:
            continue
        probe = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, env=_environment(None))
        if probe.returncode == 0:
            return python
    return None


def _environment(folder: Path | None) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "EXPERTIZA_"))}
    if folder is not None:
        kept |= {"TMPDIR": str(folder), "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    return kept


def command(office: Path, folder: Path, *arguments: str) -> list[str]:
    """A headless LibreOffice with a profile of its own."""
    return [
        str(office),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--invisible", "--nocrashreport", "--nodefault", "--nologo", "--nofirststartwizard"),
        *("--norestore", *arguments),
    ]


def start(arguments: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """A process at the head of its own group, spoken to through its standard input and output."""
    return subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=_environment(folder),
    )


def start_bridge(python: str, pipe: str, office: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """The bridge, which starts LibreOffice."""
    return start([python, str(BRIDGE), pipe, str(MEMORY), *office], folder)


def end(process: subprocess.Popen[bytes], *groups: int, patience: float = 0) -> None:
    """Hang up, give a bridge a moment to clean up, then kill what is left of the groups, and reap."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    for group in (process.pid, *groups) if process.returncode is None else ():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


def sweep_pipes() -> None:
    """Remove pipes of dead LibreOffices: a killed one leaves its own behind, and nobody listens on it any more."""
    try:
        listening = Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for place in PIPES:
        for pipe in Path(place).glob("OSL_PIPE_*"):
            with contextlib.suppress(OSError):
                if str(pipe) not in listening and pipe.stat().st_uid == os.getuid():
                    pipe.unlink()
