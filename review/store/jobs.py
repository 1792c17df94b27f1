"""Work that must not be lost: rows with a lease. Whoever holds the lease works; a lost lease lets another one begin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from review.errors import WrongState
from review.store.tables.work import JobRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

BACK_OFF_SECONDS = 5
LONGEST_BACK_OFF_SECONDS = 600
URGENT, USUAL, LATER = 10, 0, -10


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed piece of work."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    owner: str
    attempt: int
    last: bool  # no further attempt follows


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    key: str,
    now: datetime,
    merge: str | None = None,
    priority: int = USUAL,
    delay: float = 0,
    max_attempts: int = 5,
) -> int | None:
    """Write the work down in the transaction that causes it; None when the same work is there already.

    `key` names the work once and for all; of waiting jobs with the same `merge` one is enough.
    """
    same: ColumnElement[bool] = JobRow.key == key
    if merge is not None:
        same = or_(same, (JobRow.merge == merge) & (JobRow.state == "waiting"))
    if session.scalar(select(JobRow.id).where(same).limit(1)) is not None:
        return None
    row = JobRow(
        kind=kind,
        payload=json.dumps(payload, ensure_ascii=False, sort_keys=True),
        key=key,
        merge=merge,
        priority=priority,
        run_after=now + timedelta(seconds=delay),
        max_attempts=max_attempts,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def forget_done(session: Session, key: str) -> None:
    """Work that was done once may be asked for again."""
    session.execute(delete(JobRow).where(JobRow.key == key, JobRow.state == "done"))


def claim(session: Session, *, owner: str, now: datetime, lease: float) -> Job | None:
    """Take the most urgent due job, or one whose worker is gone. None when there is nothing to do."""
    while True:
        row = session.scalar(
            select(JobRow)
            .where(_due(now))
            .order_by(JobRow.priority.desc(), JobRow.run_after, JobRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        if row.attempts < row.max_attempts:
            break
        _bury(row, now, row.error or "Работа прерывалась слишком много раз.")
        session.flush()
    row.state, row.owner, row.lease_until = "running", owner, now + timedelta(seconds=lease)
    row.attempts += 1
    session.flush()
    return Job(row.id, row.kind, json.loads(row.payload), owner, row.attempts, row.attempts >= row.max_attempts)


def release(session: Session, *, host: str, is_alive: Callable[[int], bool], now: datetime) -> int:
    """Give back what dead workers of this machine held, without waiting for their leases; how many jobs."""
    rows = session.scalars(select(JobRow).where(JobRow.state == "running", JobRow.owner.startswith(f"{host}:")))
    released = 0
    for row in rows:
        process = (row.owner or "").removeprefix(f"{host}:").partition(":")[0]
        if process.isdigit() and not is_alive(int(process)):
            row.lease_until = now - timedelta(seconds=1)
            released += 1
    session.flush()
    return released


def due(session: Session, *, now: datetime, limit: int = 100) -> list[int]:
    """Ids of jobs that could be taken now: what the sweeper rings for."""
    order = (JobRow.priority.desc(), JobRow.run_after, JobRow.id)
    return list(session.scalars(select(JobRow.id).where(_due(now)).order_by(*order).limit(limit)))


def beat(session: Session, job: Job, *, now: datetime, lease: float) -> bool:
    """Hold the lease longer. False when it was lost."""
    return _held(session, job, lease_until=now + timedelta(seconds=lease))


def tell(session: Session, job: Job, progress: str) -> bool:
    """Write down how far the work has come."""
    return _held(session, job, progress=progress)


def finish(session: Session, job: Job, *, now: datetime) -> None:
    """Close the job in the transaction that holds its effect: the effect happens once or not at all.

    Raises WrongState when the lease was lost: then somebody else has begun and this effect must be dropped.
    """
    if not _held(session, job, state="done", lease_until=None, owner=None, progress="", error="", finished_at=now):
        raise WrongState("Работу уже ведёт другой исполнитель.", "Ничего делать не нужно.")


def fail(session: Session, job: Job, *, now: datetime, error: str) -> bool:
    """Try again later, or give up after the last attempt. True when it was given up."""
    pause = min(BACK_OFF_SECONDS * 2 ** (job.attempt - 1), LONGEST_BACK_OFF_SECONDS)
    if job.last:
        _held(session, job, state="dead", lease_until=None, owner=None, error=error, finished_at=now)
    else:
        later = now + timedelta(seconds=pause)
        _held(session, job, state="waiting", lease_until=None, owner=None, error=error, run_after=later, merge=None)
    return job.last


def again(session: Session, job_id: int, *, now: datetime) -> None:
    """Give a dead job all its attempts back."""
    session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.state == "dead")
        .values(state="waiting", attempts=0, run_after=now, finished_at=None)
    )


def open_with(session: Session, prefix: str) -> bool:
    """Does work whose key begins so wait, or is somebody at it?"""
    query = select(JobRow.id).where(JobRow.key.startswith(prefix, autoescape=True))
    return session.scalar(query.where(JobRow.state.in_(("waiting", "running"))).limit(1)) is not None


def let_go(session: Session, prefix: str) -> None:
    """Jobs given up whose key begins so need no care any more: other work stands in their place."""
    given_up = JobRow.key.startswith(prefix, autoescape=True) & (JobRow.state == "dead")
    session.execute(update(JobRow).where(given_up).values(state="cancelled"))


def dead(session: Session) -> list[tuple[int, str, str]]:
    """(id, kind, error) of the jobs that were given up."""
    rows = session.execute(
        select(JobRow.id, JobRow.kind, JobRow.error).where(JobRow.state == "dead").order_by(JobRow.id)
    )
    return [(row.id, row.kind, row.error) for row in rows]


def _due(now: datetime) -> ColumnElement[bool]:
    waiting = (JobRow.state == "waiting") & (JobRow.run_after <= now)
    return or_(waiting, (JobRow.state == "running") & (JobRow.lease_until < now))


def _bury(row: JobRow, now: datetime, error: str) -> None:
    row.state, row.owner, row.lease_until, row.error, row.finished_at = "dead", None, None, error, now


def _held(session: Session, job: Job, **values: object) -> bool:
    """Change the row if the lease is still ours."""
    done = session.execute(
        update(JobRow)
        .where(JobRow.id == job.id, JobRow.owner == job.owner, JobRow.state == "running")
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
