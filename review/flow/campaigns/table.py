"""The campaign's table as a workbook. Experts' totals stand there only when all readers of a version have finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.exchange.campaign_table import campaign_table
from review.flow.campaigns.progress import campaign_page
from review.model.campaigns import ASSIGNMENT_STATE_TITLES, Purpose
from review.model.submission import DocumentState
from review.store.campaigns import assignments, samples

if TYPE_CHECKING:
    from datetime import date

    from review.flow.campaigns.progress import CampaignPage, Cell, CellState
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.campaigns import Assignment
    from review.store.campaigns.samples import Draw, Left

STATES: dict[CellState, str] = {
    "outside": "в основе",
    "no_expert": "нет эксперта",
    "not_begun": "не начато",
    "in_work": "на экспертизе",
    "second": "ждёт второго эксперта",
    "third": "ждёт третьего эксперта",
    "diverged": "расхождение экспертов",
    "decide": "ждёт решения",
    "rework": "на доработке",
    "conforms": "соответствует",
    "fails": "не соответствует",
    "rechecked": "перепроверен",
}
ZONES = {"green": "зелёная", "yellow": "жёлтая", "red": "красная"}
OPEN = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)
Results = dict[int, tuple[float | None, str | None]]  # (share, zone) by form


def table(services: Services, actor: Actor, *, campaign_id: int) -> tuple[str, bytes]:
    """(file name, XLSX). Raises NotFound for those who do not run the campaign."""
    page = campaign_page(services, actor, campaign_id=campaign_id)
    closed = {cell.document.latest.id for cell in page.cells if cell.document.state in OPEN}
    with services.database.reading() as session:
        every = assignments.of_campaign(session, campaign_id)
        told = [one.assessment_id for one in every if one.assessment_id and one.version_id not in closed]
        results = assignments.results(session, told)
        draw = samples.in_force(session, campaign_id)
    name = f"{page.campaign.title}.xlsx".replace("/", "-")
    return name, campaign_table(
        documents=[*map(_document, page.cells), *map(_left, page.left)],
        experts=[_expert(one, page, results) for one in every],
        draw=[] if draw is None else _draw(draw),
    )


def _document(cell: Cell) -> tuple[str, ...]:
    one = cell.document
    total = one.expert_total
    direction = f" «{one.risk_title}»" if one.risk_title else ""
    return (
        one.municipality,
        one.school,
        f"{one.kind_title}{direction}",
        str(one.latest.number),
        STATES[cell.state],
        ", ".join(reading.assignment.expert for reading in cell.readings),
        _day(cell.due),
        _percent(total.share if total else None),
        ZONES.get(total.zone or "", "") if total else "",
    )


def _left(one: Left) -> tuple[str, ...]:
    said = "отозван" if one.withdrawn else "исключён"
    item, state = one.item, f"{said} {_day(one.at.astimezone().date())}: {one.reason}"
    return (item.municipality, item.school, item.title, "", state, "", "", "", "")


def _expert(one: Assignment, page: CampaignPage, results: Results) -> tuple[str, ...]:
    documents = {cell.document.id: cell.document for cell in page.cells}
    document = documents.get(one.document_id)
    share, _ = results.get(one.assessment_id or 0, (None, None))
    seat = str(one.seat) if one.purpose is Purpose.REVIEW else f"{one.seat}, дополнительный"
    return (
        one.expert,
        document.kind_title if document else "",
        document.school if document else "",
        seat,
        ASSIGNMENT_STATE_TITLES[one.state],
        _day(one.due),
        _day(one.finished_at.astimezone().date()) if one.finished_at else "",
        _percent(share),
        one.reason,
    )


def _draw(draw: Draw) -> list[tuple[str, ...]]:
    return [
        (one.item.school, one.item.title, one.stratum, f"{one.probability:.4f}".replace(".", ","))
        for one in draw.sample.drawn
    ]


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}".replace(".", ",")
