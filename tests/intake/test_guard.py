from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.errors import Damaged, Encrypted, ReadingTimeout
from review.intake.guard import Guard
from review.settings import MB, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
LIMITS = Limits(parse_memory_bytes=256 * MB, parse_cpu_seconds=20, parse_wall_seconds=20)


@pytest.fixture(autouse=True)
def jobs_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard("guarded_work:job", limits=LIMITS)
    yield guard
    guard.close()


def alive(pid: int) -> bool:
    """A zombie counts as alive: it has not been reaped."""
    return Path(f"/proc/{pid}").exists()


def test_result_comes_back_and_the_child_stays_for_the_next_document(guard: Guard) -> None:
    assert guard.run("echo", {"а": b"\x00" * 3_000_000}) == {"а": b"\x00" * 3_000_000}
    assert guard.run("pid") == guard.run("pid") == guard.pid != os.getpid()


def test_a_further_document_costs_under_ten_milliseconds(guard: Guard) -> None:
    guard.run("echo", b"x" * 200_000)
    times = []
    for _ in range(15):
        start = time.perf_counter()
        guard.run("echo", b"x" * 200_000)
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.010


@pytest.mark.parametrize(
    ("work", "error"),
    [
        ("hog", ReadingTimeout),
        ("killed", ReadingTimeout),
        ("leave", Damaged),
        ("crash", Damaged),
        ("mistake", Damaged),
        ("refuse", Encrypted),
    ],
)
def test_each_failure_of_a_reader_is_a_typed_answer_and_the_next_document_is_read(
    guard: Guard, work: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as raised:
        guard.run(work)
    assert raised.value.message
    assert raised.value.hint
    assert guard.run("echo", "ещё живы") == "ещё живы"


def test_endless_loop_is_killed_at_the_wall(guard: Guard) -> None:
    guard.run("echo")
    pid = guard.pid
    start = time.monotonic()
    with pytest.raises(ReadingTimeout):
        guard.run("loop", wall=0.4)
    assert time.monotonic() - start < 3
    assert pid is not None
    assert not alive(pid)
    assert guard.run("pid") != pid


def test_processor_budget_ends_a_loop_before_the_wall_and_counts_each_document_apart() -> None:
    guard = Guard("guarded_work:job", limits=replace(LIMITS, parse_cpu_seconds=1))
    start = time.monotonic()
    with pytest.raises(ReadingTimeout):
        guard.run("loop", wall=60)
    assert time.monotonic() - start < 30
    assert guard.run("echo", 1) == 1
    guard.close()


def test_a_kill_takes_the_processes_the_reader_started(guard: Guard) -> None:
    seen: list[str] = []
    with pytest.raises(ReadingTimeout):
        guard.run("grandchild", wall=1.0, on_progress=seen.append)
    deadline = time.monotonic() + 5
    stat = Path(f"/proc/{seen[0]}/stat")
    while stat.exists() and " Z " not in stat.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not stat.exists() or " Z " in stat.read_text()  # its new parent, not we, reaps it


def test_progress_is_heard_and_buys_time(guard: Guard) -> None:
    heard: list[str] = []
    assert guard.run("pages", wall=0.6, on_progress=heard.append) == "read"
    assert heard == [f"страница {n}" for n in (1, 2, 3, 4)]


def test_a_callback_that_refuses_stops_the_reading(guard: Guard) -> None:
    def cancel(_: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        guard.run("pages", on_progress=cancel)
    assert guard.pid is None


def test_child_killed_between_documents_is_replaced_without_a_word(guard: Guard) -> None:
    pid = guard.run("pid")
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert guard.run("pid") != pid
    assert not alive(pid)


def test_child_is_replaced_after_its_share_of_documents() -> None:
    guard = Guard("guarded_work:job", limits=replace(LIMITS, child_documents=3))
    pids = [guard.run("pid") for _ in range(7)]
    guard.close()
    assert len(set(pids)) == 3
    assert pids[0] == pids[2] != pids[3]
    assert not any(alive(pid) for pid in pids)


def test_several_threads_each_with_a_guard_do_not_disturb_one_another() -> None:
    results: list[object] = []

    def work(number: int) -> None:
        guard = Guard("guarded_work:job", limits=LIMITS)
        if number % 2:
            with pytest.raises(ReadingTimeout):
                guard.run("loop", wall=0.3)
        results.extend(guard.run("echo", number) for _ in range(3))
        guard.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results, key=str) == sorted([n for n in range(4) for _ in range(3)], key=str)


def test_no_child_survives_a_parent_that_was_killed() -> None:
    script = (
        f"import sys; sys.path[:0] = [{str(HERE)!r}, {str(HERE.parent.parent)!r}]\n"
        "from review.intake.guard import Guard\nfrom review.settings import Limits\n"
        "guard = Guard('guarded_work:job', limits=Limits())\n"
        "print(guard.run('pid'), flush=True)\nguard.run('sleep', 600, wall=600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 5
    stat = Path(f"/proc/{pid}/stat")
    while stat.exists() and " Z " not in stat.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not stat.exists() or " Z " in stat.read_text()
