"""Campaigns: begun from the calendar, drawn with a seed, refused outside their phases and places."""

from dataclasses import replace
from datetime import date

import pytest

from review.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from review.exchange.workbook import read_sheets
from review.flow.campaigns import group, protocol, running, sampling, seating, table
from review.flow.papers.issuing.draft_text import draft_text
from review.flow.register import territory
from review.flow.submission import documents
from review.flow.upkeep import audit_log
from review.issue.facts.drawn import grouped
from review.issue.facts.known import Named
from review.model.campaign import SampleRule
from review.model.campaigns import CampaignLevel, CampaignSubject, PhaseKey, Policy
from tests.flow.campaigning import WIDE, a_form, begin, draw, hand_in_two, invite
from tests.stage import assess, body_of, hand_in


def test_a_new_campaign_takes_its_dates_from_the_calendar(stage):
    found = running.beginning(stage.services, stage["coordinator"], subject=CampaignSubject.CONCEPT)
    windows = {phase.key: (phase.start, phase.end) for phase in found.phases}
    assert windows[PhaseKey.INTAKE] == (date(2022, 2, 14), date(2022, 3, 30))
    assert windows[PhaseKey.EXPERTISE] == (date(2022, 3, 31), date(2022, 4, 30))
    assert windows[PhaseKey.RESULTS][0] == date(2022, 5, 1)
    assert [town.id for town in found.municipalities] == [stage.places["town"]]
    assert found.regions == ()


def test_a_campaign_pins_the_editions_of_its_kinds(stage):
    made = begin(stage)
    assert made.kinds == ("concept", "midterm_program", "antirisk_program")
    rubric = stage.services.library.rubrics["concept@2022.1"]
    assert ("concept", rubric.id, rubric.sha256) in made.editions
    [line] = running.list_campaigns(stage.services, stage["coordinator"])
    assert (line.campaign.id, line.leads) == (made.id, True)


def test_coordinators_run_campaigns_of_their_own_place_only(stage):
    for who in ("other_coordinator", "expert", "school", "curator", "stranger_regional"):
        with pytest.raises((NotAllowed, NotFound)):
            begin(stage, who=who)
    with pytest.raises(NotAllowed):
        begin(stage, level=CampaignLevel.REGIONAL)
    regional = begin(stage, who="regional", level=CampaignLevel.REGIONAL)
    assert regional.municipality_id is None
    mine = begin(stage)
    for who in ("other_coordinator", "stranger_regional", "expert", "school"):
        with pytest.raises(NotFound):
            sampling.sample_page(stage.services, stage[who], campaign_id=mine.id)
        assert mine.id not in [one.campaign.id for one in running.list_campaigns(stage.services, stage[who])]


def test_two_coordinators_do_not_overwrite_each_others_dates(stage):
    made = begin(stage)
    form = replace(a_form(), title="Концепции, март")
    saved = running.save(stage.services, stage["regional"], campaign_id=made.id, form=form, expected=made.version)
    assert saved.title == "Концепции, март"
    with pytest.raises(Stale):
        running.save(stage.services, stage["coordinator"], campaign_id=made.id, form=form, expected=made.version)


def test_a_policy_nobody_can_follow_is_refused():
    for wrong in ({"reviewers": 3}, {"cap": 0}, {"share_gap": 1.5}, {"days": 0}):
        with pytest.raises(BadInput):
            Policy(**wrong)


def test_documents_that_do_not_qualify_are_told_with_the_reason(stage):
    mine, theirs = hand_in_two(stage)
    campaign = begin(stage, confirmed_only=True)
    page = sampling.sample_page(stage.services, stage["coordinator"], campaign_id=campaign.id)
    assert [one.words for one in page.frame.excluded] == ["нет подтверждения куратора"] * 2
    other = begin(stage)
    assess(stage, theirs.id)
    page = sampling.sample_page(stage.services, stage["coordinator"], campaign_id=other.id)
    assert [item.document_id for item in page.frame.items] == [mine.id]
    assert [one.words for one in page.frame.excluded] == ["экспертиза уже начата вне кампании"]


def test_a_draw_is_kept_and_gives_the_same_sample_again(stage):
    hand_in_two(stage)
    campaign = begin(stage)
    rule = SampleRule(method="random", size_by="count", size=1, seed="20220314")
    number, sample = draw(stage, campaign, rule)
    assert number == 1
    assert len(sample.drawn) == 1
    assert sample.drawn[0].probability == 0.5
    assert sampling.replay(stage.services, stage["coordinator"], campaign_id=campaign.id, number=1)
    with pytest.raises(BadInput, match="ещё раз"):
        draw(stage, campaign, rule)
    assert draw(stage, campaign, replace(rule, seed="2"), reason="ошибка в доле")[0] == 2
    page = sampling.sample_page(stage.services, stage["coordinator"], campaign_id=campaign.id)
    assert [(one.number, one.in_force) for one in page.draws] == [(2, True), (1, False)]
    assert sampling.replay(stage.services, stage["coordinator"], campaign_id=campaign.id, number=1)
    lines = audit_log.list_audit(stage.services, stage["coordinator"], action="campaign.sample_drawn").rows
    assert [line.details["seed"] for line in lines] == ["2", "20220314"]


def test_a_draw_of_another_frame_than_was_shown_is_refused(stage):
    hand_in(stage)
    campaign = begin(stage)
    sample = sampling.preview(stage.services, stage["coordinator"], campaign_id=campaign.id, rule=SampleRule())
    from tests.stage import a_concept

    hand_in(stage, who="neighbour", school="neighbour", name="Ещё.docx", data=a_concept("Соседи."))
    with pytest.raises(WrongState, match="изменился"):
        sampling.draw(
            stage.services,
            stage["coordinator"],
            campaign_id=campaign.id,
            rule=SampleRule(),
            shown=sample.frame_sha256,
            reason="",
        )


def test_dates_shut_the_phases(stage):
    hand_in(stage)
    past = tuple(replace(one, end=one.start) if one.key is PhaseKey.SAMPLING else one for one in WIDE)
    campaign = begin(stage, form=replace(a_form(), phases=past))
    with pytest.raises(WrongState, match="этап для этого действия закрыт"):
        draw(stage, campaign)
    running.save(
        stage.services, stage["coordinator"], campaign_id=campaign.id, form=a_form(), expected=campaign.version
    )
    draw(stage, campaign)
    running.close(stage.services, stage["coordinator"], campaign_id=campaign.id)
    with pytest.raises(WrongState, match="завершена"):
        draw(stage, campaign, reason="ещё раз")
    running.resume(stage.services, stage["regional"], campaign_id=campaign.id)


def test_a_document_stands_in_one_running_sample_only(stage):
    hand_in(stage)
    first, second = begin(stage), begin(stage)
    draw(stage, first)
    page = sampling.sample_page(stage.services, stage["coordinator"], campaign_id=second.id)
    assert page.frame.items == ()
    assert "входит в выборку кампании" in page.frame.excluded[0].words
    running.close(stage.services, stage["coordinator"], campaign_id=first.id)
    page = sampling.sample_page(stage.services, stage["coordinator"], campaign_id=second.id)
    assert len(page.frame.items) == 1


def test_a_federal_sample_is_the_list_received(stage):
    mine, theirs = hand_in_two(stage)
    campaign = begin(stage, who="regional", level=CampaignLevel.FEDERAL)
    with pytest.raises(WrongState, match="списком"):
        draw(stage, campaign, who="regional")
    with pytest.raises(BadInput):
        sampling.receive(
            stage.services, stage["regional"], campaign_id=campaign.id, document_ids=[mine.id, 10_000], reason=""
        )
    sampling.receive(stage.services, stage["regional"], campaign_id=campaign.id, document_ids=[theirs.id], reason="")
    page = sampling.sample_page(stage.services, stage["regional"], campaign_id=campaign.id)
    assert [one.item.document_id for one in page.in_force.sample.drawn] == [theirs.id]
    assert sampling.replay(stage.services, stage["regional"], campaign_id=campaign.id, number=1)


def test_a_received_list_may_name_schools(stage):
    mine, _ = hand_in_two(stage)
    campaign = begin(stage, who="regional", level=CampaignLevel.FEDERAL)
    told = {"campaign_id": campaign.id, "document_ids": (), "reason": ""}
    with pytest.raises(BadInput, match="Лесная"):
        sampling.receive(stage.services, stage["regional"], schools=["МБОУ «Лесная СОШ»"], **told)
    sampling.receive(stage.services, stage["regional"], schools=['мбоу "залесская сош № 2"', ""], **told)
    page = sampling.sample_page(stage.services, stage["regional"], campaign_id=campaign.id)
    assert [one.item.document_id for one in page.in_force.sample.drawn] == [mine.id]


def test_the_shared_desk_does_not_show_what_a_campaign_drew(stage):
    mine, theirs = hand_in_two(stage)
    campaign = begin(stage)
    seen = [
        row.id
        for row in documents.list_documents(stage.services, stage["expert"], wanted=documents.DocumentFilter()).rows
    ]
    assert set(seen) == {mine.id, theirs.id}
    draw(stage, campaign)
    seen = documents.list_documents(stage.services, stage["expert"], wanted=documents.DocumentFilter()).rows
    assert seen == ()
    running.close(stage.services, stage["coordinator"], campaign_id=campaign.id)
    seen = documents.list_documents(stage.services, stage["expert"], wanted=documents.DocumentFilter()).rows
    assert len(seen) == 2


def test_experts_are_invited_and_answer(stage):
    campaign = begin(stage)
    invite(stage, campaign, "expert", "second_expert", answer=False)
    found = group.group(stage.services, stage["coordinator"], campaign_id=campaign.id)
    assert [(one.name.split()[0], one.state.value) for one in found.experts] == [
        ("Данилова", "invited"),
        ("Ершов", "invited"),
    ]
    with pytest.raises(BadInput, match="причина отказа"):
        group.answer(stage.services, stage["expert"], campaign_id=campaign.id, accepts=False, reason=" ")
    group.answer(stage.services, stage["expert"], campaign_id=campaign.id, accepts=False, reason="отпуск")
    with pytest.raises(NotFound):
        group.answer(stage.services, stage["other_expert"], campaign_id=campaign.id, accepts=True, reason="")
    with pytest.raises(NotFound):
        group.group(stage.services, stage["expert"], campaign_id=campaign.id)
    with pytest.raises(BadInput):
        invite(stage, campaign, "school")


def test_the_protocol_says_what_anybody_can_repeat(stage):
    hand_in_two(stage)
    campaign = begin(stage)
    draw(stage, campaign, SampleRule(method="random", size_by="count", size=1, seed="20220314"))
    chair, secretary = Named("Ершов Антон Ильич", "методист"), Named("Гусь Елена Викторовна")
    told = {"campaign_id": campaign.id, "chair": chair, "secretary": secretary}
    assert protocol.draft_protocol(stage.services, stage["coordinator"], **told).docx is None
    with pytest.raises(BadInput, match="не заполнено"):
        protocol.issue_protocol(stage.services, stage["coordinator"], **told)
    body = body_of(stage)
    words = {
        "full_name": "Отдел образования",
        "place": "г. Залесск",
        "signer_post": "начальник",
        "signer_name": "Иванова А. П.",
    }
    form = territory.BodyForm(
        **{name: words.get(name, getattr(body, name)) for name in territory.BodyForm.__dataclass_fields__}
    )
    territory.save_body(stage.services, stage["coordinator"], body_id=body.id, form=form)
    shown = protocol.draft_protocol(stage.services, stage["coordinator"], **told)
    words = "\n".join(block.text for block in draft_text(stage.services, docx=shown.docx).blocks)
    sample = sampling.sample_page(stage.services, stage["coordinator"], campaign_id=campaign.id).in_force.sample
    assert "20220314" in words
    assert grouped(sample.frame_sha256[:16]) in words
    paper = protocol.issue_protocol(stage.services, stage["coordinator"], **told)
    assert (paper.type, paper.number) == ("protocol", 1)
    with pytest.raises(NotFound):
        protocol.issue_protocol(stage.services, stage["other_coordinator"], **told)


def test_the_workbook_holds_no_total_before_all_have_finished(stage):
    mine, _ = hand_in_two(stage)
    campaign = begin(stage, reviewers=2)
    invite(stage, campaign, "expert", "second_expert")
    draw(stage, campaign)
    mark = seating.plan(stage.services, stage["coordinator"], campaign_id=campaign.id).mark
    seating.apply(stage.services, stage["coordinator"], campaign_id=campaign.id, mark=mark)
    assess(stage, mine.id)
    name, data = table.table(stage.services, stage["coordinator"], campaign_id=campaign.id)
    assert name == "Концепции 2022 года.xlsx"
    sheets = read_sheets(data)
    assert [row[7:9] for row in sheets["Документы"][1:]] == [("", ""), ("", "")]
    assert [row[7] for row in sheets["Эксперты"][1:]] == [""] * 4
    assess(stage, mine.id, who="second_expert")
    sheets = read_sheets(table.table(stage.services, stage["coordinator"], campaign_id=campaign.id)[1])
    assert sum(bool(row[7]) for row in sheets["Эксперты"][1:]) == 2
    with pytest.raises(NotFound):
        table.table(stage.services, stage["expert"], campaign_id=campaign.id)
