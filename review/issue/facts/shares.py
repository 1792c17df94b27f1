"""Shares with their bases: of schools and documents, of one municipality or of the region."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from review.issue.facts.decided import NOT_CONCEPT, ZONE_WORDS
from review.issue.words.typography import NBSP, number
from review.model.assessment import Verdict
from review.model.submission import DocumentState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.issue.facts.decided import Decided
    from review.model.register import SchoolCard
    from review.model.submission import SchoolDocument

FEWEST = 5  # of fewer schools no share is told
Z95 = 1.959964


@dataclass(frozen=True)
class Shares:
    """Counts; a school is judged once any of its documents was decided, and conforms when all of them do."""

    schools: int
    planned: int
    uploaded: int
    confirmed: int
    decided: int
    judged: int
    ok: int

    @property
    def share(self) -> float | None:
        """Schools whose documents conform, of all schools, in percent."""
        return percent(self.ok, self.schools)


def shares(cards: Sequence[SchoolCard], documents: Sequence[SchoolDocument], decided: Sequence[Decided]) -> Shares:
    """Documents the year plans are a concept, a programme and one programme per activated direction."""
    shown = [item for item in documents if item.kind not in NOT_CONCEPT]
    judged = {item.card.id for item in decided}
    failed = {item.card.id for item in decided if item.decision.verdict is not Verdict.CONFORMS}
    return Shares(
        schools=len(cards),
        planned=sum(planned(card) for card in cards),
        uploaded=len(shown),
        confirmed=sum(item.curator_confirmed is True for item in shown),
        decided=len(decided),
        judged=len(judged),
        ok=len(judged - failed),
    )


def share_by_state(cards: Sequence[SchoolCard], documents: Sequence[SchoolDocument]) -> float | None:
    """`Shares.share` from the documents' states alone, where the decisions themselves are not read."""
    ids = {card.id for card in cards}
    shown = [item for item in documents if item.kind not in NOT_CONCEPT and item.school_id in ids]
    conforming = {item.school_id for item in shown if item.state is DocumentState.CONFORMS}
    failed = {item.school_id for item in shown if item.state in (DocumentState.REWORK, DocumentState.FAILS)}
    return percent(len(conforming - failed), len(cards))


def planned(card: SchoolCard) -> int:
    """How many documents a school must hand in."""
    return 2 + sum(risk.activated for risk in card.risks or ())


def percent(part: int, whole: int) -> float | None:
    """No share of nothing."""
    return round(100 * part / whole, 1) if whole else None


def told(part: int, whole: int, schools: int) -> str:
    """«78,4 %», «3 из 4» where schools are few, «–» where there is no base."""
    if not whole:
        return "–"
    share = percent(part, whole)
    return f"{part} из {whole}" if share is None or schools < FEWEST else f"{number(share)}{NBSP}%"


def interval(part: int, whole: int) -> str:
    """Wilson's 95 % interval: «61,2–89,0 %»; "" where the base is small."""
    if whole < FEWEST:
        return ""
    share = part / whole
    middle = share + Z95**2 / (2 * whole)
    half = Z95 * sqrt(share * (1 - share) / whole + Z95**2 / (4 * whole**2))
    scale = 1 + Z95**2 / whole
    low, high = max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
    return f"{number(round(100 * low, 1))}–{number(round(100 * high, 1))}{NBSP}%"


def zone(part: int, whole: int, decided: Sequence[Decided]) -> str:
    """The zone of a share by the thresholds of the rubric the documents were judged with."""
    if not whole or not decided:
        return ZONE_WORDS[None]
    share = part / whole
    for threshold in decided[0].rubric.thresholds:
        reached = threshold.min_share is not None and share >= threshold.min_share
        if reached or (threshold.below_share is not None and share < threshold.below_share):
            return ZONE_WORDS[threshold.zone]
    return ZONE_WORDS["yellow"]
