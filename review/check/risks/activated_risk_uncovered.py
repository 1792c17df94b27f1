"""An activated direction has no task, measures or subprogramme; or a direction nobody activated was added.

What it looks for:
    Directions in goals, tasks, passport and plan against the activated ones in the card.
Why it matters:
    Every activated direction must be worked on, and only they.
Fails:
    More than one direction left out (level 0); one left out, or one added without explanation (level 1).
Passes:
    All of them and only they.
Parameters:
    (none)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import about, titles
from review.check.passages import items, row_quotes
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text", "risks")
SAYS = ("missing", "added", "fine")
PROVEN: tuple[str, ...] = ()

WORKING = ("passport", "plan", "title")


@dataclass(frozen=True)
class Params:
    """No parameters."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by directions left out and added."""
    activated = (subject.card.activated if subject.card is not None else None) or ()
    if not activated:
        return Proposal(None, None, outcome="not_applicable")
    covered = [code for code in activated if _is_covered(subject, code, language)]
    missing = [code for code in activated if code not in covered]
    added = _added(subject, activated)
    said = []
    if missing:
        quotes = _mentions(subject, covered)
        said.append(Reason("missing", {"directions": titles(subject.profile, missing)}, quotes))
    if added:
        quotes = _mentions(subject, added)
        said.append(Reason("added", {"directions": titles(subject.profile, added)}, quotes))
    if len(missing) > 1 or (missing and len(missing) == len(activated)):
        return Proposal(0, 0.88, tuple(said))
    if said:
        return Proposal(1, 0.85, tuple(said))
    return Proposal(2, 0.92, (Reason("fine", {}, _mentions(subject, covered)),))


def _is_covered(subject: Subject, code: str, language: Language) -> bool:
    """Named where the programme works, or a task and a measure are about it."""
    facts = subject.facts
    if any(mention.code == code and mention.where in WORKING for mention in facts.risks):
        return True
    announced = row_quotes(subject, "measures") + row_quotes(subject, "goal")
    if any(_about(subject, item.quote, (), code, language) for item in items(subject.document, announced)):
        return True
    task = any(_about(subject, task.quote, task.risks, code, language) for task in facts.tasks)
    rows = [(row.measure, row.risks) for row in facts.rows if row.measure is not None]
    measure = any(_about(subject, quote, risks, code, language) for quote, risks in rows)
    return task and (measure or not rows)


def _about(subject: Subject, quote: Quote, risks: tuple[str, ...], code: str, language: Language) -> bool:
    return bool(about(quote.text, risks, [code], subject.profile, language, trusting=False))


def _added(subject: Subject, activated: tuple[str, ...]) -> list[str]:
    """Directions not activated but worked on: a subprogramme, goal or task names them."""
    facts = subject.facts
    named = [m.code for m in facts.risks if m.code not in activated and m.where in WORKING and m.exact]
    told = [goal.risks for goal in facts.goals] + [task.risks for task in facts.tasks]
    tasks = [code for codes in told for code in codes if code not in activated]
    strong = [code for code in dict.fromkeys(named) if named.count(code) > 1 or code in tasks]
    listed = [m.code for m in facts.risks if m.code in named and m.where == "passport"]
    return list(dict.fromkeys([*strong, *listed]))


def _mentions(subject: Subject, codes: list[str]) -> tuple[Quote, ...]:
    quotes = []
    for code in codes:
        found = [m for m in subject.facts.risks if m.code == code]
        working = [m for m in found if m.where in WORKING]
        if found:
            quotes.append((working or found)[0].quote)
    return tuple(quotes)
