"""Ids name what a block says, so edits elsewhere do not move them."""

from __future__ import annotations

from review.model.document import Document
from review.parse.ids import Ids
from tests.parse.word.docx_parts import p, read, tbl, tr


def every_id(document: Document) -> dict[str, str]:
    ids = {block.id: block.text for block in document.blocks}
    for block in document.blocks:
        if block.table is not None:
            ids.update({cell.id: cell.text for cell in block.table.cells()})
    return ids


def test_an_insertion_moves_no_other_id() -> None:
    before = every_id(read(p("Введение"), p("Цель"), tbl(tr("Мера", "Срок"), tr("Опрос", "март"))))
    after = every_id(
        read(
            p("Новое"),
            p("Введение"),
            p("Цель"),
            tbl(tr("Мера", "Срок"), tr("Ещё", "май"), tr("Опрос", "март")),
            p("Конец"),
        )
    )
    assert before.items() <= after.items()
    assert sorted(set(after.values()) - set(before.values())) == ["Ещё", "Конец", "Новое", "май"]


def test_equal_texts_get_different_ids_in_order() -> None:
    ids = Ids()
    first, second, third = ids.block("Да"), ids.block("Да"), ids.block("Да\u00ad ")
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_kinds_and_parts_do_not_share_ids() -> None:
    ids = Ids()
    given = [ids.block("Да"), ids.cell("Да"), ids.table(["Да"])]
    given += [ids.block("Да", part) for part in ("header", "footer", "footnote", "endnote", "textbox")]
    assert len(set(given)) == len(given)
    assert not any("-" in name for name in given)


def test_blanks_and_soft_hyphens_do_not_count() -> None:
    one, other = Ids(), Ids()
    assert one.block("обучающихся  школы") == other.block("обуча\u00adющихся\u00a0школы")
