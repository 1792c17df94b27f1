"""Drafts and approvals: people agree or remark before a paper gets its number. A draft takes none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from review.errors import BadInput, NotAllowed, WrongState
from review.flow.notices.occasions import Occasion
from review.flow.notices.telling import tell
from review.flow.papers.issuing.issuing import render
from review.flow.papers.issuing.registering import PaperRequest, register_within
from review.flow.papers.issuing.writing import writer
from review.flow.papers.templates.confirmed import confirmed
from review.flow.papers.templates.editions import template_for
from review.flow.transaction import writing
from review.issue.template.templates import find
from review.model.notice import NoticeKind
from review.model.rights import demand
from review.store.papers import drafts as store
from review.store.papers import papers
from review.store.register import people, territory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Draft, Paper, Visa

MOST_VISAS = 20
WORDS = ("agreed", "remark")
VISAS = "list-soglasovaniya"
VISA_TITLES = {"waiting": "нет ответа", "agreed": "согласовано", "remark": "замечание"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose agreement is wanted: an account, or somebody without one by name and post."""

    person_id: int | None = None
    name: str = ""
    post: str = ""


def begin(services: Services, actor: Actor, *, request: PaperRequest, facts: Mapping[str, object]) -> Draft:
    """Keep a paper as a draft. Coordinators of the body. Raises NotAllowed, NotFound."""
    with writing(services, actor) as t:
        place = territory.body_place(t.session, territory.body(t.session, actor, request.body_id).id)
        demand(actor, "issue", place)
        draft_id = store.add(
            t.session,
            template=request.template,
            title=request.title,
            type=request.type,
            body_id=request.body_id,
            heading=request.heading,
            addressee=request.addressee,
            facts={name: value for name, value in facts.items() if name not in ("reg", "verify")},
            school_ids=request.school_ids,
            version_ids=request.version_ids,
            created_by=actor.id,
            created_at=t.now,
        )
        t.note("draft.begun", place=place, draft_id=draft_id, title=request.title)
        return store.load(t.session, actor, draft_id)


def list_drafts(services: Services, actor: Actor, *, waiting: bool = False) -> tuple[Draft, ...]:
    """Open drafts the actor may see; `waiting`: those that want the actor's own word."""
    with services.database.reading() as session:
        return store.find(session, actor, waiting=waiting)


def draft(services: Services, actor: Actor, *, draft_id: int) -> Draft:
    """One draft. Raises NotFound."""
    with services.database.reading() as session:
        return store.load(session, actor, draft_id)


def draft_file(services: Services, actor: Actor, *, draft_id: int) -> tuple[str, bytes]:
    """(file name, DOCX) of the draft as it stands. Raises NotFound, BadTemplate."""
    with services.database.reading() as session:
        known = store.load(session, actor, draft_id)
        facts = store.facts(session, draft_id)
        template = template_for(services, session, name=known.template, body_id=known.body_id)
        facts = confirmed(session, template, known.body_id, facts)
    return f"Проект. {known.title}.docx", render(template, facts, services.language())


def visa_sheet(services: Services, actor: Actor, *, draft_id: int) -> tuple[str, bytes]:
    """(file name, DOCX) of the sheet with everybody's word; it stays with the original. Raises NotFound."""
    with services.database.reading() as session:
        known = store.load(session, actor, draft_id)
        paper = None if known.paper_id is None else papers.by_id(session, known.paper_id)
    facts: dict[str, object] = {
        "title": known.title,
        "heading": known.heading or known.title,
        "no": paper.shown_number if paper else "",
        "date": paper.date.isoformat() if paper else "",
        "maker": known.created_by,
        "visas": [
            {
                "post": visa.post,
                "name": visa.name,
                "word": VISA_TITLES[visa.word],
                "remark": visa.remark,
                "date": visa.answered_at.astimezone(UTC).date().isoformat() if visa.answered_at else "",
            }
            for visa in known.visas
        ],
    }
    docx = render(find(VISAS, services.settings.templates), facts, services.language())
    return f"Лист согласования. {known.title}.docx", docx


def ask(services: Services, actor: Actor, *, draft_id: int, people_asked: Sequence[Asked], expected: int) -> Draft:
    """Send the draft round; words said before are asked for anew. Raises BadInput, NotAllowed, Stale, WrongState."""
    if not 0 < len(people_asked) <= MOST_VISAS:
        raise BadInput("Не указано, с кем согласовать.", f"Укажите от одного до {MOST_VISAS} человек.")
    with writing(services, actor) as t:
        known = _own(t, actor, draft_id)
        store.move(t.session, known, expected=expected, state="approval")
        named = [_named(t, actor, one) for one in people_asked]
        store.ask(t.session, draft_id, named)
        asked = tuple(person for person, _, _ in named if person is not None)
        _tell(t, asked, draft_id, f"Вас просят согласовать проект: {known.title}.")
        _note(t, "draft.asked", known, people=len(people_asked))
        return store.load(t.session, actor, draft_id)


def answer(services: Services, actor: Actor, *, visa_id: int, draft_id: int, word: str, remark: str = "") -> Draft:
    """«Согласовано» or a remark: one's own, or of a person without an account, written down by a coordinator."""
    if word not in WORDS:
        raise BadInput("Не выбран ответ.", "Выберите «Согласовано» или «Замечание».")
    if word == "remark" and not remark.strip():
        raise BadInput("Не написано замечание.", "Напишите, что изменить в проекте.")
    with writing(services, actor) as t:
        known = store.load(t.session, actor, draft_id)
        visa = next((one for one in known.visas if one.id == visa_id), None)
        if known.state != "approval" or visa is None:
            raise WrongState("Проект уже не на согласовании.", "Обновите страницу.")
        _demand_own_word(t, actor, known, visa)
        store.move(t.session, known, expected=known.version)
        store.answer(t.session, visa_id, word=word, remark=remark.strip(), at=t.now)
        _note(t, f"draft.{word}", known, name=visa.name)
        said = "согласован" if word == "agreed" else f"замечание: {remark.strip()}"
        _tell(t, (known.maker_id,), draft_id, f"Проект «{known.title}», {visa.name}: {said}.")
        return store.load(t.session, actor, draft_id)


def drop(services: Services, actor: Actor, *, draft_id: int, expected: int) -> None:
    """Throw a draft away; no number was taken, none is missing."""
    with writing(services, actor) as t:
        known = _own(t, actor, draft_id)
        store.move(t.session, known, expected=expected, state="dropped")
        _note(t, "draft.dropped", known)


def register_draft(services: Services, actor: Actor, *, draft_id: int, expected: int) -> Paper:
    """The agreed draft becomes a paper: its number, its file and the end of the draft are one transaction.

    Raises WrongState while somebody has not agreed, Stale for a draft changed meanwhile.
    """
    services.language()  # the second of loading is not spent inside the transaction
    with writing(services, actor) as t:
        known = _own(t, actor, draft_id)
        if not known.agreed:
            raise WrongState("Проект согласован не всеми.", "Дождитесь ответов или исправьте проект по замечаниям.")
        facts = store.facts(t.session, draft_id)
        template = template_for(services, t.session, name=known.template, body_id=known.body_id)
        facts = confirmed(t.session, template, known.body_id, facts)
        request = PaperRequest(
            template=known.template,
            title=known.title,
            type=known.type,
            body_id=known.body_id,
            date=t.now.astimezone(UTC).date(),
            heading=known.heading,
            addressee=known.addressee,
            school_ids=known.school_ids,
            version_ids=known.version_ids,
        )
        paper = register_within(services, t, actor, request, writer(services, template, facts))
        store.move(t.session, known, expected=expected, state="registered", paper_id=paper.id)
        return paper


def _own(t: Transaction, actor: Actor, draft_id: int) -> Draft:
    """A draft the actor may act upon, not only agree to."""
    known = store.load(t.session, actor, draft_id)
    demand(actor, "issue", territory.body_place(t.session, known.body_id))
    return known


def _named(t: Transaction, actor: Actor, asked: Asked) -> tuple[int | None, str, str]:
    if asked.person_id is not None:
        known = people.person(t.session, actor, asked.person_id)
        return known.id, known.full_name, known.post
    if not asked.name.strip():
        raise BadInput("Не указано, с кем согласовать.", "Выберите человека или впишите фамилию и должность.")
    return None, asked.name.strip(), asked.post.strip()


def _demand_own_word(t: Transaction, actor: Actor, known: Draft, visa: Visa) -> None:
    if visa.person_id is None:
        demand(actor, "issue", territory.body_place(t.session, known.body_id))
    elif visa.person_id != actor.id:
        raise NotAllowed("За другого согласовать нельзя.", f"Ответить может {visa.name}.")


def _tell(t: Transaction, people_told: tuple[int, ...], draft_id: int, text: str) -> None:
    tell(t, [Occasion(people_told, NoticeKind.PAPER, text, f"/papers/drafts/{draft_id}")])


def _note(t: Transaction, action: str, known: Draft, *, people: int = 0, name: str = "") -> None:
    place = territory.body_place(t.session, known.body_id)
    t.note(action, place=place, draft_id=known.id, title=known.title, people=people, name=name)
