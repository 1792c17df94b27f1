"""Many papers of a kind at once: whom they would go to, problems first; the order; what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound
from review.flow.papers.choosing.kinds import CONCLUSION, LETTER, PARTICIPANT, THANKS
from review.flow.papers.choosing.narrowing import narrowed
from review.flow.papers.choosing.surroundings import body_for, ground, known, nothing_to_say
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing.drafting import drafted, kind_of, sent_answers
from review.flow.papers.issuing.registering import has_office
from review.flow.papers.templates.editions import template_for
from review.flow.submission.queueing import batch_job, queue_batch
from review.flow.transaction import writing
from review.model.rights import Place, demand
from review.store import jobs
from review.store.papers import batches
from review.store.papers import papers as paper_store
from review.store.papers.batches import NewItem
from review.store.register import people, territory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from review.flow.papers.choosing.kind import PaperKind
    from review.flow.services import Services
    from review.issue.facts.known import Known
    from review.issue.template.templates import Template
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.model.submission import SchoolDocument
    from review.store.database import Session
    from review.store.papers.batches import Batch, Item

MOST = 2000
WHOLE_TARGET = ("municipality", "region")


@dataclass(frozen=True, slots=True)
class Addressee:
    """One who would get a paper; `before` names the paper they have already."""

    key: str
    name: str
    target: Target
    problems: tuple[str, ...]
    blocked: bool
    before: str = ""
    answers: Mapping[str, object] | None = None


@dataclass(frozen=True)
class BatchPage:
    """An order with what became of it. `stopped`: some wait, and nobody is at work on it."""

    batch: Batch
    items: tuple[Item, ...]
    stopped: bool
    prints: bool  # is there a LibreOffice that makes PDF?

    @property
    def unprinted(self) -> int:
        """Issued papers whose PDF is still being made."""
        return sum(one.state == "issued" and not one.printed for one in self.items) if self.prints else 0


@dataclass(frozen=True)
class Plan:
    """A batch before it is ordered. Addressees with problems stand first."""

    template: str
    title: str
    addressees: tuple[Addressee, ...]
    left_out: int = 0  # beyond what one batch takes; those who have their paper already go last

    @property
    def ready(self) -> int:
        """How many nothing hinders."""
        return sum(not one.blocked for one in self.addressees)


def plan(
    services: Services,
    actor: Actor,
    *,
    template: str,
    target: Target,
    sent: Mapping[str, str] | None = None,
    listed: str = "",
) -> Plan:
    """Whom papers of the kind would go to. `listed`: people of an event, «ФИО; должность» a line. Raises NotFound."""
    answers = sent_answers(services, template, None, sent)
    with services.database.reading() as session:
        kind, chosen, around = _around(services, session, actor, template, target)
        last = batches.answers(session, body_id=around.body.id, template=template)
        same = [paper for paper in around.papers if paper.template == template]
        resting = paper_store.resting(session, [paper.id for paper in same])
        earlier = [(paper, resting.get(paper.id, frozenset())) for paper in same]
        found = [
            _addressee(kind, chosen, around, one, {**answers, **(one.answers or {})}, last, earlier)
            for one in _everybody(session, actor, kind, around, target, listed)
        ]
    found.sort(key=lambda one: (one.before != "", not one.blocked, not one.problems))
    title = chosen.sheet.title
    if target.campaign_id is not None and around.campaign is not None:
        title = f"{title}, кампания «{around.campaign.title}»"
    return Plan(template, title, tuple(found[:MOST]), max(0, len(found) - MOST))


def begin(
    services: Services,
    actor: Actor,
    *,
    template: str,
    target: Target,
    keys: Collection[str],
    form_key: str,
    sent: Mapping[str, str] | None = None,
    listed: str = "",
) -> Batch:
    """Order papers for the ticked addressees. The same form sent twice is one order. Raises BadInput, NotAllowed."""
    answers = sent_answers(services, template, None, sent)
    whole = plan(services, actor, template=template, target=target, sent=sent, listed=listed)
    items = [
        NewItem(one.key, one.target.told(), one.name, one.answers or {})
        for one in sorted(whole.addressees, key=lambda one: one.name)
        if one.key in keys and not one.blocked
    ]
    if not items:
        raise BadInput("Никто не отмечен.", "Отметьте, кому выпустить бумаги.")
    with writing(services, actor) as t:
        place = ground(services, t.session, actor, target)
        body = body_for(t.session, actor, kind_of(template), place)
        if body is None:
            raise nothing_to_say()
        where = Place(body.region_id, body.municipality_id)
        demand(actor, "issue", where)
        batch_id, new = batches.add(
            t.session,
            key=f"{actor.id}:{form_key}",
            template=template,
            title=whole.title,
            body_id=body.id,
            day=t.now.date(),
            told={name: value for name, value in answers.items() if value is not None},
            items=items,
            created_by=actor.id,
            now=t.now,
        )
        if new:
            queue_batch(t, batch_id)
            t.note("batch.begun", place=where, batch_id=batch_id, title=whole.title, papers=len(items))
        return batches.load(t.session, actor, batch_id)


def list_batches(services: Services, actor: Actor) -> tuple[Batch, ...]:
    """The latest orders of the bodies the actor acts for."""
    with services.database.reading() as session:
        return batches.find(session, actor)


def batch_page(services: Services, actor: Actor, *, batch_id: int) -> BatchPage:
    """One order with its addressees. Raises NotFound."""
    with services.database.reading() as session:
        batch, items = batches.load(session, actor, batch_id), batches.items(session, batch_id)
        stopped = batch.waiting > 0 and not jobs.open_with(session, batch_job(batch_id))
    return BatchPage(batch, items, stopped=stopped, prints=has_office(services))


def go_on(services: Services, actor: Actor, *, batch_id: int) -> None:
    """Try again those who were refused, after what hindered was mended; also an order nobody is at work on."""
    with writing(services, actor) as t:
        known_ = batches.load(t.session, actor, batch_id)
        where = territory.body_place(t.session, known_.body_id)
        demand(actor, "issue", where)
        batches.reopen(t.session, batch_id)
        jobs.let_go(t.session, batch_job(batch_id))
        queue_batch(t, batch_id)
        t.note("batch.resumed", place=where, batch_id=batch_id, title=known_.title)


def _around(
    services: Services, session: Session, actor: Actor, template: str, target: Target
) -> tuple[PaperKind, Template, Known]:
    kind = kind_of(template)
    if kind.shared is None or target.scope not in WHOLE_TARGET or not target.whole:
        raise NotFound("Эти бумаги выпускаются по одной.", "Выберите бумагу из списка.")
    place = ground(services, session, actor, target)
    body = body_for(session, actor, kind, place)
    if body is None:
        raise nothing_to_say()
    around = known(services, session, actor, target, place, body, decided=kind.decided, read=kind.read)
    return kind, template_for(services, session, name=template, body_id=body.id), around


def _everybody(
    session: Session, actor: Actor, kind: PaperKind, around: Known, target: Target, listed: str
) -> Iterator[Addressee]:
    """Addressees without their problems yet: those something was decided about, of a campaign everybody."""
    campaign = target.campaign_id
    documents = _documents(around, target)
    schools = {item.school_id for item in documents}
    if kind.template == LETTER:
        for card in around.cards:
            if card.id in schools:
                one = Target(school_id=card.id, campaign_id=campaign)
                yield _named(f"school:{card.id}", card.short_name, one)
    elif kind.template == CONCLUSION:
        titles = {item.document.id: item.title for item in around.decided}
        for item in documents:
            one = Target(document_id=item.id, campaign_id=campaign)
            yield _named(f"document:{item.id}", f"{item.school}: {titles.get(item.id, item.kind_title)}", one)
    elif kind.template == PARTICIPANT:
        yield from _of_lines(listed, target)
    elif kind.person:
        yield from _people(session, actor, kind, around, target, schools)
    else:
        towns = {card.municipality_id for card in around.cards if card.id in schools}
        for town in around.municipalities:
            if campaign is None or town.id in towns:
                one = Target(municipality_id=town.id, campaign_id=campaign)
                yield _named(f"municipality:{town.id}", town.name, one)


def _documents(around: Known, target: Target) -> list[SchoolDocument]:
    """Decided ones; of a campaign all, so that nobody is forgotten whose decision is still to come."""
    drawn = around.campaign.documents if around.campaign is not None and target.campaign_id is not None else frozenset()
    decided = [item.document for item in around.decided]
    known_ = {item.id for item in decided}
    return [*decided, *(item for item in around.documents if item.id in drawn and item.id not in known_)]


def _people(
    session: Session, actor: Actor, kind: PaperKind, around: Known, target: Target, schools: Collection[int]
) -> Iterator[Addressee]:
    """Experts who finished something, of a campaign its whole group; thanks may go to curators as well."""
    ids = set(around.reviewed)
    if target.campaign_id is not None and around.campaign is not None:
        ids |= {expert.id for expert, _ in around.campaign.experts}
    if kind.template == THANKS:
        helped = [card for card in around.cards if target.campaign_id is None or card.id in schools]
        ids |= {card.curator_id for card in helped if card.curator_id is not None}
    for person in people.list_people(session, actor, active=True):
        if person.id in ids:
            yield _named(f"person:{person.id}", person.full_name, replace(target, person_id=person.id))


def _named(key: str, name: str, target: Target) -> Addressee:
    return Addressee(key, name, target, (), blocked=False)


def _of_lines(listed: str, target: Target) -> Iterator[Addressee]:
    """«Фамилия Имя Отчество; должность» a line; the same person twice is one."""
    for line in dict.fromkeys(" ".join(line.split()) for line in listed.splitlines() if line.strip()):
        name, _, post = line.partition(";")
        person = {"name": name.strip(), "post": post.strip()}
        yield replace(_named(f"name:{line}", name.strip(), target), answers={"person": person})


def _addressee(
    kind: PaperKind,
    template: Template,
    around: Known,
    one: Addressee,
    answers: Mapping[str, object],
    last: Mapping[str, object],
    earlier: Sequence[tuple[Paper, frozenset[int]]],
) -> Addressee:
    own = narrowed(around, one.target)
    made = drafted(kind, template, own, one.target, answers, last)
    return replace(
        one,
        problems=(*made.offer.problems, *_mail(kind, own)),
        blocked=made.offer.blocked,
        before=_before(frozenset(made.request.version_ids), one, earlier),
    )


def _mail(kind: PaperKind, around: Known) -> list[str]:
    absent = kind.template == LETTER and not around.card.email
    return ["нет адреса почты: отправить письмо придётся самим"] if absent else []


def _before(versions: frozenset[int], one: Addressee, earlier: Sequence[tuple[Paper, frozenset[int]]]) -> str:
    """The number of an earlier paper that says all of it, so that nobody gets it twice unawares."""
    for paper, rests_on in earlier:
        if versions <= rests_on if versions else paper.addressee == one.name:
            return f"№ {paper.shown_number} от {paper.date:%d.%m.%Y}"
    return ""
