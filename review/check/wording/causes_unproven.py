"""Signals for the expert: does the text name causes for each activated direction, and figures beside them?

What it looks for:
    Words of cause («причина», «обусловлено», «связано с», «следствие») near each activated direction.
Why it matters:
    Measures can act on causes only when they are known.
Fails:
    Never by itself: the expert decides.
Passes:
    Nothing to point at.
Parameters:
    (none)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.passages import section_quotes
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_causes", "causes")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """No parameters."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Signals without a level."""
    words = subject.profile.words.get("cause", ())
    quotes = tuple(q for q in section_quotes(subject, "analysis", "introduction") if find_phrases(words, q.text))
    reason = Reason("causes", {"count": len(quotes)}, quotes[:6]) if quotes else Reason("no_causes")
    return Proposal(None, None, (reason,), outcome="expert_only")
