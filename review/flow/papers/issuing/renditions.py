"""Other files of a registered paper: with its fate printed on it, public, with the e-signature mark, PDF/A.

Each is made from the stored facts and edition or from the original's bytes, kept, and its hash registered.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound, WrongState
from review.flow.papers.issuing.issuing import render_context
from review.flow.papers.templates.editions import edition_of, stored
from review.flow.submission.queueing import queue_rendition
from review.flow.transaction import writing
from review.issue.files.chain import read_wording
from review.issue.files.public import masked, read_rules
from review.issue.files.stamps import Stamp, stamped
from review.issue.template.context import context
from review.model.rights import demand
from review.store.papers import paper_trail as trail
from review.store.papers import papers as store
from review.store.register import territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.submission.work import Work
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Paper, Rendition, Trail
    from review.store.database import Session

CHAIN, PUBLIC, ESIGNED, PDFA = "chain", "public", "esigned", "pdfa"
TITLES = {
    "original": "подлинник",
    CHAIN: "с отметкой об отмене или замене",
    PUBLIC: "публичная версия",
    ESIGNED: "с отметкой об электронной подписи",
    PDFA: "PDF/A для архива",
    "scan": "скан подписанной бумаги",
    "file": "файл электронной подписи",
}
EIGHT, BREAK = 8, "\u200b"
CLOSED = ("contract",)  # what two sides agreed upon is nobody else's
HINT = "Скачайте подлинник: он хранится всегда."


def make(services: Services, actor: Actor, *, paper_id: int, kind: str) -> None:
    """Order a rendition; its DOCX is there at once, its PDF follows. Coordinators of the body."""
    services.language()
    with writing(services, actor) as t:
        known = store.load(t.session, actor, paper_id)
        place = territory.body_place(t.session, known.body_id)
        demand(actor, "issue", place)
        if kind not in (PUBLIC, PDFA):
            raise BadInput("Такой версии бумаги нет.", "Выберите публичную версию или PDF/A.")
        if kind == PUBLIC and known.type in CLOSED:
            raise BadInput("Публичной версии у договоров и актов нет.", "Это бумага двух сторон.")
        if kind == PDFA:
            queue_rendition(t, paper_id, PDFA)
        else:
            make_within(services, t, known, kind)
        t.note("paper.rendered", place=place, paper_id=paper_id, number=known.shown_number, kind=TITLES[kind])


def make_within(services: Services, t: Transaction, known: Paper, kind: str) -> None:
    """The DOCX of a rendition; a paper already out of force is remade with its fate on it."""
    told = trail.trail(t.session, known.id)
    docx = public_docx(services, t.session, known, told) if kind == PUBLIC else marked_docx(services, t, known, told)
    trail.keep(t.session, known.id, kind=kind, format="docx", sha256=stored(services, t, docx), at=t.now)
    queue_rendition(t, known.id, kind)
    if kind == CHAIN and any(one.kind == PUBLIC for one in told.renditions):
        make_within(services, t, known, PUBLIC)


def marked_docx(services: Services, t: Transaction, known: Paper, told: Trail) -> bytes:
    """The original with what happened since: the chain, the mark of an e-signature."""
    signer = store.facts(t.session, known.id).get("signer")
    name = str(signer.get("name", "")) if isinstance(signer, dict) else ""
    owner = told.signature.owner if told.signature is not None else ""
    stamp = Stamp(
        chain=_chain(services, known, told),
        number=known.shown_number,
        mark=_mark(told),
        signers=tuple(one.split(" ")[0] for one in (owner, name)),
    )
    return stamped(services.files.get(known.docx_sha256), stamp)


def public_docx(services: Services, session: Session, known: Paper, told: Trail) -> bytes:
    """From the stored facts, with everybody but the signer masked. Raises WrongState for a paper made elsewhere."""
    template = edition_of(services, session, _edition(session, known))
    rules, language = read_rules(services.settings.templates), services.language()
    filled = context(template.sheet, store.facts(session, known.id), language)
    shown = masked(template.sheet, filled, rules, language)
    stamp = Stamp(header=rules.header, chain=_chain(services, known, told), number=known.shown_number, tidied=True)
    return stamped(render_context(template, shown), stamp)


def made_again(services: Services, session: Session, paper_id: int) -> bytes:
    """The paper's DOCX from its stored facts and edition: the same bytes as were registered."""
    known = store.by_id(session, paper_id)
    template = edition_of(services, session, _edition(session, known))
    return render_context(template, context(template.sheet, store.facts(session, paper_id), services.language()))


def rendition_file(services: Services, actor: Actor, *, paper_id: int, rendition_id: int) -> tuple[str, bytes]:
    """(file name, bytes). Raises NotFound."""
    with services.database.reading() as session:
        known = store.load(session, actor, paper_id)
        found = trail.rendition(session, rendition_id)
    if found is None or found[0] != paper_id:
        raise NotFound("Такого файла у бумаги нет.", HINT)
    made = found[1]
    number = known.shown_number.replace("/", "-")
    return f"{known.title} № {number}, {TITLES[made.kind]}.{made.format}", services.files.get(made.sha256)


def current(told: Trail) -> tuple[Rendition, ...]:
    """The latest file of each kind and format."""
    return tuple({(one.kind, one.format): one for one in told.renditions}.values())


def print_rendition(services: Services, work: Work, *, paper_id: int, kind: str) -> None:
    """In the worker: the PDF of a rendition's latest DOCX, and the end of the job. Without LibreOffice, none."""
    from review.flow.papers.issuing.registering import has_office

    with services.database.reading() as session:
        known = store.by_id(session, paper_id)
        told = trail.trail(session, paper_id)
    source = (
        known.docx_sha256
        if kind == PDFA
        else next((one.sha256 for one in reversed(told.renditions) if (one.kind, one.format) == (kind, "docx")), None)
    )
    pdf = None
    if source is not None and has_office(services):
        from review.office.service import office  # started by the first paper alone

        target = "pdfa" if kind == PDFA else "pdf"
        pdf = office(services.settings).convert(services.files.get(source), "docx", target)
    with writing(services, None) as t:
        if pdf is not None:
            trail.keep(t.session, paper_id, kind=kind, format="pdf", sha256=stored(services, t, pdf), at=t.now)
            place = territory.body_place(t.session, known.body_id)
            t.note("paper.pdf_made", place=place, paper_id=paper_id, number=known.shown_number)
        work.settle(t.session)


def _edition(session: Session, known: Paper) -> str:
    edition = store.edition(session, known.id)
    if not edition:
        raise WrongState("Эта бумага составлена не по шаблону службы.", HINT)
    return edition


def _chain(services: Services, known: Paper, told: Trail) -> tuple[str, ...]:
    words = read_wording(services.settings.templates)
    kind = _kind(known)
    lines = [words.ended(kind, told.ended_by)] if told.ended_by is not None else []
    return (*lines, *(words.ends(link) for link in told.ends))


def _kind(known: Paper) -> str:
    return "decree" if known.type == "order" and known.title.lower().startswith("распоряжение") else known.type


def _mark(told: Trail) -> tuple[str, ...]:
    """The e-signature mark; only after a signature file was read, never on a scan."""
    signed = told.signature
    if signed is None or signed.kind != "file" or signed.valid_from is None or signed.valid_to is None:
        return ()
    return (
        "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ",
        f"Сертификат {_breakable(signed.serial)}",
        f"Владелец {signed.owner}",
        f"Действителен с {_day(signed.valid_from)} по {_day(signed.valid_to)}",
    )


def _breakable(serial: str) -> str:
    """A long number may go over to the next line after every eight signs."""
    return BREAK.join(serial[start : start + EIGHT] for start in range(0, len(serial), EIGHT))


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%d.%m.%Y}"
