"""An invented school programme with all that is hard about a PDF: long tables, merged cells, lists, page headers."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

PASSPORT = (
    ("Наименование программы", "Антирисковая программа «Низкая учебная мотивация обучающихся»"),
    (
        "Цель и задачи программы",
        "Цель: повысить учебную мотивацию обучающихся 5–9 классов.\nЗадачи:\n1) изучить причины;",
    ),
    ("Сроки реализации", "01.03.2022–30.12.2022"),
)
HEADER = ("Задача", "Мероприятие", "Сроки реализации", "Показатели", "Ответственные")
TASKS = ("Изучить причины низкой мотивации", "Обновить формы урочной работы", "Вовлечь родителей в жизнь школы")
DEEDS = (
    "Анкетирование обучающихся по методике школьного психолога с обсуждением итогов на классных часах",
    "Открытые уроки с приглашением учителей соседних школ и общим разбором удачных приёмов",
    "Родительский лекторий «Как помочь ребёнку учиться с интересом и не потерять веру в себя»",
    "Неделя проектов: защита работ перед жюри из старшеклассников и выпускников прошлых лет",
)
PROSE = (
    "Школа расположена в большом селе, где живут семьи рабочих и служащих. За последние три года доля обучающихся, "
    "которые посещают кружки и секции, снизилась на двенадцать процентных пунктов, и педагоги связывают это с тем, "
    "что расписание школьного автобуса не позволяет оставаться после уроков."
)


def table(
    document: docx.document.Document, rows: list[tuple[str, ...]], *, bold_first: bool = False
) -> docx.table.Table:
    made = document.add_table(len(rows), len(rows[0]))
    made.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            first, *more = text.split("\n")
            paragraphs = [made.cell(r, c).paragraphs[0], *(made.cell(r, c).add_paragraph() for _ in more)]
            for paragraph, line in zip(paragraphs, [first, *more], strict=True):
                run = paragraph.add_run(line)
                run.font.size = Pt(12)
                run.bold = (bold_first and r == 0) or None
    return made


def heading(document: docx.document.Document, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def programme(rows: int = 24) -> bytes:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header.paragraphs[0].text = "МБОУ «Ольховская СОШ»"
    for text in ("АНТИРИСКОВАЯ ПРОГРАММА", "«Низкая учебная мотивация обучающихся»", "2022 год"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading(document, "1. Паспорт программы")
    table(document, list(PASSPORT))
    heading(document, "2. Обоснование")
    for _ in range(3):
        document.add_paragraph(PROSE).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for text in ("опрос обучающихся и их родителей;", "наблюдение на уроках;"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("провести диагностику до конца марта;", "обсудить итоги на педагогическом совете."):
        document.add_paragraph(text, style="List Number")
    heading(document, "3. Дорожная карта")
    body = [
        (
            TASKS[r * len(TASKS) // rows],
            f"{DEEDS[r % 4]} ({r + 1})",
            "до 20.04.2022",
            f"{60 + r} % участников",
            "Ольхина А. П.",
        )
        for r in range(rows)
    ]
    made = table(document, [HEADER, *body], bold_first=True)
    share = rows // len(TASKS)
    for number in range(len(TASKS)):
        for row in range(number * share + 1, (number + 1) * share):
            made.cell(row + 1, 0).text = ""
        made.cell(number * share + 1, 0).merge(made.cell((number + 1) * share, 0)).paragraphs[0].runs[0].font.size = Pt(
            12
        )
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def restarted_lists() -> bytes:
    """Two lists of one style, the second of which begins anew at 1 by an override, as Word's own button writes it."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    base = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(entry.abstractNumId.val for entry in numbering.num_lst if entry.numId == base)
    for subject in ("школы", "района"):
        document.add_paragraph(
            f"Для {subject} поставлены следующие задачи, о каждой из которых сказано далее в программе."
        )
        anew = numbering.add_num(abstract)
        anew.add_lvlOverride(ilvl=0).add_startOverride(1)
        for deed in ("изучить причины затруднений;", "составить план помощи;", "подвести итоги года."):
            properties = document.add_paragraph(f"{subject}: {deed}", style="List Number")._p.get_or_add_pPr()
            number = properties.get_or_add_numPr()
            number.get_or_add_numId().val, number.get_or_add_ilvl().val = anew.numId, 0
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def outline(document: object) -> list[tuple[object, ...]]:
    """What must be the same whatever file a text came in."""
    found: list[tuple[object, ...]] = []
    for block in document.body():  # type: ignore[attr-defined]
        if block.table is None:
            found.append((block.type, block.level, block.number, plain(block.text)))
        else:
            found.append(("table", block.table.width))
            found += [(c.row, c.col, c.rowspan, c.colspan, plain(c.text)) for c in block.table.cells()]
    return found


def plain(text: str) -> str:
    return " ".join(text.split())
