"""The coordinator hurries experts, or gives them more time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.campaigns import seats
from review.flow.campaigns.phases import today
from review.flow.campaigns.running import managed
from review.flow.notices import occasions
from review.flow.notices.telling import tell
from review.flow.transaction import writing
from review.model.campaigns import LIVE, PHASE_TITLES, PhaseKey, Purpose
from review.store.campaigns import assignments
from review.store.documents import versions
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.campaigns import Assignment, Campaign
    from review.model.rights import Place


def remind(services: Services, actor: Actor, *, campaign_id: int, document_id: int) -> None:
    """Experts who have not finished the document hear of it once a day. Raises WrongState when there is nobody."""
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        some = _waiting(t, campaign_id, document_id)
        for one in some:
            told = occasions.reminded(one.expert_id, document_id, one.due)
            tell(t, [told], key=f"seat:{one.id}:asked:{today(services)}")
        people = [one.expert for one in some]
        t.note("campaign.reminded", place=_place(t, campaign, document_id), document_id=document_id, people=people)


def move_due(services: Services, actor: Actor, *, campaign_id: int, document_id: int, day: date) -> None:
    """Another last day for those who still read the document; they are told. Raises BadInput, WrongState."""
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        some = _waiting(t, campaign_id, document_id)
        against = hinders(services, campaign, some, day)
        if against:
            raise BadInput(f"Срок перенести нельзя: {against}.", "Выберите другой день или измените даты этапов.")
        for one in some:
            assignments.change(t.session, one.id, due=day)
            tell(t, [occasions.due_moved(one.expert_id, document_id, day)])
            said = {"name": one.expert, "due": f"{day:%d.%m.%Y}"}
            t.note("campaign.due_moved", place=_place(t, campaign, document_id), document_id=document_id, **said)


def hinders(services: Services, campaign: Campaign, some: Sequence[Assignment], day: date) -> str:
    """Why these seats cannot be due on that day; "" when they can: forms are filled while their phase is open."""
    if day < today(services):
        return "этот день прошёл"
    first = any(one.purpose in (Purpose.REVIEW, Purpose.RECHECK) for one in some)
    window = campaign.phase(PhaseKey.EXPERTISE if first else PhaseKey.RESULTS)
    if day > window.end:
        return f"этап «{PHASE_TITLES[window.key]}» кончается {window.end:%d.%m.%Y}"
    return ""


def _waiting(t: Transaction, campaign_id: int, document_id: int) -> list[Assignment]:
    every = assignments.of_document(t.session, document_id)
    some = [one for one in every if one.campaign_id == campaign_id and one.state in LIVE]
    if not some:
        raise WrongState("Документа никто из экспертов не ждёт.", "Обновите страницу кампании.")
    return some


def _place(t: Transaction, campaign: Campaign, document_id: int) -> Place:
    document = versions.look(t.session, document_id)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    return seats.chain(campaign, place)
