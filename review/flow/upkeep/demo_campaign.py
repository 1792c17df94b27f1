"""The demo's campaign: schools of the district with a concept each, experts who have agreed, phases around today."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from review.flow.campaigns import group, running
from review.flow.campaigns.phases import today
from review.flow.register import territory
from review.flow.submission.uploading import Sent, upload
from review.model.campaigns import CampaignLevel, CampaignSubject, Phase, PhaseKey, Policy
from review.model.card import CardRisk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from review.flow.services import Services
    from review.model.access import Actor


def add_neighbour(services: Services, actor: Actor, municipality_id: int, told: Mapping[str, Any], file: Path) -> None:
    """A school with its concept."""
    card = territory.add_school(
        services,
        actor,
        municipality_id=municipality_id,
        full_name=told["full_name"],
        short_name=told["short_name"],
    )
    form = territory.CardForm(
        full_name=card.full_name,
        short_name=card.short_name,
        director=told["director"],
        director_post="директор",
        email=told["email"],
        period_start=None,
        period_end=None,
        risks=tuple(CardRisk(code, "high", activated=True) for code in told["risks"]),
        curator_id=None,
    )
    territory.save_card(services, actor, school_id=card.id, form=form, expected=card.version)
    upload(services, actor, school_id=card.id, files=[Sent(name=file.name, data=file.read_bytes(), kind="concept")])


def begin_campaign(
    services: Services, actor: Actor, municipality_id: int, told: Mapping[str, Any], people: Mapping[str, Actor]
) -> None:
    """A campaign whose phases lie around today, with its group; the sample is left to whoever looks."""
    day = today(services)
    phases = tuple(
        Phase(key, day + timedelta(days=told["phases"][key][0]), day + timedelta(days=told["phases"][key][1]))
        for key in PhaseKey
    )
    policy = Policy(reviewers=told["reviewers"], cap=told["cap"])
    made = running.begin(
        services,
        actor,
        level=CampaignLevel.MUNICIPAL,
        region_id=None,
        municipality_id=municipality_id,
        subject=CampaignSubject.CONCEPT,
        form=running.CampaignForm(told["title"], policy, phases),
    )
    experts = [people[login] for login in told["experts"]]
    group.invite(services, actor, campaign_id=made.id, person_ids=[expert.id for expert in experts])
    for expert in experts:
        group.answer(services, expert, campaign_id=made.id, accepts=True, reason="")
