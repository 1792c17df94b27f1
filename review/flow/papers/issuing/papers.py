"""The issue of one paper: its number and its file together, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.papers.issuing.drafting import draft, sent_answers
from review.flow.papers.issuing.issuing import render
from review.flow.papers.issuing.registering import register_within
from review.flow.papers.issuing.sheets import counted
from review.flow.papers.issuing.writing import writer
from review.flow.papers.register import approving
from review.flow.transaction import writing
from review.model.rights import Place
from review.store.papers import batches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.papers.choosing.targets import Target
    from review.flow.papers.issuing.drafting import Draft
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Draft as Kept
    from review.model.issued import Paper


def issue_paper(
    services: Services,
    actor: Actor,
    *,
    template: str,
    target: Target,
    overrides: Mapping[str, object] | None = None,
    sent: Mapping[str, str] | None = None,
) -> Paper:
    """Take the number and store the paper, both or neither. Raises NotFound, NotAllowed, BadTemplate, BadInput."""
    made = whole(services, actor, template=template, target=target, overrides=overrides, sent=sent)
    if not made.offer.numbered:
        raise WrongState(f"Бумага «{made.offer.title}» номера не получает.", "Скачайте её файлом.")
    with writing(services, actor) as t:
        paper = register_within(services, t, actor, made.request, writer(services, made.template, made.facts))
        keep_words(t, made)
    return paper


def begin_draft(
    services: Services, actor: Actor, *, template: str, target: Target, sent: Mapping[str, str] | None = None
) -> Kept:
    """Keep the paper as a draft for others to agree to. Raises as `issue_paper`."""
    made = whole(services, actor, template=template, target=target, sent=sent)
    if not made.offer.numbered or made.request.act != "issue":
        raise WrongState(f"Бумага «{made.offer.title}» не согласуется.", "Выпустите её сразу.")
    kept = approving.begin(services, actor, request=made.request, facts=made.facts)
    with writing(services, actor) as t:
        keep_words(t, made)
    return kept


def write_down(
    services: Services, actor: Actor, *, template: str, target: Target, sent: Mapping[str, str] | None = None
) -> tuple[str, bytes]:
    """(file name, DOCX) of a paper that takes no number: a questionnaire, a road map."""
    made = whole(services, actor, template=template, target=target, sent=sent)
    if made.offer.numbered:
        raise WrongState(f"Бумага «{made.offer.title}» получает номер.", "Выпустите её.")
    docx = render(made.template, made.facts, services.language())
    with writing(services, actor) as t:
        place = Place(made.known.body.region_id, made.known.body.municipality_id)
        t.note("paper.written_down", place=place, title=made.offer.title)
        keep_words(t, made)
    return f"{made.offer.title}.docx", docx


def keep_words(t: Transaction, made: Draft) -> None:
    """The body's next form of this paper begins with the words of this one."""
    told = {name: made.facts[name] for name in made.kind.remembers if name in made.facts}
    if told:
        batches.keep_answers(t.session, body_id=made.request.body_id, template=made.kind.template, told=told, now=t.now)


def whole(
    services: Services,
    actor: Actor,
    *,
    template: str,
    target: Target,
    overrides: Mapping[str, object] | None = None,
    sent: Mapping[str, str] | None = None,
    body_id: int | None = None,
) -> Draft:
    """The draft as it goes out. Raises BadInput while something forbids it."""
    answers = sent_answers(services, template, overrides, sent)
    with services.database.reading() as session:
        made = draft(services, session, actor, template=template, target=target, answers=answers, body_id=body_id)
    if made.offer.blocked:
        raise BadInput(f"Бумагу выпустить нельзя: {'; '.join(made.offer.problems)}.", "Исправьте и повторите.")
    return counted(services, made)
