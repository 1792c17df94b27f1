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

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import about, titles
from review.check.passages import row_quotes, row_texts, section_quotes, section_texts
from review.check.people import has_number, names_crowd, naming
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.check.people import Naming
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("nobody", "collective", "gaps", "directions", "no_numbers", "fine")
PROVEN: tuple[str, ...] = ()


CELL = 15  # words of a cell or a line of a list; longer texts are prose
_ANSWERS = re.compile(
    r"ответственн(?:ый|ая|ое|ые|ого|ой|ым|ыми|ых)\b|отвеча[ею]т|исполнител|возлага|возлож|курир|координир|назначен"
    r"|закрепл|руководит|руководств"
)


@dataclass(frozen=True)
class Params:
    """What is demanded beside names."""

    directions: bool = False
    participants: bool = False
    share: float = 0.9


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by who is named and where."""
    named = _named(subject, params, language)
    personal = [quote for quote, name in named if name == "personal"]
    crowds = [quote for quote, name in named if name == "collective"]
    if not personal and not crowds:
        return Proposal(0, 0.88, (Reason("nobody"),))
    said = []
    if crowds and len(personal) < params.share * len(named):
        said.append(Reason("collective", {"count": len(crowds), "total": len(named)}, tuple(crowds)[:8]))
    without = [row for row in subject.facts.rows if row.responsible is None or not row.responsible.text.strip(" -–—")]
    if not params.directions and without:
        quotes = tuple(row.measure for row in without if row.measure is not None)
        said.append(Reason("gaps", {"count": len(without), "total": len(subject.facts.rows)}, quotes[:8]))
    if params.directions and not said:
        missing = _directions_without(subject, language)
        if missing:
            words = titles(subject.profile, missing)
            said.append(Reason("directions", {"directions": words}, tuple(personal)[:6]))
    if params.participants and _without_numbers(subject):
        groups = _without_numbers(subject)
        said.append(Reason("no_numbers", {"count": len(groups)}, tuple(groups)[:8]))
    if said:
        return Proposal(1, 0.85, tuple(said))
    return Proposal(2, 0.92, (Reason("fine", {}, tuple(personal)[:6]),))


def _named(subject: Subject, params: Params, language: Language) -> list[tuple[Quote, Naming]]:
    """Cells of the responsible column; without such a column, lines that say who answers."""
    cells = [row.responsible for row in subject.facts.rows if row.responsible is not None]
    named = [(quote, naming(quote.text, subject.profile, language)) for quote in cells]
    named = [(quote, name) for quote, name in named if name != "empty"]
    if named and not params.directions:
        return named
    seen = {quote.block for quote, _ in named}
    told = [*subject.facts.responsible, *row_quotes(subject, "executors"), *section_quotes(subject, "responsible")]
    for quote in dict.fromkeys(told):
        if quote.block in seen:
            continue
        name = naming(quote.text, subject.profile, language)
        prose = len(quote.text.split()) > CELL
        if prose and not _ANSWERS.search(quote.text.lower()):
            continue
        if name == "personal" or (name == "collective" and names_crowd(quote.text, subject.profile)):
            named.append((quote, name))
    return named


def _directions_without(subject: Subject, language: Language) -> list[str]:
    """Activated directions no responsible line or row speaks of."""
    codes = (subject.card.activated if subject.card is not None else None) or ()
    covered: set[str] = set()
    for row in subject.facts.rows:
        if row.responsible is not None and naming(row.responsible.text, subject.profile, language) == "personal":
            text = " ".join(q.text for q in (row.task, row.measure, row.extra) if q is not None)
            covered |= about(f"{row.section} {text}", row.risks, codes, subject.profile, language)
    blocks = [quote.block for quote in subject.facts.responsible]
    for text in [*row_texts(subject.document, blocks), *section_texts(subject, "responsible")]:
        if naming(text, subject.profile, language) == "personal":
            covered |= about(text, (), codes, subject.profile, language)
    return [code for code in codes if code not in covered]


def _without_numbers(subject: Subject) -> list[Quote]:
    """Groups of participants without a number, when most are told without one."""
    groups = [row.participants for row in subject.facts.rows if row.participants is not None]
    bare = [quote for quote in groups if not has_number(quote.text)]
    if not groups:
        return [row.measure for row in subject.facts.rows if row.measure is not None]
    return bare if len(bare) * 2 > len(groups) else []
