"""The desk in words: its headline is the answer, its list goes by date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.web.typography import capital, count, day_month, form_of, local, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from review.flow.expertise.desk import Todo

ACTS: dict[str, tuple[str, str, str]] = {  # what waits: icon, words, the button
    "rework": ("i-back", "вернули на доработку: загрузите исправленный вариант", "Доработать"),
    "refused": ("i-stop", "не прочитан: загрузите файл в другом виде", "Посмотреть"),
    "confirm": ("i-check", "ждёт вашего подтверждения", "Прочитать"),
    "begin": ("i-dot", "не начато", "Открыть"),
    "go_on": ("i-pen", "вы начали", "Продолжить"),
    "settle": ("i-split", "эксперты разошлись, ждут вашего слова", "Рассудить"),
    "appeal": ("i-split", "апелляция школы ждёт ответа", "Ответить"),
    "decide": ("i-clock", "экспертиза завершена, нужно решение", "Решить"),
    "kind": ("z-none", "вид документа не распознан: укажите его", "Указать"),
}
COUNTS: dict[str, str] = {
    "rework": "Доработать",
    "refused": "Не прочитано",
    "confirm": "Подтвердить",
    "begin": "Начать экспертизу",
    "go_on": "Закончить экспертизу",
    "settle": "Рассудить экспертов",
    "decide": "Принять решение",
    "appeal": "Ответить на апелляцию",
    "kind": "Указать вид",
}
EMPTY = "Сейчас вас ничего не ждёт"


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """What is due on one day; the last group has no date."""

    title: str
    late: bool
    todos: tuple[Todo, ...]


def _day_of(todo: Todo) -> date | None:
    return None if todo.due is None else local(todo.due).date()


def _title(day: date | None, today: date) -> str:
    if day is None:
        return "Без срока"
    apart = (day - today).days
    near = {0: "сегодня", 1: "завтра"}.get(apart) or ("срок прошёл" if apart < 0 else weekday(day))
    return f"{capital(near)}, {day_month(day)}"


def agenda(todos: Sequence[Todo], now: datetime) -> list[AgendaDay]:
    """Todos by their day, the nearest first, those without a date last; the order within a day is flow's."""
    today = local(now).date()
    groups: dict[date | None, list[Todo]] = {}
    for todo in todos:
        groups.setdefault(_day_of(todo), []).append(todo)
    dated = sorted(day for day in groups if day is not None)
    order: list[date | None] = [*dated, *([None] if None in groups else [])]
    return [AgendaDay(_title(day, today), day is not None and day < today, tuple(groups[day])) for day in order]


def headline(todos: Sequence[Todo], now: datetime) -> str:
    """«Вас ждут 5 документов, у двух срок завтра»."""
    if not todos:
        return EMPTY
    documents = {todo.document.id for todo in todos}
    verb = form_of(len(documents), "ждёт", "ждут", "ждут")
    line = f"Вас {verb} {count(len(documents), 'документ', 'документа', 'документов')}"
    today = local(now).date()
    days = [(day - today).days for day in map(_day_of, todos) if day is not None]
    for apart, words in (
        (lambda d: d < 0, "срок прошёл"),
        (lambda d: d == 0, "срок сегодня"),
        (lambda d: d == 1, "срок завтра"),
    ):
        many = sum(map(apart, days))
        if many:
            return f"{line}, {words}" if len(documents) == 1 else f"{line}, у {number_of(many)} {words}"
    return line


def number_of(value: int) -> str:
    """Genitive: «у двух», figures from eleven on."""
    words = ("", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти")
    return words[value] if value < len(words) else str(value)
