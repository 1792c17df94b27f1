"""Two versions side by side."""

import pytest

from review.assess.differences import differences
from tests.assess.edited import a_script
from tests.assess.edits import EDITS
from tests.builders import doc

OLD = """
# Цель

Создание условий для повышения качества образования.

Лишний абзац, который уберут.

| № | Мероприятие | Срок |
| 1 | Родительское собрание | май |
| 2 | Открытый урок | май |
"""


def told(old, new):
    return [
        (pair.kind, pair.old.text if pair.old else None, pair.new.text if pair.new else None)
        for pair in differences(doc(old), doc(new)).pairs
    ]


def changed(line):
    return [piece.text for cell in line.cells for piece in cell if piece.changed]


def test_a_document_does_not_differ_from_itself():
    found = differences(doc(OLD), doc(OLD))
    assert {pair.kind for pair in found.pairs} == {"same"}
    assert (found.words_added, found.words_removed) == (0, 0)


def test_words_put_in_and_taken_away_stand_on_their_sides():
    found = differences(
        doc(OLD), doc(OLD.replace("повышения качества образования", "повышения качества подготовки на 10 %"))
    )
    [pair] = [pair for pair in found.pairs if pair.kind == "changed"]
    assert changed(pair.old) == ["образования."]
    assert changed(pair.new) == ["подготовки на 10 %."]
    assert (found.words_removed, found.words_added) == (1, 3)


def test_added_and_removed_paragraphs_stand_alone_in_their_places():
    new = OLD.replace("Лишний абзац, который уберут.", "").replace(
        "# Цель", "# Цель\n\nСовсем новая вводная фраза здесь."
    )
    assert told(OLD, new)[:4] == [
        ("same", "Цель", "Цель"),
        ("added", None, "Совсем новая вводная фраза здесь."),
        (
            "same",
            "Создание условий для повышения качества образования.",
            "Создание условий для повышения качества образования.",
        ),
        ("removed", "Лишний абзац, который уберут.", None),
    ]


def test_rows_of_tables_are_compared_cell_by_cell():
    new = OLD.replace(
        "| 2 | Открытый урок | май |", "| 2 | Открытый урок | июнь |\n| 3 | Конкурс чтецов в библиотеке | июль |"
    )
    rows = [pair for pair in differences(doc(OLD), doc(new)).pairs if pair.kind != "same"]
    assert [pair.kind for pair in rows] == ["changed", "added"]
    assert (changed(rows[0].old), changed(rows[0].new)) == (["май"], ["июнь"])
    assert rows[1].new.in_table


def test_a_section_that_moved_is_told_as_moved():
    parts = [
        "# Первая часть\n\nПедагоги проводят диагностику дефицитов.",
        "# Вторая часть\n\nСемьи приходят на консультации психолога.",
    ]
    found = differences(doc("\n\n".join(parts)), doc("\n\n".join(parts[::-1])))
    assert {pair.kind for pair in found.pairs} == {"same", "moved"}


@pytest.mark.parametrize("seed", range(len(EDITS)))
def test_both_sides_are_told_whole_whatever_was_edited(seed):
    script = a_script(seed)
    old, _ = script.document()
    EDITS[seed](script, [word.name for word in script.texts[2].words][:3])
    new, _ = script.document()
    found = differences(old, new)
    for side, document in (("old", old), ("new", new)):
        lines = [getattr(pair, side) for pair in found.pairs]
        said = sorted("".join(piece.text for piece in cell) for line in lines if line for cell in line.cells)
        assert said == sorted(text for _, text in document.units())
