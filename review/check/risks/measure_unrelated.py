"""Measures do not answer the activated directions, or are general words.

What it looks for:
    Measures of the plan or of the section on measures, the directions each is about, and general wording
    («активизировать», «усилить контроль»).
Why it matters:
    Measures must remove the causes of the activated risks and lie within the school's power.
Fails:
    No measures, or none about an activated direction (level 0); general measures, or directions without any (level 1).
Passes:
    Concrete measures for every activated direction.
Parameters:
    general_share: part of the measures that may be general.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import about, titles
from review.check.nearness import nearest
from review.check.passages import items, row_quotes, section_quotes
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text", "risks")
SAYS = ("no_measures", "unrelated", "uncovered", "general", "fine", "near", "nothing_near")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """How many measures may be general."""

    general_share: float = 0.3


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by directions covered and by how concrete the measures are."""
    activated = (subject.card.activated if subject.card is not None else None) or ()
    if not activated:
        return Proposal(None, None, outcome="not_applicable")
    measures = _measures(subject)
    if not measures:
        return Proposal(0, 0.65, (Reason("no_measures"),))
    covered: set[str] = set()
    for quote, risks in measures:
        covered |= about(quote.text, risks, activated, subject.profile, language)
    missing = [code for code in activated if code not in covered]
    quotes = tuple(quote for quote, _ in measures)
    if not covered:
        return Proposal(0, 0.7, (Reason("unrelated", {}, quotes[:6]),))
    words = subject.profile.words.get("general_measure", ())
    general = tuple(quote for quote in quotes if find_phrases(words, quote.text))
    said = []
    if missing:
        said.append(Reason("uncovered", {"directions": titles(subject.profile, missing)}, quotes[:6]))
    if len(general) > params.general_share * len(quotes):
        said.append(Reason("general", {"count": len(general), "total": len(quotes)}, general[:6]))
    if said:
        names = (risk.name for code in missing if (risk := subject.profile.risk(code)) is not None)
        return Proposal(1, 0.75, tuple(said), hints=nearest(names, quotes, language))
    return Proposal(2, 0.85, (Reason("fine", {"count": len(quotes)}, quotes[:4]),))


def _measures(subject: Subject) -> list[tuple[Quote, tuple[str, ...]]]:
    """Measures with the directions the facts tell: of plans first, of prose else."""
    rows = [row for row in subject.facts.rows if row.measure is not None]
    if rows:
        found = []
        for row in rows:
            found += [(q, row.risks) for q in (row.measure, row.task) if q is not None and q.text.strip()]
        return found
    quotes = section_quotes(subject, "measures", "plan", "content") or row_quotes(subject, "measures")
    return [(item.quote, ()) for item in items(subject.document, quotes)]
