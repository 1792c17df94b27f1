"""What was read of a version: its text, facts and sketch; and who else has the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from review.model.document import Document
from review.model.programme import Facts
from review.model.sketch import Sketch
from review.model.submission import VersionState
from review.store import codec
from review.store.tables.documents import CopyRow, DocumentRow, TextRow, VersionRow
from review.store.tables.territory import MunicipalityRow, SchoolRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

FEWEST_ROWS = 2  # shared rows of the sample from which a comparison may find something
COMMON = 64  # documents holding a row, from which on it is a template's: more holders would only slow the search


@dataclass(frozen=True, slots=True)
class Text:
    """A document as read. `kind` and `edition` (of the profile) say what the facts were taken for."""

    document: Document
    facts: Facts
    sketch: Sketch
    kind: str | None
    edition: str


@dataclass(frozen=True, slots=True)
class Packed:
    """A text ready to be written: packing takes its time, and no lock should wait for it."""

    text: Text
    document: bytes
    facts: bytes
    sketch: bytes


def packed(text: Text) -> Packed:
    """The text, its facts and its sketch as they are stored."""
    return Packed(text, codec.pack(text.document), codec.pack(text.facts), codec.pack(text.sketch))


def save(session: Session, version_id: int, ready: Packed, rows: Collection[int]) -> None:
    """Keep what was read, with a sample of its rows of words."""
    text = ready.text
    row = session.get(TextRow, version_id) or TextRow(version_id=version_id)
    row.document, row.facts, row.sketch = ready.document, ready.facts, ready.sketch
    row.facts_kind, row.facts_edition = text.kind, text.edition
    session.add(row)
    unread = " ".join(str(item.page) for item in text.document.unread)
    session.execute(
        update(VersionRow).where(VersionRow.id == version_id).values(pages=text.document.pages, unread=unread)
    )
    session.execute(delete(CopyRow).where(CopyRow.version_id == version_id))
    telling = set(rows) - _common(session, rows)
    if telling:
        session.execute(insert(CopyRow), [{"version_id": version_id, "row": number} for number in sorted(telling)])
    session.flush()


def save_document(session: Session, version_id: int, document: Document) -> None:
    """Keep the same text with more known about it: on which page each block stands."""
    session.execute(update(TextRow).where(TextRow.version_id == version_id).values(document=codec.pack(document)))
    session.execute(update(VersionRow).where(VersionRow.id == version_id).values(pages=document.pages))


def _common(session: Session, rows: Collection[int]) -> set[int]:
    """Rows that so many documents hold already that one more tells nothing."""
    held = select(CopyRow.row).where(CopyRow.row.in_(rows)).group_by(CopyRow.row).having(func.count() >= COMMON)
    return set(session.scalars(held))


def document(session: Session, version_id: int) -> Document | None:
    """The document as read; None until it was."""
    packed = session.scalar(select(TextRow.document).where(TextRow.version_id == version_id))
    return None if packed is None else codec.unpack(Document, packed)


def load(session: Session, version_ids: Sequence[int]) -> dict[int, Text]:
    """What was read, by version; versions not read yet are left out."""
    rows = session.scalars(select(TextRow).where(TextRow.version_id.in_(version_ids)))
    return {
        row.version_id: Text(
            document=codec.unpack(Document, row.document),
            facts=codec.unpack(Facts, row.facts),
            sketch=codec.unpack(Sketch, row.sketch),
            kind=row.facts_kind,
            edition=row.facts_edition,
        )
        for row in rows
    }


def facts(session: Session, version_ids: Sequence[int]) -> dict[int, Facts]:
    """Only the facts of what was read, by version."""
    rows = session.execute(select(TextRow.version_id, TextRow.facts).where(TextRow.version_id.in_(version_ids)))
    return {row.version_id: codec.unpack(Facts, row.facts) for row in rows}


@dataclass(frozen=True, slots=True)
class Stranger:
    """Another school's document that shares words with ours."""

    version_id: int
    school_id: int
    kind: str | None
    sha256: str
    sketch: Sketch


def strangers(
    session: Session, rows: Collection[int], sha256: str, *, region_id: int, season_id: int, school_id: int, most: int
) -> list[Stranger]:
    """Documents of the region's other schools with the most shared rows, or the same file."""
    shared = func.count(CopyRow.row)
    counted = (
        select(CopyRow.version_id, shared.label("shared"))
        .where(CopyRow.row.in_(set(rows) - _common(session, rows)))
        .group_by(CopyRow.version_id)
        .having(shared >= FEWEST_ROWS)
        .subquery()
    )
    alike = (
        _of_region(select(VersionRow.id), region_id, season_id, school_id)
        .join(counted, counted.c.version_id == VersionRow.id)
        .order_by(counted.c.shared.desc(), VersionRow.id)
        .limit(most)
    )
    same = _of_region(select(VersionRow.id), region_id, season_id, school_id).where(VersionRow.sha256 == sha256)
    found = list(dict.fromkeys([*session.scalars(same.limit(most)), *session.scalars(alike)]))[:most]
    columns = (VersionRow.id, DocumentRow.school_id, DocumentRow.kind, VersionRow.sha256, TextRow.sketch)
    query = (
        select(*columns)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .join(TextRow, TextRow.version_id == VersionRow.id)
        .where(VersionRow.id.in_(found))
    )
    strangers = {
        number: Stranger(number, school, kind, sha, codec.unpack(Sketch, sketch))
        for number, school, kind, sha, sketch in session.execute(query)
    }
    return [strangers[number] for number in found if number in strangers]


def count_strangers(session: Session, *, region_id: int, season_id: int, school_id: int) -> int:
    """How many documents of the region's other schools copies are looked for in."""
    query = _of_region(select(func.count(VersionRow.id)), region_id, season_id, school_id)
    return int(session.scalar(query) or 0)


def _of_region(query: Any, region_id: int, season_id: int, school_id: int) -> Any:  # noqa: ANN401 - any columns
    """Latest, read versions of the region's other schools in one season."""
    return (
        query.select_from(DocumentRow)
        .join(VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == DocumentRow.latest))
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .join(MunicipalityRow, MunicipalityRow.id == SchoolRow.municipality_id)
        .where(
            DocumentRow.season_id == season_id,
            DocumentRow.withdrawn_at.is_(None),
            DocumentRow.school_id != school_id,
            MunicipalityRow.region_id == region_id,
            VersionRow.state == VersionState.CHECKED,
        )
    )
