"""How a run of `check` grows: ten documents a kit, on one core and on all, through the real command.

Run by hand: `python tests/bench/bench_run.py [kits of the large run]`; 530 kits are 5,300 documents, ten minutes of two
idle cores. Kits are invented (many_kits.py) in a temporary folder that is removed. Processor seconds are of the
command with all its children; memory is the largest that /proc told of each process while it ran (VmHWM). On a busy
machine the clock says little, so beside the cores that were had stand those that were asked for: the time in which
reading processes ran or waited for a core.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from many_kits import ROOT, write

LOOK = 0.25  # seconds between two looks at the processes


@dataclass
class Spent:
    """What a run took."""

    documents: int
    cores: int
    wall: float
    work: float  # processor seconds of all processes
    asked: float  # seconds in which reading processes ran or waited for a core
    parent: int  # kB
    child: int  # kB, the largest
    refused: int


def run(folders: list[Path], cores: set[int], out: Path) -> Spent:
    """One `check` on these cores."""
    begun = time.perf_counter()
    command = [sys.executable, str(ROOT / "service.py"), "check", "--json", *map(str, folders)]
    with out.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, preexec_fn=lambda: os.sched_setaffinity(0, cores))  # noqa: PLW1509 - one thread
        peaks: dict[int, int] = {}
        asked: dict[int, float] = {}
        while True:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
                asked[pid] = max(asked.get(pid, 0.0), _asked(pid))
            pid, _, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(LOOK)
    wall = time.perf_counter() - begun
    answers = [json.loads(line) for line in out.open("rb")]
    parent = peaks.pop(process.pid)
    del asked[process.pid]
    return Spent(
        documents=len(answers),
        cores=len(cores),
        wall=wall,
        work=usage.ru_utime + usage.ru_stime,
        asked=sum(asked.values()),
        parent=parent,
        child=max(peaks.values()),
        refused=sum("error" in answer for answer in answers),
    )


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:  # it ended while we looked
                continue
    return found


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # it ended while we looked
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def _asked(pid: int) -> float:
    try:
        ran, waited, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    except OSError:  # it ended while we looked
        return 0.0
    return (int(ran) + int(waited)) / 1e9


def show(one: Spent) -> None:
    """A line of the table."""
    print(
        f"{one.documents:5} документов, ядер {one.cores}: {one.wall:7.1f} с по часам, {one.work:7.1f} с процессора "
        f"({one.work / one.documents * 1000:.0f} мс на документ), ядер занято {one.work / one.wall:.2f}, "
        f"просили {one.asked / one.wall:.2f}; память: родитель "
        f"{one.parent / 1024:.0f} МБ, процесс чтения до {one.child / 1024:.0f} МБ; отказов {one.refused}; "
        f"нагрузка {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main(large: int) -> None:
    """The table."""
    every = os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        kits = [write(folder / "kits", number) for number in range(large)]
        small = kits[: max(1, large // 10)]
        alone = run(small, {min(every)}, folder / "out.jsonl")
        show(alone)
        few = run(small, every, folder / "out.jsonl")
        show(few)
        many = run(kits, every, folder / "out.jsonl")
        show(many)
    print(f"на {len(every)} ядрах быстрее, чем на одном: в {alone.wall / few.wall:.2f} раза")
    times, more = many.documents / few.documents, many.documents - few.documents
    print(
        f"документов больше в {times:.0f} раз: процессорного времени в {many.work / few.work:.1f}, часов в "
        f"{many.wall / few.wall:.1f} раза; родителю {(many.parent - few.parent) / more:.0f} КБ на документ"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 53)
