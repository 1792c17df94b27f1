"""E-mails with the papers of a batch: put into the outbox, where somebody reads them before they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.notices.letters import draft_letter
from review.flow.transaction import writing
from review.model.notice import Attachment
from review.model.rights import demand
from review.store.papers import batches
from review.store.papers import papers as store
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.model.register import SchoolCard


def to_outbox(services: Services, actor: Actor, *, batch_id: int) -> tuple[int, list[str]]:
    """(letters written, schools without an address). A paper's letter is written once, however often this is asked."""
    written = 0
    without: list[str] = []
    with writing(services, actor) as t:
        batch = batches.load(t.session, actor, batch_id)
        demand(actor, "issue", territory.body_place(t.session, batch.body_id))
        season = seasons.current(t.session).id
        for item in batches.items(t.session, batch_id, state="issued"):
            if item.paper_id is None:
                continue
            paper = store.load(t.session, actor, item.paper_id)
            if len(paper.school_ids) != 1:
                continue
            card = territory.own_card(t.session, school_id=paper.school_ids[0], season_id=season)
            if not card.email:
                without.append(card.short_name)
            elif _write(t, paper, card) is not None:
                written += 1
        place = territory.body_place(t.session, batch.body_id)
        t.note("batch.mailed", place=place, title=batch.title, letters=written)
    return written, without


def _write(t: Transaction, paper: Paper, card: SchoolCard) -> int | None:
    name = f"{paper.title} № {paper.shown_number.replace('/', '-')}"
    file = Attachment(f"{name}.docx", paper.docx_sha256)
    if paper.pdf_sha256 is not None:
        file = Attachment(f"{name}.pdf", paper.pdf_sha256)
    told = f"№ {paper.shown_number} от {paper.date:%d.%m.%Y}"
    return draft_letter(
        t,
        key=f"paper:{paper.id}",
        to_address=card.email,
        to_name=card.short_name,
        subject=f"{paper.title} {told}",
        body=f"Направляем: {paper.heading} ({told}). Файл приложен.",
        attachments=[file],
        school_id=card.id,
    )
