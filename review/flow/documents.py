"""Documents as lists and as the result page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.assessment import Assessment, Decision
    from review.model.document import Document
    from review.model.finding import Examination
    from review.model.profile import Profile
    from review.model.register import SchoolCard
    from review.model.rubric import Rubric, Zone
    from review.model.submission import DocumentState, SchoolDocument, Version, VersionState

Act = Literal["mark", "finish", "reopen", "decide", "confirm", "upload_version", "withdraw", "set_kind"]
Sort = Literal["school", "kind", "state", "uploaded", "zone"]


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a list shows. Everything empty: all documents of the current year the actor may see."""

    season_id: int | None = None
    municipality_id: int | None = None
    school_id: int | None = None
    kind: str | None = None
    risk: str | None = None
    stage: int | None = None
    state: DocumentState | None = None
    zone: Zone | None = None
    search: str = ""
    sort: Sort = "uploaded"
    descending: bool = True
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class DocumentList:
    """One page of a list and how long the whole list is."""

    rows: tuple[SchoolDocument, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class DocumentPage:
    """Everything the result page needs. `text` and `examination` are None until the file was read."""

    document: SchoolDocument
    version: Version  # the one shown
    versions: tuple[Version, ...]  # the newest first
    text: Document | None
    examination: Examination | None
    rubric: Rubric | None
    profile: Profile
    card: SchoolCard
    assessment: Assessment | None  # the actor's own; else a finished one the actor may see
    decision: Decision | None
    curator_remark: str
    acts: frozenset[Act]  # what the actor may do now


@dataclass(frozen=True, slots=True)
class Progress:
    """For the polling page."""

    document_id: int
    version_id: int
    state: VersionState
    words: str  # "в очереди", "читаем страницу 3 из 7", "прочитан", or the problem's message
    done: bool


def list_documents(services: Services, actor: Actor, *, wanted: DocumentFilter) -> DocumentList:
    """Documents the actor may see, filtered and sorted; search looks into school, file name, kind and direction."""
    raise NotImplementedError


def document_page(services: Services, actor: Actor, *, document_id: int, version: int | None = None) -> DocumentPage:
    """The result page of the latest version, or of version number `version`. Raises NotFound."""
    raise NotImplementedError


def progress(services: Services, actor: Actor, *, document_ids: Sequence[int]) -> tuple[Progress, ...]:
    """How far each has come; ids the actor may not see are left out."""
    raise NotImplementedError


def original(services: Services, actor: Actor, *, document_id: int, version: int | None = None) -> tuple[str, bytes]:
    """(file name, bytes) of the file as it was uploaded."""
    raise NotImplementedError


def set_kind(
    services: Services,
    actor: Actor,
    *,
    document_id: int,
    kind: str | None,
    risk: str | None,
    stage: int | None,
    measure: str | None,
    expected: int,
) -> SchoolDocument:
    """Say what the document is; it is checked again. Raises Stale, WrongState once an expert has begun, BadInput."""
    raise NotImplementedError


def confirm(
    services: Services, actor: Actor, *, document_id: int, confirmed: bool | None, remark: str, expected: int
) -> SchoolDocument:
    """The curator confirms the document, or refuses with a remark; None takes it back. Raises Stale, NotAllowed."""
    raise NotImplementedError
