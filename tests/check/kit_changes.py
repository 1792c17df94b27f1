"""A kit read once, changes of its documents as a school would make them, and what the criteria say after a change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from review.check.compare import compare
from review.check.run import examine
from review.extract.facts import extract
from review.extract.sketch import sketch
from review.flow.runs.kits import read_kit
from review.model.document import Block, Cell, Document, Table
from review.model.finding import Member, Subject
from review.model.programme import Facts
from review.model.sketch import Compared, Sketch
from review.parse.reading import read
from review.rubric.library import load
from review.settings import Settings
from tests.builders import ROOT, a_language, a_profile

Levels = dict[str, int | None]
Change = Callable[[Document], Document]
_NUMBER = re.compile(r"\d+(?:,\d+)?")


@dataclass(frozen=True)
class KitTexts:
    """A kit's card, entries and documents as read, in order."""

    folder: Path
    documents: tuple[Document, ...]

    def with_document(self, place: int, document: Document) -> KitTexts:
        """The kit with one document changed."""
        return replace(self, documents=(*self.documents[:place], document, *self.documents[place + 1 :]))


@cache
def a_kit(name: str) -> KitTexts:
    """A kit of the samples."""
    folder = ROOT / "samples" / "kits" / name
    entries = read_kit(folder).entries
    files = [folder / entry.name for entry in entries]
    return KitTexts(folder, tuple(read(path.suffix[1:], path.read_bytes(), Settings()) for path in files))


@cache
def rubrics():
    """The rubrics the repository ships."""
    return load(ROOT / "rubrics")


@lru_cache(maxsize=64)
def _facts(document: Document, kind: str) -> tuple[Facts, Sketch]:
    facts = extract(document, a_profile(), a_language(), kind=kind)
    return facts, sketch(document, facts)


def kit_levels(kit: KitTexts) -> list[Levels]:
    """Levels of every document of the kit, in order."""
    card, entries = (made := read_kit(kit.folder)).card, made.entries
    profile, language = a_profile(), a_language()
    pairs = list(zip(entries, kit.documents, strict=True))
    known = [_facts(document, str(entry.kind)) for entry, document in pairs]
    facts = [item[0] for item in known]
    compared = [
        Compared(n, entry.name, made.id, entry.kind, n, f"{n:064x}", known[n][1]) for n, (entry, _) in enumerate(pairs)
    ]
    copies = compare(compared)
    answers = []
    for n, (entry, document) in enumerate(pairs):
        others = tuple(Member(entries[i], str(entries[i].kind), facts[i]) for i in range(len(pairs)) if i != n)
        kind = str(entry.kind)
        subject = Subject(document, facts[n], profile, kind, entry, card, others, copies[n], len(pairs) - 1)
        rubric = rubrics().rubric_for(profile, kind)
        answers.append({finding.code: finding.level for finding in examine(subject, rubric, language).findings})
    return answers


@cache
def levels_before(name: str) -> list[Levels]:
    """Levels of the unchanged kit."""
    return kit_levels(a_kit(name))


def moved(name: str, place: int, change: Change) -> dict[int, Levels]:
    """What moved in which document of the kit when this document was changed."""
    kit = a_kit(name)
    changed = change(kit.documents[place])
    assert changed != kit.documents[place], "the change must change something"
    before, after = levels_before(name), kit_levels(kit.with_document(place, changed))
    found = {
        n: {code: level for code, level in now.items() if level != was[code]}
        for n, (was, now) in enumerate(zip(before, after, strict=True))
    }
    return {n: levels for n, levels in found.items() if levels}


def _each_text(document: Document, change: Callable[[str], str]) -> Document:
    def of_block(block: Block) -> Block:
        if block.table is None:
            return replace(block, text=change(block.text))
        rows = tuple(tuple(replace(cell, text=change(cell.text)) for cell in row) for row in block.table.rows)
        return replace(block, table=replace(block.table, rows=rows))

    return replace(document, blocks=tuple(of_block(block) for block in document.blocks))


def words(old: str, new: str) -> Change:
    """Every mention replaced (a regular expression)."""
    return lambda document: _each_text(document, lambda text: re.sub(old, new, text))


def without_section(title: str) -> Change:
    """The heading with this in its title goes with everything down to the next heading of its level."""

    def change(document: Document) -> Document:
        kept: list[Block] = []
        level = None
        for block in document.blocks:
            if block.type == "heading":
                if level is not None and (block.level or 1) <= level:
                    level = None
                if level is None and title in block.text:
                    level = block.level or 1
            if level is None:
                kept.append(block)
        return replace(document, blocks=tuple(kept))

    return change


def without_numbers(*starts: str) -> Change:
    """Paragraphs and cells that begin so lose the figures."""

    def change(text: str) -> str:
        return _NUMBER.sub("", text) if text.strip().startswith(starts) else text

    return lambda document: _each_text(document, change)


def plain_headings(look: Callable[[str], str] = str) -> Change:
    """Headings become bold paragraphs without a style; `look` may change their letters."""

    def change(document: Document) -> Document:
        blocks = tuple(
            replace(block, type="paragraph", level=None, bold=True, text=look(block.text))
            if block.type == "heading"
            else block
            for block in document.blocks
        )
        return replace(document, blocks=blocks)

    return change


def _reversed(table: Table) -> Table:
    """Groups of rows that share a merged cell in the opposite order, under the same header."""
    head, *body = table.rows
    groups: list[list[tuple[Cell, ...]]] = []
    open_until = 0
    for number, row in enumerate(body, 1):
        if number >= open_until:
            groups.append([])
        groups[-1].append(row)
        open_until = max([open_until, *(number + cell.rowspan for cell in row)])
    rows = [head, *(row for group in reversed(groups) for row in group)]
    numbered = (tuple(replace(cell, row=number) for cell in row) for number, row in enumerate(rows))
    return replace(table, rows=tuple(numbered))


def reversed_rows(header: str) -> Change:
    """Rows of tables whose first row holds this word, last groups first."""

    def of_block(block: Block) -> Block:
        if block.table is None or not any(header in cell.text for cell in block.table.rows[0]):
            return block
        return replace(block, table=_reversed(block.table))

    return lambda document: replace(document, blocks=tuple(of_block(block) for block in document.blocks))
