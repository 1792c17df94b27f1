"""Facts of the analytical spravka of confirming documents: measures due, proved, by school and direction."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from review.issue.facts.defaults import step_end, step_start
from review.issue.facts.known import Composed
from review.issue.facts.parts import executor_facts, given, members, registered_parts
from review.issue.facts.spravka import share, typical
from review.issue.words.typography import NBSP, number
from review.model.assessment import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.issue.facts.known import Answers, Known
    from review.model.plan import PlanRow
    from review.model.submission import SchoolDocument

PROGRAMME, EVIDENCE = "antirisk_program", "evidence"
REACHED = re.compile(r"(\d+)\s*из\s*(\d+)")
PROVED_SHARE, PARTLY_SHARE = 80.0, 50.0
RESULTS = "results"


@dataclass(frozen=True)
class Line:
    """A school's programme of one direction: measures due by the date, and those with a confirmed document."""

    school_id: int
    school: str
    risk: str
    planned: int
    proved: int
    indicators: int


def evidence(known: Known, answers: Answers) -> Composed:
    """Measures, not files, are counted; those not yet due are no part of the base."""
    stage = known.stage
    window = known.profile.stage(stage)
    until = date.fromisoformat(given(answers, "until", (window.end if window else known.profile.end).isoformat()))
    first = step_start(known.profile, f"stage{stage}_expertise") or known.profile.start
    shown = list(lines(known, stage, until))
    planned, proved = sum(line.planned for line in shown), sum(line.proved for line in shown)
    results = _results(known, shown, answers)
    reached, indicators = _indicators(results)
    facts: dict[str, object] = {
        **registered_parts(known),
        **executor_facts(known.body),
        "stage": stage,
        "members": members(known.profile),
        "from_date": first.isoformat(),
        "to_date": max(
            first, min(known.day, step_end(known.profile, f"stage{stage}_expertise") or known.day)
        ).isoformat(),
        "until": until.isoformat(),
        "q": {
            "schools": len({line.school_id for line in shown}),
            "measures": planned,
            "proved": proved,
            "reached": reached,
            "indicators": indicators,
        },
        "pct": share("proved", proved, planned),
        RESULTS: results,
        "risks": _by_risk(known, shown),
        "conclusions": f"Подтверждено мероприятий: {proved} из {planned}, срок которых наступил к {until:%d.%m.%Y}.",
        "advice": _advice(known, shown),
    }
    if stage > 1:
        facts |= _dynamics(known, planned, proved)
    stops = [] if shown else ["программ с мероприятиями, срок которых наступил, нет"]
    told = [str(row["indicators"]) for row in results if row["indicators"]]
    wants = () if all(REACHED.search(text) for text in told) else ("показатели пишутся так: «2 из 3»",)
    schools = tuple(sorted({line.school_id for line in shown}))
    about = f"О подтверждающих документах {stage} этапа"
    early = [f"экспертиза этапа по календарю начинается {first:%d.%m.%Y}"] if first > known.day else []
    return Composed(
        facts, about, tuple(stops), (*early, *_unlinked(known, stage)), school_ids=schools, early=not shown, wants=wants
    )


def lines(known: Known, stage: int, until: date) -> list[Line]:
    """One line per antirisk programme that was read."""
    return [
        Line(
            item.school_id,
            item.school,
            item.risk or "",
            len(due := due_rows(known.read[item.latest.id].rows, until)),
            min(len(due), len(_proved(known, item, stage))),
            len(known.read[item.latest.id].indicators),
        )
        for item in known.documents
        if item.kind == PROGRAMME and item.latest.id in known.read
    ]


def due_rows(rows: Sequence[PlanRow], until: date) -> list[PlanRow]:
    """Measures whose term ended by the date."""
    ended = [(row, [span.last for span in row.dates if span.last is not None]) for row in rows if row.measure]
    return [row for row, ends in ended if ends and max(ends) <= until]


def _proved(known: Known, programme: SchoolDocument, stage: int) -> set[str]:
    """Measures with a document its curator confirmed or its examination passed; two files on one measure count once."""
    passed = {item.document.id for item in known.decided if item.decision.verdict is Verdict.CONFORMS}
    return {
        item.measure
        for item in known.documents
        if item.kind == EVIDENCE
        and item.school_id == programme.school_id
        and item.risk == programme.risk
        and (item.stage or stage) <= stage
        and item.measure
        and (item.curator_confirmed or item.id in passed)
    }


def _unlinked(known: Known, stage: int) -> list[str]:
    loose = [item for item in known.documents if item.kind == EVIDENCE and item.stage == stage and not item.measure]
    schools = ", ".join(dict.fromkeys(item.school for item in loose))
    return [f"документов без указания мероприятия: {len(loose)} ({schools}); в счёт они не вошли"] if loose else []


def _results(known: Known, shown: Sequence[Line], answers: Answers) -> list[dict[str, object]]:
    written = answers.get(RESULTS)
    held = {
        (str(row.get("school")), str(row.get("risk"))): str(row.get("indicators") or "")
        for row in (written if isinstance(written, list) else [])
    }
    return [
        {
            "school": line.school,
            "risk": _risk(known, line),
            "planned": line.planned,
            "proved": line.proved,
            "pct": round(100 * line.proved / line.planned, 1) if line.planned else 0.0,
            "indicators": held.get((line.school, _risk(known, line))) or ("0 из 0" if not line.indicators else ""),
            "verdict": _verdict(line),
        }
        for line in shown
    ]


def _risk(known: Known, line: Line) -> str:
    risk = known.profile.risk(line.risk)
    return risk.name if risk else line.risk or "–"


def _verdict(line: Line) -> str:
    if not line.planned:
        return "срок мероприятий не наступил"
    share_ = 100 * line.proved / line.planned
    return (
        "подтверждено"
        if share_ >= PROVED_SHARE
        else "подтверждено частично"
        if share_ >= PARTLY_SHARE
        else "не подтверждено"
    )


def _indicators(results: Sequence[Mapping[str, object]]) -> tuple[int, int]:
    found = [match for row in results if (match := REACHED.search(str(row["indicators"])))]
    return sum(int(match[1]) for match in found), sum(int(match[2]) for match in found)


def _by_risk(known: Known, shown: Sequence[Line]) -> list[dict[str, object]]:
    held: dict[str, list[Line]] = defaultdict(list)
    for line in shown:
        held[line.risk].append(line)
    rows: list[dict[str, object]] = []
    for code, own in held.items():
        risk = known.profile.risk(code)
        planned, proved = sum(line.planned for line in own), sum(line.proved for line in own)
        decided = [item for item in known.decided if item.document.kind == EVIDENCE and item.document.risk == code]
        faults = "; ".join(str(row["name"]) for row in list(typical(decided))[:3])
        rows.append(
            {
                "name": risk.name if risk else code or "–",
                "schools": len({line.school_id for line in own}),
                "proved": round(100 * proved / planned, 1) if planned else 0.0,
                "defects": faults or "не выявлены",
            }
        )
    return rows


def _advice(known: Known, shown: Sequence[Line]) -> list[dict[str, object]]:
    behind = list(dict.fromkeys(line.school for line in shown if line.proved < line.planned))
    if not behind:
        return []
    end = step_end(known.profile, f"stage{known.stage}_expertise")
    due = {"due": end.isoformat()} if end and end > known.day else {"term": "в течение месяца"}
    return [
        {"who": "директора школ", "recs": [{"do": f"представить недостающие документы: {', '.join(behind)}", **due}]},
        {"who": "кураторы", "recs": [{"do": "помочь школам с подтверждением мероприятий", **due}]},
    ]


def _dynamics(known: Known, planned: int, proved: int) -> dict[str, object]:
    before = known.earlier.get("spravka-podtverzhdeniy", {})
    first = before.get("pct")
    told: dict[str, object] = {"proposals": "учесть неподтверждённые мероприятия при планировании следующего года."}
    if before.get("stage") == 1 and isinstance(first, dict) and "proved" in first and planned:
        now = round(100 * proved / planned, 1)
        was = number(float(first["proved"]))
        told["dynamics"] = f"на первом этапе подтверждено {was}{NBSP}% мероприятий, на втором – {number(now)}{NBSP}%."
    return told
