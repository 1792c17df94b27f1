"""What may be done with many documents at once: how each looks before, and the use case that does it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from review.errors import ReviewError
from review.flow.campaigns import leaving, rechecking, reminding
from review.flow.expertise import deciding
from review.flow.submission import documents as handed_in
from review.model.assessment import VERDICT_TITLES, Verdict
from review.model.campaigns import LIVE
from review.model.submission import DOCUMENT_STATE_TITLES
from review.store.campaigns import assignments, campaigns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.campaigns import Assignment, Campaign
    from review.model.submission import SchoolDocument

Ask = Literal["day", "reason"]
LACKING: dict[Ask, tuple[str, str]] = {
    "day": ("Не указан день.", "Выберите день и посмотрите изменения ещё раз."),
    "reason": ("Не указана причина.", "Напишите её: она останется на странице и в журнале."),
}
NOBODY = "сейчас никто не работает"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form says beside the documents."""

    reason: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One line: what is, what will be, or why nothing will be done. `asks`: what this line needs to be told."""

    before: str
    after: str = ""
    obstacle: str = ""
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class Around:
    """What every line of a change-set is looked at with."""

    services: Services
    actor: Actor
    campaign: Campaign | None
    wanted: Wanted

    @property
    def number(self) -> int:
        """The campaign."""
        return self.campaign.id if self.campaign else 0

    @cached_property
    def waiting(self) -> dict[int, list[Assignment]]:
        """Seats that wait for their experts, by document."""
        found: dict[int, list[Assignment]] = {}
        with self.services.database.reading() as session:
            for one in assignments.of_campaign(session, self.number):
                if one.state in LIVE:
                    found.setdefault(one.document_id, []).append(one)
        return found

    @cached_property
    def drawn(self) -> frozenset[int]:
        """Documents of the sample."""
        with self.services.database.reading() as session:
            return frozenset(campaigns.documents(session, self.number))

    @cached_property
    def reread(self) -> dict[int, rechecking.Reread]:
        """Results of the re-check, by document."""
        page = rechecking.recheck_page(self.services, self.actor, campaign_id=self.number)
        return {one.document.id: one for one in page.rows}


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its words."""

    key: str
    title: str  # «Напомнить экспертам»
    asks: tuple[Ask, ...]
    of_campaign: bool
    look: Callable[[Around, SchoolDocument], Change]
    do: Callable[[Around, SchoolDocument], None]


def _state(document: SchoolDocument) -> str:
    return DOCUMENT_STATE_TITLES[document.state]


def _seats(around: Around, document: SchoolDocument) -> tuple[list[Assignment], str]:
    some = around.waiting.get(document.id, [])
    return some, "; ".join(f"{one.expert}, срок {one.due:%d.%m.%Y}" for one in some) or NOBODY


def _look_remind(around: Around, document: SchoolDocument) -> Change:
    some, before = _seats(around, document)
    return Change(before, "эксперт получит напоминание") if some else Change(before, obstacle="напоминать некому")


def _remind(around: Around, document: SchoolDocument) -> None:
    reminding.remind(around.services, around.actor, campaign_id=around.number, document_id=document.id)


def _look_due(around: Around, document: SchoolDocument) -> Change:
    some, before = _seats(around, document)
    if not some or around.campaign is None:
        return Change(before, obstacle="переносить нечего")
    day = around.wanted.day
    hinders = None if day is None else reminding.hinders(around.services, around.campaign, some, day)
    if hinders:
        return Change(before, obstacle=hinders)
    return Change(before, f"срок {day:%d.%m.%Y}" if day else "", asks=("day",))


def _move_due(around: Around, document: SchoolDocument) -> None:
    assert around.wanted.day is not None  # noqa: S101 - a change-set without its day is not applied
    reminding.move_due(
        around.services, around.actor, campaign_id=around.number, document_id=document.id, day=around.wanted.day
    )


def _look_exclude(around: Around, document: SchoolDocument) -> Change:
    before = _state(document)
    if document.id not in around.drawn:
        return Change(before, obstacle="нет в выборке")
    if document.state in leaving.DECIDED and around.campaign is not None and not around.campaign.recheck:
        return Change(before, obstacle="по документу уже есть решение")
    freed = len(around.waiting.get(document.id, []))
    after = f"исключён из выборки, отменится назначений: {freed}" if freed else "исключён из выборки"
    return Change(before, after, asks=("reason",))


def _exclude(around: Around, document: SchoolDocument) -> None:
    leaving.exclude(
        around.services,
        around.actor,
        campaign_id=around.number,
        document_id=document.id,
        reason=around.wanted.reason,
    )


def _look_decide(around: Around, document: SchoolDocument) -> Change:
    total = document.expert_total
    share = "" if total is None or total.share is None else f", {total.share * 100:.0f} %"
    before = f"{_state(document)}{share}"
    if document.state in leaving.DECIDED:
        return Change(before, obstacle="решение уже принято")
    try:
        told = deciding.ready(around.services, around.actor, document_id=document.id)
    except ReviewError as error:
        return Change(before, obstacle=error.message)
    if told.verdict is None:
        return Change(before, obstacle="критерии не говорят, каким быть решению: примите его на странице документа")
    if told.verdict is not Verdict.REWORK:
        return Change(before, VERDICT_TITLES[told.verdict])
    until = f", срок {around.wanted.day:%d.%m.%Y}" if around.wanted.day else ""
    return Change(before, f"{VERDICT_TITLES[told.verdict]}{until}", asks=("day",))


def _decide(around: Around, document: SchoolDocument) -> None:
    told = deciding.ready(around.services, around.actor, document_id=document.id)
    assert told.verdict is not None  # noqa: S101 - a line without a verdict is not applied
    deciding.decide(
        around.services,
        around.actor,
        document_id=document.id,
        verdict=told.verdict,
        grounds=told.grounds,
        due=around.wanted.day if told.verdict is Verdict.REWORK else None,
        expected=document.version,
    )


def _look_confirm(around: Around, document: SchoolDocument) -> Change:
    said = {True: "подтверждён", False: "не подтверждён", None: "ответа нет"}
    before = said[document.curator_confirmed]
    if document.curator_confirmed:
        return Change(before, obstacle="уже подтверждён")
    hinders = handed_in.unconfirmable(around.services, around.actor, document_id=document.id)
    return Change(before, obstacle=hinders) if hinders else Change(before, "подтверждён куратором")


def _confirm(around: Around, document: SchoolDocument) -> None:
    handed_in.confirm(
        around.services, around.actor, document_id=document.id, confirmed=True, remark="", expected=document.version
    )


def _look_return(around: Around, document: SchoolDocument) -> Change:
    row = around.reread.get(document.id)
    if row is None:
        return Change(_state(document), obstacle="ещё не перепроверен")
    before = VERDICT_TITLES[row.decision.verdict]
    if row.returned is not None:
        return Change(before, obstacle="уже возвращено")
    if row.newer:
        return Change(before, obstacle="школа загрузила новую версию: возвращать нечего")
    told = f", по перепроверке {VERDICT_TITLES[row.verdict]}" if row.verdict_differs and row.verdict else ""
    return Change(f"{before}{told}", "решение возвращается на пересмотр", asks=("reason",))


def _return(around: Around, document: SchoolDocument) -> None:
    rechecking.return_result(
        around.services,
        around.actor,
        campaign_id=around.number,
        document_id=document.id,
        reason=around.wanted.reason,
    )


ACTS: dict[str, Act] = {
    act.key: act
    for act in (
        Act("remind", "Напомнить экспертам", (), True, _look_remind, _remind),
        Act("deadline", "Перенести срок", ("day",), True, _look_due, _move_due),
        Act("exclude", "Исключить из выборки", ("reason",), True, _look_exclude, _exclude),
        Act("decide", "Принять предложенные решения", ("day",), False, _look_decide, _decide),
        Act("confirm", "Подтвердить документы", (), False, _look_confirm, _confirm),
        Act("return", "Вернуть решения на пересмотр", ("reason",), True, _look_return, _return),
    )
}


def _titled(*keys: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, ACTS[key].title) for key in keys)


SAMPLE_ACTS = _titled("remind", "deadline", "decide", "exclude")
RECHECK_ACTS = _titled("remind", "deadline", "exclude")
RESULT_ACTS = _titled("return")
DECIDING_ACTS = _titled("decide")
CONFIRMING_ACTS = _titled("confirm")
