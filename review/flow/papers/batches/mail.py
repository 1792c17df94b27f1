"""E-mails with the papers of a batch: put into the outbox, where somebody reads them before they go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.exchange.mail import is_address
from review.flow.notices.letters import draft_letter
from review.flow.transaction import writing
from review.model.notice import Attachment
from review.model.rights import demand
from review.store.notices import notices
from review.store.papers import batches
from review.store.papers import papers as store
from review.store.register import people, seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.store.database import Session
    from review.store.papers.batches import Item


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a paper goes to: a school, a municipality's body, or a person with an account."""

    name: str
    address: str
    school_id: int | None = None


def to_outbox(services: Services, actor: Actor, *, batch_id: int) -> tuple[int, list[str]]:
    """(letters written, who has no address). A paper's letter is written once, however often this is asked."""
    written = 0
    without: list[str] = []
    with writing(services, actor) as t:
        batch = batches.load(t.session, actor, batch_id)
        place = territory.body_place(t.session, batch.body_id)
        demand(actor, "issue", place)
        season = seasons.current(t.session).id
        for item in batches.items(t.session, batch_id, state="issued"):
            if item.paper_id is None:
                continue
            paper = store.load(t.session, actor, item.paper_id)
            to = _addressee(t.session, item, paper, season)
            if to is None or paper.state == "revoked":
                continue
            if not to.address:
                without.append(to.name)
            elif _write(t, paper, to) is not None:
                written += 1
        t.note("batch.mailed", place=place, title=batch.title, letters=written)
    return written, without


def _addressee(session: Session, item: Item, paper: Paper, season: int) -> Addressee | None:
    """None where nobody is known by more than a name: people of a list."""
    person, town = item.target.get("person_id"), item.target.get("municipality_id")
    if person is not None:
        return Addressee(item.addressee, _own_address(session, person))
    if len(paper.school_ids) == 1 and town is None:
        card = territory.own_card(session, school_id=paper.school_ids[0], season_id=season)
        return Addressee(card.short_name, card.email, card.id)
    body = territory.body_at(session, municipality_id=town) if town is not None and not item.answers else None
    return None if body is None else Addressee(body.short_name or item.addressee, body.email)


def _own_address(session: Session, person_id: int) -> str:
    """Where a person wants to be written to, else a login that is an address."""
    wishes = notices.wishes(session, person_id)
    login = people.known(session, person_id).login
    return (wishes.address if wishes is not None else "") or (login if is_address(login) else "")


def _write(t: Transaction, paper: Paper, to: Addressee) -> int | None:
    name = f"{paper.title} № {paper.shown_number.replace('/', '-')}"
    file = Attachment(f"{name}.docx", paper.docx_sha256)
    if paper.pdf_sha256 is not None:
        file = Attachment(f"{name}.pdf", paper.pdf_sha256)
    told = f"№ {paper.shown_number} от {paper.date:%d.%m.%Y}"
    return draft_letter(
        t,
        key=f"paper:{paper.id}",
        to_address=to.address,
        to_name=to.name,
        subject=f"{paper.title} {told}",
        body=f"Направляем: {paper.heading} ({told}). Файл приложен.",
        attachments=[file],
        school_id=to.school_id,
    )
