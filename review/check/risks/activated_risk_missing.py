"""An activated direction of the risk profile is not named.

What it looks for:
    The directions the text names, by name, synonym or paraphrase, against those activated in the card; a factor of
    high significance that was not activated must be explained.
Why it matters:
    The concept must answer the risks the school itself activated.
Fails:
    None of the activated directions is named (level 0); only some are (level 1).
Passes:
    All are named, exceptions are explained.
Parameters:
    high_explained: a factor of high significance neither activated nor named costs the best level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import titles
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text", "risks")
SAYS = ("none", "some", "high_unexplained", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """Must exceptions be explained?"""

    high_explained: bool = True


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the activated directions named."""
    card = subject.card
    activated = (card.activated if card is not None else None) or ()
    if not activated:
        return Proposal(None, None, outcome="not_applicable")
    named = subject.facts.risk_codes
    missing = [code for code in activated if code not in named]
    met = [code for code in activated if code in named]
    quotes = _quotes(subject, met)
    if not met:
        seen = _quotes(subject, named)
        return Proposal(0, 0.88, (Reason("none", {"missing": titles(subject.profile, missing)}, seen),))
    if missing:
        return Proposal(1, 0.9, (Reason("some", {"missing": titles(subject.profile, missing)}, quotes),))
    high = [risk.code for risk in (card.risks or ()) if risk.significance == "high"] if card is not None else []
    silent = [code for code in high if code not in activated and code not in named]
    if params.high_explained and silent:
        return Proposal(1, 0.7, (Reason("high_unexplained", {"missing": titles(subject.profile, silent)}, quotes),))
    return Proposal(2, 0.94, (Reason("fine", {"named": titles(subject.profile, met)}, quotes),))


def _quotes(subject: Subject, codes: Sequence[str]) -> tuple[Quote, ...]:
    """The first mention of each, an exact one if there is any."""
    quotes = []
    for code in codes:
        mentions = [mention for mention in subject.facts.risks if mention.code == code]
        exact = [mention for mention in mentions if mention.exact]
        if mentions:
            quotes.append((exact or mentions)[0].quote)
    return tuple(quotes)
