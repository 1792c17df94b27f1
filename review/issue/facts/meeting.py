"""Facts of the minutes of the expert group's meeting: who met and what was said is asked, the decisions are known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from review.issue.facts.known import Composed
from review.issue.facts.parts import body_facts, exam_name, given
from review.model.assessment import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Answers, Known

WORDS = {Verdict.CONFORMS: "соответствует", Verdict.REWORK: "доработать", Verdict.FAILS: "не соответствует"}
FEW = 15  # more people than that are listed apart
LATEST_DAYS = 3  # the minutes are written within so many days of the meeting


def meeting(known: Known, answers: Answers) -> Composed:
    """One question with the decisions on documents; the secretary adds speeches and votes."""
    decided = known.decided
    subject = "evidence" if decided and decided[0].document.kind == "evidence" else None
    exam = exam_name(known.profile, known.body.level, subject)
    present = [person.told("эксперт") for person in known.experts]
    chair = present[0] if present else known.actor.told("муниципальный координатор")
    facts: dict[str, object] = {
        "body": body_facts(known.body),
        "exam": exam,
        "meeting": known.day.isoformat(),
        "chair": chair,
        "quorum": True,
        "agenda": [_question(known, chair)],
        "decisions": [_row(item) for item in decided],
    }
    if 0 < len(present) <= FEW:
        facts["present"] = present
    elif present:
        facts["count"] = {"n": len(present), "noun": "человек"}
    stops = [] if decided else ["нет ни одного решения по документам: протоколировать нечего"]
    return Composed(
        facts,
        "Протокол заседания экспертной группы",
        tuple(stops),
        tuple(_late(known, answers)),
        tuple(sorted({item.card.id for item in decided})),
        tuple(item.version.id for item in decided),
        early=not decided,
        wants=tuple(_vote_stops(answers)),
    )


def _question(known: Known, chair: Mapping[str, str]) -> dict[str, object]:
    passed = sum(item.decision.verdict is Verdict.CONFORMS for item in known.decided)
    back = len(known.decided) - passed
    dues = [item.decision.due.date() for item in known.decided if item.decision.due is not None]
    who = {"name": known.actor.name, "post": known.actor.post or "муниципальный координатор"}
    decisions: list[dict[str, object]] = [{"text": "Утвердить решения по документам (приложение)", "who": dict(chair)}]
    if back:
        letters: dict[str, object] = {"text": "Направить школам письма с адресными рекомендациями", "who": who}
        returned = known.language.counted(back, "документ", case="accs")
        again: dict[str, object] = {"text": f"Вернуть на доработку {returned}", "who": who}
        if dues and max(dues) > known.day:
            again["due"] = max(dues).isoformat()
        decisions += [again, letters]
    return {
        "title": "Об итогах экспертизы документов",
        "by": dict(chair),
        "about": f"об итогах экспертизы: рассмотрено документов – {len(known.decided)}, соответствует – {passed}",
        "speeches": [],
        "decisions": decisions,
        "conflicts": [],
    }


def _row(item: Decided) -> dict[str, object]:
    surname = item.assessment.expert.split(maxsplit=1)[0] if item.assessment.expert else ""
    marks = f"{surname}: {item.assessment.total.score} из {item.assessment.total.max_score}"
    due = {"due": item.decision.due.date().isoformat()} if item.decision.due else {}
    return {
        "school": item.card.short_name,
        "doc": f"{item.title}, редакция {item.version.number}",
        "marks": marks,
        "pct": item.percent,
        "verdict": WORDS[item.decision.verdict],
        **due,
    }


def _vote_stops(answers: Answers) -> list[str]:
    """Votes are those of the present without whoever has a conflict of interests."""
    present, count = answers.get("present"), answers.get("count")
    people = len(present) if isinstance(present, list) else count.get("n", 0) if isinstance(count, dict) else 0
    found = []
    agenda = answers.get("agenda")
    for number, question in enumerate(agenda if isinstance(agenda, list) else [], 1):
        votes = question.get("votes")
        if not isinstance(votes, dict) or not people:
            continue
        may = people - len(question.get("conflicts") or [])
        cast = sum(int(votes.get(word) or 0) for word in ("pro", "contra", "abstained"))
        if cast != may:
            found.append(
                f"вопрос {number}: голосов {cast}, а голосовать могли {may} (присутствующие без конфликта интересов)"
            )
    return found


def _late(known: Known, answers: Answers) -> list[str]:
    held = date.fromisoformat(given(answers, "meeting", known.day.isoformat()))
    if held > known.day:
        return ["заседание ещё не состоялось"]
    return (
        [f"протокол оформляется не позднее {LATEST_DAYS} дней после заседания"]
        if (known.day - held).days > LATEST_DAYS
        else []
    )
