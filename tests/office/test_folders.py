from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from review.office import folders
from review.office.folders import WorkFolder

HOLDS = "from review.office.folders import WorkFolder; w = WorkFolder(); print(w.path, flush=True); input()"


@pytest.fixture(autouse=True)
def of_this_test_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_a_folder_goes_with_what_is_in_it() -> None:
    with WorkFolder() as work:
        (work.path / "source.doc").write_bytes(b"x")
    assert not work.path.exists()


def test_documents_of_a_killed_process_are_removed_by_the_next(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert process.stdout is not None
    left = Path(process.stdout.readline().strip())
    (left / "source.doc").write_bytes(b"x")
    folders.sweep()
    assert left.is_dir()  # its process lives
    process.send_signal(signal.SIGKILL)
    process.communicate()
    folders.sweep()
    assert not left.exists()


def test_a_folder_in_use_and_a_strange_one_stay(tmp_path: Path) -> None:
    strange = tmp_path / f"{folders.PREFIX}strange"
    strange.mkdir()
    with WorkFolder() as work:
        folders.sweep()
        assert work.path.is_dir()
    assert strange.is_dir()
