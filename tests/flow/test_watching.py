"""A municipality sees how its own schools fare in the region's campaign, and nothing else of it."""

import pytest

from review.errors import NotFound
from review.flow.campaigns import (
    agreeing,
    group,
    leaving,
    outside,
    progress,
    rechecking,
    running,
    sampling,
    seating,
    table,
    watching,
)
from review.flow.expertise import desk, overview
from review.flow.notices import own
from review.flow.papers.choosing import campaign_facts
from review.flow.papers.choosing.surroundings import Ground
from review.flow.submission import documents
from review.model.assessment import Verdict
from review.model.campaigns import CampaignLevel, CampaignSubject
from review.model.submission import DocumentState
from review.store.register import seasons
from tests.flow.campaigning import DAY, a_form, begin, draw, invite
from tests.flow.test_permissions import told
from tests.once import once
from tests.stage import a_concept, assess, decide_on, hand_in

SECRETS = ("Боров", "far_school", "Жукова", "Зотов", "Лосева", "Носова")
PAGES = (
    (progress, "campaign_page"),
    (sampling, "sample_page"),
    (seating, "plan"),
    (group, "group"),
    (agreeing, "agreement_page"),
    (rechecking, "recheck_page"),
    (table, "table"),
)


@pytest.fixture
@once
def above(sqlite_only_stage):
    """The region reads a concept of each municipality; nobody reads those of their own."""
    stage = sqlite_only_stage
    stage.mine = hand_in(stage)
    stage.theirs = hand_in(stage, who="far_school", school="far_school", name="far_school.docx", data=a_concept("Б."))
    stage.campaign = begin(
        stage, who="regional", level=CampaignLevel.REGIONAL, form=a_form(own_municipality=True, blind=True)
    )
    invite(stage, stage.campaign, "expert", "other_expert", who="regional")
    draw(stage, stage.campaign, who="regional")
    seat(stage, stage.campaign)
    return stage


def seat(stage, campaign):
    mark = seating.plan(stage.services, stage["regional"], campaign_id=campaign.id).mark
    assert seating.apply(stage.services, stage["regional"], campaign_id=campaign.id, mark=mark) == (2, 0)


def watch(stage, campaign=None, who="coordinator"):
    return watching.watch_page(stage.services, stage[who], campaign_id=(campaign or stage.campaign).id)


def leaked(value, *more):
    return [word for word in (*SECRETS, *more) if word in told(value)]


def test_a_municipality_follows_its_own_documents_to_the_decision(above):
    [listed] = running.list_campaigns(above.services, above["coordinator"])
    assert (listed.leads, listed.reads, listed.watches) == (False, False, True)
    page = watch(above)
    assert [(one.document.id, one.state) for one in page.rows] == [(above.mine.id, "drawn")]
    assess(above, above.mine.id, who="other_expert")
    page = watch(above)
    assert [(one.state, one.decision) for one in page.rows] == [("in_work", None)]
    assert page.rows[0].document.expert_total is None
    shown = documents.document_page(above.services, above["coordinator"], document_id=above.mine.id)
    assert (shown.document.state, shown.forms, shown.document.expert) == (DocumentState.IN_EXPERTISE, (), "")
    assert "decide" not in shown.acts
    assert leaked((page, shown, desk.desk(above.services, above["coordinator"]))) == []
    assert leaked(overview.overview(above.services, above["coordinator"])) == []
    decide_on(above, above.mine.id, who="regional")
    [row] = watch(above).rows
    assert row.decision.verdict is Verdict.CONFORMS
    heard = [one.text for one in own.list_notices(above.services, above["coordinator"])]
    assert sum("соответствует параметрам" in text for text in heard) == 1
    assert not any("эксперт завершил" in text for text in heard)
    assert row.document.expert_total is not None


def test_what_is_another_municipalitys_or_the_coordinators_stays_hidden(above):
    leaving.exclude(
        above.services, above["regional"], campaign_id=above.campaign.id, document_id=above.theirs.id, reason="Боров"
    )
    for who in ("coordinator", "other_coordinator", "expert", "school", "curator"):
        for module, name in PAGES:
            with pytest.raises(NotFound) as refused:
                getattr(module, name)(above.services, above[who], campaign_id=above.campaign.id)
            assert leaked([refused.value.message, refused.value.hint], above.campaign.title) == []
    assert leaked(watch(above)) == []
    assert [one.document_id for one in watch(above, who="other_coordinator").left] == [above.theirs.id]
    for who in ("stranger_regional", "school", "curator", "expert", "regional"):
        with pytest.raises(NotFound):
            watch(above, who=who)
    with above.services.database.reading() as session:
        place = Ground(seasons.current(session), (), (), "", above.places["region"], "", None)
        assert campaign_facts.running(session, above["regional"], place, DAY) is not None
        assert campaign_facts.running(session, above["coordinator"], place, DAY) is None


def test_results_of_a_recheck_are_public_when_it_is_closed(sqlite_only_stage):
    stage = sqlite_only_stage
    mine = hand_in(stage)
    theirs = hand_in(stage, who="far_school", school="far_school", name="far_school.docx", data=a_concept("Б."))
    assess(stage, mine.id)
    assess(stage, theirs.id, who="other_expert")
    decide_on(stage, mine.id)
    decide_on(stage, theirs.id, who="other_coordinator")
    campaign = running.begin(
        stage.services,
        stage["regional"],
        level=CampaignLevel.REGIONAL,
        region_id=stage.places["region"],
        municipality_id=None,
        subject=CampaignSubject.CONCEPT,
        form=a_form(blind=True),
        recheck=True,
    )
    invite(stage, campaign, "expert", "other_expert", who="regional")
    draw(stage, campaign, who="regional")
    seat(stage, campaign)
    assess(stage, mine.id, who="other_expert")
    [row] = watch(stage, campaign).rows
    assert (row.document.id, row.state, row.again) == (mine.id, "reread", None)
    running.close(stage.services, stage["regional"], campaign_id=campaign.id, anyway=True)
    [row] = watch(stage, campaign).rows
    assert row.again.differing == ()
    assert row.again.verdict is Verdict.REWORK
    assert leaked(row) == []
    for who, many in (("coordinator", 1), ("other_coordinator", 1), ("expert", 0), ("stranger_regional", 0)):
        heard = [one.text for one in own.list_notices(stage.services, stage[who])]
        assert sum("итоги по документам ваших школ" in text for text in heard) == many, who


def test_results_of_a_federal_sample_are_public_when_it_is_closed(sqlite_only_stage):
    stage = sqlite_only_stage
    mine = hand_in(stage)
    campaign = begin(stage, who="regional", level=CampaignLevel.FEDERAL)
    where = {"campaign_id": campaign.id}
    sampling.receive(stage.services, stage["regional"], **where, document_ids=[mine.id], reason="")
    said = {"verdict": Verdict.FAILS, "zone": "red", "levels": {}, "source": "письмо"}
    outside.enter(stage.services, stage["regional"], **where, document_id=mine.id, **said)
    assert watch(stage, campaign).rows[0].outside is None
    running.close(stage.services, stage["regional"], **where)
    assert watch(stage, campaign).rows[0].outside.verdict is Verdict.FAILS
