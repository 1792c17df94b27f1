"""Papers issued from decisions: what can be issued, how it will look, and the issue itself with its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from review.errors import BadInput, NotFound
from review.flow.expertise.decided import decided_documents
from review.flow.papers.issuing import render
from review.flow.papers.registering import PaperRequest, Written, list_papers, register
from review.issue.facts.conclusion import conclusion_facts
from review.issue.facts.letter import letter_facts, letter_problems
from review.issue.facts.order import Ground, order_facts, order_problems
from review.issue.facts.parts import body_problems
from review.issue.facts.spravka import Coverage, spravka_facts
from review.issue.templates import find
from review.store import people, territory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from review.flow.papers.registering import Reserved
    from review.flow.services import Services
    from review.issue.facts.decided import Decided
    from review.issue.templates import Template
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.model.register import Body
    from review.model.submission import SchoolDocument
    from review.store.database import Session

CONCLUSION = "ekspertnoe-zaklyuchenie"
LETTER = "pismo-rekomendacii-shkole"
SPRAVKA = "spravka-municipalnoy-ekspertizy"
ORDER = "prikaz-ob-itogah-ekspertizy"
EDITABLE = ("text", "date")


@dataclass(frozen=True, slots=True)
class Target:
    """What a paper is about: one document, one school, or the schools of a municipality. Exactly one is set."""

    document_id: int | None = None
    school_id: int | None = None
    municipality_id: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be issued from here; `problems` are what to settle first, `blocked` those that forbid it."""

    template: str
    title: str
    type: str
    target: Target
    about: str
    problems: tuple[str, ...]
    blocked: bool


@dataclass(frozen=True, slots=True)
class Editable:
    """A field the secretary may correct before issue."""

    name: str
    label: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """The draft as it would be issued; it takes no number."""

    offer: Offer
    fields: tuple[Editable, ...]
    docx: bytes


@dataclass(frozen=True)
class _Draft:
    """Everything needed to render or register one paper."""

    offer: Offer
    template: Template
    facts: dict[str, Any]
    body: Body
    documents: Sequence[Decided]


def offers(services: Services, actor: Actor, *, target: Target) -> tuple[Offer, ...]:
    """Papers that fit the target, problems first; empty while nothing is decided. Coordinators and administrators."""
    names = (CONCLUSION,) if target.document_id else (LETTER,) if target.school_id else (SPRAVKA, ORDER)
    today = services.now().astimezone(UTC).date()
    with services.database.reading() as session:
        drafts = [_draft(services, session, actor, name, target, today) for name in names]
    return tuple(sorted((draft.offer for draft in drafts if draft), key=lambda offer: not offer.problems))


def preview(
    services: Services, actor: Actor, *, template: str, target: Target, overrides: Mapping[str, str] | None = None
) -> PaperPreview:
    """The draft as DOCX with the fields that may be corrected. Raises NotFound, BadTemplate."""
    draft = _whole_draft(services, actor, template, target)
    facts = _corrected(draft, overrides or {})
    fields = tuple(
        Editable(name, spec.label, spec.type, str(facts.get(name, "")))
        for name, spec in draft.template.sheet.fields.items()
        if spec.type in EDITABLE
    )
    return PaperPreview(draft.offer, fields, render(draft.template, facts, services.language()))


def issue_paper(
    services: Services,
    actor: Actor,
    *,
    template: str,
    target: Target,
    overrides: Mapping[str, str] | None = None,
) -> Paper:
    """Take the number and store the paper, both or neither. Raises NotFound, NotAllowed, BadTemplate, BadInput."""
    draft = _whole_draft(services, actor, template, target)
    if draft.offer.blocked:
        raise BadInput(f"Бумагу выпустить нельзя: {'; '.join(draft.offer.problems)}.", "Исправьте и повторите.")
    facts = _corrected(draft, overrides or {})
    language = services.language()

    def write(reserved: Reserved) -> Written:
        registered = {**facts, **_registration(services, reserved)}
        docx = render(draft.template, registered, language)
        return Written(docx=docx, edition=draft.template.edition, facts=registered)

    today = services.now().astimezone(UTC).date()
    request = PaperRequest(
        template=template,
        title=draft.offer.title,
        type=draft.offer.type,
        body_id=draft.body.id,
        date=today,
        heading=draft.offer.about,
        addressee=draft.documents[0].card.short_name if target.school_id else "",
        school_ids=tuple(sorted({item.card.id for item in draft.documents})),
        version_ids=tuple(item.version.id for item in draft.documents),
    )
    return register(services, actor, request, write)


def _registration(services: Services, reserved: Reserved) -> dict[str, object]:
    settings = services.settings
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    return {
        "reg": {"no": reserved.shown_number, "date": reserved.date.isoformat()},
        "verify": {"code": reserved.code, "url": f"{address}/v/{reserved.code}"},
    }


def _whole_draft(services: Services, actor: Actor, template: str, target: Target) -> _Draft:
    today = services.now().astimezone(UTC).date()
    with services.database.reading() as session:
        draft = _draft(services, session, actor, template, target, today)
    if draft is None:
        raise NotFound("Составлять бумагу пока не из чего.", "Бумаги составляются по документам с решением.")
    return draft


def _corrected(draft: _Draft, overrides: Mapping[str, str]) -> dict[str, Any]:
    """The facts with a secretary's corrections; only plain fields may be corrected."""
    known = draft.template.sheet.fields
    facts = dict(draft.facts)
    for name, value in overrides.items():
        if name not in known or known[name].type not in EDITABLE:
            raise BadInput(f"Поле «{name}» здесь не исправляется.", "Исправьте его там, откуда оно взято.")
        if value.strip():
            facts[name] = value.strip()
        elif not known[name].required:
            facts.pop(name, None)
    return facts


def _draft(services: Services, session: Session, actor: Actor, name: str, target: Target, today: date) -> _Draft | None:
    found, every = decided_documents(
        services,
        session,
        actor,
        document_id=target.document_id,
        school_id=target.school_id,
        municipality_id=target.municipality_id,
    )
    body = _body_for(session, actor, found)
    if not found or body is None:
        return None
    template = find(name, services.settings.templates, services.settings.own_templates)
    blocking = body_problems(body)
    facts: dict[str, Any]
    warnings: list[str] = []
    if name == CONCLUSION:
        facts, about = conclusion_facts(found[0], body), f"{found[0].title}, {found[0].card.short_name}"
    elif name == LETTER:
        blocking += letter_problems(found)
        facts, about = letter_facts(found, body), f"О результатах экспертизы документов, {found[0].card.short_name}"
    elif name == SPRAVKA:
        facts, about = spravka_facts(found, _coverage(session, actor, found, every), body), "О результатах экспертизы"
    elif name == ORDER:
        ground = _ground(services, actor, body)
        warnings = order_problems(found, ground, today)
        coordinator = people.coordinator(session, found[0].card.municipality_id) or actor.name
        facts = order_facts(found, body, coordinator=coordinator, ground=ground, day=today)
        about = "Об итогах экспертизы"
    else:
        raise NotFound(f"Бумага «{name}» отсюда не выпускается.", "Выберите бумагу из списка.")
    offer = Offer(
        name, template.sheet.title, template.sheet.type, target, about, (*blocking, *warnings), bool(blocking)
    )
    return _Draft(offer, template, facts, body, found)


def _body_for(session: Session, actor: Actor, found: Sequence[Decided]) -> Body | None:
    """The body in whose name the actor issues papers about these schools: the municipality's, else the region's."""
    if not found:
        return None
    bodies = territory.bodies(session, actor)
    municipality = found[0].card.municipality_id
    own = next((body for body in bodies if body.municipality_id == municipality), None)
    if own is not None:
        return own
    region = territory.place(session, school_id=found[0].card.id, season_id=found[0].card.season_id).region_id
    return next((body for body in bodies if body.municipality_id is None and body.region_id == region), None)


def _coverage(session: Session, actor: Actor, found: Sequence[Decided], every: Sequence[SchoolDocument]) -> Coverage:
    season, municipality = found[0].card.season_id, found[0].card.municipality_id
    schools = territory.cards(session, actor, season_id=season, search="", municipality_id=municipality)
    return Coverage(len(schools), len(every), sum(document.curator_confirmed is True for document in every))


def _ground(services: Services, actor: Actor, body: Body) -> Ground | None:
    """The latest spravka of the same body."""
    papers = [item for item in list_papers(services, actor, type="spravka") if item.body_id == body.id]
    valid = [item for item in papers if item.state != "revoked"]
    return Ground(valid[0].shown_number, valid[0].date) if valid else None
