"""Nobody in particular answers for the measures or directions.

What it looks for:
    Responsible people in the rows of the plan, in a section of their own, or in lines that name who answers; a person
    or a post against a crowd («администрация», «педагоги»); where asked the size of the group of participants.
Why it matters:
    What everybody answers for nobody does.
Fails:
    Nobody named (level 0); crowds, gaps, or a direction without a responsible person (level 1).
Passes:
    A person or post for every row or every activated direction.
Parameters:
    directions: every activated direction needs its responsible person; participants: groups need a number;
    share: part of the rows that must name a person or post.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import about, titles
from review.check.passages import row_quotes, section_quotes
from review.check.people import has_number, naming
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("nobody", "collective", "gaps", "directions", "no_numbers", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """What is demanded beside names."""

    directions: bool = False
    participants: bool = False
    share: float = 0.9


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by who is named and where."""
    cells = [row.responsible for row in subject.facts.rows if row.responsible is not None]
    if params.directions or not cells:
        cells = cells + [quote for quote in _told(subject) if quote not in cells]
    names = [(quote, naming(quote.text, subject.profile, language)) for quote in cells]
    personal = [quote for quote, name in names if name == "personal"]
    crowds = [quote for quote, name in names if name == "collective"]
    if not personal and not crowds:
        return Proposal(0, 0.88, (Reason("nobody"),))
    said = []
    if crowds and len(personal) < params.share * (len(personal) + len(crowds)):
        said.append(Reason("collective", {"count": len(crowds), "total": len(cells)}, tuple(crowds)[:8]))
    without = [row for row in subject.facts.rows if row.responsible is None or not row.responsible.text.strip(" -–—")]
    if not params.directions and without:
        quotes = tuple(row.measure for row in without if row.measure is not None)
        said.append(Reason("gaps", {"count": len(without), "total": len(subject.facts.rows)}, quotes[:8]))
    if params.directions and not said:
        missing = _directions_without(subject, personal, language)
        if missing:
            words = titles(subject.profile, missing)
            said.append(Reason("directions", {"directions": words}, tuple(personal)[:6]))
    if params.participants and _without_numbers(subject):
        groups = _without_numbers(subject)
        said.append(Reason("no_numbers", {"count": len(groups)}, tuple(groups)[:8]))
    if said:
        return Proposal(1, 0.85, tuple(said))
    return Proposal(2, 0.92, (Reason("fine", {}, tuple(personal)[:6]),))


def _told(subject: Subject) -> list[Quote]:
    found = [*subject.facts.responsible, *section_quotes(subject, "responsible"), *row_quotes(subject, "executors")]
    return list(dict.fromkeys(found))


def _directions_without(subject: Subject, personal: list[Quote], language: Language) -> list[str]:
    """Activated directions no responsible line or row speaks of."""
    codes = (subject.card.activated if subject.card is not None else None) or ()
    if not codes:
        return []
    covered: set[str] = set()
    for row in subject.facts.rows:
        if row.responsible is not None and row.responsible in personal:
            text = " ".join(q.text for q in (row.task, row.measure, row.extra) if q is not None)
            covered |= about(f"{row.section} {text}", row.risks, codes, subject.profile, language)
    for quote in _told(subject) + section_quotes(subject, "responsible"):
        covered |= about(quote.text, (), codes, subject.profile, language)
    return [code for code in codes if code not in covered]


def _without_numbers(subject: Subject) -> list[Quote]:
    """Groups of participants without a number, when most are told without one."""
    groups = [row.participants for row in subject.facts.rows if row.participants is not None]
    bare = [quote for quote in groups if not has_number(quote.text)]
    if not groups:
        return [row.measure for row in subject.facts.rows if row.measure is not None]
    return bare if len(bare) * 2 > len(groups) else []
