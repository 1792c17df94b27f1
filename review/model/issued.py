"""Official papers in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """A kind of paper we can issue."""

    name: str  # folder name: "pismo-rekomendacii-shkole"
    title: str
    type: str  # letter, order, spravka, conclusion, protocol, certificate, contract, roadmap, questionnaire, other
    edition: str  # sha256 of template.docx and fields.toml
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A registered paper: its number was taken in the transaction that stored it."""

    id: int
    template: str
    title: str
    type: str
    body_id: int
    body: str
    year: int
    number: int
    shown_number: str  # "45-ОД"
    date: date
    heading: str
    addressee: str
    code: str  # verification code
    state: str  # registered, signed, sent, revoked
    docx_sha256: str
    pdf_sha256: str | None
    created_by: str
    created_at: datetime
    school_ids: tuple[int, ...]
    replaced: bool = False  # revoked because another paper stands in its place


@dataclass(frozen=True, slots=True)
class Visa:
    """Somebody's word on a draft: waiting, agreed, remark."""

    id: int
    place: int
    person_id: int | None  # None: a person without an account, whose word a coordinator writes down
    name: str
    post: str
    word: str
    remark: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before its number: draft, approval, registered, dropped."""

    id: int
    template: str
    title: str
    type: str
    body_id: int
    body: str
    heading: str
    addressee: str
    state: str
    paper_id: int | None
    created_by: str
    created_at: datetime
    version: int
    visas: tuple[Visa, ...]
    school_ids: tuple[int, ...]
    version_ids: tuple[int, ...]
    maker_id: int = 0

    @property
    def agreed(self) -> bool:
        """Has everybody who was asked agreed?"""
        return all(visa.word == "agreed" for visa in self.visas)


@dataclass(frozen=True, slots=True)
class Signature:
    """A wet signature's scan, or a detached signature file with what its certificate says of itself."""

    kind: str  # scan, file
    sha256: str
    file_name: str
    added_by: str
    added_at: datetime
    serial: str = ""
    owner: str = ""
    issuer: str = ""
    fingerprint: str = ""  # SHA-256 of the certificate
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    covers: str = ""  # which of our files it was made for: docx, pdf; "" where that could not be told


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file of a paper that was given out beside the original."""

    id: int
    kind: str  # chain, public, esigned, pdfa
    format: str
    sha256: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a registered paper."""

    state: str
    at: datetime
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """The other end of a revocation or replacement; `act` names one that is not in the register."""

    paper_id: int | None
    type: str
    title: str
    shown_number: str
    date: date | None
    act: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything that happened to a paper after it got its number."""

    steps: tuple[Step, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    signature: Signature | None = None
    ended_by: ChainLink | None = None
    ends: tuple[ChainLink, ...] = ()
