from datetime import UTC, datetime, timedelta

import pytest

from review.errors import WrongState
from review.store import jobs

NOW = datetime(2022, 3, 14, 9, tzinfo=UTC)


def later(seconds):
    return NOW + timedelta(seconds=seconds)


def put(database, key="a", **options):
    with database.session() as session:
        return jobs.enqueue(session, "examine", {"version_id": 1}, key=key, now=NOW, **options)


def take(database, *, at=NOW, owner="one", lease=60):
    with database.session() as session:
        return jobs.claim(session, owner=owner, now=at, lease=lease)


def finish(database, job, *, at=NOW):
    with database.session() as session:
        jobs.finish(session, job, now=at)


def test_a_job_is_taken_once_and_finished(database):
    number = put(database)
    job = take(database)
    assert (job.id, job.payload, job.attempt) == (number, {"version_id": 1}, 1)
    assert take(database, owner="two") is None
    finish(database, job)
    assert take(database, at=later(9999)) is None


def test_the_same_work_is_written_down_once(database):
    assert put(database) is not None
    assert put(database) is None


def test_waiting_jobs_that_merge_are_one_but_a_running_one_lets_the_next_wait(database):
    put(database, "a", merge="kit:1")
    assert put(database, "b", merge="kit:1") is None
    take(database)
    assert put(database, "c", merge="kit:1") is not None


def test_the_most_urgent_job_goes_first_and_a_delayed_one_waits(database):
    put(database, "later", priority=jobs.LATER)
    put(database, "delayed", delay=10, priority=jobs.URGENT)
    urgent = put(database, "urgent", priority=jobs.URGENT)
    assert take(database).id == urgent
    with database.reading() as session:
        assert len(jobs.due(session, now=NOW)) == 1
        assert len(jobs.due(session, now=later(10))) == 2


def test_work_of_a_silent_worker_goes_to_another_whose_end_counts(database):
    put(database)
    first = take(database, lease=60)
    assert take(database, at=later(59), owner="two") is None
    second = take(database, at=later(61), owner="two")
    assert (second.id, second.attempt) == (first.id, 2)
    with pytest.raises(WrongState):
        finish(database, first)
    finish(database, second)


def test_a_heartbeat_holds_the_lease_until_it_is_lost(database):
    put(database)
    job = take(database, lease=60)
    with database.session() as session:
        assert jobs.beat(session, job, now=later(50), lease=60)
    assert take(database, at=later(100), owner="two") is None
    take(database, at=later(111), owner="two")
    with database.session() as session:
        assert not jobs.beat(session, job, now=later(112), lease=60)
        assert not jobs.tell(session, job, "читаем")


def test_a_failed_job_waits_longer_each_time_and_is_given_up_at_last(database):
    put(database, max_attempts=3)
    moment, pauses = NOW, []
    for attempt in (1, 2, 3):
        job = take(database, at=moment)
        assert job.attempt == attempt
        with database.session() as session:
            assert jobs.fail(session, job, now=moment, error="нет места") == (attempt == 3)
        begun = moment
        while attempt < 3 and take_nothing(database, moment):
            moment += timedelta(seconds=1)
        pauses.append((moment - begun).total_seconds())
    assert pauses[:2] == [5, 10]
    with database.session() as session:
        assert [(kind, error) for _, kind, error in jobs.dead(session)] == [("examine", "нет места")]
        jobs.again(session, job.id, now=moment)
    assert take(database, at=moment).attempt == 1


def take_nothing(database, moment):
    with database.reading() as session:
        return jobs.due(session, now=moment) == []


def test_a_job_whose_workers_keep_dying_is_given_up(database):
    put(database, max_attempts=2)
    take(database)
    take(database, at=later(100))
    assert take(database, at=later(200)) is None
    with database.reading() as session:
        assert len(jobs.dead(session)) == 1


def test_a_new_worker_takes_over_what_a_dead_one_of_its_machine_held(database):
    put(database, "a")
    put(database, "b")
    take(database, owner="here:100:0")
    take(database, owner="elsewhere:100:0")
    with database.session() as session:
        assert jobs.release(session, host="here", is_alive=lambda pid: pid != 100, now=NOW) == 1
    assert take(database, owner="here:200:0").attempt == 2
    assert take(database, owner="here:200:0") is None
