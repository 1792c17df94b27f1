"""The register of official papers: a number is taken in the transaction that stores the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.model.register import Body


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """What is to be registered. `series` parts the numbering: papers of one body, series and year count 1, 2, 3 …"""

    template: str
    title: str
    type: str
    body_id: int
    date: date
    heading: str
    addressee: str = ""
    series: str = ""  # default: the paper's type
    school_ids: tuple[int, ...] = ()
    version_ids: tuple[int, ...] = ()  # decided versions the paper rests on


@dataclass(frozen=True, slots=True)
class Reserved:
    """The number and code the paper must show."""

    year: int
    number: int
    shown_number: str
    code: str
    date: date
    body: Body


@dataclass(frozen=True, slots=True)
class Written:
    """The rendered paper: DOCX now, PDF may be attached later."""

    docx: bytes
    edition: str
    facts: Mapping[str, object]  # plain JSON values the DOCX can be made from again
    pdf: bytes | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody with the code may know."""

    title: str
    shown_number: str
    date: date
    body: str
    heading: str
    state: str
    docx_sha256: str
    pdf_sha256: str | None


def register(services: Services, actor: Actor, request: PaperRequest, write: Callable[[Reserved], Written]) -> Paper:
    """Take the next number, let `write` render the paper with it, store both; if `write` raises, no number is taken.

    Coordinators of the body and administrators. Raises NotAllowed, NotFound.
    """
    raise NotImplementedError


def attach_pdf(services: Services, *, paper_id: int, pdf: bytes) -> Paper:
    """Store the PDF made of a registered DOCX; its hash joins the register."""
    raise NotImplementedError


def list_papers(
    services: Services,
    actor: Actor,
    *,
    search: str = "",
    type: str | None = None,  # noqa: A002 - the register's own word
    year: int | None = None,
    school_id: int | None = None,
) -> tuple[Paper, ...]:
    """Papers the actor may see: coordinators those of their bodies, schools those about them. The latest first."""
    raise NotImplementedError


def paper(services: Services, actor: Actor, *, paper_id: int) -> Paper:
    """One registered paper. Raises NotFound."""
    raise NotImplementedError


def paper_file(services: Services, actor: Actor, *, paper_id: int, format: str) -> tuple[str, bytes]:  # noqa: A002
    """(file name, bytes); format "docx" or "pdf". Raises NotFound when there is no PDF yet."""
    raise NotImplementedError


def paper_facts(services: Services, actor: Actor, *, paper_id: int) -> Mapping[str, object]:
    """The facts the paper was made from."""
    raise NotImplementedError


def set_state(services: Services, actor: Actor, *, paper_id: int, state: str, reason: str = "") -> Paper:
    """registered → signed → sent; any → revoked with a reason. A revoked paper keeps its number."""
    raise NotImplementedError


def verify(services: Services, *, code: str) -> Verified | None:
    """What the register says to the code printed on a paper; no account needed. None: no such paper."""
    raise NotImplementedError


def verify_file(services: Services, *, data: bytes) -> Verified | None:
    """The same for a file: is it byte for byte one we registered?"""
    raise NotImplementedError
