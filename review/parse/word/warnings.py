"""What a reader of a Word file should be told before trusting its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.document import Warning  # noqa: A004 - the contract's word; the builtin is not used beside it
from review.model.text import homoglyphs
from review.parse.word import names as n

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from review.model.document import Block


_AS_PDF = "Если это сканы страниц, сохраните файл как PDF и загрузите его: такие страницы распознаются."
_MERGE = "Откройте файл в Word и сохраните заново: вложенное станет обычным текстом."
_AS_TEXT = "Вставьте такие таблицы в документ как обычные."
_CENTIMETRE = 360_000  # in the units of drawings
_PAGE_WIDTH, _PAGE_HEIGHT = 12 * _CENTIMETRE, 16 * _CENTIMETRE  # a picture this large may be a page


def warnings(
    root: _Element, blocks: Sequence[Block], broken: list[str], *, hidden: bool, apart: int = 0
) -> tuple[Warning, ...]:
    """Everything worth telling, in a fixed order. `apart` counts documents inside this one that were not read."""
    found: list[Warning] = []
    mixed = mixed_alphabets(blocks)
    if mixed is not None:
        found.append(mixed)
    if next(root.iter(n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO), None) is not None:
        words = "В файле есть непринятые исправления: проверен текст, в котором они приняты."
        found.append(Warning("tracked_changes", words))
    comments = sum(1 for _ in root.iter(n.COMMENT_REF))
    if comments:
        found.append(Warning("comments", f"В файле остались примечания рецензента (всего\u00a0— {comments})."))
    if hidden:
        found.append(Warning("hidden_text", "В файле есть скрытый текст: он не виден при печати и не проверялся."))
    pictures = sum(1 for extent in root.iter(n.EXTENT) if _is_page(extent))
    objects = sum(1 for inner in root.iter(n.OLE) if not _is_formula(inner.get("ProgID") or ""))
    if objects:
        words = f"Вставленных объектов (таблиц Excel и других)\u00a0— {objects}, слова в них не прочитаны. {_AS_TEXT}"
        found.append(Warning("embedded_objects", words))
    if apart:
        words = f"Внутрь файла вложены другие документы, которые не прочитаны (всего\u00a0— {apart}). {_MERGE}"
        found.append(Warning("inner_documents", words))
    if not apart and not any(block.part not in ("header", "footer") for block in blocks):
        found.append(Warning("unreadable", f"В файле нет текста, только рисунки. {_AS_PDF}"))
    elif pictures:
        found.append(
            Warning(
                "page_pictures", f"Рисунков во всю страницу\u00a0— {pictures}, слова на них не прочитаны. {_AS_PDF}"
            )
        )
    if broken:
        found.append(Warning("part_damaged", "Часть файла повреждена (оформление или сноски), текст прочитан без неё."))
    return tuple(found)


def _is_formula(program: str) -> bool:
    return program.startswith(("Equation", "MathType"))


def _is_page(extent: _Element) -> bool:
    sizes = sorted(n.whole(extent.get(side), 0) for side in ("cx", "cy"))
    return sizes[0] >= _PAGE_WIDTH and sizes[1] >= _PAGE_HEIGHT


def mixed_alphabets(blocks: Iterable[Block]) -> Warning | None:
    """A warning when Latin look-alikes stand inside Cyrillic words: search and copy checks stumble over them."""
    texts: list[str] = []
    for block in blocks:
        if block.table is None:
            texts.append(block.text)
        else:
            texts.extend(cell.text for cell in block.table.cells())
    text = "\n".join(texts)
    places = homoglyphs(text)
    if not places:
        return None
    sample = ", ".join(f"«{text[start:end]}»" for start, end in places[:3])
    message = f"Латинские буквы внутри русских слов\u00a0— {len(places)}, например {sample}. Замените их русскими."
    return Warning("homoglyphs", message)
