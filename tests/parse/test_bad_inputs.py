"""Every difficult file of other projects, and every trap of ours, through the supervised child: a document or a typed
refusal, within the time of one file."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from lxml import etree

from review.errors import FileRefused, ReadingTimeout
from review.intake.accept import accept
from review.intake.guard import Guard
from review.model.document import Document
from review.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

BAD = Path(__file__).parents[2].parent / "shared" / "bad-inputs"
OWN_CPU_SECONDS = 10
LIMITS = Limits(parse_cpu_seconds=OWN_CPU_SECONDS)  # a child that works longer is ended and says so
SETTINGS = replace(Settings(), tesseract="none", limits=LIMITS)  # recognition counts its own time

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not BAD.is_dir(), reason="the shared bad inputs are not here"),
]


@dataclass(frozen=True)
class Answer:
    """What became of one file."""

    name: str
    type: str | None  # None when it was refused at the door
    outcome: Document | FileRefused


def answers(files: list[Path]) -> Iterator[Answer]:
    guard = Guard("review.parse.reading:read", limits=LIMITS)
    try:
        for path in files:
            kind = None
            try:
                accepted = accept(path.read_bytes(), LIMITS)
                kind = accepted.type
                yield Answer(path.name, kind, guard.run(kind, accepted.data, SETTINGS))
            except FileRefused as refusal:
                yield Answer(path.name, kind, refusal)
    finally:
        guard.close()


def opens(path: Path) -> bool:
    """Whether the library itself can show a page: not damaged beyond repair, not behind a password."""
    try:
        return pypdfium2.PdfDocument(path)[0].get_textpage().count_chars() >= 0
    except (pypdfium2.PdfiumError, IndexError):
        return False


def holds_a_word_document(path: Path) -> bool:
    """Whether the archive opens, is not encrypted, and its text is markup without definitions of its own or macros."""
    try:
        with zipfile.ZipFile(path) as archive:
            types, main = archive.read("[Content_Types].xml"), archive.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError, zlib.error):
        return False
    if b"<!DOCTYPE" in main or b"macroEnabled" in types:
        return False
    try:
        etree.fromstring(main, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except etree.XMLSyntaxError:
        return False
    return True


def table(found: list[Answer]) -> str:
    """Outcomes by family."""
    counts: dict[str, Counter[str]] = {}
    for answer in found:
        outcome = "read" if isinstance(answer.outcome, Document) else answer.outcome.code
        counts.setdefault(Path(answer.name).suffix, Counter())[outcome] += 1
    return "\n".join(
        f"{family}: {', '.join(f'{what} {n}' for what, n in sorted(row.items()))}" for family, row in counts.items()
    )


def test_every_public_file_gets_an_answer_in_time() -> None:
    files = sorted(path for path in (BAD / "public").iterdir() if path.is_file())
    found = list(answers(files))
    print(table(found))  # noqa: T201 - the table is wanted with -s
    assert [answer.name for answer in found] == [path.name for path in files]
    late = [answer.name for answer in found if isinstance(answer.outcome, ReadingTimeout)]
    assert late == []
    unhelpful = [
        a.name for a in found if isinstance(a.outcome, FileRefused) and not (a.outcome.code and a.outcome.hint)
    ]
    assert unhelpful == []
    readable = {path.name for path in files if path.suffix == ".pdf" and opens(path)}
    word_files = {path.name for path in files if path.suffix != ".pdf" and holds_a_word_document(path)}
    read = {answer.name for answer in found if isinstance(answer.outcome, Document)}
    assert word_files - read == set()
    assert len(readable & read) >= 0.97 * len(readable), sorted(readable - read)


def test_every_trap_is_refused_by_name_or_read_in_time(tmp_path: Path) -> None:
    script = BAD / "make_traps.py"
    code = compile(script.read_text(encoding="utf-8"), str(script), "exec")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", [str(script), str(tmp_path)])
        exec(code, {"__name__": "__main__"})  # noqa: S102 - our own script, which writes the traps into a folder
    files = sorted(tmp_path.iterdir())
    assert len(files) > 5
    outcomes = {answer.name: answer.outcome for answer in answers(files)}
    assert not [name for name, outcome in outcomes.items() if isinstance(outcome, ReadingTimeout)]
    refused = {name for name, outcome in outcomes.items() if isinstance(outcome, FileRefused)}
    assert {"macro.docm", "xxe.docx", "billion_laughs.docx", "bomb_text.docx", "bomb_paras.docx"} <= refused
    assert isinstance(outcomes["tricky.docx"], Document)
