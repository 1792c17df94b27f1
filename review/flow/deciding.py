"""The coordinator's decision on a finished assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.assessment import Decision, Verdict


@dataclass(frozen=True, slots=True)
class SuggestedDecision:
    """What the rubric's thresholds say of the expert's total, with the grounds in words."""

    verdict: Verdict | None
    grounds: str


def suggest(services: Services, actor: Actor, *, document_id: int) -> SuggestedDecision:
    """A starting point for the form; the coordinator decides."""
    raise NotImplementedError


def decide(
    services: Services,
    actor: Actor,
    *,
    document_id: int,
    verdict: Verdict,
    grounds: str,
    due: date | None,
    expected: int,
) -> Decision:
    """Decide on the latest version. `expected` is SchoolDocument.version as shown; deciding again replaces a decision.

    The rubric edition is frozen by its first use. Raises Stale, WrongState (no finished assessment; the edition's
    content changed since it was used), BadInput (no due date for rework, or one in the past), NotAllowed.
    """
    raise NotImplementedError


def decisions_of(services: Services, actor: Actor, *, document_id: int) -> tuple[Decision, ...]:
    """All decisions on a document, the latest first."""
    raise NotImplementedError
