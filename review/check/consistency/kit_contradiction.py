"""The documents of one kit contradict each other; where asked, the text is copied.

What it looks for:
    The directions, periods, goals and values of the same indicators in the concept, the midterm programme and the
    anti-risk programmes of the kit.
Why it matters:
    One school works by one plan.
Fails:
    Another set of directions, or other values for the same indicator (level 0); other names or periods (level 1).
Passes:
    The documents agree.
Parameters:
    own_words: copied text counts too (half, third are its shares);
    likeness, goal: how near two indicators' names or two goals must be to be the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.copies import copied, copying
from review.check.coverage import about, titles
from review.check.points import differs, is_same, told_in_goals, values
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from datetime import date

    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Member, Subject
    from review.model.language import Language
    from review.model.programme import Facts, Goal, Indicator

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("alone", "other_risks", "other_values", "other_goal", "other_period", "copied", "copy_unclear", "fine")
PROVEN = ("copied",)

PROGRAMMES = ("concept", "midterm_program")


@dataclass(frozen=True)
class Params:
    """What counts."""

    own_words: bool = False
    half: float = 0.5
    third: float = 0.3
    likeness: float = 0.75
    goal: float = 0.7
    same_goal: float = 0.25
    term_days: int = 45


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the gravest disagreement, or by copied words."""
    copies = copying(subject, params.third) if params.own_words else None
    said: list[Reason] = []
    level = 2
    if copies is not None and copies.state == "copy":
        said.append(copied(copies))
        level = 0 if copies.share > params.half else 1
    others = [member for member in subject.kit if member.kind in (*PROGRAMMES, "antirisk_program")]
    others.sort(key=lambda member: member.entry.name)  # the same document is named in whatever order they came
    if not others and not said:
        if copies is not None and copies.state == "unclear":
            return Proposal(None, None, (copied(copies),), outcome="not_checked")
        return Proposal(None, None, (Reason("alone"),), outcome="not_checked")
    risks = _other_risks(subject, others, language)
    values = _other_values(subject.facts, others, params.likeness, language)
    if risks is not None:
        said.append(risks)
        level = 0
    if values:
        words = "; ".join(dict.fromkeys(name for name, _ in values))
        said.append(Reason("other_values", {"indicators": words}, tuple(quote for _, quote in values)))
        level = 0
    goals = _other_goals(subject.facts, others, params.goal, language)
    if goals:
        said.append(Reason("other_goal", {"name": goals[0][0]}, tuple(quote for _, quote in goals)))
        level = 0
    period = _other_period(subject, others) or _other_term(subject, others, params, language)
    if period is not None:
        said.append(period)
        level = min(level, 1)
    if said:
        return Proposal(level, 0.8, tuple(said))
    return Proposal(2, 0.85, (Reason("fine", {"count": len(others)}),))


def _worked_on(facts: Facts) -> set[str]:
    """Directions a document works on: of its goals and tasks and by their exact names; else those it names."""
    told = [goal.risks for goal in facts.goals] + [task.risks for task in facts.tasks if task.where != "plan"]
    sole = {code for codes in told for code in codes if len(codes) == 1}
    worked = sole & set(facts.risk_codes) or sole  # a direction only guessed from a task's words counts for little
    named = {m.code for m in facts.risks if m.exact and m.where in ("title", "passport", "plan")}
    return worked | named or set(facts.risk_codes)


def _other_risks(subject: Subject, others: list[Member], language: Language) -> Reason | None:
    for member in others:
        if member.kind not in PROGRAMMES:
            continue
        extra = {code for code in _worked_on(member.facts) if not _tells(subject, subject.facts, code, language)}
        missing = {code for code in _worked_on(subject.facts) if not _tells(subject, member.facts, code, language)}
        if extra or missing:
            return _risk_reason(subject, member, extra, missing)
    programmes = [(member, _direction(member)) for member in others if member.kind == "antirisk_program"]
    codes = {code for _, direction in programmes for code in direction}
    strangers = {code for code in codes if not _tells(subject, subject.facts, code, language)}
    named = next((member for member, direction in programmes if direction & strangers), None)
    return _risk_reason(subject, named, strangers, set()) if named is not None else None


def _tells(subject: Subject, facts: Facts, code: str, language: Language) -> bool:
    """Does a document name the direction, or set a goal or task about it?"""
    if code in facts.risk_codes:
        return True
    told = [(goal.quote.text, goal.risks) for goal in facts.goals]
    told += [(task.quote.text, task.risks) for task in facts.tasks]
    return any(about(text, risks, [code], subject.profile, language, trusting=False) for text, risks in told)


def _direction(member: Member) -> set[str]:
    """The one direction an anti-risk programme is for."""
    if member.entry.risk:
        return {member.entry.risk}
    return {m.code for m in member.facts.risks if m.where == "title"} or set(member.facts.risk_codes[:1])


def _risk_reason(subject: Subject, member: Member, extra: set[str], missing: set[str]) -> Reason:
    codes = sorted(extra | missing)
    quotes = tuple(m.quote for m in subject.facts.risks if m.code in missing)[:4]
    values = {"directions": titles(subject.profile, codes), "name": member.entry.name}
    return Reason("other_risks", values, quotes)


def _other_values(facts: Facts, others: list[Member], likeness: float, language: Language) -> list[tuple[str, Quote]]:
    """Indicators whose baseline or target differs in another document."""
    found = []
    for own in _measured(facts, language):
        for member in others:
            same = [item for item in _measured(member.facts, language) if is_same(own, item, likeness, language)]
            if same and all(differs(own, item) for item in same):
                found.append((own.name or own.quote.text, own.quote))
                break
    return found


def _other_goals(facts: Facts, others: list[Member], likeness: float, language: Language) -> list[tuple[str, Quote]]:
    """Goals with nearly the same words and other figures."""
    found = []
    for goal in facts.goals:
        own = {quantity.value for quantity in goal.measurability.quantities}
        for member in others:
            for other in member.facts.goals:
                theirs = {quantity.value for quantity in other.measurability.quantities}
                apart = len(own & theirs) * 2 < min(len(own), len(theirs))
                if own and theirs and apart and language.similarity(goal.quote.text, other.quote.text) >= likeness:
                    found.append((member.entry.name, goal.quote))
    return found


def _measured(facts: Facts, language: Language) -> list[Indicator]:
    """Indicators of the document itself, not of single measures, that have values; goals tell some in passing."""
    own = [item for item in facts.indicators if item.where != "plan"]
    return [item for item in (*own, *told_in_goals(facts, language)) if values(item)]


def _other_term(subject: Subject, others: list[Member], params: Params, language: Language) -> Reason | None:
    """The same goal to be reached by another day."""
    for goal in subject.facts.goals:
        own = _deadline(goal.quote.text, subject, language)
        for member in others if own is not None else ():
            for other in member.facts.goals:
                if member.kind not in PROGRAMMES and not _shares_values(goal, other):
                    continue  # a programme's goal is a part of the school's: only the same change can be compared
                day = _deadline(other.quote.text, subject, language)
                apart = day is not None and own is not None and abs((day - own).days) > params.term_days
                if apart and language.similarity(goal.quote.text, other.quote.text) >= params.same_goal:
                    words = {"other": " ".join(other.quote.text.split())[:120], "name": member.entry.name}
                    return Reason("other_period", words, (goal.quote,))
    return None


def _shares_values(one: Goal, other: Goal) -> bool:
    """Do two goals tell the same figures?"""
    left, right = ({q.value for q in goal.measurability.quantities} for goal in (one, other))
    return len(left & right) > 1


def _deadline(text: str, subject: Subject, language: Language) -> date | None:
    """The last day a goal names; a bare year is its last day."""
    days = [span.last for span in language.dates(text, year=subject.facts.year or subject.profile.year) if span.last]
    return max(days, default=None)


def _other_period(subject: Subject, others: list[Member]) -> Reason | None:
    own = subject.facts.period
    if own is None:
        return None
    for member in others:
        period = member.facts.period
        if period is None or member.kind not in PROGRAMMES:
            continue
        if (period.start.year, period.end.year) != (own.start.year, own.end.year):
            words = {"other": " ".join(period.quote.text.split()), "name": member.entry.name}
            return Reason("other_period", words, (own.quote,))
    return None
