"""A school's programme whose every word has a name: edited at random, it still tells where each word went."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import count

from review.model.document import Block, Cell, Document, Table
from review.parse.ids import Ids

SUBJECTS = (
    "Педагогический коллектив;Учителя начальных классов;Социальный педагог;Совет старшеклассников;"
    "Администрация школы;Методическое объединение;Школьный психолог;Классный руководитель"
)
VERBS = "проводит;организует;анализирует;обновляет;сопровождает;планирует"
OBJECTS = (
    "родительские собрания по вопросам мотивации;диагностику учебных дефицитов обучающихся;"
    "открытые уроки и мастер-классы;"
    "индивидуальные образовательные маршруты;консультации для семей с низкой вовлечённостью;"
    "мониторинг качества подготовки;"
    "внеурочные занятия по функциональной грамотности;курсы повышения квалификации учителей;школьный конкурс чтецов;"
    "совместные проекты с библиотекой и музеем;горячее питание и подвоз учеников;наставничество молодых специалистов"
)
ENDS = (
    "в первой четверти {n} года;не реже {n} раз в месяц;для {n} обучающихся 5–9 классов;согласно приказу № {n};"
    "чтобы доля неуспевающих снизилась до {n} %;в рамках проекта «500+»;до {n} мая;с охватом {n} семей;"
    "после анализа {n} контрольных работ;при поддержке {n} родителей;на {n} заседаниях совета"
)
REPEATED = "Контроль исполнения осуществляет заместитель директора по учебной работе."
HEADINGS = ("Анализ текущего состояния", "Цели и задачи", "Меры и мероприятия", "Ожидаемые результаты")
MONTHS = ("сентябрь", "октябрь", "ноябрь", "май 2022 г.", "в течение года")
NOBODY = ("заместитель директора", "классный руководитель", "педагог-психолог")


@dataclass
class Word:
    name: int
    text: str


@dataclass
class Para:
    words: list[Word]
    kind: str = "paragraph"
    part: str = "body"


@dataclass
class Rows:
    rows: list[list[Para]]


@dataclass
class Script:
    """The document as its author's pen knows it."""

    random: random.Random
    items: list[Para | Rows] = field(default_factory=list)
    names: count = field(default_factory=count)

    def words(self, text: str) -> list[Word]:
        return [Word(next(self.names), word) for word in text.split()]

    def sentence(self) -> str:
        pick = self.random.choice
        said = (pick(SUBJECTS.split(";")), pick(VERBS.split(";")), pick(OBJECTS.split(";")), pick(ENDS.split(";")))
        return " ".join(said).format(n=self.random.randint(2, 60)) + "."

    def paragraph(self, sentences: int) -> Para:
        return Para([word for _ in range(sentences) for word in self.words(self.sentence())])

    @property
    def texts(self) -> list[Para]:
        """Paragraphs and cells in reading order."""
        found: list[Para] = []
        for item in self.items:
            found += [item] if isinstance(item, Para) else [cell for row in item.rows for cell in row]
        return found

    def document(self) -> tuple[Document, dict[int, tuple[str, int, int]]]:
        """The document, and (block, start, end) of every word."""
        ids, places, blocks = Ids(), {}, []
        for item in self.items:
            if isinstance(item, Para):
                name = ids.block(_text(item))
                kind = "heading" if item.kind == "heading" else "paragraph"
                blocks.append(Block(name, kind, _placed(item, name, places), level=1 if kind == "heading" else None))
                continue
            rows = []
            table = ids.table([_text(cell) for cell in item.rows[0]])
            for r, row in enumerate(item.rows):
                cells = []
                for c, cell in enumerate(row):
                    name = ids.cell(_text(cell))
                    cells.append(Cell(name, r, c, _placed(cell, name, places)))
                rows.append(tuple(cells))
            blocks.append(Block(table, "table", "", table=Table(tuple(rows), max(map(len, rows)))))
        return Document("docx", tuple(blocks)), places


def _text(para: Para) -> str:
    return " ".join(word.text for word in para.words)


def _placed(para: Para, name: str, places: dict[int, tuple[str, int, int]]) -> str:
    at = 0
    for word in para.words:
        places[word.name] = (name, at, at + len(word.text))
        at += len(word.text) + 1
    return _text(para)


def a_script(seed: int) -> Script:
    """A programme of some pages, with sentences that repeat and a plan in a table."""
    made = Script(random.Random(seed))
    for heading in HEADINGS:
        made.items.append(Para(made.words(heading), "heading"))
        for _ in range(made.random.randint(3, 6)):
            made.items.append(made.paragraph(made.random.randint(1, 4)))
            if made.random.random() < 0.3:
                made.items.append(Para(made.words(REPEATED)))
            elif made.random.random() < 0.3:
                made.items[-1].words += made.words(REPEATED)  # type: ignore[union-attr]
    made.items.insert(len(made.items) * 2 // 3, plan(made))
    return made


def plan(made: Script) -> Rows:
    head = ("№ п/п", "Мероприятие", "Срок", "Ответственный")
    rows = [[Para(made.words(title)) for title in head]]
    for number in range(1, made.random.randint(6, 11)):
        deed = f"{made.random.choice(VERBS.split(';'))} {made.random.choice(OBJECTS.split(';'))}"
        cells = (
            str(number),
            f"{deed} № {made.random.randint(1, 9)}",
            made.random.choice(MONTHS),
            made.random.choice(NOBODY),
        )
        rows.append([Para(made.words(text)) for text in cells])
    return Rows(rows)
