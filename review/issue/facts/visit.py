"""Facts of the curator's spravka of the first visit: the risk profile is known, what was seen is asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from review.issue.facts.known import Composed
from review.issue.facts.parts import given, school_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.issue.facts.known import Answers, Known
    from review.model.card import CardRisk

SIGNIFICANCE = {"high": "высокая", "medium": "средняя", "low": "низкая", None: "не указана"}
LATEST_DAYS = 7  # five working days


def visit(known: Known, answers: Answers) -> Composed:
    """A direction of the profile is confirmed where the school activated it; grounds are the curator's own words."""
    card = known.card
    risks = card.risks or ()
    curator = known.curator(card)
    facts: dict[str, object] = {
        "school": school_facts(card),
        "curator": (curator or known.actor).told("куратор"),
        "director": {"name": card.director, "post": card.director_post or "директор"},
        "present": "директор, заместитель директора по учебно-воспитательной работе",
        "studied": "рисковый профиль, результаты самодиагностики, план работы школы",
        "factors": [_factor(known, risk) for risk in risks],
        "made": known.day.isoformat(),
    }
    active = _names(known, [risk for risk in risks if risk.activated])
    refused = _names(known, [risk for risk in risks if not risk.activated and risk.significance == "high"])
    if active:
        facts["active"] = active
    if refused:
        facts["refused"] = refused
    stops = [] if card.director else ["в карточке школы не указан директор: он знакомится со справкой"]
    wants = []
    if refused and "(" not in given(answers, "refused", refused):
        wants.append("впишите в скобках, почему направление высокой значимости не активируется")
    return Composed(
        facts,
        f"О первичном посещении, {card.short_name}",
        tuple(stops),
        tuple(_warnings(known, answers, risks)),
        school_ids=(card.id,),
        addressee=card.short_name,
        wants=tuple(wants),
    )


def _factor(known: Known, risk: CardRisk) -> dict[str, str]:
    named = known.profile.risk(risk.code)
    return {
        "name": named.name if named else risk.code,
        "level": SIGNIFICANCE[risk.significance],
        "confirmed": "да" if risk.activated else "нет",
        "why": "",
    }


def _names(known: Known, risks: Sequence[CardRisk]) -> str:
    return "; ".join(f"«{named.name}»" for risk in risks if (named := known.profile.risk(risk.code)) is not None)


def _warnings(known: Known, answers: Answers, risks: Sequence[CardRisk]) -> list[str]:
    found = [] if risks else ["рисковый профиль школы не внесён в карточку: таблица факторов пуста"]
    held = given(answers, "visit", "")
    if held and date.fromisoformat(held) > known.day:
        found.append("посещение ещё не состоялось")
    elif held and (known.day - date.fromisoformat(held)).days > LATEST_DAYS:
        found.append("справка оформляется не позднее пяти рабочих дней после посещения")
    return found
