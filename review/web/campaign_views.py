"""A campaign in words: saved views of its table, what each phase tells, the one next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import url_for

from review.model.campaigns import PhaseKey
from review.web.paper_targets import of_campaign
from review.web.typography import count, day_month, form_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.flow.campaigns.phases import OpenPhase
    from review.flow.campaigns.progress import CampaignPage, Cell, CellState, NextStep, Row, Step

DOCUMENTS = ("документ", "документа", "документов")


def _in_state(*states: CellState) -> Callable[[Cell, CampaignPage], bool]:
    return lambda cell, _: cell.state in states


def _lacks_expert(cell: Cell, page: CampaignPage) -> bool:
    open_ = cell.state in ("no_expert", "not_begun", "in_work", "second")
    return open_ and len(cell.readings) < page.campaign.policy.reviewers


def _due_soon(cell: Cell, page: CampaignPage) -> bool:
    return cell.due is not None and page.day <= cell.due <= page.day + timedelta(days=1)


VIEWS: dict[str, tuple[str, Callable[[Cell, CampaignPage], bool]]] = {
    "": ("Все", lambda _cell, _page: True),
    "empty": ("Без эксперта", _lacks_expert),
    "diverged": ("Расхождение", _in_state("diverged", "third")),
    "decide": ("Ждут решения", _in_state("decide")),
    "rework": ("На доработке", _in_state("rework")),
    "soon": ("Срок до завтра", _due_soon),
    "late": ("Срок прошёл", lambda cell, _: cell.late),
    "newer": ("Новая версия", lambda cell, _: cell.newer),
    "done": ("Завершены", _in_state("conforms", "fails")),
}


def matching(page: CampaignPage, *, view: str = "", search: str = "", kind: str = "", expert: str = "") -> list[Row]:
    """Schools with a document that fits; what does not fit stays in the row, so that the school is seen whole."""
    words = search.casefold().split()
    return [
        row
        for row in page.rows
        if all(word in f"{row.school} {row.municipality}".casefold() for word in words)
        and fitting(page, row, view=view, kind=kind, expert=expert)
    ]


def fitting(page: CampaignPage, row: Row, *, view: str = "", kind: str = "", expert: str = "") -> list[int]:
    """Documents of a school that fit: those a tick in its row stands for."""
    test = VIEWS[view][1]
    return [
        cell.document.id
        for cell in row.cells
        if test(cell, page)
        and (not kind or cell.document.kind == kind)
        and (not expert or any(one.assignment.expert == expert for one in cell.readings))
    ]


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """A phase of the strip at the head of the page."""

    title: str
    state: str  # "past", "open", "ahead"
    words: str


def phase_words(page: CampaignPage) -> list[PhaseWords]:
    """Every phase with its dates and the figure that tells how far it is."""
    return [PhaseWords(one.title, one.state, _told(page, one)) for one in page.phases]


def _told(page: CampaignPage, one: OpenPhase) -> str:
    window = f"{day_month(one.phase.start)} — {day_month(one.phase.end)}"
    if one.phase.key is PhaseKey.INTAKE:
        return f"до {day_month(one.phase.end)}: {count(page.frame, *DOCUMENTS)} в основе"
    if one.phase.key is PhaseKey.SAMPLING and page.drawn:
        drawn = len(page.cells) + len(page.left)
        told = "все документы, 100\u00a0%" if drawn == page.frame else f"отобрано {drawn} из {page.frame}"
        return f"{told}; выбыло {len(page.left)}" if page.left else told
    if one.phase.key is PhaseKey.ASSIGNMENT and page.drawn:
        empty = page.empty_seats
        return f"{count(empty, *DOCUMENTS)} без эксперта" if empty else "эксперты назначены"
    if one.phase.key is PhaseKey.RESULTS and one.state == "ahead":
        return f"с {day_month(one.phase.start)}"
    return window


@dataclass(frozen=True, slots=True)
class StepWords:
    """The one thing to do next: what, why, and the button; no address where there is nothing to press."""

    title: str
    why: str
    button: str = ""
    address: str = ""


def step_words(page: CampaignPage) -> StepWords:
    """The next step as the box beside the table says it."""
    return STEPS[page.next.step](page, page.next, count(page.next.count, *DOCUMENTS))


def _to(page: CampaignPage, endpoint: str, **values: object) -> str:
    return url_for(endpoint, campaign_id=page.campaign.id, **values)  # type: ignore[arg-type]  # values of an address


def _dates(page: CampaignPage, step: NextStep, _: str) -> StepWords:
    when = day_month(step.day) if step.day else ""
    past = step.day is not None and step.day < page.day
    why = f"Этап отбора, начатый {when}, закончился, а документы не отобраны." if past else f"Он начнётся {when}."
    address = _to(page, "campaigns.settings")
    return StepWords("Следующий шаг: отбор документов", f"{why} Даты можно изменить.", "Изменить даты", address)


def _draw(page: CampaignPage, _step: NextStep, documents: str) -> StepWords:
    why = f"В основе {documents}. Отбор виден до закрепления; повторный — с указанием причины."
    return StepWords("Следующий шаг: отобрать документы", why, "Отобрать документы", _to(page, "sampling.show"))


def _invite(page: CampaignPage, step: NextStep, _: str) -> StepWords:
    held = count(step.count, "эксперт", "эксперта", "экспертов")
    why = f"В группе {held}, на каждый документ нужно: {page.campaign.policy.reviewers}."
    title = "Следующий шаг: собрать экспертную группу"
    return StepWords(title, why, "Пригласить экспертов", _to(page, "campaigns.experts"))


def _seat(page: CampaignPage, _step: NextStep, documents: str) -> StepWords:
    why = "Предложение составлено по нагрузке, направлениям и конфликтам интересов. Пока ничего не отправлено."
    title = f"Следующий шаг: назначить экспертов на {documents}"
    return StepWords(title, why, "Посмотреть предложение", _to(page, "seating.plan"))


def _further(_page: CampaignPage, step: NextStep, documents: str) -> StepWords:
    why = "Формы экспертов расходятся больше, чем допускают правила кампании: сравните их и рассудите."
    address = url_for("opinions.compare", document_id=step.document_id)
    return StepWords(f"Следующий шаг: рассмотреть разногласия, {documents}", why, "Сравнить формы", address)


def _decide(_page: CampaignPage, step: NextStep, _: str) -> StepWords:
    about = f"{step.count}\u00a0{form_of(step.count, 'документу', 'документам', 'документам')}"
    address = url_for("documents.show", document_id=step.document_id)
    why = "Экспертиза завершена, решения ещё нет."
    return StepWords(f"Следующий шаг: решить по {about}", why, "Принять решение", address)


def _wait(_page: CampaignPage, _step: NextStep, documents: str) -> StepWords:
    return StepWords("Эксперты работают", f"Не завершено: {documents}. Сроки — в таблице.")


def _report(page: CampaignPage, _step: NextStep, _: str) -> StepWords:
    why = "Решения приняты по всем документам: выпустите справку и письма школам, затем завершите кампанию."
    return StepWords(
        "Следующий шаг: справка и письма", why, "К бумагам", url_for("papers.index", **of_campaign(page.campaign))
    )


def _closed(_page: CampaignPage, _step: NextStep, _: str) -> StepWords:
    return StepWords("Кампания завершена", "Таблица, протоколы и бумаги остаются доступны.")


STEPS: dict[Step, Callable[[CampaignPage, NextStep, str], StepWords]] = {
    "dates": _dates,
    "draw": _draw,
    "invite": _invite,
    "seat": _seat,
    "further": _further,
    "decide": _decide,
    "wait": _wait,
    "report": _report,
    "closed": _closed,
}
