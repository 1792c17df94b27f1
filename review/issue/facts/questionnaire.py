"""Facts of the municipal coordinator's questionnaire: the state of every school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.decided import NOT_CONCEPT
from review.issue.facts.known import Composed
from review.issue.facts.shares import planned
from review.issue.words.typography import NBSP, number
from review.model.assessment import Verdict

if TYPE_CHECKING:
    from review.issue.facts.known import Answers, Known
    from review.model.issued import Paper
    from review.model.register import SchoolCard

LETTER, VISIT = "pismo-rekomendacii-shkole", "spravka-kuratora"


def questionnaire(known: Known, _answers: Answers) -> Composed:
    """What was uploaded, confirmed and examined is known; self-diagnosis, webinars and difficulties are asked."""
    coordinator = known.coordinators.get(known.cards[0].municipality_id) if known.cards else None
    facts = {
        "mun": known.place,
        "coordinator": (coordinator or known.actor).told("муниципальный координатор"),
        "filled": known.day.isoformat(),
        "q": {"schools": len(known.cards), "curators": len({card.curator_id for card in known.cards} - {None})},
        "schools": [_row(known, card) for card in known.cards],
    }
    stops = [] if known.cards else ["в муниципалитете нет школ этого года"]
    ids = tuple(card.id for card in known.cards)
    return Composed(facts, f"Анкета муниципального координатора, {known.place}", tuple(stops), school_ids=ids)


def _row(known: Known, card: SchoolCard) -> dict[str, object]:
    shown = [item for item in known.documents if item.school_id == card.id and item.kind not in NOT_CONCEPT]
    decided = [item for item in known.decided if item.card.id == card.id and item.document.kind not in NOT_CONCEPT]
    active = [risk.code for risk in card.risks or () if risk.activated]
    row: dict[str, object] = {
        "school": card.short_name,
        "profile": "да" if card.risks is not None else "нет",
        "self": "да" if active else "нет",
        "risks": ", ".join(active) or "–",
        "uploaded": f"{len(shown)} / {planned(card)}",
        "confirmed": str(sum(item.curator_confirmed is True for item in shown)),
        "webinars": 0,
    }
    if decided:
        mean = sum(item.percent for item in decided) / len(decided)
        row["exam"] = f"{number(round(mean, 1))}{NBSP}%"
        row["mended"] = "да" if all(item.decision.verdict is Verdict.CONFORMS for item in decided) else "нет"
    if (letter := _latest(known, card, LETTER)) is not None:
        row["sent"] = letter.date.isoformat()
    if (visited := known.earlier.get(f"{VISIT}:{card.id}", {}).get("visit")) is not None:
        row["visit"] = visited
    return row


def _latest(known: Known, card: SchoolCard, template: str) -> Paper | None:
    return next((one for one in known.papers if one.template == template and card.id in one.school_ids), None)
