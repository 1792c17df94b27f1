"""What a check is shown, what it answers, and the examination that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from review.model.card import Card, Entry
    from review.model.document import Document, Quote
    from review.model.profile import Profile
    from review.model.programme import Facts
    from review.model.rubric import Zone

Outcome = Literal["assessed", "not_applicable", "not_checked", "expert_only"]


@dataclass(frozen=True, slots=True)
class Member:
    """Another document of the same kit: how it was handed in and what it says."""

    entry: Entry
    kind: str | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class CopiedBlock:
    """Words that stand here and in the other document."""

    here: Quote
    there: str


@dataclass(frozen=True, slots=True)
class CopyMatch:
    """This document's overlap with one other: `share` is the part of this document's own words found there."""

    name: str  # of the other document, as it may be shown to the reader
    same_kit: bool
    share: float
    is_source: bool | None  # True: the other was approved earlier; None: cannot be told
    same_file: bool = False
    approved: date | None = None
    blocks: tuple[CopiedBlock, ...] = ()


@dataclass(frozen=True)
class Subject:
    """All a check may look at. Everything is a value: the same subject gives the same proposal."""

    document: Document
    facts: Facts
    profile: Profile
    kind: str
    entry: Entry
    card: Card | None = None
    kit: tuple[Member, ...] = ()  # the other documents of the kit in the order of upload
    copies: tuple[CopyMatch, ...] = ()
    compared_with: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing a check found: the key of a sentence in the criterion's wording, its values, the words it rests on."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A check's answer. level None: `outcome` says why there is none."""

    level: int | None
    confidence: float | None
    reasons: tuple[Reason, ...] = ()
    outcome: Outcome = "assessed"
    hints: tuple[Reason, ...] = ()  # suggestions told after the reasons: no level and no confidence rests on them


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's proposed level with its evidence, ready to be shown."""

    code: str
    name: str
    mode: str
    level: int | None
    max_level: int
    weight: int
    critical: bool
    outcome: Outcome
    confidence: float | None
    evidence: tuple[Quote, ...]
    explanation: str
    advice: str
    sample: str
    why: str
    defects: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()  # what the check found, one by one


@dataclass(frozen=True, slots=True)
class Total:
    """Weighted sum of the assessed criteria; zone and conclusion are None while too little is assessed."""

    score: int
    max_score: int
    share: float | None
    zone: Zone | None
    conclusion: str | None


@dataclass(frozen=True, slots=True)
class Examination:
    """The machine's whole proposal for one document under one rubric edition."""

    kind: str | None
    kind_confidence: float
    profile: str
    rubric: str | None
    rubric_sha256: str | None
    findings: tuple[Finding, ...]
    total: Total
    compared_with: int
