"""Lists of documents: what is asked for, and one page of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from review.model.rubric import Zone
    from review.model.submission import DocumentState, SchoolDocument

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
    withdrawn: bool = False  # those taken back, and no others
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
