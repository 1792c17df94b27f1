"""A paper's template as a folder: template.docx, fields.toml, example.json. Compiled once per process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from review.errors import BadTemplate, NotFound
from review.issue.template.engine import CompiledTemplate
from review.issue.template.fields import Sheet, read_sheet
from review.model.issued import PaperTemplate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from review.issue.files.metadata import Metadata

DOCX, FIELDS, EXAMPLE = "template.docx", "fields.toml", "example.json"


class Fills(Protocol):
    """What fills a template: here, or in a child where it was brought by somebody."""

    def render(
        self, context: Mapping[str, object], metadata: Metadata, pictures: Mapping[str, bytes] | None = None
    ) -> bytes:
        """The paper's DOCX."""
        ...


@dataclass(frozen=True)
class Template:
    """A loaded template; `edition` is the hash of what decides its output."""

    name: str
    edition: str
    sheet: Sheet
    compiled: Fills
    folder: Path | None = None  # a template that is only tried has none
    docx: bytes = b""
    fields: str = ""  # the text of fields.toml

    @property
    def shown(self) -> PaperTemplate:
        """For lists."""
        return PaperTemplate(self.name, self.sheet.title, self.sheet.type, self.edition, tuple(self.sheet.fields))


def names(*folders: Path) -> Iterator[str]:
    """Names of all templates in the folders, sorted, each once."""
    found = {path.parent.name for folder in folders if folder.is_dir() for path in folder.glob(f"*/{FIELDS}")}
    yield from sorted(found)


def find(name: str, *folders: Path) -> Template:
    """The template of this name; a later folder (a body's own) wins. Raises NotFound, BadTemplate."""
    for folder in reversed(folders):
        path = folder / name
        if name and "/" not in name and (path / FIELDS).is_file():
            return _load(path, _stamp(path))
    message = f"Шаблона «{name}» нет. Есть: {', '.join(names(*folders))}."
    raise NotFound(message, "Список шаблонов: expertiza issue --list.")


def _stamp(folder: Path) -> tuple[int, int]:
    """Changes when a secretary saves a new template."""
    try:
        return (folder / DOCX).stat().st_mtime_ns, (folder / FIELDS).stat().st_mtime_ns
    except OSError as error:
        raise BadTemplate(f"В папке шаблона {folder.name} нет {DOCX}.", "Положите файл шаблона в папку.") from error


@lru_cache(maxsize=64)
def _load(folder: Path, stamp: tuple[int, int]) -> Template:  # noqa: ARG001 - the stamp is the cache's key
    docx, fields = (folder / DOCX).read_bytes(), (folder / FIELDS).read_bytes()
    text = fields.decode("utf-8")
    sheet = read_sheet(text, f"{folder.name}/{FIELDS}")
    return Template(folder.name, edition_of(docx, fields), sheet, CompiledTemplate(docx), folder, docx, text)


def edition_of(docx: bytes, fields: bytes) -> str:
    """The hash of what decides a template's output."""
    return hashlib.sha256(docx + b"\0" + fields).hexdigest()
