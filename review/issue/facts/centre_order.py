"""Facts of the order that creates a municipal consultation centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.defaults import step_end
from review.issue.facts.known import Composed
from review.issue.facts.parts import bare_posts, order_parts, project_facts

if TYPE_CHECKING:
    from review.issue.facts.known import Answers, Known


def centre_order(known: Known, _answers: Answers) -> Composed:
    """The base and the head are asked; curators are offered as staff with their schools' directions."""
    facts: dict[str, object] = {
        **order_parts(known),
        **project_facts(known.profile),
        "answer_days": {"n": 5, "noun": "рабочий день"},
        "staff": [
            {"who": person.told("куратор"), "field": _directions(known, number)}
            for number, person in known.curators.items()
        ],
        "work": [],
    }
    report = step_end(known.profile, "totals") or known.profile.end
    if report > known.day:
        facts["report"] = report.isoformat()
    about = f"О создании муниципального консультационного центра {known.profile.project.get('short_gent', 'проекта')}"
    return Composed(facts, about, warnings=tuple(bare_posts(list(known.curators.values()))))


def _directions(known: Known, curator: int) -> str:
    codes = dict.fromkeys(
        risk.code for card in known.cards if card.curator_id == curator for risk in card.risks or () if risk.activated
    )
    names = [risk.name for code in codes if (risk := known.profile.risk(code)) is not None]
    return "; ".join(names) or "все направления"
