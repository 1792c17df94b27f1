"""Facts of the order on the results of expertise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from review.issue.facts.decided import codes_short
from review.issue.facts.known import Composed
from review.issue.facts.parts import act_facts, body_facts, exam_name, signer_facts, working
from review.model.assessment import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Answers, Known
    from review.model.register import Body

VERDICT_WORDS = {Verdict.CONFORMS: "соответствует", Verdict.REWORK: "доработать", Verdict.FAILS: "не соответствует"}
LETTERS_DAYS, CONSULT_DAYS, REPEAT_DAYS = 3, 7, 10


@dataclass(frozen=True, slots=True)
class Ground:
    """The registered spravka the order rests on."""

    number: str
    date: date


def results(known: Known, _answers: Answers) -> Composed:
    """The order that follows the spravka of the same body."""
    decided = known.decided
    if not decided:
        return Composed({}, "", ("нет ни одного решения по документам",), early=True)
    spravka = next((paper for paper in known.papers if paper.type == "spravka"), None)
    ground = Ground(spravka.shown_number, spravka.date) if spravka else None
    coordinator = known.coordinators.get(decided[0].card.municipality_id) or known.actor
    return Composed(
        order_facts(decided, known.body, coordinator=coordinator.name, ground=ground, day=known.day),
        "Об итогах экспертизы",
        warnings=tuple(order_problems(decided, ground, known.day)),
        school_ids=tuple(sorted({item.card.id for item in decided})),
        version_ids=tuple(item.version.id for item in decided),
    )


def order_facts(
    documents: Sequence[Decided], body: Body, *, coordinator: str, ground: Ground | None, day: date
) -> dict[str, object]:
    """What fields.toml of prikaz-ob-itogah-ekspertizy describes, less registration. `day` is the order's date."""
    profile = documents[0].profile
    passed = [item for item in documents if item.decision.verdict is Verdict.CONFORMS]
    rework = [item for item in documents if item.decision.verdict is not Verdict.CONFORMS]
    facts: dict[str, object] = {
        "body": body_facts(body),
        "signer": signer_facts(body),
        "act": act_facts(body),
        "exam": exam_name(profile, body.level, documents[0].document.kind),
        "members": f"школ – участниц {profile.project.get('short_gent', 'проекта')}",
        "year": profile.year,
        "lead": "На основании",
        "grounds": f"справки от {ground.date.strftime('%d.%m.%Y')} № {ground.number}"
        if ground
        else "решений по документам школ",
        "aim": "повышения качества документов школ",
        "results": [
            {
                "school": item.card.short_name,
                "doc": item.title,
                "pct": item.percent,
                "zone": item.zone,
                "verdict": VERDICT_WORDS[item.decision.verdict],
            }
            for item in documents
        ],
        "ok": [{"school": item.card.short_name, "doc": item.title} for item in passed],
        "recommend": body.level == "regional",
    }
    if rework:
        due = _due(rework, day)
        facts |= {
            "rework": [
                {
                    "school": item.card.short_name,
                    "doc": item.title,
                    "codes": ", ".join(codes_short(item)) or "–",
                    "due": (item.decision.due.date() if item.decision.due else due).isoformat(),
                }
                for item in rework
            ],
            "due": due.isoformat(),
            "due_letters": working(day + timedelta(LETTERS_DAYS)).isoformat(),
            "due_consult": working(min(day + timedelta(CONSULT_DAYS), due)).isoformat(),
            "due_repeat": working(due + timedelta(REPEAT_DAYS)).isoformat(),
            "coordinator": {"name": coordinator, "post": "муниципальный координатор"},
        }
    return facts


def _due(rework: Sequence[Decided], day: date) -> date:
    """The latest date the decisions name; two weeks from the order where they name none."""
    dues = [item.decision.due.date() for item in rework if item.decision.due is not None]
    return max([*dues, day + timedelta(1)]) if dues else working(day + timedelta(14))


def order_problems(documents: Sequence[Decided], ground: Ground | None, day: date) -> list[str]:
    """What a secretary should settle first."""
    problems = [] if ground else ["справка ещё не зарегистрирована: в преамбуле будут названы решения по документам"]
    if ground and ground.date > day:
        problems.append("справка зарегистрирована позже даты приказа")
    late = [item.card.short_name for item in documents if item.decision.due and item.decision.due.date() <= day]
    if late:
        problems.append(f"срок доработки уже прошёл: {', '.join(sorted(set(late)))}")
    return problems
