"""The register as a book: the papers of a period, filtered and sorted; as a table of Excel or a paper of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING

from review.errors import BadInput
from review.exchange.workbook import write_sheets
from review.flow.papers.issuing.issuing import render, template
from review.issue.files.chain import read_wording
from review.store.papers import paper_trail
from review.store.papers import papers as store
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.issued import ChainLink, Paper
    from review.model.register import Body

BOOK = "zhurnal-registracii"
TYPES = {
    "letter": "письма",
    "order": "приказы",
    "spravka": "справки",
    "conclusion": "заключения",
    "protocol": "протоколы",
    "certificate": "сертификаты и благодарности",
    "contract": "договоры и акты",
    "roadmap": "дорожные карты",
    "questionnaire": "анкеты",
    "other": "прочее",
}
STATES = {
    "registered": "действует",
    "signed": "подписана",
    "sent": "отправлена",
    "revoked": "отозвана",
    "replaced": "заменена",
}
COLUMNS = (
    "№ п/п",
    "Рег. номер",
    "Дата",
    "Вид",
    "О чём",
    "Адресат",
    "Орган",
    "Составил",
    "Состояние",
    "Код проверки",
)
ORDERS: dict[str, Callable[[Paper], object]] = {
    "date": lambda paper: (paper.date, paper.id),
    "number": lambda paper: (paper.year, paper.type, paper.number),
    "title": lambda paper: (paper.title.casefold(), paper.date),
    "addressee": lambda paper: (paper.addressee.casefold(), paper.date),
}


@dataclass(frozen=True, slots=True)
class BookFilter:
    """What to show. `order` is a key of ORDERS, with "-" in front for the reverse."""

    search: str = ""
    type: str = ""
    state: str = ""
    body_id: int | None = None
    since: date | None = None
    until: date | None = None
    order: str = "-date"


@dataclass(frozen=True, slots=True)
class Book:
    """A page of the register: the papers and the bodies one may choose among."""

    papers: tuple[Paper, ...]
    bodies: tuple[Body, ...]
    since: date
    until: date


def book(services: Services, actor: Actor, *, wanted: BookFilter) -> Book:
    """Papers the actor may see, by these filters. Raises BadInput for a period that ends before it begins."""
    if wanted.since is not None and wanted.until is not None and wanted.until < wanted.since:
        raise BadInput("Период кончается раньше, чем начинается.", "Поменяйте даты местами.")
    with services.database.reading() as session:
        found = store.find(
            session,
            actor,
            search=wanted.search,
            kind=wanted.type or None,
            body_id=wanted.body_id,
            since=wanted.since,
            until=wanted.until,
        )
        bodies = territory.bodies(session, actor)
    papers = _sorted([one for one in found if wanted.state in ("", state_of(one))], wanted.order)
    today = services.now().astimezone(UTC).date()
    days = [one.date for one in found]
    since = wanted.since or min(days, default=date(today.year, 1, 1))
    return Book(papers, tuple(bodies), since, wanted.until or max([*days, today]))


def state_of(paper: Paper) -> str:
    """The state as the book tells it."""
    return "replaced" if paper.replaced else paper.state


def book_xlsx(services: Services, actor: Actor, *, wanted: BookFilter) -> tuple[str, bytes]:
    """(file name, XLSX)."""
    found = book(services, actor, wanted=wanted)
    told = _fates(services, found.papers)
    rows = [
        (
            str(number),
            one.shown_number,
            f"{one.date:%d.%m.%Y}",
            one.title,
            one.heading,
            one.addressee,
            one.body,
            one.created_by,
            told[one.id],
            one.code,
        )
        for number, one in enumerate(found.papers, 1)
    ]
    return f"{_name(found)}.xlsx", write_sheets({"Журнал регистрации": [COLUMNS, *rows]})


def book_docx(services: Services, actor: Actor, *, wanted: BookFilter) -> tuple[str, bytes]:
    """(file name, DOCX)."""
    found = book(services, actor, wanted=wanted)
    told = _fates(services, found.papers)
    speaking = next((body.full_name for body in found.bodies if body.id == wanted.body_id), "")
    only = found.bodies[0].full_name if len(found.bodies) == 1 else "Все органы"
    facts = {
        "office": speaking or only or "Орган не назван",
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "type": TYPES.get(wanted.type, ""),
        "count": len(found.papers),
        "papers": [
            {
                "no": one.shown_number,
                "date": one.date.isoformat(),
                "title": one.title,
                "heading": one.heading,
                "addressee": one.addressee,
                "state": told[one.id],
            }
            for one in found.papers
        ],
    }
    return f"{_name(found)}.docx", render(template(services.settings, BOOK), facts, services.language())


def _sorted(papers: Sequence[Paper], order: str) -> tuple[Paper, ...]:
    key = ORDERS.get(order.removeprefix("-"), ORDERS["date"])
    return tuple(sorted(papers, key=key, reverse=order.startswith("-")))  # type: ignore[arg-type]  # keys of one order compare


def _fates(services: Services, papers: Sequence[Paper]) -> dict[int, str]:
    """«действует», or by what a paper was ended."""
    words = read_wording(services.settings.templates)
    ended: dict[int, ChainLink] = {}
    with services.database.reading() as session:
        for one in papers:
            link = paper_trail.ended_by(session, one.id) if one.state == "revoked" else None
            if link is not None:
                ended[one.id] = link
    return {
        one.id: _small(words.ended(one.type, ended[one.id])) if one.id in ended else STATES[state_of(one)]
        for one in papers
    }


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _name(found: Book) -> str:
    return f"Журнал регистрации {found.since:%d.%m.%Y}–{found.until:%d.%m.%Y}"
