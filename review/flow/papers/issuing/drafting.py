"""A paper before its number: its facts with what was written into the form, what hinders it, how it will look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from review.errors import BadInput, NotFound
from review.flow.papers.choosing.kinds import BY_TEMPLATE
from review.flow.papers.choosing.surroundings import body_for, ground, known, nothing_to_say
from review.flow.papers.choosing.targets import Offer, PaperPreview
from review.flow.papers.issuing.issuing import render
from review.flow.papers.issuing.registering import PaperRequest
from review.flow.papers.templates.confirmed import confirmed
from review.flow.papers.templates.editions import template_for
from review.issue.facts.parts import body_problems
from review.issue.template.form import inputs, read
from review.issue.template.lacking import lacking, past_terms
from review.issue.template.templates import find
from review.store.papers import batches
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.papers.choosing.kind import PaperKind
    from review.flow.papers.choosing.targets import Target
    from review.flow.services import Services
    from review.issue.facts.known import Known
    from review.issue.template.form import Input
    from review.issue.template.templates import Template
    from review.model.access import Actor
    from review.store.database import Session

PLAIN = ("text", "date")  # computed fields that may be corrected without being asked for
OF_BODY = ("body", "signer", "customer")  # fields that speak of the body: without its letterhead nothing goes out
NOT_HERE = (*OF_BODY, "reg", "verify", "act", "executor")


@dataclass(frozen=True)
class Draft:
    """Everything needed to show or register one paper."""

    kind: PaperKind
    offer: Offer
    template: Template
    facts: dict[str, Any]
    known: Known
    request: PaperRequest


def kind_of(template: str) -> PaperKind:
    """The registered kind. Raises NotFound."""
    kind = BY_TEMPLATE.get(template)
    if kind is None:
        raise NotFound(f"Бумага «{template}» отсюда не выпускается.", "Выберите бумагу из списка.")
    return kind


def draft(
    services: Services,
    session: Session,
    actor: Actor,
    *,
    template: str,
    target: Target,
    answers: Mapping[str, object],
    body_id: int | None = None,
) -> Draft:
    """The paper with these answers over the body's last ones; `body_id`: who must speak. Raises NotFound, BadInput."""
    kind = kind_of(template)
    if not target.whole or target.scope not in kind.scopes:
        raise NotFound("Эта бумага составляется не отсюда.", "Выберите бумагу из списка.")
    place = ground(services, session, actor, target)
    held = None if body_id is None else [territory.body(session, actor, body_id)]
    body = body_for(session, actor, kind, place, held)
    if body is None:
        raise nothing_to_say()
    around = known(services, session, actor, target, place, body, decided=kind.decided, read=kind.read)
    chosen = template_for(services, session, name=template, body_id=body.id)
    last = batches.answers(session, body_id=body.id, template=template)
    made = drafted(kind, chosen, around, target, answers, last)
    return replace(made, facts=confirmed(session, chosen, body.id, made.facts))


def drafted(
    kind: PaperKind,
    template: Template,
    known: Known,
    target: Target,
    answers: Mapping[str, object],
    last: Mapping[str, object],
) -> Draft:
    """Facts of the kind, the form's words over them; problems of both."""
    fields = template.sheet.fields
    remembered = {name: last[name] for name in kind.remembers if name in last and name in fields}
    told = {**remembered, **{name: value for name, value in answers.items() if _allowed(kind, template, name)}}
    composed = kind.compose(known, told)
    facts = {name: value for name, value in composed.facts.items() if name in fields}
    for name, value in told.items():
        if name in kind.works_in and name in composed.facts:
            continue
        if value in (None, ""):
            facts.pop(name, None)
        else:
            facts[name] = value
    bodiless = not set(OF_BODY) & set(fields)
    stops = [*([] if bodiless else body_problems(known.body)), *composed.stops]
    wants = [*composed.wants, *(lacking(fields, facts) if composed.facts else [])]
    warnings = [*composed.warnings, *past_terms(facts, known.day)]
    offer = Offer(
        template=kind.template,
        title=template.sheet.title,
        type=template.sheet.type,
        target=target,
        about=composed.about,
        problems=(*dict.fromkeys((*stops, *wants)), *warnings),
        blocked=bool(stops or wants),
        wants=tuple(dict.fromkeys(wants)),
        warned=len(warnings),
        early=composed.early,
        numbered="reg" in fields,
        batch=kind.shared is not None,
        person=kind.person,
    )
    request = PaperRequest(
        template=kind.template,
        title=template.sheet.title,
        type=template.sheet.type,
        body_id=known.body.id,
        date=known.day,
        heading=composed.about,
        addressee=composed.addressee,
        series=kind.series,
        school_ids=composed.school_ids,
        version_ids=composed.version_ids,
        act=kind.act,
    )
    return Draft(kind, offer, template, facts, known, request)


def _allowed(kind: PaperKind, template: Template, name: str) -> bool:
    """May the field be written into here? Raises BadInput: decisions and letterheads are mended where they are kept."""
    spec = template.sheet.fields.get(name)
    plain = spec is not None and spec.type in PLAIN and name not in kind.locked and name not in NOT_HERE
    if spec is None or not (plain or name in kind.asks):
        raise BadInput(f"Поле «{name}» здесь не исправляется.", "Исправьте его там, откуда оно взято.")
    return True


def preview(
    services: Services,
    actor: Actor,
    *,
    template: str,
    target: Target,
    overrides: Mapping[str, object] | None = None,
    sent: Mapping[str, str] | None = None,
    grow: str = "",
) -> PaperPreview:
    """The draft with its form. `sent` is a form as it came, `overrides` typed values. Raises NotFound, BadTemplate."""
    with services.database.reading() as session:
        made = draft(
            services,
            session,
            actor,
            template=template,
            target=target,
            answers=sent_answers(services, template, overrides, sent),
        )
    fields = made.template.sheet.fields
    asked = [fields[name] for name in made.kind.asks if name in fields]
    others = [
        spec
        for name, spec in fields.items()
        if spec.type in PLAIN and name not in (*made.kind.asks, *made.kind.locked, *NOT_HERE)
    ]
    whole = not lacking(fields, made.facts) and not (made.offer.blocked and not made.facts)
    docx = render(made.template, made.facts, services.language()) if whole else None
    return PaperPreview(made.offer, inputs(asked, made.facts, grow), inputs(others, made.facts), docx)


def sent_answers(
    services: Services, template: str, overrides: Mapping[str, object] | None, sent: Mapping[str, str] | None
) -> dict[str, object]:
    """Typed values of a form. Names alone decide the types: a body's own template keeps the fields of ours."""
    if not sent:
        return dict(overrides or {})
    kind = kind_of(template)
    sheet = find(template, services.settings.templates, services.settings.own_templates).sheet
    known_ = [spec for spec in sheet.fields.values() if spec.name in kind.asks or spec.type in PLAIN]
    return {**read(known_, sent), **(overrides or {})}


def batch_form(
    services: Services, actor: Actor, *, template: str, target: Target, sent: Mapping[str, str]
) -> tuple[Input, ...]:
    """Inputs of what is written for all addressees of a batch."""
    kind = kind_of(template)
    with services.database.reading() as session:
        body = body_for(session, actor, kind, ground(services, session, actor, target))
        if body is None:
            raise nothing_to_say()
        fields = template_for(services, session, name=template, body_id=body.id).sheet.fields
        last = batches.answers(session, body_id=body.id, template=template)
    told = {**last, **sent_answers(services, template, None, sent)}
    return inputs([fields[name] for name in kind.shared or () if name in fields], told)
