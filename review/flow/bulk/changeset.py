"""A change-set: looked at first, applied when it is still the same. One document that fails leaves the others done."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound, ReviewError, WrongState
from review.flow.bulk import acts
from review.flow.submission.titles import titles_of
from review.store.campaigns import campaigns
from review.store.documents import documents
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.bulk.acts import Act, Change, Wanted
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.campaigns import Campaign
    from review.model.submission import SchoolDocument

MOST = 500
CHANGED = ("Пока вы смотрели, что-то изменилось.", "Посмотрите изменения ещё раз и примените их.")


@dataclass(frozen=True, slots=True)
class Line:
    """One document of the change-set."""

    document: SchoolDocument
    change: Change


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What the act would do; `mark` names exactly this one when it is applied."""

    act: Act
    campaign: Campaign | None
    wanted: Wanted
    lines: tuple[Line, ...]
    asks: tuple[acts.Ask, ...]  # what has to be said before it can be applied
    mark: str

    @property
    def doable(self) -> tuple[Line, ...]:
        """Lines nothing hinders."""
        return tuple(line for line in self.lines if not line.change.obstacle)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: (document, why not) for those that could not be done after all."""

    done: int
    failed: tuple[tuple[SchoolDocument, str], ...]


def preview(
    services: Services, actor: Actor, *, act: str, document_ids: Sequence[int], wanted: Wanted, campaign_id: int | None
) -> ChangeSet:
    """The change-set; nothing is done. Raises NotFound for an unknown act or a campaign the actor does not run."""
    chosen = acts.ACTS.get(act)
    if chosen is None:
        raise NotFound("Такого действия нет.", "Вернитесь к списку.")
    if len(document_ids) > MOST:
        raise BadInput(f"Отмечено больше {MOST} документов.", "Отметьте меньше документов.")
    with services.database.reading() as session:
        campaign = None if campaign_id is None else campaigns.campaign(session, actor, campaign_id)
        if campaign is not None and not campaigns.leads(session, actor, campaign.id):
            raise NotFound("Ход кампании видит её координатор.", "Ваши документы — на рабочем столе.")
        if chosen.of_campaign and campaign is None:
            raise NotFound("Это действие выполняется на странице кампании.", "Вернитесь к списку кампаний.")
        season = seasons.season(session, None if campaign is None else campaign.season_id)
        titles = titles_of(services.library.profile(season.profile))
        found = documents.load(session, actor, sorted(set(document_ids)), titles)
    around = acts.Around(services, actor, campaign, wanted)
    lines = tuple(Line(one, chosen.look(around, one)) for one in found)
    asks = tuple(ask for ask in chosen.asks if any(ask in line.change.asks for line in lines))
    return ChangeSet(chosen, campaign, wanted, lines, asks, _mark(act, wanted, lines))


def _mark(act: str, wanted: Wanted, lines: Sequence[Line]) -> str:
    told = [[one.document.id, one.change.before, one.change.after, one.change.obstacle] for one in lines]
    return sha256(json.dumps([act, wanted.reason, str(wanted.day), told]).encode()).hexdigest()[:16]


def apply(
    services: Services,
    actor: Actor,
    *,
    act: str,
    document_ids: Sequence[int],
    wanted: Wanted,
    campaign_id: int | None,
    mark: str,
) -> Done:
    """Carry the change-set out, each document in a transaction of its own.

    Raises WrongState when it is no longer the one that was looked at, BadInput while something it asks for is missing.
    """
    shown = preview(services, actor, act=act, document_ids=document_ids, wanted=wanted, campaign_id=campaign_id)
    if shown.mark != mark:
        raise WrongState(*CHANGED)
    for ask in shown.asks:
        if not getattr(wanted, ask):
            raise BadInput(*acts.LACKING[ask])
    around = acts.Around(services, actor, shown.campaign, wanted)
    failed = []
    for line in shown.doable:
        try:
            shown.act.do(around, line.document)
        except ReviewError as error:
            failed.append((line.document, error.message))
    return Done(len(shown.doable) - len(failed), tuple(failed))
