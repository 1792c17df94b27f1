"""Where the forms of a campaign's experts are compared: when the last has finished, and before a decision.

`after_last_form` is the one place that calls a further expert; `compared` says what there is to settle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.assess.divergence import divergence
from review.errors import WrongState
from review.flow.campaigns import further
from review.model.agreement import Form
from review.model.campaigns import LIVE, AssignmentState, Purpose
from review.store.campaigns import assignments
from review.store.expertise import assessments

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.agreement import Divergence
    from review.model.assessment import Assessment
    from review.model.campaigns import Campaign, Policy
    from review.model.rights import Place
    from review.model.rubric import Rubric
    from review.store.database import Session


def after_last_form(
    services: Services, t: Transaction, campaign: Campaign, *, document_id: int, version_id: int, place: Place
) -> Divergence | None:
    """Everybody has finished: compare the forms, write down where they part, call a further expert once.

    None: nothing to settle.
    """
    found = compared(services, t.session, campaign, version_id)
    if found is None or not found.called:
        return None
    reasons = "; ".join(reason.words for reason in found.reasons)
    t.note("campaign.diverged", place=place, document_id=document_id, campaign=campaign.title, reasons=reasons)
    if not further.is_called(t.session, campaign, version_id):
        further.call(services, t, campaign, document_id=document_id, version_id=version_id, place=place)
    return found


def compared(services: Services, session: Session, campaign: Campaign, version_id: int) -> Divergence | None:
    """What the experts of a version have to settle.

    The first two side by side; with a further expert: called only when that one parts with both. None while one still
    reads, when the policy has one expert, and once an arbitrator has settled it.
    """
    every = [one for one in assignments.of_version(session, version_id) if one.campaign_id == campaign.id]
    done = [one for one in every if one.state is AssignmentState.DONE]
    readers = [one for one in done if one.purpose is Purpose.REVIEW]
    if len(readers) < 2 or any(one.purpose is Purpose.ARBITRATION for one in done):  # noqa: PLR2004 - a comparison needs two
        return None
    if any(one.purpose is Purpose.FURTHER and one.state in LIVE for one in every):
        return None
    third = [one for one in done if one.purpose is Purpose.FURTHER]
    forms = [assessments.look(session, one.assessment_id or 0) for one in (*readers[:2], *third[-1:])]
    rubric = services.library.rubrics.get(forms[0].rubric)
    if rubric is None:
        return None
    first, second, *last = (as_form(one.assessment) for one in forms)
    if not last:
        return divergence(first, second, rubric, campaign.policy)
    return _of_three(first, second, last[0], rubric, campaign.policy)


def _of_three(first: Form, second: Form, third: Form, rubric: Rubric, policy: Policy) -> Divergence:
    """A further expert who agrees with one of the first two has settled it; else the nearer of the two is told of."""
    found = [divergence(one, third, rubric, policy) for one in (first, second)]
    return min(found, key=lambda one: (one.called, len(one.reasons), one.share_gap or 0.0))


def as_form(assessment: Assessment) -> Form:
    """A stored form as the comparison sees it."""
    levels = tuple((mark.code, mark.level) for mark in assessment.marks if mark.level is not None)
    return Form(assessment.expert_id, assessment.total.share, assessment.total.zone, levels)


def demand_settled(services: Services, session: Session, campaign: Campaign, version_id: int) -> None:
    """Raise WrongState while the experts' disagreement waits for a further expert."""
    every = assignments.of_version(session, version_id)
    arbitrator = next((one for one in every if one.purpose is Purpose.ARBITRATION and one.state in LIVE), None)
    if arbitrator is not None and arbitrator.campaign_id == campaign.id:
        raise WrongState(
            f"Разногласия экспертов рассматривает {arbitrator.expert}.", "Решение принимается после рассмотрения."
        )
    found = compared(services, session, campaign, version_id)
    if found is not None and found.called:
        raise WrongState(
            f"Эксперты разошлись: {'; '.join(reason.words for reason in found.reasons)}.",
            "Назначьте ещё одного эксперта или рассмотрите разногласия на странице сравнения форм.",
        )
