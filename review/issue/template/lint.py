"""Reads a template as its author's colleague would: every tag that will not work, at its place, in words.

The faults can be put into the file itself as Word comments.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Literal

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from review.errors import BadTemplate
from review.issue.template.engine import CompiledTemplate, environment
from review.issue.template.field_paths import ANY, LOOP, item, names_used, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document

    from review.issue.template.fields import Field, Sheet

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
BLOCK = re.compile(r"\{%(p|tr|tc|r)? ?-?\s*(\w+)\s*(.*?)\s*-?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{(?:p|tr|tc|r)? ?-?(.*?)-?\}\}", re.DOTALL)
OPENING = {"if": "endif", "for": "endfor"}
MIDDLE = {"else", "elif"}
HOLDERS = tuple(f"{which}{what}" for which in ("", "first_page_", "even_page_") for what in ("header", "footer"))
NOTES = re.compile(r"/word/(foot|end)notes\.xml")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
AUTHOR, INITIALS = "Экспертиза 500+", "Э"
HINT = "Исправьте места, отмеченные примечаниями, и загрузите шаблон снова."


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `paragraph` counts the body's paragraphs, cells included; -1: in a header, footer or note.

    Words of a text box belong to the paragraph that holds the box.
    """

    kind: Literal["name", "braces", "syntax", "balance", "cells", "unused", "broken"]
    message: str
    paragraph: int
    place: str  # the words of the paragraph
    error: bool = True  # False: only worth knowing


@dataclass(frozen=True, slots=True)
class _Spot:
    """A paragraph and where it lies: the cell and row it is in, or the body."""

    number: int
    text: str
    cell: int = 0
    row: int = 0
    table: int = 0


@dataclass(slots=True)
class _Open:
    word: str
    prefix: str
    spot: _Spot
    scope: dict[str, Field]


@dataclass(slots=True)
class _Walk:
    """The state of one reading."""

    sheet: Sheet
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    scope: dict[str, Field] = field(default_factory=dict)

    def note(self, kind: str, message: str, spot: _Spot) -> None:
        self.faults.append(Fault(kind, message, spot.number, spot.text.strip()[:160]))  # type: ignore[arg-type]  # our own words


def lint(data: bytes, sheet: Sheet) -> tuple[Fault, ...]:
    """Everything wrong with a template, in the order of its text. Raises BadTemplate when it is no Word file."""
    document = _opened(data)
    walk = _Walk(sheet, scope=dict(sheet.fields))
    for part in _parts(document):
        for spot in part:
            _paragraph(walk, spot)
        for left in walk.stack:
            walk.note("balance", f"«{{% {left.word} … %}}» не закрыт: нет «{{% {OPENING[left.word]} %}}»", left.spot)
        walk.stack, walk.scope = [], dict(sheet.fields)
    if not walk.faults:
        _compiled(walk, data)
    unused = [spec for name, spec in sheet.fields.items() if spec.required and name not in walk.used]
    told = [Fault("unused", f"поле «{s.name}» ({s.label}) нигде не напечатано", -1, "", error=False) for s in unused]
    return (*walk.faults, *told)


def commented(data: bytes, faults: Sequence[Fault]) -> bytes:
    """The same file with a Word comment at each fault; those outside the body stand at its first words."""
    document = _opened(data)
    spots = {spot.number: paragraph for paragraph, spot in _paragraphs(document)}
    for fault in faults:
        at = spots.get(fault.paragraph, spots[0])
        if not at.runs:
            at.add_run("")
        where = "" if fault.place in at.text else f" Место: «{fault.place}»."
        message = f"{fault.message[:1].upper()}{fault.message[1:]}.{where}"
        document.add_comment(at.runs, text=message, author=AUTHOR, initials=INITIALS)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _opened(data: bytes) -> Document:
    try:
        return docx.Document(BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BadTemplate("Это не файл Word (DOCX).", "Сохраните шаблон в Word как документ DOCX.") from error


def _parts(document: Document) -> Iterator[list[_Spot]]:
    yield [spot for _, spot in _paragraphs(document)]
    for section in document.sections:
        for name in HOLDERS:
            holder = getattr(section, name)
            if not holder.is_linked_to_previous:
                yield [replace(spot, number=-1) for _, spot in _of(holder, count(), (0, 0, 0))]
    for part in document.part.package.iter_parts():
        if NOTES.fullmatch(str(part.partname)):
            paragraphs = etree.fromstring(part.blob, XML).iter(f"{{{W}}}p")
            yield [_Spot(-1, "".join(words.text or "" for words in one.iter(f"{{{W}}}t"))) for one in paragraphs]


def _paragraphs(document: Document) -> Iterator[tuple[Paragraph, _Spot]]:
    """Every paragraph of the body, tables within tables included, in the order of reading."""
    yield from _of(document, count(), (0, 0, 0))


def _of(holder: object, counter: Iterator[int], where: tuple[int, int, int]) -> Iterator[tuple[Paragraph, _Spot]]:
    for block in holder.iter_inner_content():  # type: ignore[attr-defined]  # a document or a cell
        if isinstance(block, Paragraph):
            number = next(counter)
            yield block, _Spot(number, block.text, *where)
            for words in _boxed(block):
                yield block, _Spot(number, words, *where)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from _of(cell, counter, (id(cell._tc), id(row._tr), id(block._tbl)))  # noqa: SLF001 - identity of XML


def _boxed(paragraph: Paragraph) -> Iterator[str]:
    """Paragraphs of the text boxes a paragraph holds; what older programs would show instead says the same."""
    for box in paragraph._p.iter(f"{{{W}}}txbxContent"):  # noqa: SLF001 - python-docx knows no text boxes
        if not any(True for _ in box.iterancestors(f"{{{MC}}}Fallback")):
            for inner in box.iter(f"{{{W}}}p"):
                yield "".join(words.text or "" for words in inner.iter(f"{{{W}}}t"))


def _paragraph(walk: _Walk, spot: _Spot) -> None:
    rest = TAG.sub("", spot.text)
    if found := BRACES.search(rest):
        walk.note(
            "braces", f"скобки «{found.group()}» без пары: тег должен начинаться и кончаться в одном абзаце", spot
        )
    for found in TAG.finditer(spot.text):
        tag = found.group()
        if tag.startswith("{{"):
            if value := VALUE.fullmatch(tag):
                _expression(walk, value.group(1), spot)
        elif tag.startswith("{%"):
            if block := BLOCK.fullmatch(tag):
                _block(walk, block.group(1) or "", block.group(2), block.group(3), spot)
            else:
                walk.note("syntax", f"тег «{tag}» не понят", spot)


def _block(walk: _Walk, prefix: str, word: str, rest: str, spot: _Spot) -> None:
    if prefix in ("tr", "tc") and not spot.table:
        walk.note("cells", f"«{{%{prefix} … %}}» работает только внутри таблицы", spot)
    if word in OPENING:
        outer = dict(walk.scope)
        if word == "for":
            _loop(walk, rest, spot)
        else:
            _expression(walk, rest, spot)
        walk.stack.append(_Open(word, prefix, spot, outer))
    elif word in MIDDLE:
        if not walk.stack:
            walk.note("balance", f"«{{% {word} %}}» стоит вне условия", spot)
        elif word == "elif":
            _expression(walk, rest, spot)
    elif word in OPENING.values():
        _close(walk, prefix, word, spot)
    elif word == "set":
        name, _, value = rest.partition("=")
        _expression(walk, value, spot)
        walk.scope[name.strip()] = ANY
    else:
        walk.note("syntax", f"слово «{word}» в теге не работает: есть if, elif, else, endif, for, endfor, set", spot)


def _close(walk: _Walk, prefix: str, word: str, spot: _Spot) -> None:
    if not walk.stack:
        walk.note("balance", f"«{{% {word} %}}» ничего не закрывает", spot)
        return
    opened = walk.stack.pop()
    walk.scope = opened.scope
    start = opened.spot
    if OPENING[opened.word] != word:
        walk.note(
            "balance", f"«{{% {word} %}}» не подходит: открыт «{{% {opened.word} … %}}» в «{start.text[:60]}»", spot
        )
    elif opened.prefix != prefix:
        walk.note("balance", f"открыто как «{{%{opened.prefix} {opened.word}», закрыто как «{{%{prefix} {word}»", spot)
    elif prefix == "tr":
        if start.table != spot.table:
            walk.note("cells", "«{%tr» открыт и закрыт в разных таблицах", spot)
        elif start.row == spot.row:
            walk.note("cells", "«{%tr» открыт и закрыт в одной строке: каждому нужна своя строка таблицы", spot)
    elif prefix != "tc" and start.cell != spot.cell:
        hint = "чтобы повторять строки, пишите «{%tr for … %}» в отдельной строке таблицы"
        walk.note("cells", f"«{{%{prefix} {opened.word}» открыт в одной ячейке, а закрыт в другой; {hint}", spot)


def _loop(walk: _Walk, rest: str, spot: _Spot) -> None:
    node = _parsed(walk, f"{{% for {rest} %}}{{% endfor %}}", spot)
    loop = next(node.find_all(nodes.For), None) if node is not None else None
    if loop is None:
        return
    walk.used.update(names_used(loop.iter))
    source, faults = resolve(loop.iter, walk.scope)
    for fault in faults:
        walk.note("name", fault, spot)
    walk.scope["loop"] = LOOP
    if isinstance(loop.target, nodes.Name):
        walk.scope[loop.target.name] = item(source)


def _expression(walk: _Walk, text: str, spot: _Spot) -> None:
    node = _parsed(walk, f"{{{{ {text} }}}}", spot)
    if node is None:
        return
    walk.used.update(names_used(node))
    for fault in dict.fromkeys(resolve(node, walk.scope)[1]):
        walk.note("name", fault, spot)


def _parsed(walk: _Walk, source: str, spot: _Spot) -> nodes.Template | None:
    quotes: Mapping[int, str] = {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"}  # as docxtpl takes them
    try:
        node = environment().parse(source.translate(quotes))
    except TemplateSyntaxError as error:
        walk.note("syntax", f"выражение «{source[2:-2].strip()[:80]}» не разобрано: {error.message}", spot)
        return None
    known = environment().filters
    for used in node.find_all(nodes.Filter):
        if used.name not in known:
            near = next(iter(get_close_matches(used.name, known, n=1)), "")
            hint = f", ближайший — «{near}»" if near else ""
            walk.note("syntax", f"фильтра «{used.name}» нет{hint}", spot)
    return node


def _compiled(walk: _Walk, data: bytes) -> None:
    """What no single paragraph shows: the whole file as the engine takes it."""
    try:
        CompiledTemplate(data)
    except BadTemplate as error:
        walk.faults.append(Fault("broken", error.message, -1, ""))
