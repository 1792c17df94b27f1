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
