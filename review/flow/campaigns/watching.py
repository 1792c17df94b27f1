"""A campaign of the region as a municipality sees it: its own schools' documents, their states, and what is public.

Neither experts nor counts of the whole sample nor another municipality's schools are loaded for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from review.flow.campaigns.phases import OpenPhase, shown, today
from review.flow.campaigns.rechecking import rereads
from review.flow.submission.titles import titles_of
from review.model.campaigns import LIVE, AssignmentState
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns, rechecks, samples
from review.store.documents import documents
from review.store.expertise import decisions
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.flow.campaigns.rechecking import Reread
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.assessment import Decision, Verdict
    from review.model.campaigns import Campaign
    from review.model.finding import Total
    from review.model.opinion import OutsideResult, Returned
    from review.model.submission import SchoolDocument
    from review.store.database import Session

WatchState = Literal["drawn", "in_work", "decided", "reading", "reread"]
DECIDED = (DocumentState.CONFORMS, DocumentState.REWORK, DocumentState.FAILS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a re-check found, without who read."""

    total: Total
    verdict: Verdict | None  # where the decision would be another one
    differing: tuple[str, ...]  # criteria
    criteria: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A document of the actor's municipality in the region's sample."""

    document: SchoolDocument
    state: WatchState
    decision: Decision | None = None
    returned: Returned | None = None  # of a re-check: told at once, the letter says the same
    again: Outcome | None = None  # of a re-check: when the campaign is closed
    outside: OutsideResult | None = None  # of a federal sample: when the campaign is closed


@dataclass(frozen=True, slots=True)
class WatchPage:
    """The page of the region's campaign for a municipality."""

    campaign: Campaign
    phases: tuple[OpenPhase, ...]
    rows: tuple[Watched, ...]
    left: tuple[samples.Left, ...]  # of the actor's schools
    drawn: bool
    reads: bool  # the actor is one of its experts, too


def watch_page(services: Services, actor: Actor, *, campaign_id: int) -> WatchPage:
    """The campaign over the actor's own schools. Raises NotFound for campaigns that are not the region's above them."""
    with services.database.reading() as session:
        campaign = campaigns.watched_one(session, actor, campaign_id)
        profile = services.library.profile(seasons.season(session, campaign.season_id).profile)
        own = campaigns.documents_watched(session, actor, campaign_id)
        draw = samples.in_force(session, campaign_id)
        left = () if draw is None else samples.left(session, campaign_id, draw)
        gone = {one.document_id for one in left}
        found = documents.load(session, actor, sorted(own - gone), titles_of(profile))
        rows = _rows(services, session, actor, campaign, found)
        reads = campaign.id in {
            one.id for one in campaigns.list_campaigns(session, actor, season_id=campaign.season_id)
        }
    return WatchPage(
        campaign=campaign,
        phases=shown(campaign.phases, today(services)),
        rows=tuple(sorted(rows, key=lambda one: (one.document.school, one.document.id))),
        left=tuple(one for one in left if one.document_id in own),
        drawn=draw is not None,
        reads=reads,
    )


def _rows(
    services: Services, session: Session, actor: Actor, campaign: Campaign, found: Sequence[SchoolDocument]
) -> list[Watched]:
    if campaign.recheck:
        return _rechecked(services, session, actor, campaign, found)
    taken = {one.version_id: one for one in reversed(decisions.of_versions(session, [d.latest.id for d in found]))}
    public = rechecks.outside(session, campaign.id) if campaign.closed_at is not None else {}
    return [
        Watched(
            one,
            _state(one),
            decision=taken.get(one.latest.id) if one.state in DECIDED else None,
            outside=public.get(one.id),
        )
        for one in found
    ]


def _state(document: SchoolDocument) -> WatchState:
    """As the municipality may know it: until the region's decision a finished expertise looks like one at work."""
    if document.state in DECIDED:
        return "decided"
    return "drawn" if document.state is DocumentState.UPLOADED else "in_work"


def _outcome(one: Reread) -> Outcome:
    return Outcome(one.again.total, one.verdict if one.verdict_differs else None, one.differing, one.criteria)


def _rechecked(
    services: Services, session: Session, actor: Actor, campaign: Campaign, found: Sequence[SchoolDocument]
) -> list[Watched]:
    read = {one.document_id: one.version_id for one in samples.items(session, campaign.id)}
    seats = assignments.of_campaign(session, campaign.id)
    open_ = {one.version_id for one in seats if one.state in LIVE}
    done = {one.version_id for one in seats if one.state is AssignmentState.DONE} - open_
    back: Mapping[int, Returned] = rechecks.returned(session, campaign.id)
    published = campaign.closed_at is not None
    again = {one.document.id: _outcome(one) for one in rereads(services, session, actor, campaign) if published}
    rows = []
    for one in found:
        version = read[one.id]
        state: WatchState = "reread" if version in done else "reading"
        rows.append(Watched(one, state, returned=back.get(version), again=again.get(one.id)))
    return rows
