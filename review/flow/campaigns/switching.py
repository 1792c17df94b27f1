"""A bad check is switched off for a region, with a reason, and on again; waiting documents are checked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.campaigns.running import place_of
from review.flow.submission.queueing import queue_kit
from review.flow.transaction import writing
from review.model.rights import Place, demand
from review.store.campaigns import campaigns
from review.store.register import switches, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.campaigns import Campaign


def switch_off(services: Services, actor: Actor, *, campaign_id: int, code: str, reason: str) -> None:
    """The region's coordinator: the check is not run in the region. Raises BadInput without a reason, NotAllowed."""
    if not reason.strip():
        raise BadInput("Не указано, почему проверка отключается.", "Причину увидят эксперты и школы региона.")
    with writing(services, actor) as t:
        campaign, rubric = _rubric(services, t, actor, campaign_id, code)
        done = switches.switch_off(
            t.session,
            region_id=campaign.region_id,
            rubric=rubric,
            code=code,
            reason=reason.strip(),
            by=actor.id,
            now=t.now,
        )
        if not done:
            raise WrongState("Эта проверка уже отключена.", "Обновите страницу.")
        t.note("check.switched_off", place=Place(campaign.region_id), code=code, rubric=rubric, reason=reason.strip())
        _check_again(t, campaign)


def switch_on(services: Services, actor: Actor, *, campaign_id: int, code: str) -> None:
    """The check runs again."""
    with writing(services, actor) as t:
        campaign, rubric = _rubric(services, t, actor, campaign_id, code)
        if not switches.switch_on(
            t.session, region_id=campaign.region_id, rubric=rubric, code=code, by=actor.id, now=t.now
        ):
            raise WrongState("Эта проверка и так работает.", "Обновите страницу.")
        t.note("check.switched_on", place=Place(campaign.region_id), code=code, rubric=rubric)
        _check_again(t, campaign)


def _rubric(services: Services, t: Transaction, actor: Actor, campaign_id: int, code: str) -> tuple[Campaign, str]:
    campaign = campaigns.campaign(t.session, actor, campaign_id)
    demand(actor, "manage_campaign", place_of(campaign))
    demand(actor, "manage_campaign", Place(campaign.region_id))  # it holds for every municipality of the region
    for _, name, _ in campaign.editions:
        rubric = services.library.rubrics.get(name)
        found = next((one for one in rubric.criteria if one.code == code), None) if rubric else None
        if found is not None and found.mode != "expert":
            return campaign, name
    raise BadInput("Такой проверки в критериях кампании нет.", "Обновите страницу.")


def _check_again(t: Transaction, campaign: Campaign) -> None:
    for school_id in territory.school_ids(t.session, region_id=campaign.region_id):
        queue_kit(t, school_id=school_id, season_id=campaign.season_id)
