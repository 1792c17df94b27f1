"""One act for many documents: the change-set tells what hinders each line, and is applied as it was looked at."""

from datetime import date

import pytest

from review.errors import BadInput, NotFound, WrongState
from review.flow.bulk import changeset
from review.flow.bulk.acts import Wanted
from review.flow.campaigns import leaving, progress, seating
from review.flow.notices import own
from review.flow.submission import documents, withdrawing
from review.flow.upkeep import audit_log, maintenance
from review.model.submission import DocumentState
from tests.flow.campaigning import begin, draw, hand_in_two, invite
from tests.once import once
from tests.stage import assess

LATER = date(2022, 4, 4)


@pytest.fixture
@once
def read(sqlite_only_stage):
    """Two documents of the town in its campaign, one expert each."""
    stage = sqlite_only_stage
    stage.two = hand_in_two(stage)
    stage.campaign = begin(stage)
    invite(stage, stage.campaign, "expert", "second_expert")
    draw(stage, stage.campaign)
    mark = seating.plan(stage.services, stage["coordinator"], campaign_id=stage.campaign.id).mark
    seating.apply(stage.services, stage["coordinator"], campaign_id=stage.campaign.id, mark=mark)
    return stage


def asked(stage, act, **wanted):
    where = {"campaign_id": stage.campaign.id, "document_ids": [one.id for one in stage.two]}
    return {"act": act, "wanted": Wanted(**wanted), **where}


def look(stage, act, who="coordinator", **wanted):
    return changeset.preview(stage.services, stage[who], **asked(stage, act, **wanted))


def carry_out(stage, act, who="coordinator", **wanted):
    mark = look(stage, act, who, **wanted).mark
    return changeset.apply(stage.services, stage[who], **asked(stage, act, **wanted), mark=mark)


def page_of(stage):
    return progress.campaign_page(stage.services, stage["coordinator"], campaign_id=stage.campaign.id)


def reader_of(stage, document):
    [cell] = [one for one in page_of(stage).cells if one.document.id == document.id]
    name = cell.readings[0].assignment.expert
    return next(login for login in ("expert", "second_expert") if stage[login].name == name)


def test_experts_are_reminded_once_a_day_and_get_another_last_day(read):
    assert [line.change.obstacle for line in look(read, "remind").lines] == ["", ""]
    for _ in range(2):
        assert carry_out(read, "remind").done == 2
    texts = [one.text for one in own.list_notices(read.services, read["expert"])]
    assert sum("напоминает" in text for text in texts) == 1
    shown = look(read, "deadline")
    assert shown.asks == ("day",)
    with pytest.raises(BadInput, match="день"):
        carry_out(read, "deadline")
    assert "прошёл" in look(read, "deadline", day=date(2022, 3, 1)).lines[0].change.obstacle
    assert "кончается" in look(read, "deadline", day=date(2023, 3, 1)).lines[0].change.obstacle
    assert carry_out(read, "deadline", day=LATER).done == 2
    assert {one.due for one in page_of(read).cells} == {LATER}
    told = [one.text for one in own.list_notices(read.services, read["expert"])]
    assert sum("перенесён на 04.04.2022" in text for text in told) == 1


def test_suggested_decisions_are_taken_together_and_a_changed_set_is_refused(read):
    first, second = read.two
    assess(read, first.id, who=reader_of(read, first))
    shown = look(read, "decide")
    assert {line.document.id: bool(line.change.obstacle) for line in shown.lines} == {first.id: False, second.id: True}
    assert shown.doable[0].change.after == "соответствует частично, требуется доработка"
    with pytest.raises(BadInput, match="день"):
        carry_out(read, "decide")
    shown = look(read, "decide", day=LATER)
    assert shown.doable[0].change.after.endswith("срок 04.04.2022")
    assess(read, second.id, who=reader_of(read, second))
    with pytest.raises(WrongState, match="изменилось"):
        changeset.apply(read.services, read["coordinator"], **asked(read, "decide", day=LATER), mark=shown.mark)
    assert carry_out(read, "decide", day=LATER).done == 2
    assert {one.document.state for one in page_of(read).cells} == {DocumentState.REWORK, DocumentState.FAILS}
    assert [line.change.obstacle for line in look(read, "decide").lines] == ["решение уже принято"] * 2
    said = [one for one in audit_log.list_audit(read.services, read["coordinator"]).rows if "decided" in one.action]
    assert len(said) == 2


def test_documents_that_left_the_sample_are_named_with_their_reasons(read):
    first, second = read.two
    with pytest.raises(BadInput, match="причина"):
        carry_out(read, "exclude")
    withdrawing.withdraw(read.services, read["coordinator"], document_id=second.id, reason="не тот файл")
    assert carry_out(read, "exclude", reason="школа закрыта на карантин").done == 1
    page = page_of(read)
    assert page.rows == ()
    assert {one.document_id: (one.withdrawn, one.reason) for one in page.left} == {
        first.id: (False, "школа закрыта на карантин"),
        second.id: (True, "не тот файл"),
    }
    texts = [one.text for one in own.list_notices(read.services, read["expert"])]
    assert any("назначение отменено" in text or "отозван" in text for text in texts)
    assert "mark" in documents.document_page(read.services, read["expert"], document_id=first.id).acts
    leaving.include(read.services, read["coordinator"], campaign_id=read.campaign.id, document_id=first.id)
    with pytest.raises(WrongState):
        leaving.include(read.services, read["coordinator"], campaign_id=read.campaign.id, document_id=first.id)
    assert [one.document_id for one in page_of(read).left] == [second.id]
    assert [one.state for one in page_of(read).cells] == ["no_expert"]
    assert maintenance.doctor(read.services).ailments == ()


@pytest.mark.parametrize("who", ["expert", "school", "other_coordinator", "stranger_regional"])
def test_bulk_acts_reach_nobody_elses_campaign(read, who):
    for act in ("remind", "deadline", "exclude", "return"):
        with pytest.raises(NotFound):
            look(read, act, who, reason="x", day=LATER)
    shown = changeset.preview(
        read.services,
        read[who],
        act="decide",
        document_ids=[one.id for one in read.two],
        wanted=Wanted(),
        campaign_id=None,
    )
    assert shown.doable == ()


def test_a_curator_confirms_several_documents_of_the_list(read):
    wanted = {"act": "confirm", "document_ids": [one.id for one in read.two], "wanted": Wanted(), "campaign_id": None}
    shown = changeset.preview(read.services, read["curator"], **wanted)
    assert [line.document.id for line in shown.doable] == [read.two[0].id]
    assert changeset.apply(read.services, read["curator"], **wanted, mark=shown.mark).done == 1
    again = changeset.preview(read.services, read["curator"], **wanted)
    assert again.lines[0].change.obstacle == "уже подтверждён"
