"""The register of official papers: a number is taken in the transaction that stores the paper."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import NotFound, WrongState
from review.flow.papers.templates.editions import keep_edition, stored
from review.flow.submission.queueing import queue_pdf
from review.flow.transaction import writing
from review.issue.words.numbering import numbered
from review.model.rights import Place, demand
from review.office.processes import find_office
from review.store.documents import documents, versions
from review.store.expertise import decisions
from review.store.papers import papers as store
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.model.register import Body
    from review.model.rights import Act


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """What is to be registered.

    `series` parts the numbering: papers of one body, series and year count 1, 2, 3 and so on.
    """

    template: str
    title: str
    type: str
    body_id: int
    date: date
    heading: str
    addressee: str = ""
    series: str = ""  # default: the paper's type
    school_ids: tuple[int, ...] = ()
    version_ids: tuple[int, ...] = ()  # decided versions the paper rests on
    act: Act = "issue"  # what the issuer must be allowed to do


@dataclass(frozen=True, slots=True)
class Reserved:
    """The number and code the paper must show."""

    year: int
    number: int
    shown_number: str
    code: str
    date: date
    body: Body


@dataclass(frozen=True, slots=True)
class Written:
    """The rendered paper: DOCX now, PDF may be attached later."""

    docx: bytes
    edition: str
    facts: Mapping[str, object]  # plain JSON values the DOCX can be made from again
    pdf: bytes | None = None


CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for something else
CODE_LENGTH = 12
NEXT_STATES = {"registered": ("signed", "sent", "revoked"), "signed": ("sent", "revoked"), "sent": ("revoked",)}
STATE_TITLES = {"registered": "зарегистрирован", "signed": "подписан", "sent": "отправлен", "revoked": "отменён"}


def register(services: Services, actor: Actor, request: PaperRequest, write: Callable[[Reserved], Written]) -> Paper:
    """Take the next number, let `write` render the paper with it, store both; if `write` raises, no number is taken.

    Coordinators of the body and administrators. Raises NotAllowed, NotFound, WrongState for a version nobody decided.
    """
    with writing(services, actor) as t:
        return register_within(services, t, actor, request, write)


def register_within(
    services: Services, t: Transaction, actor: Actor, request: PaperRequest, write: Callable[[Reserved], Written]
) -> Paper:
    """The same within a transaction that does something else as well: ends a draft, an addressee of a batch."""
    body = _speaking(t, actor, request)
    place = Place(body.region_id, body.municipality_id)
    _demand_visible(t, actor, request)
    series = request.series or request.type
    year = request.date.year
    number = store.next_number(t.session, body_id=body.id, series=series, year=year)
    shown = numbered(number, body.number_suffix, request.type)
    reserved = Reserved(year, number, shown, _new_code(), request.date, body)
    written = write(reserved)
    keep_edition(services, t, name=request.template, edition=written.edition)
    paper_id = _kept(services, t, actor, request, series, reserved, written)
    if written.pdf is None:
        queue_pdf(t, paper_id)
    t.note("paper.registered", place=place, number=shown, title=request.title, paper_id=paper_id)
    return store.load(t.session, actor, paper_id)


def _kept(
    services: Services,
    t: Transaction,
    actor: Actor,
    request: PaperRequest,
    series: str,
    reserved: Reserved,
    written: Written,
) -> int:
    row = store.NewPaper(
        template=request.template,
        edition=written.edition,
        title=request.title,
        type=request.type,
        body_id=request.body_id,
        series=series,
        year=reserved.year,
        number=reserved.number,
        shown_number=reserved.shown_number,
        date=request.date,
        heading=request.heading,
        addressee=request.addressee,
        code=reserved.code,
        docx_sha256=stored(services, t, written.docx),
        pdf_sha256=stored(services, t, written.pdf) if written.pdf is not None else None,
        facts=written.facts,
        created_by=actor.id,
        created_at=t.now,
        school_ids=request.school_ids,
        version_ids=request.version_ids,
    )
    return store.add(t.session, row)


def _speaking(t: Transaction, actor: Actor, request: PaperRequest) -> Body:
    """The body whose number the paper takes. A curator acts for none: their paper is kept by the municipality's."""
    if request.act == "issue":
        body = territory.body(t.session, actor, request.body_id)
        demand(actor, "issue", Place(body.region_id, body.municipality_id))
        return body
    first = territory.place(t.session, school_id=request.school_ids[0], season_id=seasons.current(t.session).id)
    demand(actor, request.act, first)
    body_ = territory.body_at(t.session, municipality_id=first.municipality_id)
    if body_ is None or body_.id != request.body_id:
        raise NotFound("Такого органа нет.", "Выберите школу заново.")
    return body_


def _demand_visible(t: Transaction, actor: Actor, request: PaperRequest) -> None:
    """A paper speaks only of schools its issuer sees, and only of decided versions."""
    season = 0 if request.act == "issue" else seasons.current(t.session).id
    for school in request.school_ids:
        where = territory.place(t.session, school_id=school, season_id=season)
        demand(actor, request.act, where)
    decided = {decision.version_id for decision in decisions.of_versions(t.session, request.version_ids)}
    for version in request.version_ids:
        documents.season_of(t.session, actor, versions.of_version(t.session, version).id)
        if version not in decided:
            raise WrongState("По одному из документов ещё нет решения.", "Примите решение и выпустите бумагу снова.")


def _new_code() -> str:
    letters = [secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, CODE_LENGTH, 4))


def keep_pdf(services: Services, t: Transaction, known: Paper, pdf: bytes) -> None:
    """Store the PDF made of a registered DOCX; its hash joins the register."""
    store.set_pdf(t.session, known.id, stored(services, t, pdf))
    place = territory.body_place(t.session, known.body_id)
    t.note("paper.pdf_made", place=place, paper_id=known.id, number=known.shown_number)


def has_office(services: Services) -> bool:
    """Is there a LibreOffice that makes PDF?"""
    return find_office(services.settings.soffice) is not None


def list_papers(
    services: Services,
    actor: Actor,
    *,
    search: str = "",
    type: str | None = None,  # noqa: A002 - the register's own word
    year: int | None = None,
    school_id: int | None = None,
    body_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Paper, ...]:
    """Papers the actor may see: coordinators those of their bodies, schools those about them. The latest first."""
    with services.database.reading() as session:
        return store.find(
            session,
            actor,
            search=search,
            kind=type,
            year=year,
            school_id=school_id,
            body_id=body_id,
            since=since,
            until=until,
        )


def paper(services: Services, actor: Actor, *, paper_id: int) -> Paper:
    """One registered paper. Raises NotFound."""
    with services.database.reading() as session:
        return store.load(session, actor, paper_id)


def paper_file(services: Services, actor: Actor, *, paper_id: int, format: str) -> tuple[str, bytes]:  # noqa: A002 - as above
    """(file name, bytes); format "docx" or "pdf". Raises NotFound when there is no PDF yet."""
    known = paper(services, actor, paper_id=paper_id)
    sha256 = {"docx": known.docx_sha256, "pdf": known.pdf_sha256}.get(format)
    if sha256 is None and format == "pdf" and not has_office(services):
        raise NotFound("PDF не сделан: LibreOffice не установлен.", "Скачайте DOCX; PDF можно сделать из него в Word.")
    if sha256 is None:
        raise NotFound("Файла в этом формате пока нет.", "Скачайте DOCX; PDF появится, когда будет готов.")
    number = known.shown_number.replace("/", "-")
    return f"{known.title} № {number} от {known.date:%d.%m.%Y}.{format}", services.files.get(sha256)


def paper_facts(services: Services, actor: Actor, *, paper_id: int) -> Mapping[str, object]:
    """The facts the paper was made from."""
    with services.database.reading() as session:
        store.load(session, actor, paper_id)
        return store.facts(session, paper_id)
