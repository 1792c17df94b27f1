"""Facts of the spravka of regional monitoring and of the letter with its recommendations to a municipality."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from review.issue.facts.decided import NOT_CONCEPT, recommendation
from review.issue.facts.known import Composed
from review.issue.facts.parts import exam_name, executor_facts, members, registered_parts, working
from review.issue.facts.shares import interval, percent, shares, told, zone
from review.issue.facts.spravka import conclusions, share, typical
from review.issue.words.people import phrase
from review.model.assessment import VERDICT_TITLES, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Answers, Known
    from review.model.register import Municipality

MONITORING = "региональный мониторинг документов школ"
MONITORED = "региональный мониторинг документов"  # «школ – участниц …» follows
DUE, AFTER = timedelta(14), timedelta(3)  # days for an answer, and from the schools' last date to it
AIM = "оценка документов школ и адресная методическая помощь муниципалитетам"


def monitoring(known: Known, _answers: Answers) -> Composed:
    """Shares by municipality and addressed recommendations to each."""
    decided = concept(known)
    facts: dict[str, object] = {
        **registered_parts(known),
        **executor_facts(known.body),
        "exam": exam_name(known.profile, "regional", None),
        "monitoring": MONITORED,
        "members": members(known.profile),
        "aim": AIM,
        "conclusions": "",
    }
    if decided:
        facts |= _figures(known, decided)
    stops = [] if decided else ["нет ни одного решения по документам: мониторить нечего"]
    idle = [town.name for town in known.municipalities if not _of(decided, town)]
    warnings = [f"нет решений по документам: {', '.join(idle)}"] if decided and idle else []
    return Composed(
        facts,
        "О результатах регионального мониторинга",
        tuple(stops),
        tuple(warnings),
        tuple(sorted({card.id for card in known.cards})),
        tuple(item.version.id for item in decided),
        early=not decided,
    )


def concept(known: Known) -> list[Decided]:
    """Decided documents but confirming ones and road maps."""
    return [item for item in known.decided if item.document.kind not in NOT_CONCEPT]


def _figures(known: Known, decided: Sequence[Decided]) -> dict[str, object]:
    whole = shares(known.cards, known.documents, decided)
    finished = [item.assessment.finished_at or item.decision.decided_at for item in decided]
    conforming = sum(item.decision.verdict is Verdict.CONFORMS for item in decided)
    rubrics = dict.fromkeys(f"{item.rubric.title}, редакция {item.rubric.edition}" for item in decided)
    good = [f"{item.card.short_name}: {item.assessment.praise}" for item in decided if item.assessment.praise]
    return {
        "from_date": min(item.version.uploaded_at for item in decided).date().isoformat(),
        "to_date": max(finished).date().isoformat(),
        "rubrics": "; ".join(rubrics),
        "cut": 100 * next((t.min_share for t in decided[0].rubric.thresholds if t.min_share is not None), 0.0),
        "q": {
            "muns": len(known.municipalities),
            "schools": whole.schools,
            "planned": whole.planned,
            "uploaded": whole.uploaded,
            "confirmed": whole.confirmed,
            "decided": whole.decided,
            "ok": whole.ok,
            "rechecked": known.rechecked[0],
        },
        "pct": {
            **share("uploaded", whole.uploaded, whole.planned),
            **share("confirmed", whole.confirmed, whole.uploaded),
            **share("ok", whole.ok, whole.schools),
            **share("differ", known.rechecked[1], known.rechecked[0]),
        },
        "interval": interval(whole.ok, whole.judged) if whole.judged < whole.schools else "",
        "muns": [_town(known, town, decided) for town in known.municipalities],
        "defects": list(typical(decided)),
        "conclusions": conclusions(len(decided), conforming),
        "advice": [_advice(known, town, decided) for town in known.municipalities if _back(decided, town)],
        **({"good": "\n".join(good)} if good else {}),
    }


def _of(decided: Sequence[Decided], town: Municipality) -> list[Decided]:
    return [item for item in decided if item.card.municipality_id == town.id]


def _back(decided: Sequence[Decided], town: Municipality) -> list[Decided]:
    return [item for item in _of(decided, town) if item.decision.verdict is not Verdict.CONFORMS]


def _town(known: Known, town: Municipality, decided: Sequence[Decided]) -> dict[str, object]:
    cards = [card for card in known.cards if card.municipality_id == town.id]
    ids = {card.id for card in cards}
    own = _of(decided, town)
    figures = shares(cards, [item for item in known.documents if item.school_id in ids], own)
    return {
        "name": town.name,
        "schools": figures.schools,
        "uploaded": told(figures.uploaded, figures.planned, figures.schools),
        "confirmed": told(figures.confirmed, figures.uploaded, figures.schools),
        "ok": told(figures.ok, figures.schools, figures.schools),
        "interval": interval(figures.ok, figures.judged) if figures.judged < figures.schools else "",
        "zone": zone(figures.ok, figures.judged, own),
    }


def _advice(known: Known, town: Municipality, decided: Sequence[Decided]) -> dict[str, object]:
    back = _back(decided, town)
    name = phrase(known.language, town.name, {}, organisation=True)["gent"]
    return {"who": f"орган управления образованием {name}", "recs": recommendations(back, known.day)}


def recommendations(back: Sequence[Decided], day: date) -> list[dict[str, str]]:
    """Rework by the decisions' latest date, and help with the criteria that fell short most often."""
    if not back:
        return []
    dues = [item.decision.due.date() for item in back if item.decision.due is not None]
    due = {"due": max(dues).isoformat()} if dues and max(dues) > day else {"term": "в сроки, установленные решениями"}
    schools = ", ".join(dict.fromkeys(item.card.short_name for item in back))
    found = [{"do": f"обеспечить доработку документов школ: {schools}", **due}]
    codes = ", ".join(str(row["code"]) for row in list(typical(back))[:3])
    if codes:
        found.append({"do": f"провести консультации по критериям {codes}", **due})
    return found


def _answer_by(back: Sequence[Decided], day: date) -> date:
    """Two weeks from now, but never before what is to be told of is due."""
    dues = [item.decision.due.date() for item in back if item.decision.due is not None]
    return working(max([day + DUE, *(due + AFTER for due in dues)]))


def to_municipality(known: Known, _answers: Answers) -> Composed:
    """The region's letter to the head of a municipal body, with the results of its schools."""
    decided = concept(known)
    figures = shares(known.cards, known.documents, decided)
    back = [item for item in decided if item.decision.verdict is not Verdict.CONFORMS]
    facts: dict[str, object] = {
        **registered_parts(known),
        **executor_facts(known.body),
        "mun": known.place,
        "monitoring": MONITORING,
        "q": {"schools": figures.schools},
        "recs": recommendations(back, known.day),
        "due": _answer_by(back, known.day).isoformat(),
        "results": [_result(item, known.day) for item in decided],
    }
    if (ok := percent(figures.ok, figures.schools)) is not None:
        facts["pct"] = {"ok": ok} if known.region_share is None else {"ok": ok, "region": known.region_share}
    chief = known.chief
    stops = [] if decided else ["нет ни одного решения по документам муниципалитета"]
    if chief is not None and chief.signer_name:
        facts["chief"] = {"name": chief.signer_name, "post": chief.signer_post or "руководитель"}
    return Composed(
        facts,
        f"О результатах регионального мониторинга, {known.place}",
        tuple(stops),
        school_ids=tuple(sorted({item.card.id for item in decided})),
        version_ids=tuple(item.version.id for item in decided),
        addressee=known.place,
        early=not decided,
    )


def _result(item: Decided, day: date) -> dict[str, str]:
    short = next(iter(item.short()), None)
    back = item.decision.verdict is not Verdict.CONFORMS
    advice = recommendation(*short) if short and back else ""
    due = item.decision.due.date() if item.decision.due and back else None
    return {
        "school": item.card.short_name,
        "doc": item.title,
        "verdict": VERDICT_TITLES[item.decision.verdict],
        "rec": advice or ("учесть рекомендации заключения" if back else "рекомендаций нет"),
        **({"due": due.isoformat()} if due and due > day else {}),
    }
