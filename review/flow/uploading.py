"""Schools hand in documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.submission import Problem, SchoolDocument


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of the form, with what its sender said of it (None: the content tells)."""

    name: str
    data: bytes
    kind: str | None = None
    risk: str | None = None
    stage: int | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: a document, or a problem. Members of an archive are named "archive.zip!/name.docx"."""

    name: str
    document: SchoolDocument | None
    problem: Problem | None
    repeated: bool = False  # the same file is there already; `document` is the one it is


def upload(services: Services, actor: Actor, *, school_id: int, files: Sequence[Sent]) -> tuple[Received, ...]:
    """Store each good file as a new document of the current year with its reading queued; refused ones cost nobody else.

    A .zip is opened and each member is a file. Raises NotAllowed (school, its curator, coordinators may upload),
    NotFound, TooLarge for more files than Limits.kit_files.
    """
    raise NotImplementedError


def upload_version(services: Services, actor: Actor, *, document_id: int, name: str, data: bytes) -> SchoolDocument:
    """A new version of a document (after «на доработке», or before an expert has begun).

    Raises FileRefused kinds, WrongState while experts work on it or when it is decided as conforming.
    """
    raise NotImplementedError


def withdraw(services: Services, actor: Actor, *, document_id: int, reason: str) -> None:
    """Take back a wrong upload: leaves lists and the kit, stays in the audit. Not once an expert has begun."""
    raise NotImplementedError
