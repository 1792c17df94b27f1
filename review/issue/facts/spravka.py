"""Facts of the spravka on a municipality's expertise: coverage, shares, levels by criterion, what to recommend."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from review.issue.facts.decided import NOT_CONCEPT, codes_short, recommendation
from review.issue.facts.known import Composed
from review.issue.facts.parts import body_facts, exam_name, executor_facts, signer_facts, working
from review.issue.facts.shares import planned
from review.model.assessment import VERDICT_TITLES, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Answers, Known
    from review.model.agreement import Concord
    from review.model.register import Body
    from review.model.submission import SchoolDocument

TYPICAL = 6  # faults worth a table
REPEAT = timedelta(10)  # days from the schools' last date to the expertise of what they mended
AGAIN = {"whom": "Муниципальному координатору", "do": "провести повторную экспертизу доработанных документов."}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of all schools in view, what was uploaded and confirmed."""

    schools: int
    uploaded: int
    confirmed: int
    planned: int = 0  # 0: not told


def municipal(known: Known, _answers: Answers) -> Composed:
    """The spravka on the documents of the year that were decided; confirming documents have a spravka of their own."""
    decided = concerned(known.decided)
    if not decided:
        return Composed({}, "", ("нет ни одного решения по документам",), early=True)
    of_kinds = decided[0].document.kind not in NOT_CONCEPT
    shown = [item for item in known.documents if item.kind not in NOT_CONCEPT or not of_kinds]
    coverage = _coverage(known, shown, of_kinds=of_kinds)
    return Composed(
        spravka_facts(decided, coverage, known.body, known.day) | _concord(known.concord),
        "О результатах экспертизы",
        school_ids=tuple(sorted({item.card.id for item in decided})),
        version_ids=tuple(item.version.id for item in decided),
    )


def concerned(decided: Sequence[Decided]) -> Sequence[Decided]:
    """Documents of the year; where none was decided, the others."""
    return [item for item in decided if item.document.kind not in NOT_CONCEPT] or decided


def _concord(found: Concord | None) -> dict[str, object]:
    if found is None:
        return {}
    alpha = {} if found.alpha is None else {"alpha": f"{found.alpha:.2f}".replace(".", ",").replace("-", "−")}
    told = {"documents": found.documents, "exact": round(100 * found.exact, 1), "further": found.further}
    return {"agreed": {**told, **alpha}}


def _coverage(known: Known, shown: Sequence[SchoolDocument], *, of_kinds: bool) -> Coverage:
    """The year plans concepts and programmes; how many confirming documents there should be, nobody knows."""
    confirmed = sum(item.curator_confirmed is True for item in shown)
    due = sum(planned(card) for card in known.cards) if of_kinds else 0
    return Coverage(len(known.cards), len(shown), confirmed, due)


def spravka_facts(documents: Sequence[Decided], coverage: Coverage, body: Body, day: date) -> dict[str, object]:
    """What fields.toml of spravka-municipalnoy-ekspertizy describes, less registration. `day` is the paper's date."""
    profile = documents[0].profile
    conforming = [item for item in documents if item.decision.verdict is Verdict.CONFORMS]
    finished = [item.assessment.finished_at or item.decision.decided_at for item in documents]
    good = _schools_all_conforming(documents)
    facts: dict[str, object] = {
        "body": body_facts(body),
        "signer": signer_facts(body),
        **executor_facts(body),
        "exam": exam_name(profile, body.level, documents[0].document.kind),
        "members": f"школ – участниц {profile.project.get('short_gent', 'проекта')}",
        "from_date": min(item.version.uploaded_at for item in documents).date().isoformat(),
        "to_date": max(finished).date().isoformat(),
        "aim": "оценка документов школ и адресная методическая помощь",
        "rubrics": "; ".join(
            dict.fromkeys(f"{item.rubric.title}, редакция {item.rubric.edition}" for item in documents)
        ),
        "cut": 100 * next((t.min_share for t in documents[0].rubric.thresholds if t.min_share is not None), 0.0),
        "q": {
            "experts": len({item.assessment.expert_id for item in documents}),
            "schools": coverage.schools,
            "uploaded": coverage.uploaded,
            **({"planned": coverage.planned} if coverage.planned else {}),
            "confirmed": coverage.confirmed,
            "decided": len(documents),
            "conforming": len(conforming),
            "schools_ok": len(good),
        },
        "pct": {
            **share("uploaded", coverage.uploaded, coverage.planned),
            **share("confirmed", coverage.confirmed, coverage.uploaded),
            **share("conforming", len(conforming), len(documents)),
            **share("schools_ok", len(good), coverage.schools),
        },
        "results": [
            {
                "school": item.card.short_name,
                "doc": item.title,
                "pct": item.percent,
                "zone": item.zone,
                "verdict": VERDICT_TITLES[item.decision.verdict],
            }
            for item in documents
        ],
        "criteria": list(_levels(documents)),
        "defects": list(typical(documents)),
        "conclusions": conclusions(len(documents), len(conforming)),
        "advice": list(_advice(documents, day)),
    }
    praised = [f"{item.card.short_name}: {item.assessment.praise}" for item in documents if item.assessment.praise]
    if praised:
        facts["good"] = "\n".join(praised)
    return facts


def share(name: str, part: int, whole: int) -> dict[str, float]:
    """No share of nothing."""
    return {name: round(100 * part / whole, 1)} if whole else {}


def _schools_all_conforming(documents: Sequence[Decided]) -> set[int]:
    failed = {item.card.id for item in documents if item.decision.verdict is not Verdict.CONFORMS}
    return {item.card.id for item in documents} - failed


def _levels(documents: Sequence[Decided]) -> Iterator[dict[str, object]]:
    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for item in documents:
        for criterion, mark, _ in item.marked():
            if mark.level is not None:
                counts[criterion.code, criterion.name][mark.level] += 1
    for (code, name), levels in counts.items():
        mean = sum(level * times for level, times in levels.items()) / levels.total()
        shown = f"{mean:.1f}".replace(".", ",")
        yield {"code": code, "name": name, "zeros": levels[0], "ones": levels[1], "twos": levels[2], "mean": shown}


def typical(documents: Sequence[Decided]) -> Iterator[dict[str, object]]:
    """Criteria most often below the best level, of those that are below it more than once or everywhere."""
    below: dict[str, list[tuple[Decided, str, str]]] = defaultdict(list)
    for item in documents:
        for criterion, mark, finding in item.short():
            below[criterion.code].append((item, criterion.name, recommendation(criterion, mark, finding)))
    for code, cases in sorted(below.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:TYPICAL]:
        held = sum(any(c.code == code for c in item.rubric.criteria) for item in documents)
        advice = next((text for _, _, text in cases if text), "")
        yield {
            "code": code,
            "name": cases[0][1],
            "n": len(cases),
            "share": round(100 * len(cases) / held, 1),
            "rec": advice or "См. рекомендации школам.",
        }


def conclusions(decided: int, conforming: int) -> str:
    """One sentence from the counts."""
    if conforming == decided:
        return f"Все рассмотренные документы соответствуют параметрам экспертизы ({decided} из {decided})."
    return (
        f"Параметрам экспертизы соответствует {conforming} из {decided} рассмотренных документов; "
        f"по остальным даны адресные рекомендации, требуется доработка."
    )


def _advice(documents: Sequence[Decided], day: date) -> Iterator[dict[str, str]]:
    """To the coordinator, to curators, to each school whose documents go back, with its criteria and latest date."""
    schools: dict[str, list[Decided]] = defaultdict(list)
    for item in documents:
        if item.decision.verdict is not Verdict.CONFORMS:
            schools[item.card.short_name].append(item)
    back = [item for items in schools.values() for item in items]
    last = [item.decision.due.date() for item in back if item.decision.due is not None]
    if last and max(last) > day:
        again = working(max(last) + REPEAT)
        yield {**AGAIN, "due": again.isoformat()}
        codes = sorted({str(row["code"]) for row in list(typical(back))[:3]})
        do = f"провести консультации этих школ, прежде всего по критериям {', '.join(codes)}."
        yield {"whom": "Кураторам школ, документы которых требуют доработки", "do": do, "due": max(last).isoformat()}
    for name, items in schools.items():
        parts = [f"{item.title} (критерии {', '.join(codes_short(item))})" for item in items]
        dues = [item.decision.due for item in items if item.decision.due is not None]
        due = {"due": max(dues).date().isoformat()} if dues else {}
        yield {"whom": name, "do": f"доработать документы с учётом рекомендаций: {'; '.join(parts)}.", **due}
