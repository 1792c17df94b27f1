"""Goals and tasks as the author worded them: in the passport, under their heading, in lists, in prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from review.extract.shape.numbering import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.extract.programme.passport import Found
    from review.extract.scene import Line, Scene, Unit
    from review.extract.shape.headings import Heading
    from review.model.document import Quote
    from review.model.programme import Where

State = Literal["goal", "goals", "tasks", ""]

_GOAL = re.compile(
    r"(?:^|(?<=[а-я%)][.!?] ))\W*(?:\d+[.)]\s*)?(?:(?:основн|главн|стратегическ|общ|наш|ключев"
    r"|генеральн)\w* )?цел(?:ь|и)(?![а-я])(?P<head>[^:.;\n]{0,110}?)(?:\s*:|\s-|\.(?=\s*[а-я]))"
)
_GOAL_PROSE = re.compile(
    r"(?:^|(?<=[.!?] ))[^.!?\n]{0,60}?(?<![а-я])цел(?:ь|ью|ями)(?![а-я])[^.!?\n]{0,110}?(?:явля[ею]тся"
    r"|ставит|состоит в|заключается в|стал[аио]?|служит|считаем|видим|определен[аоы]?|выступа\w+|мы "
    r"(?:видим|ставим)|- )"
)
_GOAL_ACTIVE = re.compile(
    r"(?:^|(?<=[.!?] ))[^.!?\n]{0,60}?(?:став(?:им|ит) (?:перед собой )?(?:цел|задачей)|наша цель|хотим "
    r"добиться|хотим,? чтобы|намерен\w* (?:снизить|повысить|добиться)|стремимся (?:к|снизить|повысить)"
    r"|рассчитываем (?:снизить|повысить|сократить|увеличить|довести))"
)
_TASKS = re.compile(
    r"(?:^|(?<=[.;!?] ))\W*(?:\d+[.)]\s*)?(?:(?:[^:.;!?\n]|(?<=\d)\.(?=\d)){0,110}?(?<![а-я]))?задач(?:и|у|ами|ах"
    r"|а)?(?![а-я])[^:.;!?\n]{0,90}?(?::|\s-(?=\s)|\.(?=\s*(?:перв(?:ая|ые|ой)|во-первых|1[.)]|$))|$)"
)
_LIST_AHEAD = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:основн\w+ |ключев\w+ |главн\w+ )?задач|следующ|реш(?:ить|аем|ает|ени[ея]|ать)"
    r"|поставлен|предсто|необходимо|нужно"
    r"|став(?:им|ит|ятся)|определ|сформулир|выдел|так(?:ие|их)|дв[еа]|три|четыре|пять|шесть|нескольк"
)
_TASKS_UNNAMED = re.compile(
    r"^\W*(?:для этого|для (?:её|ее|их|достижения)|чтобы (?:этого |её |ее )?(?:достич|добит)|что для этого|ради этого)"
    r"[^.!?]{0,90}:\s*$"
)
_TASK_ITEM = re.compile(
    r"^\W*(?:задача\s*(?:№\s*)?(?P<number>\d{1,2})|(?:перв|втор|трет|четверт|пят|шест)\w+ "
    r"задача)\s*(?:[.:)]|-|состоит в|,)?\s*-?\s*"
)
_ORDINAL = r"(?:(?:перв|втор|четверт|пят|шест)ая|третья)(?: задача)?(?:\s*:|\s+-)\s*"
_ITEM_NUMBER = re.compile(
    rf"^\s*(?:(?P<number>\d{{1,2}})[.)]\s*|[-•*–]\s*|\(?[а-я]\)\s*|(?P<code>[а-я]{{1,2}}\d{{1,2}})\.?:?\s+|{_ORDINAL})"
)
_SPLIT_NUMBERS = re.compile(r"(?:(?<=[;.:,])|^)\s*(?=\d{1,2}[.)]\s*[^\d\s])")
_SPLIT_MARKS = re.compile(r";\s*")
_SPLIT_SENTENCES = re.compile(r"(?<=[а-я)\"][.!])\s+(?=[а-я]{2,}(?:ть|ти|чь)(?:ся)?(?![а-я]))")
_SPLIT_WORDS = re.compile(
    rf"[,;.]?\s*(?=(?:а )?(?:во-первых|во-вторых|в-третьих|в-четвертых|в-пятых|в-шестых|{_ORDINAL}))"
)
_SPLIT_VERBS = re.compile(
    r",\s+(?:а также\s+)?(?=[а-я]{3,}(?:ть|ти|чь)(?![а-я]))|\s+и\s+(?=[а-я]{4,}(?:ть|ти)(?![а-я]))"
)
_SENTENCE_END = re.compile(
    r"(?<=[^\W\d_]{3})[.!?](?=\s|$)|(?<=[%)\"])\.(?=\s|$)|(?<=\d)\.(?=\s*$)|(?<=год[ау])\.(?=\s|$)"
)
_STEPS = re.compile(
    r"(?:^|(?<=[.!?] ))(?:для этого|чтобы (?:этого|достичь)|(?:нам "
    r")?предстоит)[^:.;\n]{0,60}:\s*(?=[а-я]+(?:ть|ти)(?![а-я]))"
)
_MAY = re.compile(r"цел[ьия]|задач|для этого|предстоит|чтобы|став(?:им|ит)|хотим|намерен|стремимся|рассчитываем")
_DATED = re.compile(
    r"\W*(?:\d{1,2}[.)]\s+)?(?:(?:с|до|к|по|не позднее)\s+)?(?:\d{1,2}\.\d\d(?!\d)|\d{1,2}(?:\s?[-–]\s?\d{1,2})?\s"
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|по\s\d))"
)
_ANNOUNCED = 4  # words from «задачи» to a dash
_COUNTED = re.compile(r"(?:дв[еа]|три|четыре|пять|шесть|семь|нескольк\w+|следующ\w+|так\w+)\s+(?:\w+\s+)?задач\w*\W*$")
_SHORTEST = 2  # words
_WORDS = re.compile(r"[^\W\d_]+|\d+ ?%")


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal or a task: the stretch of a unit that words it."""

    kind: Literal["goal", "task"]
    unit: Unit
    start: int
    end: int
    number: str | None
    where: Where
    beside: str = ""  # what a table tells of it in the same row: values and term
    context: Quote | None = None  # the direction of the same row


class Reader:
    """Reads line after line and knows what the lines before announced."""

    def __init__(self, where: Where, state: State = "") -> None:
        self.where = where
        self.state: State = state
        self.found: list[Aim] = []

    def line(self, line: Line) -> None:
        """One more line: it may open goals or tasks, or continue them."""
        lower = line.lower
        item = _TASK_ITEM.match(lower)
        if item is not None and len(lower[item.end() :].split()) >= _SHORTEST:
            self._add("task", line, item.end(), len(lower), item["number"])
            self.state = "tasks" if self.where == "passport" else self.state
            return
        if _TASKS_UNNAMED.match(lower) and any(aim.kind == "goal" for aim in self.found):
            self.state = "tasks"
            return
        if not self.state and not _MAY.search(lower):
            return
        tasks = (_TASKS.search(lower) if "задач" in lower else None) or _STEPS.search(lower)
        if tasks is not None and not self._announces(lower, tasks):
            tasks = None
        head = lower if tasks is None else lower[: tasks.start()]
        self._goal(line, head)
        if tasks is not None:
            self.state = "tasks"
            if lower[tasks.end() :].strip():
                self._items(line, tasks.end())

    def _announces(self, lower: str, match: re.Match[str]) -> bool:
        """«Задачи:» opens a list; a sentence about tasks does not."""
        said = match.group().strip()
        if match.re is _STEPS:
            return bool(self.found)
        if said.count('"') % 2:
            return False  # «Матрица «задача - риск»»
        if said.endswith("-") and len(said.rpartition("задач")[2].split()) > _ANNOUNCED:
            return False  # «первые две задачи относятся к одному риску, третья -»
        if not said.endswith((":", "-", ".")):
            return len(said.split()) <= 4 and said == lower.strip()[-len(said) :]  # noqa: PLR2004 - a title
        if said.endswith(".") and not lower[match.end() :].strip():
            return bool(_COUNTED.search(said))  # «ставим перед собой пять задач.», not «легли в основу задач.»
        return bool(_LIST_AHEAD.search(said))

    def _goal(self, line: Line, head: str) -> None:
        match = _GOAL.search(head) if "цел" in head else None
        if match is not None and "задач" not in match.group():
            end = len(head) if not match.start() else _until(head, match.end())
            self.state = "goals"
            if len(head[match.end() : end].split()) >= _SHORTEST:
                self._add("goal", line, match.end(), end, None)
                self.state = "goals" if self.where == "passport" else ""
            return
        prose = _prose(head)
        if prose is not None and self.where != "passport":
            self._add("goal", line, prose.start(), _until(head, prose.end()), None)
            self.state = ""
        elif self.state in ("goal", "goals"):
            self._continue_goal(line, head)
        elif self.state == "tasks":
            self._continue_tasks(line, head)

    def _continue_goal(self, line: Line, head: str) -> None:
        if len(_WORDS.findall(head)) < _SHORTEST + (line.unit.cell is None):
            return
        if self.state == "goal" and self.where != "passport":
            self.state = "goals"
        elif self.where != "passport" and not _is_item(line) and self.found and self.found[-1].kind == "goal":
            self.state = ""
            return
        number = _ITEM_NUMBER.match(head)
        self._add("goal", line, number.end() if number else 0, len(head), None)

    def _continue_tasks(self, line: Line, head: str) -> None:
        if self.where == "passport" or _is_item(line):
            self._items(line, 0)
        elif any(aim.kind == "task" for aim in self.found):
            self.state = ""
        elif head.strip():
            self._items(line, 0)

    def _items(self, line: Line, start: int) -> None:
        for begin, end in _pieces(line.lower, start):
            number = _ITEM_NUMBER.match(line.lower[begin:end])
            given = number["number"] if number else None
            if given is None and line.unit.block.type == "list_item" and line.unit.block.number not in (None, "•"):
                given = (line.unit.block.number or "").strip(".)")
            self._add("task", line, begin + (number.end() if number else 0), end, given)

    def _add(self, kind: Literal["goal", "task"], line: Line, start: int, end: int, number: str | None) -> None:
        announces = kind == "task" and line.lower[start:end].rstrip().endswith(":")  # «Чтобы достичь цели, нужно:»
        if len(line.lower[start:end].split()) >= _SHORTEST and not announces:
            self.found.append(Aim(kind, line.unit, line.start + start, line.start + end, number, self.where))


def _prose(head: str) -> re.Match[str] | None:
    """A goal told in a sentence."""
    found = _GOAL_PROSE.search(head) if "цел" in head else None
    return found or (_GOAL_ACTIVE.search(head) if _MAY.search(head) else None)


def _is_item(line: Line) -> bool:
    return line.unit.block.type == "list_item" or line.unit.cell is not None or bool(_ITEM_NUMBER.match(line.lower))


def _until(text: str, place: int) -> int:
    match = _SENTENCE_END.search(text, place)
    return match.end() if match else len(text)


def _pieces(lower: str, start: int) -> Iterator[tuple[int, int]]:
    """Items set in one line: by numbers, by semicolons, by «во-первых», or by verbs after commas."""
    text = lower[start:]
    for pattern in (_SPLIT_NUMBERS, _SPLIT_WORDS, _SPLIT_MARKS, _SPLIT_SENTENCES):
        cuts = [match.start() if match.end() == match.start() else match.end() for match in pattern.finditer(text)]
        cuts = [cut for cut in cuts if 0 < cut < len(text)]
        if cuts:
            break
    else:
        verbs = [match.end() for match in _SPLIT_VERBS.finditer(text)]
        cuts = verbs if start and len(verbs) > 1 else []
    borders = [0, *cuts, len(text)]
    for begin, end in pairwise(borders):
        if text[begin:end].strip(" ;,.\n"):
            yield start + begin, start + end


def aims(scene: Scene, rows: Found, found: Sequence[Heading], skip: Iterable[str]) -> list[Aim]:
    """All goals and tasks outside plans, in order: the passport's, then the text's."""
    made: list[Aim] = []
    for row in rows.rows:
        if row.key not in ("goal", "tasks"):
            continue
        reader = Reader("passport", "tasks" if row.key == "tasks" else "goal")
        for value in row.values:
            for line in scene.lines_of(value):
                reader.line(line)
        made += reader.found
    return made + _in_body(scene, rows, found, frozenset(skip))


def _in_body(scene: Scene, rows: Found, found: Sequence[Heading], skip: frozenset[str]) -> list[Aim]:
    keys = {heading.unit.id: heading for heading in found}
    reader = Reader("body")
    for unit in scene.body:
        if unit.block.id in skip or unit.block.id in rows.blocks or unit.index < scene.front:
            continue
        heading = keys.get(unit.id)
        if heading is not None:
            reader.state = _opened_by(heading)
            if _TASK_ITEM.match(unit.lower[heading.start :]):
                for line in scene.lines(unit):
                    reader.line(line)
            continue
        if unit.cell is not None or (reader.state == "tasks" and _DATED.match(unit.lower)):
            continue  # «С 28 марта по 8 апреля завуч составляет …» under its task: a measure
        for line in scene.lines(unit):
            reader.line(line)
    return reader.found


def _opened_by(heading: Heading) -> State:
    """What a heading lets expect below it."""
    lower = heading.unit.lower[heading.start :]
    if number_of(lower)[0]:
        lower = lower[number_of(lower)[0] :]
    if heading.key == "goals" or lower.startswith("цел"):
        return "goal"
    return "tasks" if heading.key == "tasks" else ""
