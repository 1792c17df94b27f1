"""The goal is a slogan, or its value or term is missing.

What it looks for:
    In each goal a change, a value somebody can check and a term; for an anti-risk programme also the direction.
Why it matters:
    Nobody can tell whether a goal without value and term was reached.
Fails:
    Weak verbs only, no goal at all, or (where asked) a goal that is not about the direction (level 0); a change
    without value or term (level 1).
Passes:
    A measurable result with its term.
Parameters:
    about_risk: the goal must be about the document's direction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import touches
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import Goal

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_goal", "slogan", "no_value", "no_term", "off_risk", "some_vague", "fine")
PROVEN: tuple[str, ...] = ()


_CHANGE = re.compile(r"(?<!\w)(?:с|со|от)\s+\d[\d  ,.]*(?:[^.\d]{0,40}?)\sдо\s+\d(?![\d.]*\.?\s*(?:год|г\.))")

_MORE = re.compile(
    r"(?<![а-яё])(?:активнее|чаще|реже|выше|ниже|больше|меньше|быстрее|сильнее|увереннее|регулярнее|теснее)(?![а-яё])"
)
_WEAK = re.compile(
    r"услови|формировани|совершенствовани|обеспечени|содействи|способствова|развити|оптимизаци|активизаци"
    r"|качеств\w+ (?:образовани|обучени|знани)|социализаци|достойн|современн"
)


@dataclass(frozen=True)
class Params:
    """Is the goal to be about the document's direction?"""

    about_risk: bool = False


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level of the first goal, mended or spoilt by the others."""
    goals = subject.facts.goals
    if not goals:
        return Proposal(0, 0.7, (Reason("no_goal"),))
    quotes = tuple(goal.quote for goal in goals)
    if params.about_risk and not _about_risk(subject, goals, language):
        return Proposal(0, 0.8, (Reason("off_risk", {}, quotes),))
    levels = [_level(goal) for goal in goals]
    good = levels.count(2)
    best = goals[levels.index(max(levels))]
    if good and (levels[0] == 2 or good * 2 >= len(levels)):  # noqa: PLR2004 - the best level
        return Proposal(2, 0.92, (Reason("fine", {}, _of(goals, levels, 2)),))
    if good:
        return Proposal(1, 0.6, (Reason("some_vague", {}, _of(goals, levels, 0, 1)),))
    if max(levels) == 1:
        key = "no_term" if best.measurability.measurable else "no_value"
        return Proposal(1, 0.8, (Reason(key, {}, _of(goals, levels, 1)),))
    return Proposal(0, 0.88, (Reason("slogan", {}, quotes),))


def _of(goals: tuple[Goal, ...], levels: list[int], *wanted: int) -> tuple[Quote, ...]:
    return tuple(goal.quote for goal, level in zip(goals, levels, strict=True) if level in wanted)


def _level(goal: Goal) -> int:
    found = goal.measurability
    if found.measurable or _CHANGE.search(goal.quote.text.lower()):
        return 2 if found.deadline else 1
    weak = found.vague and _WEAK.search(goal.quote.text.lower())
    directed = found.direction or bool(_MORE.search(goal.quote.text.lower()))
    return 1 if directed and (found.deadline or found.quantities or not weak) else 0


def _about_risk(subject: Subject, goals: tuple[Goal, ...], language: Language) -> bool:
    """Does any goal speak of the programme's direction? No only when it plainly speaks of another one instead."""
    codes = [code for code in (subject.entry.risk, *subject.facts.risk_codes[:1]) if code]
    if not codes:
        return True
    kin = subject.profile.words.get("one_circle_risks", ())  # directions about teachers and means speak alike
    near = kin if codes[0] in kin else ()
    others = [risk.code for risk in subject.profile.risks if risk.code not in codes and risk.code not in near]
    text = "\n".join(goal.quote.text for goal in goals)
    if touches(text, codes, subject.profile, language):
        return True
    return not touches(text, others, subject.profile, language, strongly=True)
