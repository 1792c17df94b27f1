"""Appeals of a year for those who answer them, as a list and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.exchange.workbook import write_sheets
from review.flow.submission.titles import titles_of
from review.model.appeal import APPEAL_LEVEL_TITLES, APPEAL_STATE_TITLES
from review.model.assessment import VERDICT_TITLES
from review.store.documents import documents
from review.store.expertise import appeals as store
from review.store.register import seasons

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.appeal import Appeal, AppealLevel, AppealState
    from review.model.submission import SchoolDocument

HEAD = (
    "Школа",
    "Муниципалитет",
    "Документ",
    "Версия",
    "Рассматривает",
    "Подана",
    "Ответить до",
    "Состояние",
    "Обжалуемое решение",
    "Критерии",
    "Апелляция",
    "Решение по апелляции",
    "Ответ",
    "Ответил",
    "Когда",
)


@dataclass(frozen=True, slots=True)
class AppealFilter:
    """What the list shows; everything empty: all appeals of the current year."""

    season_id: int | None = None
    state: AppealState | None = None
    level: AppealLevel | None = None
    municipality_id: int | None = None
    late: bool = False
    search: str = ""


@dataclass(frozen=True, slots=True)
class ListedAppeal:
    """A line of the list."""

    appeal: Appeal
    document: SchoolDocument
    late: bool


def list_appeals(services: Services, actor: Actor, *, wanted: AppealFilter) -> tuple[ListedAppeal, ...]:
    """Appeals the actor may see: those that wait by deadline, then the answered ones."""
    today = services.now().astimezone().date()
    with services.database.reading() as session:
        season = seasons.season(session, wanted.season_id)
        asked = store.Wanted(
            season_id=season.id,
            state=wanted.state,
            level=wanted.level,
            municipality_id=wanted.municipality_id,
            late_on=today if wanted.late else None,
            search=wanted.search,
        )
        found = store.find(session, actor, asked)
        titles = titles_of(services.library.profile(season.profile))
        ids = sorted({one.document_id for one in found})
        known = {document.id: document for document in documents.load(session, actor, ids, titles)}
    return tuple(
        ListedAppeal(one, known[one.document_id], one.is_late(today)) for one in found if one.document_id in known
    )


def appeal_sheet(services: Services, actor: Actor, *, wanted: AppealFilter) -> bytes:
    """The list as filtered, as an XLSX file."""
    rows = [_row(one) for one in list_appeals(services, actor, wanted=wanted)]
    return write_sheets({"Апелляции": [HEAD, *rows]})


def _row(listed: ListedAppeal) -> tuple[str, ...]:
    one, document = listed.appeal, listed.document
    return (
        document.school,
        document.municipality,
        f"{document.kind_title} {document.risk_title}".strip(),
        str(one.version_number),
        APPEAL_LEVEL_TITLES[one.level],
        f"{one.filed_at.astimezone():%d.%m.%Y}",
        f"{one.due:%d.%m.%Y}",
        APPEAL_STATE_TITLES[one.state] + (", срок прошёл" if listed.late else ""),
        VERDICT_TITLES[one.against],
        ", ".join(one.criteria),
        one.text,
        VERDICT_TITLES[one.verdict] if one.verdict else "",
        one.answer,
        one.answered_by,
        f"{one.answered_at.astimezone():%d.%m.%Y}" if one.answered_at else "",
    )
