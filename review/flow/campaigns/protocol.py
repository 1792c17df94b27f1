"""The protocol of the sample as a paper: what it will say, and its issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound
from review.flow.campaigns.phases import today
from review.flow.campaigns.running import place_of
from review.flow.campaigns.sampling import RECEIVED, frame_of, margin
from review.flow.papers.issuing.issuing import render, template
from review.flow.papers.issuing.registering import PaperRequest, register
from review.flow.papers.issuing.writing import writer
from review.issue.facts.drawn import Draw, drawn
from review.issue.facts.known import Named
from review.issue.facts.parts import body_problems
from review.model.rights import demand
from review.store.campaigns import campaigns, samples
from review.store.register import people, seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.campaigns import Campaign
    from review.model.issued import Paper
    from review.model.register import Body
    from review.store.database import Session

TEMPLATE = "protokol-vyborki"
TITLE = "Протокол формирования выборки"


@dataclass(frozen=True, slots=True)
class Protocol:
    """The draft; `docx` is None while `problems` forbid it."""

    campaign: Campaign
    docx: bytes | None
    problems: tuple[str, ...]
    body_id: int


def draft_protocol(services: Services, actor: Actor, *, campaign_id: int, chair: Named, secretary: Named) -> Protocol:
    """What would be issued. Raises NotFound before a draw."""
    facts, body, campaign = _composed(services, actor, campaign_id, chair, secretary)
    problems = tuple(body_problems(body))
    docx = None if problems else render(template(services.settings, TEMPLATE), facts, services.language())
    return Protocol(campaign, docx, problems, body.id)


def issue_protocol(services: Services, actor: Actor, *, campaign_id: int, chair: Named, secretary: Named) -> Paper:
    """Register the protocol in the name of the campaign's body. Raises BadInput while the body is not filled in."""
    for person, words in ((chair, "координатор"), (secretary, "секретарь")):
        if not person.name.strip():
            raise BadInput(f"Не указан {words}.", "Впишите фамилию, имя, отчество: он подписывает протокол.")
    facts, body, campaign = _composed(services, actor, campaign_id, chair, secretary)
    missing = body_problems(body)
    if missing:
        raise BadInput(f"Бумагу выпустить нельзя: {'; '.join(missing)}.", "Заполните бланк в разделе «Территория».")
    request = PaperRequest(
        template=TEMPLATE,
        title=TITLE,
        type="protocol",
        body_id=body.id,
        date=today(services),
        heading=f"Выборка документов: {campaign.title}",
    )
    return register(services, actor, request, writer(services, template(services.settings, TEMPLATE), facts))


def chair_of(services: Services, actor: Actor) -> Named:
    """The form begins with the coordinator who acts."""
    with services.database.reading() as session:
        person = people.known(session, actor.id)
    return Named(person.full_name, person.post)


def _composed(
    services: Services, actor: Actor, campaign_id: int, chair: Named, secretary: Named
) -> tuple[dict[str, object], Body, Campaign]:
    with services.database.reading() as session:
        campaign = campaigns.campaign(session, actor, campaign_id)
        demand(actor, "manage_campaign", place_of(campaign))
        draw = samples.in_force(session, campaign_id)
        if draw is None:
            raise NotFound("Протокола ещё нет: выборка не проведена.", "Сначала отберите документы.")
        profile = services.library.profile(seasons.season(session, campaign.season_id).profile)
        body = _body(session, actor, campaign)
        frame = frame_of(services, session, campaign)
    told = Draw(
        sample=draw.sample,
        day=draw.drawn_at.astimezone().date(),
        margin=margin(draw.sample),
        received=draw.sample.rule == RECEIVED,
        places={one.document_id: (one.school, one.title) for one in frame.excluded},
    )
    return drawn(campaign, told, body, profile, chair, secretary), body, campaign


def _body(session: Session, actor: Actor, campaign: Campaign) -> Body:
    """Whose paper it is: the municipality's, the region's."""
    for body in territory.bodies(session, actor):
        if body.region_id == campaign.region_id and body.municipality_id == campaign.municipality_id:
            return body
    raise NotFound("Вы не оформляете документы от имени этого органа.", "Протокол выпускает координатор кампании.")
