"""Is this paper ours, and does it still hold? For anybody, without an account; nothing personal is told."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.flow.papers.issuing.registering import CODE_LENGTH, CODE_LETTERS
from review.flow.papers.register.throttle import Throttle
from review.issue.words.masked_names import without_names
from review.store.papers import paper_trail
from review.store.papers import papers as store

if TYPE_CHECKING:
    from datetime import date

    from review.flow.services import Services
    from review.model.issued import ChainLink, Paper
    from review.store.database import Session

MISSES = Throttle(misses=20, seconds=600)  # of 30¹² codes nobody finds one


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody with the code may know."""

    title: str
    type: str
    shown_number: str
    date: date
    body: str
    heading: str
    state: str
    docx_sha256: str
    pdf_sha256: str | None
    ended_by: ChainLink | None = None  # what revoked or replaced it
    ends: tuple[ChainLink, ...] = ()  # what it revoked or replaced
    file: tuple[str, str] | None = None  # kind and format of the file that was shown: ("original", "docx")


def verify(services: Services, *, code: str, asker: str = "") -> Verified | None:
    """What the register says to the code printed on a paper; no account needed. None: no such paper.

    `asker` (an address) may miss so many times a while. Raises TooOften.
    """
    letters = "".join(sign for sign in code.upper() if sign in CODE_LETTERS)
    shown = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    MISSES.demand(asker, services.now())
    with services.database.reading() as session:
        known = store.verified(session, code=shown) if len(letters) == CODE_LENGTH else None
        told = None if known is None else _verified(session, known)
    if told is None:
        MISSES.note(asker, services.now())
    return told


def verify_file(services: Services, *, data: bytes, asker: str = "") -> Verified | None:
    """The same for a file: is it byte for byte one we gave out, and which?"""
    MISSES.demand(asker, services.now())
    sha256 = hashlib.sha256(data).hexdigest()
    with services.database.reading() as session:
        told = _of_file(session, sha256)
    if told is None:
        MISSES.note(asker, services.now())
    return told


def _of_file(session: Session, sha256: str) -> Verified | None:
    known = store.verified(session, sha256=sha256)
    if known is not None:
        return _verified(session, known, ("original", "docx" if known.docx_sha256 == sha256 else "pdf"))
    made = paper_trail.by_hash(session, sha256)
    if made is None:
        return None
    paper_id, kind, format_ = made
    return _verified(session, store.by_id(session, paper_id), (kind, format_))


def _verified(session: Session, known: Paper, file: tuple[str, str] | None = None) -> Verified:
    trail = paper_trail.trail(session, known.id)
    return Verified(
        title=known.title,
        type=known.type,
        shown_number=known.shown_number,
        date=known.date,
        body=known.body,
        heading=without_names(known.heading),
        state=known.state,
        docx_sha256=known.docx_sha256,
        pdf_sha256=known.pdf_sha256,
        ended_by=trail.ended_by,
        ends=trail.ends,
        file=file,
    )
