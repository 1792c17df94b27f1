from __future__ import annotations

from review.model.document import Block, Cell, Document, Table
from review.parse.pages import with_pages


def paragraph(name: str, text: str) -> Block:
    return Block(name, "paragraph", text)


def test_blocks_and_cells_get_the_page_they_begin_on() -> None:
    rows = (
        (Cell("c1", 0, 0, "1"), Cell("c2", 0, 1, "Анкетирование родителей в первых классах")),
        (Cell("c3", 1, 0, "2"), Cell("c4", 1, 1, "Лекторий для родителей в пятых классах")),
    )
    document = Document(
        "docx",
        (
            paragraph("a", "Концепция развития школы"),
            Block("t", "table", "", table=Table(rows, 2)),
            paragraph("b", "Ответственный за исполнение"),
        ),
    )
    texts = [
        "Концепция раз-\r\nвития школы 1 Анкетирование родителей в первых классах",
        "2 Лекторий для родителей в пятых классах",
        "Ответственный за исполнение",
    ]
    paged = with_pages(document, texts)
    assert paged.pages == 3
    assert {name: paged.page_of(name) for name in ("a", "t", "c1", "c2", "c3", "c4", "b")} == {
        "a": 1, "t": 1, "c1": 1, "c2": 1, "c3": 2, "c4": 2, "b": 3,
    }  # fmt: skip


def test_same_words_twice_are_found_one_after_the_other() -> None:
    text = "Повышение качества образования"
    document = Document("docx", (paragraph("a", text), paragraph("b", text)))
    paged = with_pages(document, [text, text])
    assert [block.page for block in paged.blocks] == [1, 2]


def test_words_that_are_not_on_any_page_stay_on_the_page_we_are_on() -> None:
    document = Document(
        "docx", (paragraph("a", "Первая страница документа"), paragraph("b", "Этого нигде нет в файле"))
    )
    paged = with_pages(document, ["Первая страница документа", "Вторая страница документа"])
    assert [block.page for block in paged.blocks] == [1, 1]


def test_words_stay_as_they_were() -> None:
    document = Document("docx", (paragraph("a", "Текст"), Block("h", "paragraph", "Колонтитул", part="header")))
    paged = with_pages(document, ["Текст"])
    assert [(block.id, block.text) for block in paged.blocks] == [("a", "Текст"), ("h", "Колонтитул")]
    assert paged.blocks[1].page is None
