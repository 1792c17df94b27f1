"""Results of a federal sample: entered by hand or from a workbook, compared with ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.assess.precision import discrepancies
from review.errors import BadInput, NotFound
from review.exchange.outside_table import outside_table, read_outside
from review.flow.campaigns.running import managed, place_of
from review.flow.submission.titles import titles_of
from review.flow.transaction import writing
from review.model.assessment import VERDICT_TITLES, Verdict
from review.model.campaigns import CampaignLevel
from review.model.opinion import OutsideResult
from review.model.rights import may
from review.store.campaigns import campaigns, rechecks
from review.store.documents import documents
from review.store.expertise import assessments, decisions
from review.store.expertise.counting import counting_id
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.agreement import Discrepancy
    from review.model.assessment import Assessment
    from review.model.campaigns import Campaign
    from review.model.rubric import Rubric, Zone
    from review.model.submission import SchoolDocument
    from review.store.database import Session

ZONES: dict[str, Zone] = {"зелёная": "green", "жёлтая": "yellow", "красная": "red"}
ZONE_WORDS: dict[str, str] = {zone: word for word, zone in ZONES.items()}


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """A document of the sample with our result and theirs."""

    document: SchoolDocument
    rubric: Rubric | None
    ours: Assessment | None
    verdict: Verdict | None
    theirs: OutsideResult | None

    @property
    def differing(self) -> tuple[str, ...]:
        """Criteria both gave a level, and not the same."""
        return tuple(code for code, differs in self.levels if differs)

    @property
    def levels(self) -> tuple[tuple[str, bool], ...]:
        """Criteria both gave a level: is it another one?"""
        if self.ours is None or self.theirs is None:
            return ()
        ours = {mark.code: mark.level for mark in self.ours.marks if mark.level is not None}
        return tuple((code, ours[code] != level) for code, level in self.theirs.levels.items() if code in ours)


@dataclass(frozen=True)
class OutsidePage:
    """The page «Результаты федеральной выборки»."""

    campaign: Campaign
    rows: tuple[OutsideRow, ...]
    names: dict[str, str]
    zones: Discrepancy | None
    verdicts: Discrepancy | None
    criteria: tuple[Discrepancy, ...]
    manages: bool


def outside_page(services: Services, actor: Actor, *, campaign_id: int) -> OutsidePage:
    """Ours and theirs. Raises NotFound for anything but a federal sample one leads."""
    with services.database.reading() as session:
        campaign = campaigns.campaign(session, actor, campaign_id)
        if not campaigns.leads(session, actor, campaign_id) or campaign.level is not CampaignLevel.FEDERAL:
            raise NotFound("Это не федеральная выборка, или она вам не доступна.", "Вернитесь к списку кампаний.")
        rows = _rows(services, session, actor, campaign)
    both = [one for one in rows if one.theirs is not None and one.ours is not None]
    zones = discrepancies(
        ("зона", one.ours.total.zone != one.theirs.zone) for one in both if one.ours and one.theirs and one.theirs.zone
    )
    verdicts = discrepancies(
        ("заключение", one.verdict is not one.theirs.verdict)
        for one in both
        if one.theirs and one.theirs.verdict and one.verdict
    )
    return OutsidePage(
        campaign=campaign,
        rows=rows,
        names={item.code: item.name for one in rows if one.rubric for item in one.rubric.criteria},
        zones=next(iter(zones), None),
        verdicts=next(iter(verdicts), None),
        criteria=discrepancies(pair for one in rows for pair in one.levels),
        manages=may(actor, "manage_campaign", place_of(campaign)) and campaign.closed_at is None,
    )


def _rows(services: Services, session: Session, actor: Actor, campaign: Campaign) -> tuple[OutsideRow, ...]:
    profile = services.library.profile(seasons.season(session, campaign.season_id).profile)
    found = documents.load(session, actor, campaigns.documents(session, campaign.id), titles_of(profile))
    theirs = rechecks.outside(session, campaign.id)
    rows = []
    for one in found:
        told = documents.tells(session, actor, one.id)
        number = counting_id(session, one.latest.id) if told else None
        taken = decisions.of_versions(session, [one.latest.id])
        rows.append(
            OutsideRow(
                document=one,
                rubric=services.library.rubrics.get(one.latest.rubric or ""),
                ours=assessments.look(session, number).assessment if number is not None else None,
                verdict=taken[0].verdict if taken else None,
                theirs=theirs.get(one.id),
            )
        )
    return tuple(rows)


def enter(
    services: Services,
    actor: Actor,
    *,
    campaign_id: int,
    document_id: int,
    verdict: Verdict | None,
    zone: Zone | None,
    levels: Mapping[str, int],
    source: str,
) -> None:
    """Keep what came from above of one document; entered again it is replaced. Raises BadInput."""
    page = outside_page(services, actor, campaign_id=campaign_id)
    row = _row(page, document_id)
    result = _result(row, verdict=verdict, zone=zone, levels=levels, source=source)
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        rechecks.put_outside(t.session, campaign_id, result, by=actor.id, now=t.now)
        t.note("outside.entered", place=place_of(campaign), document_id=document_id)


def _row(page: OutsidePage, document_id: int | None) -> OutsideRow:
    row = next((one for one in page.rows if one.document.id == document_id), None)
    if row is None:
        raise BadInput("Такого документа в федеральной выборке нет.", "Сверьте список полученной выборки.")
    return row


def _result(
    row: OutsideRow, *, verdict: Verdict | None, zone: Zone | None, levels: Mapping[str, int], source: str
) -> OutsideResult:
    scale = {item.code: item.max_level for item in row.rubric.criteria} if row.rubric else {}
    for code, level in levels.items():
        if code not in scale:
            raise BadInput(f"Критерия {code} у этого документа нет.", "Оставьте столбец пустым.")
        if not 0 <= level <= scale[code]:
            raise BadInput(f"У критерия {code} уровни от 0 до {scale[code]}.", "Исправьте уровень.")
    if verdict is None and zone is None and not levels:
        raise BadInput("Результат пустой.", "Укажите заключение, зону или уровни.")
    return OutsideResult(row.document.id, row.document.latest.id, verdict, zone, dict(levels), source.strip())


def import_results(services: Services, actor: Actor, *, campaign_id: int, data: bytes, source: str) -> int:
    """Results of a workbook, all or none; how many. Raises BadInput naming the line."""
    page = outside_page(services, actor, campaign_id=campaign_id)
    results = []
    for line, cells in read_outside(data):
        try:
            row = _row(page, _document(page, cells))
            results.append(_result(row, source=source, **_read(cells)))  # type: ignore[arg-type]  # _read names them
        except BadInput as error:
            raise BadInput(f"Строка {line}: {error.message}", f"{error.hint} Ничего не загружено.") from error
    if not results:
        raise BadInput("В таблице нет ни одной заполненной строки.", "Заполните бланк и загрузите его снова.")
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        for one in results:
            rechecks.put_outside(t.session, campaign_id, one, by=actor.id, now=t.now)
        t.note("outside.imported", place=place_of(campaign), rows=len(results))
    return len(results)


def _document(page: OutsidePage, cells: Mapping[str, str]) -> int | None:
    """By its number, else by school and kind where that is one document alone."""
    number = cells.get("№", "")
    if number.isdecimal() and len(number) < 18:  # noqa: PLR2004 - what a database integer holds
        return int(number)
    school, kind = _plain(cells.get("Школа", "")), _plain(cells.get("Документ", ""))
    fits = [
        one.document.id
        for one in page.rows
        if _plain(one.document.school) == school and (not kind or _plain(one.document.kind_title) == kind)
    ]
    return fits[0] if len(fits) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace("«", '"').replace("»", '"').split())


def _read(cells: Mapping[str, str]) -> dict[str, object]:
    zone_word, verdict_word = cells.get("Зона", "").casefold(), _plain(cells.get("Заключение", ""))
    zone = {_plain(word): zone for word, zone in ZONES.items()}.get(_plain(zone_word))
    verdict = {_plain(word): one for one, word in VERDICT_TITLES.items()}.get(verdict_word)
    if zone_word and zone is None:
        raise BadInput(f"зона «{zone_word[:40]}» не известна.", "Бывает зелёная, жёлтая, красная.")
    if verdict_word and verdict is None:
        raise BadInput(
            f"заключение «{verdict_word[:60]}» не известно.", f"Бывает: {'; '.join(VERDICT_TITLES.values())}."
        )
    levels = {}
    for name, text in cells.items():
        if name in ("№", "Школа", "Документ", "Зона", "Заключение") or not text:
            continue
        if not text.isdecimal() or len(text) > 2:  # noqa: PLR2004 - a level is a figure or two
            raise BadInput(f"уровень «{text[:20]}» у {name} — не число.", "Впишите число или оставьте пусто.")
        levels[name] = int(text)
    return {"zone": zone, "verdict": verdict, "levels": levels}


def outside_form(services: Services, actor: Actor, *, campaign_id: int) -> tuple[str, bytes]:
    """(file name, XLSX): the sample's documents with what is known of theirs, to fill in."""
    page = outside_page(services, actor, campaign_id=campaign_id)
    codes = list(page.names)
    rows = [
        (
            str(one.document.id),
            one.document.school,
            one.document.kind_title,
            ZONE_WORDS.get(one.theirs.zone or "", "") if one.theirs else "",
            VERDICT_TITLES[one.theirs.verdict] if one.theirs and one.theirs.verdict else "",
            *(str(one.theirs.levels.get(code, "")) if one.theirs else "" for code in codes),
        )
        for one in page.rows
    ]
    return f"Федеральная выборка, {page.campaign.title}.xlsx".replace("/", "-"), outside_table(rows, codes)
