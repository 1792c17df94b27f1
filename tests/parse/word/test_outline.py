"""Headings: by style, by outline level, and by the look alone, always the same outline."""

from __future__ import annotations

import pytest

from tests.parse.word.docx_parts import levels, numbered, numbering, outline, p, r, read, styles, tbl, tr

BOLD, CENTER, RIGHT = "<w:b/>", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
PROSE = (
    "Школа работает над повышением качества образования: проводит диагностику, анализирует её итоги и меняет план. " * 2
)
BREAK = p('<w:r><w:br w:type="page"/></w:r>')
KNOWN = styles(
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="Заголовок 2"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="my"><w:name w:val="Мой раздел"/><w:basedOn w:val="1"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/><w:basedOn w:val="1"/></w:style>',
)


def bold(text: str, properties: str = "") -> str:
    return p(r(text, BOLD), properties=properties)


def test_levels_come_from_style_its_ancestors_and_the_paragraph_itself() -> None:
    document = read(
        p("Первый", style="1"),
        p("Второй", style="2"),
        p("Мой", style="my"),
        p("Уровень", properties='<w:outlineLvl w:val="2"/>'),
        p("Текст", style="1", properties='<w:outlineLvl w:val="9"/>'),
        styles=KNOWN,
    )
    assert outline(document) == [(1, "Первый"), (2, "Второй"), (1, "Мой"), (3, "Уровень")]


def test_a_heading_style_on_prose_is_not_believed() -> None:
    assert outline(read(p(PROSE * 2, style="1"), p("Цели", style="1"), styles=KNOWN)) == [(1, "Цели")]


def test_a_table_of_contents_gives_no_headings() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    document = read(
        bold("Содержание"),
        p(begin, r("1. Введение", BOLD)),
        p(r("2. ЦЕЛИ", BOLD), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        p("3. Меры", style="toc"),
        p(r("4. Итоги ........ 12", BOLD)),
        p("1. Введение", style="1"),
        p(PROSE),
        styles=KNOWN,
    )
    assert outline(document) == [(1, "1. Введение")]


def a_programme(heading: str) -> list[tuple[int | None, str]]:
    """The outline of one programme whose headings are made in one of four ways, numbers and case aside."""
    title = [
        p("УТВЕРЖДАЮ", properties=RIGHT),
        p("МБОУ «Заречная СОШ № 3»", properties=CENTER),
        p(r("СРЕДНЕСРОЧНАЯ ПРОГРАММА РАЗВИТИЯ", BOLD), properties=CENTER),
        p("на 2022 год", properties=CENTER),
        BREAK,
    ]
    made = {
        "styles": lambda text: p(text, style="1"),
        "bold": bold,
        "caps": lambda text: p(text.upper(), properties=CENTER),
        "numbered": lambda text: p(text if text[0].isdigit() else f"7. {text}"),
    }[heading]
    document = read(
        *title,
        made("Паспорт программы"),
        tbl(tr("Цель", "Повысить качество образования"), tr("Задачи", "1. Провести диагностику")),
        made("1. Основное содержание"),
        p(PROSE),
        made("1.1. Работа с педагогами") if heading != "styles" else p("1.1. Работа с педагогами", style="2"),
        p(PROSE),
        bold("Ожидаемые результаты"),
        p(PROSE),
        made("2. Ресурсы и управление"),
        bold("Задачи:"),
        p("1. Первая задача"),
        p("2. Вторая задача"),
        p("3. Третья задача"),
        p(PROSE),
        styles=KNOWN,
    )
    return [(level, text.removeprefix("7. ").capitalize()) for level, text in outline(document)]


@pytest.mark.parametrize("way", ["bold", "caps", "numbered"])
def test_headings_of_every_make_give_the_same_outline(way: str) -> None:
    assert a_programme(way) == a_programme("styles")
    assert [level for level, _ in a_programme(way)] == [1, 1, 2, 3, 1]


def test_a_title_without_a_page_of_its_own_ends_where_text_begins() -> None:
    document = read(
        p("ПРОГРАММА АНТИРИСКОВЫХ МЕР", properties=CENTER),
        p("«НИЗКИЙ УРОВЕНЬ ОСНАЩЕНИЯ ШКОЛЫ»", properties=CENTER),
        p("ПАСПОРТ ПРОГРАММЫ", properties=CENTER),
        tbl(tr("Цель", "Оснастить кабинеты")),
        p("ДОРОЖНАЯ КАРТА", properties=CENTER),
        tbl(tr("Мера", "Срок")),
    )
    assert outline(document) == [(1, "ПАСПОРТ ПРОГРАММЫ"), (1, "ДОРОЖНАЯ КАРТА")]


def test_an_approval_table_on_top_is_still_the_title() -> None:
    document = read(
        tbl(tr("СОГЛАСОВАНО", "УТВЕРЖДАЮ")),
        p(r("КОНЦЕПЦИЯ РАЗВИТИЯ", BOLD), properties=CENTER),
        p(r("МБОУ СОШ № 7", BOLD), properties=CENTER),
        BREAK,
        bold("Введение"),
        p(PROSE),
    )
    assert outline(document) == [(1, "Введение")]


@pytest.mark.parametrize(
    "line",
    [
        p(r("УТВЕРЖДЕНО", BOLD), properties=RIGHT),
        bold("Задачи:"),
        bold("СОГЛАСОВАНО"),
        bold("Директор ____________ Петров П. П."),
        p(r("Цель:", BOLD), r(" повысить качество")),
        p("1. Провести диагностику;"),
        p("12.03.2022 № 45"),
        bold(PROSE),
        p("МБОУ СОШ № 7"),
        p("1 Введение в тему"),
        bold("Директор школы И. П. Сизов"),
        bold("26 апреля 2022 г."),
        bold("2021–2022 учебный год"),
        bold("12.03.2022 № 45-ОД"),
    ],
)
def test_lines_that_only_look_like_headings(line: str) -> None:
    assert outline(read(p(PROSE), line, p(PROSE))) == []


@pytest.mark.parametrize(
    ("line", "level"),
    [
        (p("Глава 2. Меры"), 1),
        (p("Раздел III"), 1),
        (p("II. Анализ состояния"), 1),
        (p("2.3. Кадры"), 2),
        (p("2.3.1 Педагоги"), 3),
        (p("3. Цели и задачи"), 1),
        (p(r("Выводы", "<w:b/><w:caps/>")), 1),
        (p(r("выводы", "<w:caps/>")), 1),
        (bold("Выводы."), 1),
        (bold("1 Введение"), 1),
        (p(r("1. "), r("Введение", BOLD), r(".")), 1),
        (bold("Почему выбрано направление?"), 1),
    ],
)
def test_headings_by_their_look(line: str, level: int) -> None:
    assert [found for found, _ in outline(read(p(PROSE), line, p(PROSE)))] == [level]


def test_sections_counted_by_word_itself_are_headings_and_plain_items_are_not() -> None:
    lists = numbering(
        f'<w:abstractNum w:abstractNumId="0">{levels(("decimal", "%1."), ("decimal", "%1.%2."))}</w:abstractNum>',
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    section = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
    document = read(
        p(PROSE),
        section.format(0, r("Введение", BOLD)),
        p(PROSE),
        section.format(1, r("Кадры", BOLD)),
        p(PROSE),
        numbered("Провести опрос"),
        numbering=lists,
    )
    assert [(block.level, block.number) for block in document.blocks if block.type == "heading"] == [
        (1, "1."),
        (2, "1.1."),
    ]
    assert document.blocks[-1].type == "list_item"


def test_decimals_under_roman_sections_stand_one_level_lower() -> None:
    document = read(
        p(PROSE), bold("I. Общие положения"), p(PROSE), bold("1. Цели"), p(PROSE), bold("II. Меры"), p(PROSE)
    )
    assert [level for level, _ in outline(document)] == [1, 2, 1]
