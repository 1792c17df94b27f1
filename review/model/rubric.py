"""A rubric edition: criteria with descriptors, the check that proposes a level, and its wording; read from TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["auto", "assist", "expert"]
Zone = Literal["green", "yellow", "red"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. `levels[n]` describes level n; `wording` holds the sentences a check may say, by key."""

    code: str
    name: str
    looks_for: str
    levels: tuple[str, ...]
    weight: int
    critical: bool
    mode: Mode
    signal: str
    defects: tuple[str, ...]
    basis: str
    check: str | None  # "family.name", or None while no check is written
    params: Mapping[str, object]
    rulings: tuple[str, ...]  # how two careful experts agreed to read the descriptor
    why: str  # why it matters, one sentence
    advice: Mapping[int, str]  # what to do, by proposed level
    sample: str  # a sample wording for the author
    wording: Mapping[str, str]  # a check's explanation templates, by key
    confidence: Mapping[str, float] = field(default_factory=dict)  # how sure a proposal may be at most, by reason

    @property
    def max_level(self) -> int:
        """The best level."""
        return len(self.levels) - 1


@dataclass(frozen=True, slots=True)
class Threshold:
    """A conclusion and zone with its conditions, tried in order: share of points, zeros on critical criteria."""

    label: str
    zone: Zone
    min_share: float | None = None
    below_share: float | None = None
    max_critical_zeros: int | None = None
    or_critical_zeros: int | None = None  # reached also when at least so many critical criteria are at 0


@dataclass(frozen=True, slots=True)
class Rubric:
    """One edition of one rubric; `id` is "concept@2022.1", `sha256` the hash of the file's bytes."""

    id: str
    kind: str
    edition: str
    title: str
    criteria: tuple[Criterion, ...]
    thresholds: tuple[Threshold, ...]
    minimum_assessed: float  # share of the weight that must be assessed before a zone is told
    sha256: str
    unit: str = ""

    def criterion(self, code: str) -> Criterion:
        """The criterion of this code. Raises KeyError."""
        for item in self.criteria:
            if item.code == code:
                return item
        raise KeyError(code)
