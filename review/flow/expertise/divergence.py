"""Where the forms of a campaign's experts are compared: when the last has finished, and before a decision.

`after_last_form` is the one place a further expert can be called from; `compared` says what there is to settle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.assess.divergence import divergence
from review.errors import WrongState
from review.model.agreement import Form
from review.model.campaigns import AssignmentState, Purpose
from review.store import assessments, assignments

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.agreement import Divergence
    from review.model.assessment import Assessment
    from review.model.campaigns import Campaign
    from review.model.rights import Place
    from review.store.database import Session

SETTLING = (Purpose.FURTHER, Purpose.ARBITRATION)


def after_last_form(
    services: Services, t: Transaction, campaign: Campaign, *, document_id: int, version_id: int, place: Place
) -> Divergence | None:
    """Everybody has finished: compare the first two forms, write down where they part. None: nothing to settle."""
    found = compared(services, t.session, campaign, version_id)
    if found is None or not found.called:
        return None
    reasons = "; ".join(reason.words for reason in found.reasons)
    t.note("campaign.diverged", place=place, document_id=document_id, campaign=campaign.title, reasons=reasons)
    return found


def compared(services: Services, session: Session, campaign: Campaign, version_id: int) -> Divergence | None:
    """The first two experts of a version side by side.

    None while one still reads, when the policy has one expert, and once a further expert has finished.
    """
    done = [
        one
        for one in assignments.of_version(session, version_id)
        if one.campaign_id == campaign.id and one.state is AssignmentState.DONE
    ]
    readers = [one for one in done if one.purpose is Purpose.REVIEW]
    if len(readers) < 2 or any(one.purpose in SETTLING for one in done):  # noqa: PLR2004 - a comparison needs two
        return None
    forms = [assessments.look(session, one.assessment_id or 0) for one in readers[:2]]
    rubric = services.library.rubrics.get(forms[0].rubric)
    if rubric is None:
        return None
    first, second = (_form(one.assessment) for one in forms)
    return divergence(first, second, rubric, campaign.policy)


def _form(assessment: Assessment) -> Form:
    levels = tuple((mark.code, mark.level) for mark in assessment.marks if mark.level is not None)
    return Form(assessment.expert_id, assessment.total.share, assessment.total.zone, levels)


def demand_settled(services: Services, session: Session, campaign: Campaign, version_id: int) -> None:
    """Raise WrongState while the experts' disagreement waits for a further expert."""
    found = compared(services, session, campaign, version_id)
    if found is not None and found.called:
        raise WrongState(
            f"Эксперты разошлись: {'; '.join(reason.words for reason in found.reasons)}.",
            "Назначьте ещё одного эксперта на странице кампании: решение принимается по его форме.",
        )
