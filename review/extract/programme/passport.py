"""The passport of a programme: rows of a label and its value, whatever they are laid out with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.extract.shape.labels import hinted_key, label_key
from review.extract.shape.numbering import number_of
from review.extract.shape.tables import header_of, lower_of
from review.extract.stems import content_stems
from review.model.programme import PassportRow
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.extract.scene import Scene, Unit
    from review.extract.shape.headings import Heading
    from review.model.document import Cell, Quote, Table

_ROWS = 3  # known labels that make a table or a run of lines a passport
_HINTED_ROWS = 6  # labels, some of them only guessed at, that make a table a passport
_UNKNOWN_WORDS = 5
_NEAR = 2  # blocks: a blank paragraph may stand between two halves of a table
_AFTER_TITLE = 2  # enough when the word «паспорт» stands above
_COLON = re.compile(r"[^\W\d_)»\"]{3,}[)\"]?\s*(?::|\s-\s)\s*")
_STOP = re.compile(r"([^.:;\d]{4,60})\.\s+(?=[^\W_])")  # «Сроки. 1 апреля …»: a label, a full stop, its value
_WHOLE = 0.99
_STAGE = re.compile(r"\W*(?:\d|[ivx]+|перв\w+|втор\w+|трет\w+|четверт\w+)(?:-?[йя])?\s+этап|\W*этап\w* (?:\d|[ivx]+)")
_MEASURED = re.compile(
    r"\W*(?:дол[яи]|числ[оа]|количеств[оа]|процент|уровень|показател|индекс|средн|охват|этап|задач|\d)"
)
_TITLE = re.compile(r"(?<![^\W_])паспорт(?![^\W_])")


@dataclass(slots=True)
class Found:
    """The passport's rows and the blocks they stand in."""

    rows: list[PassportRow] = field(default_factory=list)
    blocks: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Open:
    """A row being read: its label and the values met so far."""

    key: str | None
    label: Quote
    values: list[Quote] = field(default_factory=list)

    def row(self) -> PassportRow:
        values = tuple(value for value in self.values if value.text)
        return PassportRow(self.key, self.label, values, "\n".join(value.text for value in values))


def passport(scene: Scene, found: Sequence[Heading]) -> Found:
    """Rows of the passport from tables; where there is none, from lines."""
    result = _from_tables(scene)
    if len(result.rows) < _ROWS:
        lines = _from_lines(scene, found)
        if len(lines.rows) > len(result.rows):
            result = lines
    _hinted(scene, result)
    return result


def _hinted(scene: Scene, result: Found) -> None:
    """Rows under labels nobody knows, told by their words where the row they hint at is missing."""
    taken = {row.key for row in result.rows}
    for place, row in enumerate(result.rows):
        if row.key is None:
            key = hinted_key(scene, normal(row.label.text).lower, taken, normal(row.text).lower)
            if key is not None:
                result.rows[place] = replace(row, key=key)
                taken.add(key)


def _from_tables(scene: Scene) -> Found:
    result = Found()
    last = -10
    for index, block in enumerate(scene.document.blocks):
        if block.table is None or block.part in ("header", "footer"):
            continue
        column = _label_column(scene, block.table, index)
        if column is None and result.rows and index - last <= _NEAR and _continues(scene, block.table, index, last):
            column = 0
        if column is None:
            continue
        result.rows += _table_rows(scene, block.table, column, result.rows)
        result.blocks.add(block.id)
        last = index
    return result


def _label_column(scene: Scene, table: Table, index: int) -> int | None:
    """The first column most cells of which are labels; None for any other table."""
    if table.width > 4:  # noqa: PLR2004 - a passport is narrow
        return None
    need = _AFTER_TITLE if _titled(scene, index) else _ROWS
    for column in range(min(2, table.width - 1)):
        cells = [cell for cell in table.cells() if cell.col == column and cell.text.strip()]
        texts = [text for cell in cells for text in (lower_of(cell), *_lines(table, cell))]
        keys = {key for text in texts if (key := label_key(scene, text)) is not None}
        if len(keys) >= need and len(keys) >= len(cells) / 3 and not _is_plan(scene, table):
            return column
        if keys and len(keys | _hints(scene, texts, keys)) >= _HINTED_ROWS and not _is_plan(scene, table):
            return column
    return None


def _hints(scene: Scene, texts: Iterable[str], keys: set[str]) -> set[str | None]:
    """Further rows that labels in the author's own words hint at."""
    hinted: set[str | None] = set()
    for text in texts:
        if label_key(scene, text) is None:
            hinted.add(hinted_key(scene, text, {*keys, *hinted}))
    return hinted - {None}


def _lines(table: Table, cell: Cell) -> list[str]:
    """A table of a row or two may hold all its labels in one cell."""
    return lower_of(cell).split("\n") if len(table.rows) <= _NEAR else []


def _is_plan(scene: Scene, table: Table) -> bool:
    header = header_of(scene, table, table.grid())
    return (
        header is not None
        and len({"measure", "term", "responsible", "task"} & header.columns.keys()) > 1
        and (
            header.first == 0 and table.width > 2  # noqa: PLR2004 - label and value make two
        )
    )


def _titled(scene: Scene, index: int) -> bool:
    above = scene.document.blocks[max(0, index - 3) : index]
    return any(_TITLE.search(unit.lower) for b in above for unit in scene.by_block.get(b.id, ()))


def _continues(scene: Scene, table: Table, index: int, last: int) -> bool:
    """The next page of a passport: as wide as the part before, nothing between."""
    before = scene.document.blocks[last].table
    between = scene.document.blocks[last + 1 : index]
    return before is not None and before.width == table.width and not any(b.text.strip() for b in between)


def _table_rows(scene: Scene, table: Table, column: int, before: list[PassportRow]) -> list[PassportRow]:
    rows: list[_Open] = []
    for line in table.rows:
        label = next((cell for cell in line if cell.col == column), None)
        values = [cell for cell in line if cell.col > column]
        stacked = _stacked(scene, label, values)
        if stacked:
            rows += stacked
        elif label is not None and label.text.strip() and (values or label.colspan == 1):
            rows.append(_Open(label_key(scene, lower_of(label)), _label(scene, label)))
            rows[-1].values += [scene.document.quote(cell.id) for cell in values]
        elif rows:
            rows[-1].values += [scene.document.quote(cell.id) for cell in values]
        elif before and values:
            before[-1] = _more(scene, before[-1], values)
    first = rows[0] if rows else None
    if first is not None and _is_header(scene, first):
        rows = rows[1:]
    return [row.row() for row in rows]


def _label(scene: Scene, cell: Cell) -> Quote:
    unit = scene.by_id[cell.id]
    return scene.quote(unit, number_of(unit.lower)[0])


def _more(scene: Scene, row: PassportRow, cells: Iterable[Cell]) -> PassportRow:
    values = (*row.values, *(quote for cell in cells if (quote := scene.document.quote(cell.id)).text))
    return PassportRow(row.key, row.label, values, "\n".join(value.text for value in values))


def _is_header(scene: Scene, row: _Open) -> bool:
    """«Наименование раздела | Содержание»."""
    known = {frozenset(content_stems(phrase.lower())) for phrase in scene.vocabulary.words("passport_header")}
    texts = [row.label.text, *(value.text for value in row.values)]
    return len(texts) > 1 and all(frozenset(content_stems(normal(text).lower)) in known for text in texts)


def _stacked(scene: Scene, label: Cell | None, values: Sequence[Cell]) -> list[_Open]:
    """One row that holds several labels on the left and as many values on the right, paragraph by paragraph."""
    if label is None or len(values) != 1 or "\n" not in label.text.strip():
        return []
    left = scene.lines(scene.by_id[label.id])
    keys = [label_key(scene, line.lower, share=0.9) for line in left]
    right = scene.lines(scene.by_id[values[0].id])
    if sum(key is not None for key in keys) < max(_ROWS, len(left) - 1) or len(right) < len(left):
        return []
    made = [_Open(key, scene.quote(line.unit, line.start, line.end)) for key, line in zip(keys, left, strict=True)]
    for place, line in enumerate(right):
        made[min(place, len(made) - 1)].values.append(scene.quote(line.unit, line.start, line.end))
    return made


def _from_lines(scene: Scene, found: Sequence[Heading]) -> Found:
    """«Label: value» lines, a label above its value, or headings that are labels."""
    start, end = _region(scene, found)
    result = Found()
    current: _Open | None = None
    rows: list[_Open] = []
    headed = {heading.unit.id for heading in found}
    for unit in scene.body:
        if unit.cell is not None or not start <= unit.index < end:
            continue
        if not start and unit.index < scene.front and unit.block.align in ("center", "right"):
            continue
        opened = _opened(scene, unit, titled=bool(start))
        if opened is not None and unit.id in headed and opened.key in {row.key for row in rows}:
            break
        if opened is not None:
            current = opened
            rows.append(opened)
            result.blocks.add(unit.id)
        elif current is not None and not _TITLE.search(unit.lower):
            current.values.append(scene.quote(unit))
            result.blocks.add(unit.id)
    if len({row.key for row in rows}) < (_AFTER_TITLE if start else _ROWS):
        return Found()
    result.rows = [row.row() for row in rows]
    return result


def _region(scene: Scene, found: Sequence[Heading]) -> tuple[int, int]:
    """From the word «паспорт» to the next heading that is no label; without it the first run of labelled lines."""
    blocks = scene.document.blocks
    titles = [
        unit.index
        for unit in scene.body
        if unit.cell is None and _TITLE.search(unit.lower) and len(unit.words) <= 12  # noqa: PLR2004 - a title
    ] or [heading.unit.index for heading in found if heading.key == "passport"]
    start = titles[0] + 1 if titles else 0
    for heading in found:
        if heading.unit.index < start or (not titles and heading.unit.index < scene.front):
            continue
        if _after_label(scene, heading.unit) or (titles and _is_label(scene, heading.unit)):
            continue
        if label_key(scene, heading.unit.lower, share=0.6) is None or heading.key in ("plan", "content", "management"):
            return start, heading.unit.index
    table = next((i for i, b in enumerate(blocks) if b.table is not None and i >= max(start, scene.front)), len(blocks))
    return start, table


def _is_label(scene: Scene, unit: Unit) -> bool:
    """«Показатели, по которым судим о выполнении:» in bold: a row of the passport in the author's own words."""
    return unit.lower.rstrip().endswith(":") and hinted_key(scene, unit.lower, ()) is not None


def _after_label(scene: Scene, unit: Unit) -> bool:
    """«Приложение», and below it «Дорожная карта»: the value of a row, though it looks like a heading."""
    above = scene.units[unit.order - 1] if unit.order else unit
    return above.cell is None and above is not unit and label_key(scene, above.lower, share=0.9) == "annex"


def _opened(scene: Scene, unit: Unit, *, titled: bool) -> _Open | None:
    """A row that begins with this paragraph."""
    lower = unit.lower
    if _STAGE.match(lower):
        return None
    first_line = lower.split("\n", 1)[0]
    colon = _COLON.search(first_line)
    begin = number_of(lower)[0]
    stop = _STOP.match(first_line, begin)
    if stop is not None and (key := label_key(scene, stop[1], share=_WHOLE)) is not None:
        opened = _Open(key, scene.quote(unit, begin, stop.end(1)))
        opened.values.append(scene.quote(unit, stop.end()))
        return opened
    if colon is not None:
        key = label_key(scene, first_line[: colon.end()], share=0.6)
        hinted = titled and hinted_key(scene, first_line[: colon.end()], ()) is not None and _capital(unit)
        if key is not None or hinted or (titled and _may_label(unit, colon)):
            end = colon.end() - len(_tail(first_line[: colon.end()]))
            opened = _Open(key, scene.quote(unit, begin, end))
            if lower[colon.end() :].strip():
                opened.values.append(scene.quote(unit, colon.end()))
            return opened
    if unit.block.type == "list_item" and unit.block.number == "•":
        return None
    key = label_key(scene, lower, share=0.75)
    if key is not None and not unit.norm.text.rstrip().endswith((".", ";", ",")):
        return _Open(key, scene.quote(unit, begin))
    return None


def _may_label(unit: Unit, colon: re.Match[str]) -> bool:
    """An unknown label of the passport: a few words with a capital before a colon."""
    said = unit.norm.text[: colon.end()].strip()
    short = len(said.split()) <= _UNKNOWN_WORDS and said.endswith(":") and said[:1].isupper()
    return short and "," not in said and unit.block.type == "paragraph" and not _MEASURED.match(said.lower())


def _capital(unit: Unit) -> bool:
    """A paragraph that begins with a capital, and not with a measured thing."""
    text = unit.norm.text.lstrip()
    alone = text.rstrip().endswith(":")  # «Показатели, по которым судим:», its values below
    return text[:1].isupper() and unit.block.type == "paragraph" and (alone or not _MEASURED.match(text.lower()))


def _tail(text: str) -> str:
    match = re.search(r"\s*(?::|-)\s*$", text)
    return match.group() if match else ""
