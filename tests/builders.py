"""Small values for tests, in a short notation. Everybody appends; nobody rewrites another's part."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from review.model.card import Card, CardRisk, School
from review.model.document import Align, Block, BlockType, Cell, Document, Part, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.model.language import Language
    from review.model.profile import Profile
    from review.model.programme import Facts

ROOT = Path(__file__).parents[1]
Headings = Literal["styles", "bold", "caps", "numbered-text"]

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_HEADING = re.compile(r"(#{1,4})\s+(.*)")
_NUMBERED = re.compile(r"(\d+[.)])\s+(.*)")
_PARTS: dict[str, Part] = {"header": "header", "footer": "footer", "textbox": "textbox"}


class _Pages:
    """Collects blocks; ids are b1, b2 …, cells b3.r0c1."""

    def __init__(self, headings: Headings) -> None:
        self.blocks: list[Block] = []
        self.headings = headings
        self.page = 1
        self.counters = [0, 0, 0, 0]

    def add(
        self,
        text: str,
        kind: BlockType = "paragraph",
        *,
        level: int | None = None,
        number: str | None = None,
        align: Align | None = None,
        part: Part = "body",
        bold: bool = False,
    ) -> None:
        plain = _BOLD.sub(r"\1", text).replace("<br>", "\n")
        bold = bold or _BOLD.fullmatch(text.strip()) is not None
        name = f"b{len(self.blocks) + 1}"
        block = Block(name, kind, plain, part, level, number, self.page, bold=bold, align=align)
        self.blocks.append(block)

    def heading(self, level: int, text: str) -> None:
        if self.headings == "styles":
            self.add(text, "heading", level=level)
        elif self.headings == "bold":
            self.add(text, bold=True)
        elif self.headings == "caps":
            self.add(text.upper(), align="center")
        else:
            self.counters[level - 1] += 1
            self.counters[level:] = [0] * (4 - level)
            number = ".".join(str(n) for n in self.counters[:level] if n)
            self.add(text if re.match(r"\d+(\.\d+)*\.?\s", text) else f"{number}. {text}")

    def table(self, rows: Sequence[Sequence[str]], *, header: bool) -> None:
        name = f"b{len(self.blocks) + 1}"
        width = max(len(row) for row in rows)
        grid = [list(row) + [""] * (width - len(row)) for row in rows]
        made = []
        for r, row in enumerate(grid):
            cells = []
            for c, value in enumerate(row):
                if value in ("^", "<"):
                    continue
                rowspan = _run(grid[i][c] == "^" for i in range(r + 1, len(grid)))
                colspan = _run(row[i] == "<" for i in range(c + 1, width))
                text = _BOLD.sub(r"\1", value).replace("<br>", "\n")
                bold = (header and r == 0) or _BOLD.fullmatch(value) is not None
                cells.append(Cell(f"{name}.r{r}c{c}", r, c, text, rowspan, colspan, bold, self.page))
            made.append(tuple(cells))
        self.blocks.append(Block(name, "table", "", page=self.page, table=Table(tuple(made), width)))


def _run(flags: Iterable[bool]) -> int:
    count = 1
    for flag in flags:
        if not flag:
            break
        count += 1
    return count


def doc(text: str, *, headings: Headings = "styles", fmt: str = "docx") -> Document:
    """A document from a small Markdown.

    `# ` headings (shown as `headings` says), blank-line separated paragraphs, `- ` bullets, `1. ` automatic numbers,
    `**bold**`, `@right text`, `@center text`, `@header text`, `@footer text`, `@textbox text`, `@pagebreak`,
    pipe tables: first row is a bold header unless `@table noheader` stands before; `^` continues the cell above,
    `<` the cell to the left, `<br>` breaks a line.
    """
    pages = _Pages(headings)
    lines = [line.strip() for line in text.split("\n")] + [""]
    paragraph: list[str] = []
    rows: list[list[str]] = []
    header = True
    for line in lines:
        if rows and not line.startswith("|"):
            pages.table(rows, header=header)
            rows, header = [], True
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")])
            continue
        starts = not line or line.startswith(("@", "- ")) or _HEADING.match(line) or _NUMBERED.match(line)
        if starts and paragraph:
            pages.add(" ".join(paragraph))
            paragraph = []
        if line == "@table noheader":
            header = False
        elif starts:
            _line(pages, line)
        else:
            paragraph.append(line)
    return Document(fmt, tuple(pages.blocks), pages=pages.page)


def _line(pages: _Pages, line: str) -> None:
    if match := _HEADING.match(line):
        pages.heading(len(match[1]), match[2])
    elif match := _NUMBERED.match(line):
        pages.add(match[2], "list_item", level=1, number=match[1])
    elif line.startswith("- "):
        pages.add(line[2:], "list_item", level=1, number="•")
    elif line.startswith("@"):
        command, _, rest = line[1:].partition(" ")
        if command == "pagebreak":
            pages.page += 1
        elif command in ("right", "center"):
            pages.add(rest, align="right" if command == "right" else "center")
        elif command in _PARTS:
            pages.add(rest, part=_PARTS[command])
        elif command == "footnote":  # printed as a small paragraph
            pages.add(rest)
        elif command not in ("landscape", "portrait"):
            raise ValueError(line)


@cache
def a_profile() -> Profile:
    """The profile the repository ships."""
    from review.rubric.library import load

    return load(ROOT / "rubrics").profile("500plus-2022")


@cache
def a_language() -> Language:
    """The real Russian."""
    from review.language.russian import russian

    return russian()


def facts_of(text: str | Document, *, kind: str | None = None, headings: Headings = "styles") -> Facts:
    """Facts of a text in the notation of `doc`, or of a ready document."""
    from review.extract.facts import extract

    document = doc(text, headings=headings) if isinstance(text, str) else text
    return extract(document, a_profile(), a_language(), kind=kind)


def a_card(*activated: str, high: Sequence[str] = (), other: Sequence[str] = ()) -> Card:
    """A card of an invented school for 2022; `activated` codes, of them `high` are of high significance."""
    risks = [CardRisk(code, "high" if code in high else "medium", activated=True) for code in activated]
    risks += [CardRisk(code, "high" if code in high else "low") for code in other]
    return Card(
        profile="500plus-2022",
        school=School(
            full_name="Муниципальное бюджетное общеобразовательное учреждение "
            "«Приозёрная средняя общеобразовательная школа № 5»",
            short_name="МБОУ «Приозёрная СОШ № 5»",
            municipality="Приозёрный муниципальный район",
            region="Тверская область",
            director="Громова Анна Петровна",
        ),
        period=(date(2022, 1, 1), date(2022, 12, 31)),
        risks=tuple(risks),
    )
