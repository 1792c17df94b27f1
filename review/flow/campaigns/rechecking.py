"""A region reads again, blind, what municipalities have decided: how often it comes out different, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.assess.decision import suggested
from review.assess.precision import discrepancies
from review.errors import BadInput, NotFound, WrongState
from review.exchange.workbook import write_sheets
from review.flow.campaigns.running import place_of
from review.flow.notices.letters import draft_letter
from review.flow.submission.titles import titles_of
from review.flow.transaction import writing
from review.model.assessment import VERDICT_TITLES
from review.model.campaigns import LIVE, AssignmentState
from review.model.opinion import same
from review.model.rights import demand, may
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns, rechecks, samples
from review.store.documents import documents, versions
from review.store.expertise import assessments, decisions
from review.store.expertise.counting import counting_id
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.agreement import Discrepancy
    from review.model.assessment import Assessment, Decision, Verdict
    from review.model.campaigns import Assignment, Campaign
    from review.model.opinion import Returned
    from review.model.register import SchoolCard
    from review.model.rubric import Rubric
    from review.model.submission import SchoolDocument
    from review.store.database import Session

ZONES = {"green": "зелёная", "yellow": "жёлтая", "red": "красная", None: "не определена"}
DECIDED = (DocumentState.CONFORMS, DocumentState.REWORK, DocumentState.FAILS)
SUBJECT = "О возврате результата экспертизы на пересмотр"
LETTER = """{greeting}

По итогам региональной перепроверки («{campaign}») результат муниципальной экспертизы документа «{title}» ({school}) \
возвращается на пересмотр.

Основание: {reason}

Муниципальное решение: {verdict}. Перепроверка: {zone} зона, {differing} из {criteria} критериев оценены иначе.

Просим рассмотреть замечания, принять решение по документу заново и сообщить о нём.
"""


@dataclass(frozen=True, slots=True)
class Reread:
    """A municipal result and what came out of reading again."""

    document: SchoolDocument
    municipal: Assessment
    decision: Decision
    again: Assessment
    expert: str
    differing: tuple[str, ...]  # criteria
    criteria: int
    verdict: Verdict | None  # what the rubric's thresholds say of the second reading
    returned: Returned | None
    newer: bool  # the school has sent another version since: this result is the past

    @property
    def zone_differs(self) -> bool:
        """Did the zone come out different?"""
        return self.municipal.total.zone != self.again.total.zone

    @property
    def verdict_differs(self) -> bool:
        """Would the decision be another one?"""
        return self.verdict is not None and self.verdict is not self.decision.verdict


@dataclass(frozen=True)
class RecheckPage:
    """The page «Итоги перепроверки»."""

    campaign: Campaign
    rows: tuple[Reread, ...]
    waiting: int
    names: dict[str, str]
    verdicts: tuple[Discrepancy, ...]  # by municipality: documents whose decision would be another one
    levels: tuple[Discrepancy, ...]  # by municipality: levels set differently
    criteria: tuple[Discrepancy, ...]  # by criterion
    both: tuple[Discrepancy, ...]  # by «municipality, criterion», where anything differs
    manages: bool


def recheck_page(services: Services, actor: Actor, *, campaign_id: int) -> RecheckPage:
    """Discrepancies with their intervals. Raises NotFound for anybody but the region's coordinators."""
    with services.database.reading() as session:
        campaign = _led(session, actor, campaign_id)
        seats = assignments.of_campaign(session, campaign_id)
        reading = {one.version_id for one in seats if one.state in LIVE}
        rows = rereads(services, session, actor, campaign)
    return RecheckPage(
        campaign=campaign,
        rows=rows,
        waiting=len(reading),
        names=_names(services, campaign),
        verdicts=discrepancies(
            (one.document.municipality, one.verdict_differs) for one in rows if one.verdict is not None
        ),
        levels=discrepancies((one.document.municipality, differs) for one in rows for _, differs in _levels(one)),
        criteria=discrepancies((code, differs) for one in rows for code, differs in _levels(one)),
        both=tuple(
            one
            for one in discrepancies(
                (f"{row.document.municipality}, {code}", differs) for row in rows for code, differs in _levels(row)
            )
            if one.differing.share
        ),
        manages=may(actor, "manage_campaign", place_of(campaign)),
    )


def rereads(services: Services, session: Session, actor: Actor, campaign: Campaign) -> tuple[Reread, ...]:
    """Results of the documents the actor may see, whose last reader has finished: no level before that."""
    seats = assignments.of_campaign(session, campaign.id)
    read = {one.version_id for one in samples.items(session, campaign.id)}
    reading = {one.version_id for one in seats if one.state in LIVE}
    done = [one for one in seats if one.state is AssignmentState.DONE and one.version_id in read - reading]
    titles = titles_of(services.library.profile(seasons.season(session, campaign.season_id).profile))
    known = {one.id: one for one in documents.load(session, actor, [one.document_id for one in done], titles)}
    back = rechecks.returned(session, campaign.id)
    rows = [
        made
        for one in done
        if one.document_id in known
        and (made := _reread(services, session, one, known[one.document_id], back.get(one.version_id)))
    ]
    return tuple(sorted(rows, key=lambda one: (one.document.municipality, one.document.school, one.document.id)))


def rechecked(services: Services, session: Session, actor: Actor, *, season_id: int, region_id: int) -> tuple[int, int]:
    """(documents the region read again this year, those whose decision would be another one)."""
    found: dict[int, bool] = {}
    for campaign in reversed(campaigns.list_campaigns(session, actor, season_id=season_id)):
        if campaign.recheck and campaign.region_id == region_id and campaigns.leads(session, actor, campaign.id):
            found |= {one.document.id: one.verdict_differs for one in rereads(services, session, actor, campaign)}
    return len(found), sum(found.values())


def _led(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    campaign = campaigns.campaign(session, actor, campaign_id)
    if not campaigns.leads(session, actor, campaign_id) or not campaign.recheck:
        raise NotFound("Это не перепроверка, или она вам не доступна.", "Вернитесь к списку кампаний.")
    return campaign


def _names(services: Services, campaign: Campaign) -> dict[str, str]:
    rubrics = [services.library.rubrics[name] for _, name, _ in campaign.editions if name in services.library.rubrics]
    return {item.code: item.name for rubric in rubrics for item in rubric.criteria}


def _reread(
    services: Services, session: Session, seat: Assignment, document: SchoolDocument, back: Returned | None
) -> Reread | None:
    """None where the municipal form or decision is gone, or made by other criteria."""
    first = counting_id(session, seat.version_id)
    taken = decisions.of_versions(session, [seat.version_id])
    if first is None or not taken:
        return None
    form, again = assessments.look(session, first), assessments.look(session, seat.assessment_id or 0)
    rubric: Rubric | None = services.library.rubrics.get(again.rubric)
    if rubric is None or form.rubric != again.rubric:
        return None
    was = {mark.code: mark for mark in form.assessment.marks}
    now = {mark.code: mark for mark in again.assessment.marks}
    return Reread(
        document=document,
        municipal=form.assessment,
        decision=next((one for one in taken if back is not None and one.id == back.decision_id), taken[0]),
        again=again.assessment,
        expert=seat.expert,
        differing=tuple(item.code for item in rubric.criteria if not same(was.get(item.code), now.get(item.code))),
        criteria=len(rubric.criteria),
        verdict=suggested(rubric, again.assessment)[0],
        returned=back,
        newer=document.latest.id != seat.version_id,
    )


def _levels(one: Reread) -> list[tuple[str, bool]]:
    return [(mark.code, mark.code in one.differing) for mark in one.again.marks]


def return_result(services: Services, actor: Actor, *, campaign_id: int, document_id: int, reason: str) -> None:
    """Return a municipal decision: the document waits for a decision again, the municipality gets a draft letter.

    Raises BadInput without a reason, WrongState when nothing stands to be returned, NotAllowed, NotFound.
    """
    if not reason.strip():
        raise BadInput("Не указано основание возврата.", "Его увидит муниципальный координатор, оно войдёт в письмо.")
    page = recheck_page(services, actor, campaign_id=campaign_id)
    row = next((one for one in page.rows if one.document.id == document_id), None)
    if row is None:
        raise NotFound("Этот документ не перепроверен.", "Вернитесь к итогам перепроверки.")
    if row.newer:
        raise WrongState(
            "После этого решения школа загрузила новую версию: возвращать нечего.",
            "Перепроверьте новую версию, когда муниципалитет примет по ней решение.",
        )
    with writing(services, actor) as t:
        demand(actor, "manage_campaign", place_of(page.campaign))
        if versions.locked(t.session, document_id).state not in DECIDED or rechecks.is_returned(
            t.session, row.decision.id
        ):
            raise WrongState("Решение уже возвращено или документ изменён.", "Обновите страницу.")
        rechecks.add_return(
            t.session,
            campaign_id=campaign_id,
            decision_id=row.decision.id,
            reason=reason.strip(),
            by=actor.id,
            now=t.now,
        )
        versions.change(t.session, document_id, state=DocumentState.ASSESSED)
        place = territory.place(t.session, school_id=row.document.school_id, season_id=row.document.season_id)
        t.note("decision.returned", place=place, document_id=document_id, reason=reason.strip())
        card = territory.own_card(t.session, school_id=row.document.school_id, season_id=row.document.season_id)
        _write(t, page.campaign, row, card, reason.strip())


def _write(t: Transaction, campaign: Campaign, row: Reread, card: SchoolCard, reason: str) -> None:
    body = territory.body_at(t.session, municipality_id=card.municipality_id)
    to = body.full_name if body is not None and body.full_name else card.municipality
    text = LETTER.format(
        greeting=f"{to}.",
        campaign=campaign.title,
        title=row.document.kind_title,
        school=card.short_name,
        reason=reason,
        verdict=VERDICT_TITLES[row.decision.verdict],
        zone=ZONES[row.again.total.zone],
        differing=len(row.differing),
        criteria=row.criteria,
    )
    draft_letter(
        t,
        key=f"returned:{row.decision.id}",
        to_address=body.email if body is not None else "",
        to_name=to,
        subject=SUBJECT,
        body=text,
    )


def recheck_table(services: Services, actor: Actor, *, campaign_id: int) -> tuple[str, bytes]:
    """(file name, XLSX) of the results and the rates."""
    page = recheck_page(services, actor, campaign_id=campaign_id)
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Документы": [
            (
                "Муниципалитет",
                "Школа",
                "Документ",
                "Зона муниципальная",
                "Зона перепроверки",
                "Решение муниципальное",
                "По перепроверке",
                "Критерии с другим уровнем",
                "Возвращено",
            ),
            *(
                (
                    one.document.municipality,
                    one.document.school,
                    one.document.kind_title,
                    ZONES[one.municipal.total.zone],
                    ZONES[one.again.total.zone],
                    VERDICT_TITLES[one.decision.verdict],
                    VERDICT_TITLES[one.verdict] if one.verdict else "",
                    ", ".join(one.differing),
                    one.returned.reason if one.returned else "",
                )
                for one in page.rows
            ),
        ]
    }
    for title, found in (
        ("Решения по муниципалитетам", page.verdicts),
        ("Уровни по муниципалитетам", page.levels),
        ("Уровни по критериям", page.criteria),
        ("Муниципалитет и критерий", page.both),
    ):
        sheets[title] = [("Группа", "Сравнено", "Доля расхождений", "от", "до"), *(map(_rate, found))]
    return f"Перепроверка, {page.campaign.title}.xlsx".replace("/", "-"), write_sheets(sheets)


def _rate(one: Discrepancy) -> tuple[str, ...]:
    rate = one.differing
    figures = ("" if value is None else f"{value:.3f}".replace(".", ",") for value in (rate.share, rate.low, rate.high))
    return (one.key, str(rate.counted), *figures)
