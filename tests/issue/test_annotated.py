"""Remarks come back as Word comments on the exact words, and the text stays as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx as python_docx
import pytest
from docx.oxml.ns import qn

from review.issue.annotated import Remark, annotated
from review.model.document import Block, Document
from review.parse.word.reader import read_docx
from review.settings import Limits

MOMENT = datetime(2022, 4, 1, 9, 30, tzinfo=UTC)


def a_file() -> bytes:
    word = python_docx.Document()
    paragraph = word.add_paragraph("Цель развития: ")
    paragraph.add_run("создание ").bold = True
    paragraph.add_run("благоприятных условий для всех и создание условий для каждого.")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Исполнители"
    table.cell(0, 1).text = "Администрация\nПедагоги школы"
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def comments(docx: bytes) -> list[tuple[str, str]]:
    """(remark, the words it stands on)."""
    word = python_docx.Document(BytesIO(docx))
    found = []
    for comment in word.comments:
        inside, words = False, []
        for element in word.element.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                words.append(element.text or "")
        found.append((comment.text, "".join(words)))
    return found


def words_of(document: Document) -> list[tuple[str, str]]:
    return list(document.units())


def first(document: Document) -> Block:
    return document.blocks[0]


@pytest.mark.parametrize(
    "quote",
    ["создание благоприятных условий", "Цель", "для каждого.", "создание условий для каждого", "условий для всех"],
)
def test_comment_stands_on_the_quoted_words_alone(quote: str) -> None:
    docx = a_file()
    document = read_docx(docx, Limits())
    block = first(document)
    start = block.text.index(quote)
    remark = Remark("Уточните.", block.source, quote, block.text[:start])
    made = annotated(docx, [remark], author="Экспертиза 500+", moment=MOMENT)
    ((text, words),) = comments(made)
    assert (text, words.strip(" .")) == ("Уточните.", quote.strip(" ."))
    assert words_of(read_docx(made, Limits())) == words_of(document)


def test_of_two_equal_places_the_right_one_is_marked() -> None:
    docx = a_file()
    block = first(read_docx(docx, Limits()))
    start = block.text.rindex("условий")
    made = annotated(docx, [Remark("!", block.source, "условий", block.text[:start])], author="Э", moment=MOMENT)
    word = python_docx.Document(BytesIO(made))
    marked = next(word.element.iter(qn("w:commentRangeStart")))
    before = "".join(t.text or "" for t in word.element.iter(qn("w:t")) if _precedes(word, t, marked))
    assert before.endswith("и создание ")


def _precedes(word: object, one: object, other: object) -> bool:
    order = list(word.element.iter())  # type: ignore[attr-defined]  # python-docx is untyped
    return order.index(one) < order.index(other)


def test_cells_carry_comments_and_a_remark_without_a_place_stands_on_the_first_words() -> None:
    docx = a_file()
    document = read_docx(docx, Limits())
    table = document.blocks[1].table
    assert table is not None
    cell = table.rows[0][1]
    made = annotated(
        docx,
        [
            Remark("Кто именно?", cell.source, "Педагоги школы", "Администрация\n"),
            Remark("Нет раздела «Анализ»."),
            Remark("Слов таких нет.", cell.source, "завуч"),
        ],
        author="Экспертиза 500+",
        moment=MOMENT,
    )
    assert comments(made) == [
        ("Кто именно?", "Педагоги школы"),
        (
            "Нет раздела «Анализ».",
            "Цель развития: создание благоприятных условий для всех и создание условий для каждого.",
        ),
        ("Слов таких нет.", "АдминистрацияПедагоги школы"),
    ]
    assert words_of(read_docx(made, Limits())) == words_of(document)


def test_the_same_remarks_give_the_same_moment_and_author() -> None:
    docx = a_file()
    block = first(read_docx(docx, Limits()))
    made = annotated(docx, [Remark("!", block.source, "Цель")], author="Экспертиза 500+", moment=MOMENT)
    (comment,) = python_docx.Document(BytesIO(made)).comments
    assert (comment.author, comment.timestamp) == ("Экспертиза 500+", MOMENT)
