"""Documents a school handed in, their versions, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.finding import Total


class VersionState(StrEnum):
    """Life of one uploaded file."""

    QUEUED = "queued"  # waits to be read
    READING = "reading"
    CHECKED = "checked"  # read and checked: can be marked
    REFUSED = "refused"  # could not be read; `problem` says why
    WITHDRAWN = "withdrawn"


class DocumentState(StrEnum):
    """Where a document stands in the expertise."""

    UPLOADED = "uploaded"
    IN_EXPERTISE = "in_expertise"  # an expert has begun
    ASSESSED = "assessed"  # an expert has finished
    CONFORMS = "conforms"  # решение: соответствует
    REWORK = "rework"  # решение: доработать
    FAILS = "fails"  # решение: не соответствует


DOCUMENT_STATE_TITLES: dict[DocumentState, str] = {
    DocumentState.UPLOADED: "загружен",
    DocumentState.IN_EXPERTISE: "на экспертизе",
    DocumentState.ASSESSED: "экспертиза завершена",
    DocumentState.CONFORMS: "соответствует",
    DocumentState.REWORK: "на доработке",
    DocumentState.FAILS: "не соответствует",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file was refused, in words for its sender."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Version:
    """One uploaded file of a document."""

    id: int
    document_id: int
    number: int
    file_name: str
    sha256: str
    size: int
    uploaded_at: datetime
    uploaded_by: str
    state: VersionState
    progress: str  # words for the page: "читаем страницу 3 из 7"
    problem: Problem | None
    pages: int | None
    unread: tuple[int, ...]
    rubric: str | None
    machine: Total | None


@dataclass(frozen=True, slots=True)
class SchoolDocument:
    """A document of a school with its latest version."""

    id: int
    school_id: int
    school: str
    municipality: str
    season_id: int
    kind: str | None
    kind_title: str
    risk: str | None
    stage: int | None
    measure: str | None
    state: DocumentState
    curator_confirmed: bool | None
    latest: Version
    versions: int
    expert_total: Total | None  # the finished assessment's total
    marked: int  # criteria marked in the open assessment
    to_mark: int
    expert: str
    version: int  # for "somebody saved meanwhile"
    risk_title: str = ""  # the direction a programme is named after; "" for papers that only belong to one
    blind: bool = False  # names are hidden from the reader
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


SCHOOL_HIDDEN = "школа скрыта"


def nameless(document: SchoolDocument) -> SchoolDocument:
    """The document as an expert of a blind campaign meets it: nothing says whose it is."""
    return replace(
        document,
        school_id=0,
        school=f"{SCHOOL_HIDDEN}, документ №\u00a0{document.id}",
        municipality="",
        measure=None,
        latest=nameless_version(document.latest),
        blind=True,
    )


def nameless_version(version: Version) -> Version:
    """A file without its name, sender and fingerprint."""
    ending = version.file_name.rpartition(".")[2].lower()
    ending = f".{ending}" if ending.isalnum() and len(ending) <= 4 and "." in version.file_name else ""  # noqa: PLR2004 - "docx"
    name = f"Документ {version.document_id}, версия {version.number}{ending}"
    return replace(version, file_name=name, sha256="", uploaded_by="", size=0)
