"""Documents leave a running sample, come back to it, or are read in another version; each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound, WrongState
from review.flow.campaigns import seats
from review.flow.campaigns.running import managed
from review.flow.notices import occasions
from review.flow.notices.telling import tell
from review.flow.transaction import writing
from review.model.campaigns import LIVE, AssignmentState
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns, samples
from review.store.documents import versions
from review.store.register import territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.campaigns import Assignment, Campaign

DECIDED = (DocumentState.CONFORMS, DocumentState.REWORK, DocumentState.FAILS)


def exclude(services: Services, actor: Actor, *, campaign_id: int, document_id: int, reason: str) -> None:
    """Take a document out of the sample: its experts are let go and told, the protocol of the draw stays as it was.

    The estimate takes it to be like the others. Raises BadInput without a reason, WrongState for one that is decided.
    """
    reason = _reason(reason, "Не указано, почему документ исключается.")
    with writing(services, actor) as t:
        campaign = _holding(t, actor, campaign_id, document_id)
        document = versions.locked(t.session, document_id)
        if document.state in DECIDED and not campaign.recheck:
            raise WrongState("По документу уже есть решение: из выборки его не исключают.", "Обновите страницу.")
        samples.exclude(t.session, campaign_id, document_id, reason=reason, by=actor.id, now=t.now)
        _let_go(t, campaign, document_id, reason)
        if not campaign.recheck:
            seats.settle(t.session, document_id)
        _note(t, "campaign.document_excluded", campaign, document_id, reason=reason)


def include(services: Services, actor: Actor, *, campaign_id: int, document_id: int) -> None:
    """Put a document back into the sample it was drawn for; experts are seated anew."""
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        versions.locked(t.session, document_id)
        elsewhere = campaigns.running_with(t.session, document_id)
        if elsewhere is not None and not campaign.recheck:
            raise WrongState(f"Документ уже в выборке кампании «{elsewhere.title}».", "Сначала исключите его там.")
        if not samples.include(t.session, campaign_id, document_id):
            raise WrongState("Документ не исключён из выборки.", "Обновите страницу кампании.")
        _note(t, "campaign.document_included", campaign, document_id)


def take_newer(services: Services, actor: Actor, *, campaign_id: int, document_id: int, reason: str) -> None:
    """A re-check goes over to the version the municipality has decided on since; readers are seated anew.

    Raises WrongState while there is no decision on a newer version.
    """
    reason = _reason(reason, "Не указано, почему перепроверяется новая версия.")
    with writing(services, actor) as t:
        campaign = _holding(t, actor, campaign_id, document_id)
        if not campaign.recheck:
            raise WrongState("Назначения этой кампании сами переходят на новую версию.", "Обновите страницу.")
        read = next(one for one in samples.items(t.session, campaign_id) if one.document_id == document_id)
        if read.latest_id == read.version_id or not read.decided or read.state not in DECIDED:
            raise WrongState(
                "Решения по новой версии ещё нет.", "Перепроверяется то, по чему муниципалитет принял решение."
            )
        _let_go(t, campaign, document_id, reason)
        samples.read_version(t.session, campaign_id, document_id, read.latest_id)
        number = versions.number_of(t.session, read.latest_id)
        _note(t, "campaign.version_taken", campaign, document_id, number=number, reason=reason)


def _reason(reason: str, lacking: str) -> str:
    if not reason.strip():
        raise BadInput(lacking, "Причина останется на странице кампании и в журнале.")
    return reason.strip()


def _holding(t: Transaction, actor: Actor, campaign_id: int, document_id: int) -> Campaign:
    """A running campaign the actor runs that has the document in its sample, locked."""
    campaign = managed(t, actor, campaign_id)
    if document_id not in campaigns.documents(t.session, campaign_id):
        raise NotFound("Этого документа в выборке нет.", "Обновите страницу кампании.")
    return campaign


def _let_go(t: Transaction, campaign: Campaign, document_id: int, reason: str) -> None:
    waiting = [one for one in _seats(t, campaign, document_id) if one.state in LIVE]
    for one in waiting:
        assignments.change(t.session, one.id, state=AssignmentState.CANCELLED, reason=reason)
    tell(t, [occasions.let_go(tuple(one.expert_id for one in waiting), document_id)])


def _seats(t: Transaction, campaign: Campaign, document_id: int) -> list[Assignment]:
    return [one for one in assignments.of_document(t.session, document_id) if one.campaign_id == campaign.id]


def _note(t: Transaction, action: str, campaign: Campaign, document_id: int, **said: object) -> None:
    document = versions.look(t.session, document_id)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    t.note(action, place=place, document_id=document_id, campaign=campaign.title, **said)
