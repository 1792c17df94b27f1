"""Two experts, or an expert and the coordinator, at the same moment: nothing is lost and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from review.errors import ReviewError
from review.flow.campaigns import group, seating
from review.flow.expertise import assessing
from review.flow.submission import documents
from review.model.campaigns import LIVE
from review.model.submission import DocumentState
from review.store.campaigns import assignments
from tests.flow.campaigning import begin, draw, invite, more_experts
from tests.once import once
from tests.stage import hand_in, mark_all


@pytest.fixture
@once
def seated(stage):
    """A document two experts read; a third is in the group."""
    stage.document = hand_in(stage)
    campaign = begin(stage, reviewers=2)
    invite(stage, campaign, "expert", "second_expert")
    draw(stage, campaign)
    mark = seating.plan(stage.services, stage["coordinator"], campaign_id=campaign.id).mark
    seating.apply(stage.services, stage["coordinator"], campaign_id=campaign.id, mark=mark)
    more_experts(stage, "third")
    invite(stage, campaign, "third")
    return campaign


def at_once(*works):
    """Do them in threads; what each gave or raised."""

    def tried(work):
        try:
            return work()
        except ReviewError as error:
            return error

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(tried, works))


def test_two_experts_who_finish_at_once_leave_the_document_assessed(stage, seated):
    whos = ("expert", "second_expert")
    forms = [mark_all(stage, stage.document.id, who=who) for who in whos]
    actors = [stage[who] for who in whos]
    done = at_once(
        *(
            lambda actor=actor, form=form: assessing.finish(stage.services, actor, assessment_id=form.id)
            for actor, form in zip(actors, forms, strict=True)
        )
    )
    assert not [one for one in done if isinstance(one, ReviewError)]
    page = documents.document_page(stage.services, stage["coordinator"], document_id=stage.document.id)
    assert page.document.state is DocumentState.ASSESSED
    assert seated.policy.reviewers == len(page.forms)


def test_a_form_opened_while_its_seat_is_taken_back_is_open_or_refused(stage, seated):
    expert, coordinator = stage["expert"], stage["coordinator"]
    away = group.ExpertForm(None, (), stage.services.now().date(), None)
    group.set_expert(stage.services, coordinator, campaign_id=seated.id, person_id=expert.id, form=away)
    mark = seating.plan(stage.services, coordinator, campaign_id=seated.id).mark
    services = replace(stage.services)
    opened, applied = at_once(
        lambda: assessing.open_assessment(services, expert, document_id=stage.document.id),
        lambda: seating.apply(services, coordinator, campaign_id=seated.id, mark=mark),
    )
    with stage.services.database.reading() as session:
        held = [one for one in assignments.of_document(session, stage.document.id) if one.expert_id == expert.id]
    assert isinstance(opened, ReviewError) != isinstance(applied, ReviewError)
    assert (held[0].state in LIVE) is isinstance(applied, ReviewError)
    assert (held[0].assessment_id is not None) is isinstance(applied, ReviewError)
