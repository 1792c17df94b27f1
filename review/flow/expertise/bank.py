"""The bank of recommendations: coordinators keep the wordings experts are offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound
from review.flow.register.editions import rubric_for
from review.flow.transaction import writing
from review.model.rights import Place, demand, may
from review.store.documents import documents, versions
from review.store.expertise import bank as store
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.rubric import Criterion, Rubric
    from review.store.database import Session
    from review.store.expertise.bank import Change, Recommendation, Used

LONGEST = 1000
OFFERED = 12  # wordings an expert can take in


@dataclass(frozen=True, slots=True)
class CriterionBank:
    """What is known for one criterion: the bank's own wordings, and those experts gave that are not in it yet."""

    criterion: Criterion
    kept: tuple[Recommendation, ...]
    used: tuple[Used, ...]
    times: dict[str, Used]  # by wording, for those that are kept


def page(services: Services, actor: Actor, *, region_id: int, kind: str) -> tuple[CriterionBank, ...]:
    """The bank of one kind of documents, criterion by criterion. Coordinators and administrators of the region."""
    with services.database.reading() as session:
        territory.region(session, actor, region_id)
        _demand(actor, session, region_id)
        rubric = _rubric(services, session, region_id, kind)
        kept = store.of_region(session, region_id, kind=kind)
        used = store.used(session, region_id, kind)
    return tuple(_criterion(one, kept, used.get(one.code, ())) for one in rubric.criteria)


def _criterion(criterion: Criterion, kept: tuple[Recommendation, ...], used: tuple[Used, ...]) -> CriterionBank:
    own = tuple(one for one in kept if one.code == criterion.code)
    texts = {one.text for one in own}
    return CriterionBank(
        criterion=criterion,
        kept=own,
        used=tuple(one for one in used if one.text not in texts),
        times={one.text: one for one in used if one.text in texts},
    )


def _rubric(services: Services, session: Session, region_id: int, kind: str) -> Rubric:
    season = seasons.current(session)
    rubric = rubric_for(services, session, region_id=region_id, season_id=season.id, kind=kind)
    if rubric is None:
        raise NotFound("Таких документов в этом году нет.", "Выберите вид документа из списка.")
    return rubric


def _demand(actor: Actor, session: Session, region_id: int) -> None:
    """Coordinators of the region or of one of its municipalities."""
    towns = [one.id for one in territory.municipalities(session, actor) if one.region_id == region_id]
    if not any(may(actor, "edit_bank", Place(region_id, town)) for town in (*towns, None)):
        demand(actor, "edit_bank", Place(region_id))


def add(services: Services, actor: Actor, *, region_id: int, kind: str, code: str, text: str) -> Recommendation:
    """A new wording for a criterion. Raises BadInput, NotAllowed."""
    words = _words(text)
    with writing(services, actor) as t:
        territory.region(t.session, actor, region_id)
        _demand(actor, t.session, region_id)
        if code not in {one.code for one in _rubric(services, t.session, region_id, kind).criteria}:
            raise BadInput(f"Критерия {code} в этой редакции нет.", "Выберите критерий из списка.")
        if any(one.text == words for one in store.of_region(t.session, region_id, kind=kind, code=code)):
            raise BadInput("Такая рекомендация в банке уже есть.", "Измените слова или верните прежнюю в показ.")
        made = store.add(t.session, region_id=region_id, kind=kind, code=code, text=words, by=actor.id, now=t.now)
        t.note("bank.added", place=Place(region_id=region_id), code=code, text=words)
        return made


def save(
    services: Services, actor: Actor, *, recommendation_id: int, text: str, offered: bool, expected: int
) -> Recommendation:
    """Change a wording or stop offering it. Raises Stale, BadInput, NotAllowed."""
    words = _words(text)
    with writing(services, actor) as t:
        before = store.look(t.session, recommendation_id)
        territory.region(t.session, actor, before.region_id)
        _demand(actor, t.session, before.region_id)
        made = store.save(
            t.session, recommendation_id, text=words, offered=offered, expected=expected, by=actor.id, now=t.now
        )
        place = Place(region_id=before.region_id)
        t.note("bank.changed", place=place, code=before.code, before=before.text, text=words, offered=offered)
        return made


def history(services: Services, actor: Actor, *, recommendation_id: int) -> tuple[Change, ...]:
    """Every wording it had."""
    with services.database.reading() as session:
        found = store.look(session, recommendation_id)
        territory.region(session, actor, found.region_id)
        _demand(actor, session, found.region_id)
        return store.history(session, recommendation_id)


def _words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise BadInput("Рекомендация пуста.", "Напишите, что рекомендуется сделать.")
    if len(words) > LONGEST:
        raise BadInput(f"Рекомендация длиннее {LONGEST} знаков.", "Разделите её на две.")
    return words


def offered(services: Services, actor: Actor, *, document_id: int) -> dict[str, tuple[str, ...]]:
    """Wordings by criterion for whoever marks the document: the bank's first, then the most used ones."""
    with services.database.reading() as session:
        season_id = documents.season_of(session, actor, document_id)
        document = versions.look(session, document_id)
        region_id = territory.place(session, school_id=document.school_id, season_id=season_id).region_id
        if document.kind is None or region_id is None:
            return {}
        rubric = rubric_for(services, session, region_id=region_id, season_id=season_id, kind=document.kind)
        kept = store.of_region(session, region_id, kind=document.kind)
        used = store.used(session, region_id, document.kind)
    return {one.code: _offered(one, kept, used.get(one.code, ())) for one in (rubric.criteria if rubric else ())}


def _offered(criterion: Criterion, kept: tuple[Recommendation, ...], used: tuple[Used, ...]) -> tuple[str, ...]:
    own = [one for one in kept if one.code == criterion.code]
    hidden = {one.text for one in own if not one.offered}
    often = [one.text for one in used if one.times > 1 and one.text not in hidden]
    every = [one.text for one in own if one.offered] + often
    rubrics = [text for text in (*criterion.advice.values(), criterion.sample) if text]
    return tuple(dict.fromkeys([*every, *rubrics]))[:OFFERED]
