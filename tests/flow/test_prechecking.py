"""Drafts are read, examined and forgotten; Word files come back with remarks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx as python_docx
import pytest

from review.errors import BadInput, NotAllowed, NotFound
from review.flow.submission.prechecking import PER_HOUR, Precheck, PrecheckDesk
from review.rubric.library import load
from review.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT / "samples" / "kits" / "topolevskaya"
PROFILE = "500plus-2022"


class Clock:
    """A clock the test turns."""

    def __init__(self) -> None:
        self.moment = datetime(2022, 3, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> PrecheckDesk:
    settings = Settings(data=tmp_path_factory.mktemp("data"))
    return PrecheckDesk(settings, load(settings.rubrics), clock)


@pytest.fixture(scope="module")
def done(desk: PrecheckDesk) -> Precheck:
    files = [(name, (KIT / name).read_bytes()) for name in ("концепция.docx", "антириск мотивация.pdf")]
    made = desk.begin([*files, ("пустой.docx", b"")], asker="1", profile=PROFILE)
    for _ in range(600):
        if made.done:
            return made
        time.sleep(0.2)
    pytest.fail("the drafts were not read in two minutes")


def test_each_draft_is_examined_and_a_refused_one_says_why(done: Precheck) -> None:
    assert [(draft.kind, draft.problem.code if draft.problem else None) for draft in done.drafts] == [
        ("concept", None),
        ("antirisk_program", None),
        (None, "empty"),
    ]
    assert all(draft.fixes for draft in done.drafts[:2])


def test_critical_zeros_come_first_and_the_total_grows_step_by_step(done: Precheck) -> None:
    draft = done.drafts[0]
    keys = [(fix.finding.critical and fix.finding.level == 0, fix.points) for fix in draft.fixes]
    assert keys == sorted(keys, reverse=True)
    scores = [draft.examination.total.score if draft.examination else 0, *(step.total.score for step in draft.steps)]
    assert [after - before for before, after in pairwise(scores)] == [
        fix.points for fix in draft.fixes[: len(draft.steps)]
    ]


def test_criteria_that_need_the_card_are_left_unchecked_for_a_stranger(done: Precheck) -> None:
    assert "C-05" in {finding.code for finding in done.drafts[0].unchecked}


def test_word_file_comes_back_with_a_comment_for_each_fix(desk: PrecheckDesk, done: Precheck) -> None:
    name, data = desk.commented(done.token, 0)
    assert name == "концепция — с примечаниями.docx"
    comments = [comment.text for comment in python_docx.Document(BytesIO(data)).comments]
    assert all(any(text.startswith(fix.finding.code) for text in comments) for fix in done.drafts[0].fixes)
    with pytest.raises(NotFound):
        desk.commented(done.token, 1)


def test_nothing_is_written_to_the_data_folder(desk: PrecheckDesk, done: Precheck) -> None:
    assert done.done
    assert list(desk._settings.data.rglob("*")) == []


def test_too_many_visits_from_one_address_are_refused(desk: PrecheckDesk) -> None:
    for _ in range(PER_HOUR):
        desk.begin([("пустой.docx", b"")], asker="busy", profile=PROFILE)
    with pytest.raises(NotAllowed):
        desk.begin([("пустой.docx", b"")], asker="busy", profile=PROFILE)
    desk.begin([("пустой.docx", b"")], asker="another", profile=PROFILE)
    with pytest.raises(BadInput):
        desk.begin([], asker="another", profile=PROFILE)


def test_after_a_while_everything_is_forgotten(desk: PrecheckDesk, clock: Clock) -> None:
    made = desk.begin([("пустой.docx", b"")], asker="later", profile=PROFILE)
    assert desk.look(made.token) is made
    clock.moment += timedelta(hours=1)
    with pytest.raises(NotFound):
        desk.look(made.token)


def wait(made: Precheck) -> Precheck:
    for _ in range(600):
        if made.done:
            return made
        time.sleep(0.2)
    pytest.fail("the drafts were not read in two minutes")


def mended(data: bytes) -> bytes:
    """The same concept with another aim."""
    word = python_docx.Document(BytesIO(data))
    for paragraph in word.paragraphs:
        if "Цель" in paragraph.text and len(paragraph.text) > 20:
            paragraph.text = "Цель: снизить долю немотивированных учеников с 32 % до 20 % к декабрю 2022 года."
            break
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def test_a_draft_is_compared_with_the_one_before(desk: PrecheckDesk) -> None:
    data = (KIT / "концепция.docx").read_bytes()
    first = wait(desk.begin([("концепция.docx", data)], asker="two", profile=PROFILE))
    with pytest.raises(NotFound):
        desk.compared(first.token, 0)
    files = [("концепция исправленная.docx", mended(data))]
    together = desk.begin(files, asker="two", profile=PROFILE, earlier=[("концепция.docx", data)])
    after = desk.begin(files, asker="two", profile=PROFILE, previous=first.token)
    for made in (wait(together), wait(after)):
        found = desk.compared(made.token, 0)
        assert (found.before.is_earlier, found.draft.is_earlier) == (True, False)
        assert found.differences.count("changed", "added") >= 1
        assert any("немотивированных" in pair.new.text for pair in found.differences.pairs if pair.new is not None)
        assert all(move.old != move.new for move in found.moves)
        with pytest.raises(NotFound):
            desk.compared(made.token, 1)
