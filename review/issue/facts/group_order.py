"""Facts of the order on the expert group, its schedule and its criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.decided import NOT_CONCEPT
from review.issue.facts.defaults import step_end, step_start
from review.issue.facts.known import Composed
from review.issue.facts.parts import bare_posts, exam_name, given, initials, members, order_parts, working

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from review.issue.facts.known import Answers, Known, Running
    from review.model.rubric import Rubric

DIVERGENCE = "при расхождении решений или уровней на две ступени документ рассматривает третий эксперт"


def group_order(known: Known, answers: Answers) -> Composed:
    """The campaign's group, windows and seats; without a campaign the territory's experts and the calendar."""
    profile, campaign = known.profile, known.campaign
    first, last, upload, results = _windows(known)
    group = (campaign.experts if campaign else ()) or tuple((expert, ()) for expert in known.experts)
    named = [expert for expert, _ in group]
    facts = {
        **order_parts(known),
        "exam": exam_name(profile, known.body.level, None),
        "members": members(profile),
        "from_date": first.isoformat(),
        "to_date": last.isoformat(),
        "due": results.isoformat(),
        "upload": upload.isoformat(),
        "rubrics": "; ".join(f"{rubric.title}, редакция {rubric.edition}" for rubric in _rubrics(known)),
        "chair": (named[0] if named else known.actor).told("эксперт"),
        "divergence": _rule(campaign),
        "recommend": known.regional,
        "experts": [
            {
                "who": expert.told("эксперт"),
                "role": "эксперт" if number else "председатель",
                "fields": _directions(known, codes),
            }
            for number, (expert, codes) in enumerate(group)
        ],
        "schedule": _schedule(known, given(answers, "to_date", last.isoformat())),
        "criteria": [
            {"code": criterion.code, "name": criterion.name, "weight": criterion.weight, "max": criterion.max_level}
            for rubric in _rubrics(known)
            for criterion in rubric.criteria
        ],
    }
    stops = [] if named else ["экспертов нет: пригласите их в кампанию или в разделе «Люди»"]
    warnings = bare_posts(named) + _order_of_dates({**facts, **answers})
    about = f"О проведении экспертизы документов {members(profile)} в {profile.year} году"
    return Composed(facts, about, tuple(stops), tuple(warnings), tuple(card.id for card in known.cards))


def _windows(known: Known) -> tuple[date, date, date, date]:
    """First and last day of the expertise, the end of uploading, the spravka's term."""
    campaign, profile = known.campaign, known.profile
    if campaign is not None:
        return campaign.first, campaign.last, campaign.upload, max(campaign.last, campaign.results)
    first = step_start(profile, "concept_expertise") or profile.start
    last = step_end(profile, "concept_expertise") or profile.end
    upload = min(step_end(profile, "concept_documents") or first, last)
    return max(first, upload), last, upload, working(last)


def _rule(campaign: Running | None) -> str:
    if campaign is None:
        return DIVERGENCE
    return (
        f"при расхождении итогов более чем на {round(100 * campaign.share_gap)} процентных пунктов, уровней на две "
        f"ступени по {campaign.level_gaps} и более критериям или зон документ рассматривает ещё один эксперт"
    )


def _directions(known: Known, codes: Sequence[str]) -> str:
    names = [risk.name for code in codes if (risk := known.profile.risk(code)) is not None]
    return "; ".join(names) or "все"


def _rubrics(known: Known) -> list[Rubric]:
    return [rubric for rubric in known.rubrics if rubric.kind not in NOT_CONCEPT]


def _schedule(known: Known, due: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for card in known.cards:
        held = [item for item in known.documents if item.school_id == card.id and item.kind not in NOT_CONCEPT]
        titles = list(dict.fromkeys(item.kind_title for item in held))
        seats = _seats(known, {item.id for item in held})
        if titles:
            rows.append(
                {
                    "school": card.short_name,
                    "docs": ", ".join(titles),
                    "experts": ", ".join(seats) or "по распределению",
                    "due": max(seats.values()).isoformat() if seats else due,
                }
            )
    return rows


def _seats(known: Known, documents: set[int]) -> dict[str, date]:
    """Who reads a school's documents and until when; by code in a blind campaign."""
    campaign = known.campaign
    if campaign is None:
        return {}
    codes = {expert.name: f"Э-{number:02}" for number, (expert, _) in enumerate(campaign.experts, 1)}
    found: dict[str, date] = {}
    for document, expert, due in campaign.seats:
        if document in documents:
            name = codes.get(expert, "Э") if campaign.blind else initials(expert)
            found[name] = max(due, found.get(name, due))
    return found


def _order_of_dates(facts: dict[str, object]) -> list[str]:
    first, last = str(facts.get("from_date") or ""), str(facts.get("to_date") or "")
    upload, due = str(facts.get("upload") or ""), str(facts.get("due") or "")
    found = []
    if first and upload and first < upload:
        found.append("экспертиза начинается раньше срока загрузки документов")
    if due and last and due < last:
        found.append("срок справки раньше окончания экспертизы")
    return found
