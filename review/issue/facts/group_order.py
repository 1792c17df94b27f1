"""Facts of the order on the expert group, its schedule and its criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.decided import NOT_CONCEPT
from review.issue.facts.defaults import step_end, step_start
from review.issue.facts.known import Composed
from review.issue.facts.parts import bare_posts, exam_name, given, members, order_parts, working

if TYPE_CHECKING:
    from review.issue.facts.known import Answers, Known
    from review.model.rubric import Rubric

DIVERGENCE = "при расхождении решений или уровней на две ступени документ рассматривает третий эксперт"


def group_order(known: Known, answers: Answers) -> Composed:
    """Experts of the territory, documents handed in, the year's criteria; dates from the calendar."""
    profile = known.profile
    first = step_start(profile, "concept_expertise") or profile.start
    last = step_end(profile, "concept_expertise") or profile.end
    upload = step_end(profile, "concept_documents") or first
    upload = min(upload, last)
    due = given(answers, "to_date", last.isoformat())
    chair = (known.experts[0] if known.experts else known.actor).told("эксперт")
    facts = {
        **order_parts(known),
        "exam": exam_name(profile, known.body.level, None),
        "members": members(profile),
        "from_date": max(first, upload).isoformat(),
        "to_date": last.isoformat(),
        "due": working(last).isoformat(),
        "upload": upload.isoformat(),
        "rubrics": "; ".join(f"{rubric.title}, редакция {rubric.edition}" for rubric in _rubrics(known)),
        "chair": chair,
        "divergence": DIVERGENCE,
        "recommend": known.regional,
        "experts": [
            {"who": expert.told("эксперт"), "role": "эксперт" if number else "председатель", "fields": "все"}
            for number, expert in enumerate(known.experts)
        ],
        "schedule": _schedule(known, due),
        "criteria": [
            {"code": criterion.code, "name": criterion.name, "weight": criterion.weight, "max": criterion.max_level}
            for rubric in _rubrics(known)
            for criterion in rubric.criteria
        ],
    }
    stops = [] if known.experts else ["экспертов в территории нет: пригласите их в разделе «Люди»"]
    warnings = bare_posts(known.experts) + _order_of_dates({**facts, **answers})
    about = f"О проведении экспертизы документов {members(profile)} в {profile.year} году"
    return Composed(facts, about, tuple(stops), tuple(warnings), tuple(card.id for card in known.cards))


def _rubrics(known: Known) -> list[Rubric]:
    return [rubric for rubric in known.rubrics if rubric.kind not in NOT_CONCEPT]


def _schedule(known: Known, due: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for card in known.cards:
        held = [item for item in known.documents if item.school_id == card.id and item.kind not in NOT_CONCEPT]
        titles = list(dict.fromkeys(item.kind_title for item in held))
        if titles:
            rows.append(
                {"school": card.short_name, "docs": ", ".join(titles), "experts": "по распределению", "due": due}
            )
    return rows


def _order_of_dates(facts: dict[str, object]) -> list[str]:
    first, last = str(facts.get("from_date") or ""), str(facts.get("to_date") or "")
    upload, due = str(facts.get("upload") or ""), str(facts.get("due") or "")
    found = []
    if first and upload and first < upload:
        found.append("экспертиза начинается раньше срока загрузки документов")
    if due and last and due < last:
        found.append("срок справки раньше окончания экспертизы")
    return found
