"""Facts of an expert conclusion: one per decided version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.decided import Reader, grounds, quoted, recommendation, sentence, shown_quote
from review.issue.facts.known import Composed
from review.issue.facts.parts import exam_name, school_facts
from review.issue.words.typography import NBSP
from review.model.assessment import VERDICT_TITLES
from review.model.campaigns import Purpose

if TYPE_CHECKING:
    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Answers, Known
    from review.model.assessment import Mark
    from review.model.finding import Finding
    from review.model.opinion import Dissent
    from review.model.register import Body
    from review.model.rubric import Criterion

HASH_GROUPS = (0, 4, 8, 12)
ROLES = {
    Purpose.REVIEW: "Эксперт",
    Purpose.FURTHER: "Эксперт, разрешивший расхождение",
    Purpose.ARBITRATION: "Арбитр",
}


def conclusion(known: Known, _answers: Answers) -> Composed:
    """The paper on the document in view."""
    decided = next((item for item in known.decided if known.document and item.document.id == known.document.id), None)
    if decided is None:
        return Composed({}, "", ("по документу нет решения",), early=True)
    about = f"{decided.title}, {decided.card.short_name}"
    facts = conclusion_facts(decided, known.body)
    return Composed(facts, about, school_ids=(decided.card.id,), version_ids=(decided.version.id,))


def conclusion_facts(decided: Decided, body: Body) -> dict[str, object]:
    """What fields.toml of ekspertnoe-zaklyuchenie describes, less registration."""
    total = decided.assessment.total
    finished = decided.assessment.finished_at or decided.decision.decided_at
    sha = decided.version.sha256
    facts: dict[str, object] = {
        "exam": exam_name(decided.profile, body.level, decided.document.kind),
        "school": school_facts(decided.card),
        "doc": {
            "kind": decided.title,
            "version": str(decided.version.number),
            "uploaded": decided.version.uploaded_at.date().isoformat(),
            "sha_short": " ".join(sha[start : start + 4] for start in HASH_GROUPS),
            "confirmed": "да" if decided.document.curator_confirmed else "нет",
        },
        "rubric": {"name": decided.rubric.title, "edition": decided.rubric.edition},
        "from_date": min(decided.version.uploaded_at, finished).date().isoformat(),
        "to_date": finished.date().isoformat(),
        "machine": True,
        "criteria": [_row(*item) for item in decided.marked()],
        "sum": total.score,
        "max": total.max_score,
        "pct": decided.percent,
        "zone": decided.zone,
        "verdict": VERDICT_TITLES[decided.decision.verdict],
        "experts": _signers(decided),
    }
    if decided.critical_zeros:
        facts["critical"] = ", ".join(decided.critical_zeros)
    if decided.assessment.praise:
        facts["praise"] = decided.assessment.praise
    if decided.dissents:
        facts["dissents"] = [_dissent(decided, one) for one in decided.dissents]
    if decided.version.unread:
        facts["unread"] = ", ".join(str(page) for page in decided.version.unread)
    return facts


def _signers(decided: Decided) -> list[dict[str, str]]:
    """Everybody whose form counted; the expert of the form where nobody was seated."""
    own = Reader(decided.assessment.expert, Purpose.REVIEW, decided.assessment.id)
    return [{"who": _who(decided, one.form, one.name), "post": ROLES[one.purpose]} for one in decided.readers or (own,)]


def _row(criterion: Criterion, mark: Mark, finding: Finding | None) -> dict[str, object]:
    why = sentence(grounds(criterion, mark, finding))
    return {
        "code": criterion.code,
        "text": criterion.name,
        "weight": criterion.weight,
        "level": "н/п" if mark.not_applicable else str(mark.level),
        "why": why,
        "rec": recommendation(criterion, mark, finding),
        **shown_quote(quoted(mark, finding), why),
    }


def _dissent(decided: Decided, one: Dissent) -> dict[str, str]:
    said = {"who": _who(decided, one.assessment_id, one.expert), "text": one.text}
    about = "критерий" if len(one.codes) == 1 else "критерии"
    return said | {"codes": f"{about} {', '.join(one.codes)}"} if one.codes else said


def _who(decided: Decided, form: int | None, name: str) -> str:
    """The expert by name; of a blind campaign by number."""
    number = decided.numbers.get(form) if form is not None else None
    return _initials_first(name) if number is None else f"эксперт №{NBSP}{number}"


def _initials_first(name: str) -> str:
    """«Лаптева Нина Сергеевна» → «Н.С. Лаптева»."""
    surname, *rest = name.split()
    return f"{''.join(f'{word[0]}.' for word in rest[:2])}{NBSP}{surname}" if rest else name
