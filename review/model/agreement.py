"""How far experts agree with each other and with the machine, and why a further expert is called for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from review.model.proportion import Interval
from review.model.rubric import Zone


@dataclass(frozen=True, slots=True)
class Rating:
    """One expert's level for one criterion of one version. Only finished forms make ratings."""

    version_id: int
    person_id: int
    code: str
    level: int


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with its bootstrap interval; None where it is not defined (no pair, or no variation at all)."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One criterion of one campaign, or all of them together (`code` is "")."""

    code: str
    units: int  # versions with at least two levels
    pairs: int
    exact: Interval
    kappa_linear: float | None  # mean over the pairs of experts, weighted by what they share
    kappa_quadratic: float | None
    alpha: Coefficient  # Krippendorff's, ordinal


@dataclass(frozen=True, slots=True)
class Concord:
    """How far several readers of the same documents agreed, over all criteria."""

    documents: int  # with at least two finished forms
    exact: float  # share of pairs of levels that are the same, 0…1
    alpha: float | None  # Krippendorff's, ordinal; None without any variation
    further: int  # documents a further expert or an arbitrator read


@dataclass(frozen=True, slots=True)
class Severity:
    """An expert against the others on the same versions and criteria, in levels; below 0: more severe.

    `difference` is the plain mean, `shrunk` is drawn towards 0 where little is known; `telling`: its interval is apart
    from 0.
    """

    person_id: int
    shared: int  # levels others have set too
    difference: float | None
    shrunk: float | None
    low: float | None
    high: float | None

    @property
    def telling(self) -> bool:
        """Is the expert likely to differ from the others at all?"""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Form:
    """A finished form as agreement sees it. `levels` holds set levels only."""

    person_id: int
    share: float | None
    zone: Zone | None
    levels: tuple[tuple[str, int], ...]


DivergenceKind = Literal["share", "zone", "critical", "levels"]


@dataclass(frozen=True, slots=True)
class DivergenceReason:
    """One threshold of the policy that was passed, in words."""

    kind: DivergenceKind
    words: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Divergence:
    """Two finished forms compared. Any reason calls a further expert."""

    share_gap: float | None
    far_codes: tuple[str, ...]  # criteria two or more levels apart
    differing: tuple[str, ...]  # criteria with any difference
    reasons: tuple[DivergenceReason, ...]

    @property
    def called(self) -> bool:
        """Is a further expert called?"""
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The machine's proposal and the expert's level for one criterion of one version."""

    code: str
    proposed: int | None
    level: int | None
    not_applicable: bool = False


@dataclass(frozen=True, slots=True)
class Precision:
    """How often experts kept what a check proposed, and which way they went when they did not."""

    code: str
    kept: Interval  # share of proposals experts kept
    raised: int  # the expert set a better level
    lowered: int
    dropped: int  # set to «неприменимо»


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A re-check against the first result. `key` names the group: a municipality, a criterion."""

    key: str
    differing: Interval
