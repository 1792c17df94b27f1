"""Run every bench of this folder and append what it printed to RECORD.md under today's date (--print-only: no record).

Figures are ratios inside one run: machines are shared and noisy. When the labelled corpora stand beside the project,
their scores are recorded too.
"""

# ruff: noqa: T201 - printing is its job
from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
SHARED = ROOT.parent / "shared"


def commands() -> dict[str, list[str]]:
    """Title → command, in order."""
    found = {path.stem: [sys.executable, str(path)] for path in sorted(FOLDER.glob("bench_*.py"))}
    corpora = sorted(str(path.parent) for path in SHARED.glob("corpus/*/labels.json"))
    if corpora:
        found["score"] = [sys.executable, str(SHARED / "score.py"), *corpora, "--python", sys.executable]
    return found


def main(*, print_only: bool) -> int:
    """Exit status 1 when a bench failed."""
    status = 0
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    entry = [f"\n## {datetime.now(UTC).date()} · Python {platform.python_version()}, {os.cpu_count()} cores\n"]
    for title, command in commands().items():
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        print(f"== {title}\n{done.stdout}{done.stderr if done.returncode else ''}", flush=True)
        status |= done.returncode != 0
        entry.append(f"### {title}\n\n```\n{done.stdout.rstrip()}\n```\n")
    if not print_only and status == 0:
        with (FOLDER / "RECORD.md").open("a", encoding="utf-8") as record:
            record.write("\n".join(entry))
    return status


if __name__ == "__main__":
    sys.exit(main(print_only="--print-only" in sys.argv))
