"""A campaign of the stage's town, for tests of its use cases."""

from datetime import date, timedelta

from review.flow.campaigns import group, running, sampling
from review.model.access import Grant, Role
from review.model.campaign import SampleRule
from review.model.campaigns import CampaignLevel, CampaignSubject, Phase, PhaseKey, Policy
from tests.stage import add_person, hand_in

DAY = date(2022, 3, 14)
WIDE = tuple(Phase(key, DAY - timedelta(days=10), DAY + timedelta(days=60)) for key in PhaseKey)
ALL = SampleRule(method="all")


def a_form(**policy):
    return running.CampaignForm("Концепции 2022 года", Policy(**policy), WIDE)


def begin(stage, *, who="coordinator", level=CampaignLevel.MUNICIPAL, form=None, recheck=False, **policy):
    return running.begin(
        stage.services,
        stage[who],
        level=level,
        region_id=stage.places["region"],
        municipality_id=stage.places["town"] if level is CampaignLevel.MUNICIPAL else None,
        subject=CampaignSubject.CONCEPT,
        form=form or a_form(**policy),
        recheck=recheck,
    )


def invite(stage, campaign, *logins, who="coordinator", answer=True):
    ids = [stage.actors[login].id for login in logins]
    group.invite(stage.services, stage[who], campaign_id=campaign.id, person_ids=ids)
    for login in logins if answer else ():
        group.answer(stage.services, stage[login], campaign_id=campaign.id, accepts=True, reason="")


def more_experts(stage, *logins, town="town"):
    """Experts of a town beside those of the stage."""
    for number, login in enumerate(logins):
        grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=stage.places[town])
        surname = ("Петрова", "Рыбакова", "Савина", "Титова")[number % 4]
        stage.actors[login] = add_person(stage.services, login, f"{surname} Ольга Павловна", grant)


def hand_in_two(stage):
    """A concept of each school of the town."""
    mine = hand_in(stage)
    theirs = hand_in(stage, who="neighbour", school="neighbour", name="Концепция соседей.docx", data=_other())
    return mine, theirs


def _other():
    from tests.stage import a_concept

    return a_concept("Соседи.")


def draw(stage, campaign, rule=ALL, *, who="coordinator", reason=""):
    sample = sampling.preview(stage.services, stage[who], campaign_id=campaign.id, rule=rule)
    number = sampling.draw(
        stage.services,
        stage[who],
        campaign_id=campaign.id,
        rule=rule,
        shown=sample.frame_sha256,
        reason=reason,
    )
    return number, sample
