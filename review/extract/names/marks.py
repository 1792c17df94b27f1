"""Where approval marks stand: groups of lines that belong to one mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from review.extract.scene import Line
from review.extract.shape.tables import header_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.extract.scene import Scene, Unit
    from review.model.document import Block

MarkKind = Literal["approved", "accepted", "agreed", "considered", "annex"]

_START = re.compile(
    r'^[\s"*«(]*(?:(?P<approved>утвержд(?:ено|аю|ена|ен|аем)|введен[оа]? в действие)'
    r"|(?P<accepted>принят[оаы]?|принимаем)"
    r"|(?P<agreed>согласован[оаы]?)|(?P<considered>рассмотрен[оаы]?|рекомендован[оаы]?|одобрен[оаы]?|обсужден[оаы]?)"
    r"|(?P<annex>приложени[ея](?: ?№ ?[\d.]+| \d+)?(?= ?$| к)))(?![^\W_])"
)
_INLINE = re.compile(
    r"(?:концепци[яю]|программ[аы]|документ|дорожная карта|план(?:-график)?|паспорт|настоящ\w+ \w+|она"
    r"|он)\b[^.;\n]{0,90}?"
    r"(?P<word>утвержден[ао]?|принят[ао]?|согласован[ао]?|рассмотрен[ао]?)\b[^.;\n]{0,25}"
    r"(?:приказ|распоряжени|протокол|решени|заседани|совет|директор|учредител|управлени)"
)
_HEAD = re.compile(
    r"(?:и )?(?P<word>утвержден[ао]?|принят[ао]?|согласован[ао]?|рассмотрен[ао]?)\s+(?:приказ|распоряжени"
    r"|протокол|решени|на заседани|педагогическ|директор|с )"
)
_MAY = re.compile(r"утвержден|принят|согласован|рассмотрен")
_ACTED = {"утв": "approved", "при": "accepted", "сог": "agreed", "рас": "considered"}
_CONTINUES = re.compile(
    r"директор|приказ|протокол|распоряжени|постановлени|решени|заседани|совет|комитет|собрани|управлени"
    r"|начальник|глава|министр|министерств|заместител"
    r"|руководител|председател|департамент|учреждени|школ|мбоу|мкоу|маоу|моу|гбоу|подпис|№|\d{4}|_{2,}"
    r"|\bот\b|\bк приказу|[а-я]\. ?[а-я]\.|учредител|администраци|м\. ?п\.|/|исх"
)
_HEADS = re.compile(r"(?<![^\W_])(?:утвержден[оа]|утверждаю|принят[оа]|согласован[оа]|рассмотрен[оа])(?![^\W_])")
_DAY = r"(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} [а-я]{3,8} \d{4})"
_PROTOCOL = rf"(?:{_DAY}[^\n]{{0,6}}, )?протокол[^№\n]{{0,25}}№(?: ?\d+)?|^\d{{1,3}}$"
_OWN = {  # what belongs to which mark when several stand side by side
    "approved": re.compile(
        rf"приказ\w*(?: \w+)?[^№\n]{{0,30}}№ ?\d[\w/-]*(?: от {_DAY})?|директор\w*[^\n\t]{{0,12}}подпись\W?"
    ),
    "accepted": re.compile(rf"педагогическ\w+ совет\w*|педсовет\w*|{_PROTOCOL}"),
    "considered": re.compile(rf"(?:педагогическ|управляющ)\w+ совет\w*|{_PROTOCOL}"),
    "agreed": re.compile(
        rf"управлени\w+ образовани\w*|учредител\w*|начальник\w*|управляющ\w+ совет\w*|{_DAY}, подпись"
    ),
    "annex": re.compile(r"(?!)"),
}
_SIDE = 2
_SHORT = 6  # words
_PLACE = re.compile(
    r"(?:[а-я-]+ ){0,3}(?:края|области|республики|района|округа|города)(?: [а-я-]+){0,2}\.?|республики [а-я-]+"
)
_LABELLED = 3  # columns of a passport; a wider table is a plan
_MARK_ROWS = 12  # a longer table is a plan, whatever its cells say
_GAP = re.compile(r"\t+|[ \u00a0]{3,}")
_MOST_LINES = 9
_LONG_LINE = 22
_SMALL = 6  # rows


@dataclass(frozen=True, slots=True)
class Mark:
    """The lines of one approval mark in order."""

    kind: MarkKind
    lines: tuple[Line, ...]


def marks(scene: Scene) -> list[Mark]:
    """All approval marks in order of the document: on the title page, at the end, inside sentences."""
    found: list[Mark] = []
    near = _near_edges(scene)
    run: list[Unit] = []
    for index, block in enumerate(scene.document.blocks):
        units = scene.by_block.get(block.id, [])
        if block.table is not None:
            found += _from_paragraphs(scene, run)
            run = []
            if block.id in near and _may_hold_marks(scene, block, index):
                found += _from_table(scene, block)
        elif block.id in near and block.part in ("body", "textbox", "header"):
            run += units
    found += _from_paragraphs(scene, run)
    if not any(mark.kind == "approved" for mark in found):
        found += _from_sentences(scene, {line.unit.id for mark in found for line in mark.lines})
    return found


def _near_edges(scene: Scene) -> set[str]:
    """Blocks of the title page and of the last page; text boxes anywhere."""
    blocks = scene.document.blocks
    edge = {block.id for block in blocks[: max(scene.front + 2, 8)]} | {block.id for block in blocks[-8:]}
    return edge | {block.id for block in blocks if block.part == "textbox"}


def _may_hold_marks(scene: Scene, block: Block, index: int) -> bool:
    """A table of the title page, or a small one near the end; never a passport or a plan."""
    return (
        block.table is not None
        and not _is_plan(scene, block)
        and (index < scene.front or (len(block.table.rows) <= _SMALL and index > len(scene.document.blocks) // 2))
    )


def _is_plan(scene: Scene, block: Block) -> bool:
    header = header_of(scene, block.table, block.table.grid()) if block.table is not None else None
    return header is not None and len(header.columns) >= _LABELLED


def _kind(line: str) -> MarkKind | None:
    match = _START.match(line)
    return match.lastgroup if match else None  # type: ignore[return-value]  # the groups are named after the kinds


def _from_table(scene: Scene, block: Block) -> Iterator[Mark]:
    """Columns are read downwards, so that a mark spread over several rows stays whole."""
    if block.table is not None and len(block.table.rows) > _MARK_ROWS:
        return
    columns: dict[int, list[Line]] = {}
    for unit in scene.by_block.get(block.id, []):
        if unit.cell is not None:
            columns.setdefault(unit.cell.col, []).extend(scene.lines(unit))
    if not any(_kind(line.lower) for lines in columns.values() for line in lines):
        return
    for _, lines in sorted(columns.items()):
        yield from _split(lines)


def _split(lines: Iterable[Line]) -> Iterator[Mark]:
    """Lines of a column, cut where a mark begins."""
    kind: MarkKind | None = None
    current: list[Line] = []
    for line in lines:
        starts = _kind(line.lower)
        if starts is not None:
            if kind is not None and _is_mark(kind, current):
                yield Mark(kind, tuple(current))
            kind, current = starts, [line]
        elif kind is not None:
            current.append(line)
    if kind is not None and _is_mark(kind, current):
        yield Mark(kind, tuple(current))


def _is_mark(kind: MarkKind, lines: list[Line]) -> bool:
    """«Приложение» alone is a row's name or a heading; an annex names the act it belongs to."""
    return kind != "annex" or any(" к " in f" {line.lower}" for line in lines)


def _from_paragraphs(scene: Scene, units: list[Unit]) -> Iterator[Mark]:
    """A mark set in lines of its own: it goes on while the lines look like a mark's."""
    used: set[str] = set()
    for place, unit in enumerate(units):
        following = [other for other in units[place + 1 : place + 3] if len(other.words) <= _SHORT]
        found = list(_stacked(unit, following))
        if found:
            used |= {unit.id, *(other.id for other in following)}
            yield from found
    for lines in _columns(scene, [unit for unit in units if unit.id not in used]):
        yield from _in_lines(lines)


def _stacked(unit: Unit, following: Sequence[Unit]) -> Iterator[Mark]:
    """«ПРИНЯТА СОГЛАСОВАНА УТВЕРЖДЕНА» over columns a page ran together: marks told apart by their words."""
    heads = list(_HEADS.finditer(unit.lower))
    first = unit.lower.split("\n", 1)[0]
    if len(heads) < _SIDE or _GAP.search(unit.text[slice(*unit.norm.span(heads[0].start(), heads[-1].end()))]):
        return
    if len(first[: heads[-1].end()].split()) > len(heads) + 1:
        return
    rest = [Line(unit, heads[-1].end(), len(unit.lower))]
    rest += [Line(other, 0, len(other.lower)) for other in following]
    for head in heads:
        kind = _kind(head.group())
        if kind is None:
            continue
        lines = [Line(unit, head.start(), head.end())]
        for line in rest:
            lines += [
                Line(line.unit, line.start + m.start(), line.start + m.end()) for m in _OWN[kind].finditer(line.lower)
            ]
        yield Mark(kind, tuple(lines))


def _in_lines(lines: list[Line]) -> Iterator[Mark]:
    place = 0
    while place < len(lines):
        kind = _kind(lines[place].lower)
        if kind is None or len(lines[place].lower.split()) > _LONG_LINE * 2:
            place += 1
            continue
        end = place + 1
        while end < len(lines) and end - place < _MOST_LINES and _belongs(lines[place], lines[end]):
            end += 1
        if _is_mark(kind, lines[place:end]):
            yield Mark(kind, tuple(lines[place:end]))
        place = end


def _belongs(first: Line, line: Line) -> bool:
    lower = line.lower
    if _kind(lower) is not None or len(lower.split()) > _LONG_LINE:
        return False
    if line.unit.id == first.unit.id:
        return True
    same = line.unit.block.align == first.unit.block.align and line.unit.part == first.unit.part
    goes_on = bool(_CONTINUES.search(lower)) or _PLACE.fullmatch(lower.strip()) is not None
    return goes_on and (same or bool(re.search(r"_{3,}|№|приказ|протокол", lower)))


def _columns(scene: Scene, units: list[Unit]) -> Iterator[list[Line]]:
    """Lines of a run; marks set side by side with tabs or blanks are read column by column."""
    plain: list[Line] = []
    columns: dict[int, list[Line]] = {}
    for unit in units:
        parts = _parts(unit)
        if len(parts) > 1 and (sum(_kind(p.lower) is not None for p in parts) > 1 or columns):
            for place, part in enumerate(parts):
                columns.setdefault(place, []).append(part)
        else:
            plain += [piece for line in scene.lines(unit) for piece in _sentences(line)]
    yield from (lines for _, lines in sorted(columns.items()))
    yield plain


def _parts(unit: Unit) -> list[Line]:
    """Pieces of a paragraph between tabs or wide gaps."""
    borders = [0, *(m.end() for m in _GAP.finditer(unit.text)), len(unit.text)]
    pieces = [Line(unit, unit.norm.at(a), unit.norm.at(b)) for a, b in pairwise(borders)]
    return [piece for piece in pieces if piece.lower.strip()]


def _sentences(line: Line) -> Iterator[Line]:
    """«Принято … протокол № 5. Утверждено приказом …»: a mark may begin inside a line."""
    begin = line.start
    for match in re.finditer(r"(?<=[.;]) (?=\S)", line.lower):
        if _kind(line.lower[match.end() :]) is not None:
            yield Line(line.unit, begin, line.start + match.start())
            begin = line.start + match.end()
    yield Line(line.unit, begin, line.end)


def _from_sentences(scene: Scene, used: set[str]) -> Iterator[Mark]:
    """«Программа утверждена приказом директора от … № …» said in a sentence or a passport row; each kind once."""
    met: set[str] = set()
    for unit in scene.body:
        in_plan = unit.cell is not None and unit.block.table is not None and unit.block.table.width > _LABELLED
        if unit.id in used or in_plan or not _MAY.search(unit.lower):
            continue
        match = _INLINE.search(unit.lower) or (_HEAD.match(unit.lower) if unit.cell is not None or met else None)
        if match is None or match["word"][:3] in met:
            continue
        met.add(match["word"][:3])
        start = match.start("word")
        stop = re.search(r"(?<=[^\W\d_]{4})\.(?:\s|$)|;|\n", unit.lower[start:])
        end = start + stop.start() if stop else len(unit.lower)
        yield Mark(_ACTED[match["word"][:3]], (Line(unit, start, end),))  # type: ignore[arg-type]  # values are kinds
