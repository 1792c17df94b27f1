"""The campaign that runs where a paper is about, as papers tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.known import Named, Running
from review.model.campaigns import SEATED, CampaignSubject, ExpertState, PhaseKey
from review.store.campaigns import assignments, campaigns, experts, samples

if TYPE_CHECKING:
    from datetime import date

    from review.flow.papers.choosing.ground import Ground
    from review.model.access import Actor
    from review.model.campaigns import Campaign
    from review.store.database import Session

GROUP = (ExpertState.INVITED, ExpertState.ACCEPTED)


def running(session: Session, actor: Actor, place: Ground, day: date, campaign_id: int | None = None) -> Running | None:
    """The campaign that is named, else the latest open one on the year's documents of the municipality or region.

    Raises NotFound for a campaign out of sight.
    """
    if campaign_id is not None:
        return _told(session, campaigns.campaign(session, actor, campaign_id))
    found = [
        campaign
        for campaign in campaigns.list_campaigns(session, actor, season_id=place.season.id)
        if campaign.subject is CampaignSubject.CONCEPT
        and campaign.closed_at is None
        and campaign.region_id == place.region_id
        and campaign.municipality_id == place.municipality_id
        and campaigns.leads(session, actor, campaign.id)
    ]
    if not found:
        return None
    open_now = [campaign for campaign in found if campaign.phase(PhaseKey.RESULTS).end >= day]
    return _told(session, max(open_now or found, key=lambda campaign: campaign.id))


def _told(session: Session, campaign: Campaign) -> Running:
    group = experts.of_campaign(session, campaign.id, cap=campaign.policy.cap)
    expertise = campaign.phase(PhaseKey.EXPERTISE)
    return Running(
        title=campaign.title,
        first=expertise.start,
        last=expertise.end,
        upload=campaign.phase(PhaseKey.INTAKE).end,
        results=campaign.phase(PhaseKey.RESULTS).end,
        experts=tuple(
            (Named(one.name, one.post, one.person_id), one.directions) for one in group if one.state in GROUP
        ),
        seats=tuple(
            (seat.document_id, seat.expert, seat.due)
            for seat in assignments.of_campaign(session, campaign.id)
            if seat.state in SEATED
        ),
        blind=campaign.policy.blind,
        share_gap=campaign.policy.share_gap,
        level_gaps=campaign.policy.level_gaps,
        drawn=samples.in_force(session, campaign.id) is not None,
        documents=frozenset(campaigns.documents(session, campaign.id)),
    )
