"""Does the document show that the event took place: who, when, where, how many?

What it looks for: words of something done, a date, numbers of participants, a filled registration list.

Why it matters: without the number of participants nobody can tell whether the measure reached those it was meant for.

Fails: an order to hold a meeting; a meeting «присутствовали родители» without a number (partly).

Passes: «Обследовано 58 обучающихся из 58», a registration list.

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.confirming import body_of, is_act, title_of
from review.model.finding import Proposal, Reason
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_fact", "planned", "no_attendance", "shown")
PROVEN: tuple[str, ...] = ("shown",)


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with fact and coverage, 1 with the fact alone, 0 when the fact cannot be seen."""
    facts = subject.facts.evidence
    if facts is None:
        return Proposal(None, None, outcome="not_checked")
    told = has_phrase(subject.profile.words.get("happened", ()), body_of(subject.document))
    kind = facts.document_type
    if kind in ("order", "certificate") and facts.signed and is_act(subject):
        named = (*facts.attendance[:2], *(mention.quote for mention in subject.facts.persons[:2]))
        key, level = ("shown", 2) if named else ("no_attendance", 1)
        return Proposal(level, 0.7, (Reason(key, {}, named),))
    certain = told or (kind in ("protocol", "list", "diagnostics") and bool(facts.attendance or facts.outcome))
    meant = kind in ("plan", "order", "script", "letter")
    on_results = has_phrase(subject.profile.words.get("title_results", ()), title_of(subject.document))
    if meant and not on_results and not (facts.outcome and told and (facts.event or facts.attendance)):
        return Proposal(0, 0.75, (Reason("planned", {}, (facts.type_quote,) if facts.type_quote else ()),))
    if not certain and not facts.event and not on_results:
        return Proposal(0, 0.7, (Reason("no_fact"),))
    if kind == "certificate":
        return Proposal(2, 0.7, (Reason("shown", {}, facts.event_quotes[:1]),))
    if not facts.attendance:
        return Proposal(1, 0.8, (Reason("no_attendance", {}, facts.event_quotes[:1]),))
    return Proposal(
        2, 0.85 if certain else 0.7, (Reason("shown", {}, (*facts.attendance[:2], *facts.event_quotes[:1])),)
    )
