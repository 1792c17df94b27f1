"""One campaign as its coordinator sees it: schools × documents with their states, and the one next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from review.errors import NotFound
from review.flow.campaigns.phases import OpenPhase, shown, today
from review.flow.campaigns.running import place_of
from review.flow.campaigns.sampling import estimated, frame_of
from review.flow.expertise.divergence import compared
from review.flow.submission.titles import titles_of
from review.model.campaigns import LIVE, SEATED, AssignmentState, ExpertState, PhaseKey, Purpose
from review.model.rights import may
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns, experts, samples
from review.store.documents import documents
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.campaign import Estimate
    from review.model.campaigns import Assignment, Campaign, CampaignExpert
    from review.model.submission import SchoolDocument
    from review.store.database import Session

CellState = Literal[
    "outside",
    "no_expert",
    "not_begun",
    "in_work",
    "second",
    "third",
    "diverged",
    "decide",
    "rework",
    "conforms",
    "fails",
    "rechecked",
]
Step = Literal["dates", "draw", "invite", "seat", "further", "decide", "wait", "report", "closed"]
SETTLING = (Purpose.FURTHER, Purpose.ARBITRATION)
DECIDED: tuple[CellState, ...] = ("conforms", "rework", "fails")


@dataclass(frozen=True, slots=True)
class Reading:
    """One expert's seat in a cell."""

    assignment: Assignment
    marked: int
    late: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A document of the table."""

    document: SchoolDocument
    state: CellState
    readings: tuple[Reading, ...]
    due: date | None  # the nearest of those that wait
    reasons: tuple[str, ...] = ()  # where experts part
    newer: bool = False  # a re-check reads the version decided on; the school has sent another since

    @property
    def late(self) -> bool:
        """Has somebody's day passed?"""
        return any(one.late for one in self.readings)


@dataclass(frozen=True, slots=True)
class Row:
    """A school with its documents of the campaign."""

    school_id: int
    school: str
    municipality: str
    cells: tuple[Cell, ...]

    @property
    def due(self) -> date | None:
        """The nearest deadline."""
        return min((cell.due for cell in self.cells if cell.due), default=None)

    @property
    def experts(self) -> tuple[str, ...]:
        """Everybody who reads for this school, by name."""
        return tuple(sorted({one.assignment.expert for cell in self.cells for one in cell.readings}))


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the coordinator does next; `count` documents or people it is about."""

    step: Step
    count: int = 0
    document_id: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """The page of a campaign."""

    campaign: Campaign
    phases: tuple[OpenPhase, ...]
    day: date
    kinds: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    drawn: bool
    frame: int  # documents the sample was, or would be, drawn from
    experts: tuple[CampaignExpert, ...]
    estimate: Estimate | None
    standing: Mapping[int, bool]  # does it conform, by document with a decision that stands
    next: NextStep
    manages: bool
    left: tuple[samples.Left, ...]  # drawn, and no longer assessed

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them."""
        return tuple(cell for row in self.rows for cell in row.cells)

    def count(self, *states: CellState) -> int:
        """How many documents are in one of these states."""
        return sum(cell.state in states for cell in self.cells)

    @property
    def again(self) -> int:
        """Documents with a decision that are judged anew: the decision before counts until then."""
        return sum(cell.document.id in self.standing and cell.state not in DECIDED for cell in self.cells)

    @property
    def open_seats(self) -> dict[int, int]:
        """How many documents each expert still has to finish."""
        found: dict[int, int] = {}
        for cell in self.cells:
            for one in cell.readings:
                if one.assignment.state in LIVE:
                    found[one.assignment.expert_id] = found.get(one.assignment.expert_id, 0) + 1
        return found

    @property
    def empty_seats(self) -> int:
        """Documents that lack an expert."""
        wanted = self.campaign.policy.reviewers
        open_ = (cell for cell in self.cells if cell.state in ("no_expert", "not_begun", "in_work", "second"))
        return sum(len(cell.readings) < wanted for cell in open_)


def campaign_page(services: Services, actor: Actor, *, campaign_id: int) -> CampaignPage:
    """Everything of one campaign. Raises NotFound for those who do not run it."""
    day = today(services)
    with services.database.reading() as session:
        campaign = campaigns.campaign(session, actor, campaign_id)
        if not campaigns.leads(session, actor, campaign_id):
            raise NotFound("Ход кампании видит её координатор.", "Ваши документы — на рабочем столе.")
        profile = services.library.profile(seasons.season(session, campaign.season_id).profile)
        draw = samples.in_force(session, campaign_id)
        ids, frame = _documents(services, session, campaign, draw)
        found = documents.load(session, actor, ids, titles_of(profile))
        cells = _cells(services, session, campaign, found, day, drawn=draw is not None)
        group = experts.of_campaign(session, campaign_id, cap=campaign.policy.cap)
        standing = samples.standing(session, campaign_id)
        left = () if draw is None else samples.left(session, campaign_id, draw)
    titles = titles_of(profile)
    page = CampaignPage(
        campaign=campaign,
        phases=shown(campaign.phases, day),
        day=day,
        kinds=_kinds(campaign, cells, titles),
        rows=_rows(cells),
        drawn=draw is not None,
        frame=frame,
        experts=group,
        estimate=estimated(campaign, draw, standing),
        standing=standing,
        next=NextStep("wait"),
        manages=may(actor, "manage_campaign", place_of(campaign)),
        left=left,
    )
    return replace(page, next=_next(page))


def _kinds(campaign: Campaign, cells: Sequence[Cell], titles: Mapping[str | None, str]) -> tuple[tuple[str, str], ...]:
    """Columns of the table: kinds nobody handed in have none."""
    there = {cell.document.kind for cell in cells}
    return tuple((kind, titles[kind]) for kind in campaign.kinds if kind in there or not there)


def _documents(
    services: Services, session: Session, campaign: Campaign, draw: samples.Draw | None
) -> tuple[list[int], int]:
    """Documents of the sample, or of the frame while nothing is drawn; and the size of the frame."""
    if draw is not None:
        return list(campaigns.documents(session, campaign.id)), draw.sample.frame_documents
    frame = frame_of(services, session, campaign)
    return [item.document_id for item in frame.items], len(frame.items)


def _cells(
    services: Services, session: Session, campaign: Campaign, found: Sequence[SchoolDocument], day: date, *, drawn: bool
) -> list[Cell]:
    seated: dict[int, list[Assignment]] = {}
    for one in assignments.of_campaign(session, campaign.id):
        if one.state in SEATED:
            seated.setdefault(one.version_id, []).append(one)
    forms = [one.assessment_id for some in seated.values() for one in some if one.assessment_id is not None]
    marked = assignments.marked(session, forms)
    read = {one.document_id: one.version_id for one in samples.items(session, campaign.id)} if campaign.recheck else {}
    cells = []
    for document in found:
        version = read.get(document.id, document.latest.id)
        cell = _cell(services, session, campaign, document, seated.get(version, []), marked, day, drawn=drawn)
        cells.append(replace(cell, newer=version != document.latest.id))
    return cells


def _cell(
    services: Services,
    session: Session,
    campaign: Campaign,
    document: SchoolDocument,
    seated: Sequence[Assignment],
    marked: Mapping[int, int],
    day: date,
    *,
    drawn: bool,
) -> Cell:
    readings = tuple(
        Reading(one, marked.get(one.assessment_id or 0, 0), one.state in LIVE and one.due < day) for one in seated
    )
    due = min((one.due for one in seated if one.state in LIVE), default=None)
    if not drawn:
        return Cell(document, "outside", readings, due)
    reasons: tuple[str, ...] = ()
    state = _reread(readings) if campaign.recheck else _state(document, readings)
    if state == "decide" and len(readings) > 1:
        found = compared(services, session, campaign, document.latest.id)
        if found is not None and found.called:
            state, reasons = "diverged", tuple(reason.words for reason in found.reasons)
    return Cell(document, state, readings, due, reasons)


def _reread(readings: Sequence[Reading]) -> CellState:
    """In a re-check the seats alone tell how far a document is: it was decided before."""
    if not readings:
        return "no_expert"
    if all(one.assignment.state is AssignmentState.DONE for one in readings):
        return "rechecked"
    return "in_work" if any(one.assignment.assessment_id for one in readings) else "not_begun"


def _state(document: SchoolDocument, readings: Sequence[Reading]) -> CellState:
    by_document: dict[DocumentState, CellState] = {
        DocumentState.CONFORMS: "conforms",
        DocumentState.REWORK: "rework",
        DocumentState.FAILS: "fails",
        DocumentState.ASSESSED: "decide",
    }
    if document.state in by_document:
        return by_document[document.state]
    if not readings:
        return "no_expert"
    if any(one.assignment.purpose in SETTLING and one.assignment.state in LIVE for one in readings):
        return "third"
    if any(one.assignment.state is AssignmentState.DONE for one in readings):
        return "second"
    return "in_work" if any(one.assignment.assessment_id for one in readings) else "not_begun"


URGENT: tuple[CellState, ...] = ("diverged", "decide", "no_expert")  # waits for the coordinator


def _rows(cells: Iterable[Cell]) -> tuple[Row, ...]:
    """Schools: what waits for the coordinator first, then the nearest deadline."""
    schools: dict[int, list[Cell]] = {}
    for cell in cells:
        schools.setdefault(cell.document.school_id, []).append(cell)
    rows = [
        Row(number, some[0].document.school, some[0].document.municipality, tuple(some))
        for number, some in schools.items()
    ]
    return tuple(sorted(rows, key=_urgency))


def _urgency(row: Row) -> tuple[int, date, str, str]:
    urgent = min((URGENT.index(cell.state) for cell in row.cells if cell.state in URGENT), default=len(URGENT))
    return urgent, row.due or date.max, row.municipality, row.school


def _next(page: CampaignPage) -> NextStep:
    """The first thing that is not done yet."""
    if page.campaign.closed_at is not None:
        return NextStep("closed")
    if not page.drawn:
        window = page.campaign.phase(PhaseKey.SAMPLING)
        if window.holds(page.day):
            return NextStep("draw", page.frame)
        return NextStep("dates", day=window.start)
    group = [one for one in page.experts if one.state in (ExpertState.INVITED, ExpertState.ACCEPTED)]
    if len(group) < page.campaign.policy.reviewers:
        return NextStep("invite", len(group))
    if page.empty_seats:
        return NextStep("seat", page.empty_seats)
    for step, state in (("further", "diverged"), ("decide", "decide")):
        waiting = [cell for cell in page.cells if cell.state == state]
        if waiting:
            return NextStep(step, len(waiting), waiting[0].document.id)  # type: ignore[arg-type]  # one of the two words
    left = page.count("not_begun", "in_work", "second", "third")
    return NextStep("wait", left) if left else NextStep("report", len(page.cells))
