"""Facts of certificates and of the letter of thanks: one paper per person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.known import Composed
from review.issue.facts.parts import body_facts, exam_name, signer_facts
from review.issue.words.people import day as date_forms

if TYPE_CHECKING:
    from review.issue.facts.known import Answers, Known


def participant(known: Known, answers: Answers) -> Composed:
    """Who took part in what; the event is asked."""
    event = answers.get("event")
    told = event if isinstance(event, dict) else {"loct": "в семинаре", "title": "", "when": ""}
    return _composed(known, answers, {"event": told}, "Сертификат участника")


def expert(known: Known, answers: Answers) -> Composed:
    """How many documents an expert finished, and when."""
    facts: dict[str, object] = {"exam": exam_name(known.profile, known.body.level, None)}
    stops = []
    if known.person is not None:
        done = known.reviewed.get(known.person.id)
        if done is None:
            stops.append(f"нет завершённых экспертиз: {known.person.name}")
        else:
            first, last = date_forms(done.first)["words"], date_forms(done.last)["words"]
            when = last if first == last else f"{first} – {last}"
            facts |= {"docs": done.documents, "when": when}
    return _composed(known, answers, facts, "Сертификат эксперта", stops, "эксперт")


def thanks(known: Known, answers: Answers) -> Composed:
    """The merit is asked; a common one is offered."""
    merit = "большой вклад в методическую помощь школам"
    return _composed(
        known, answers, {"merit": {"nomn": merit, "accs": merit}}, "Благодарственное письмо", post="куратор"
    )


def _composed(
    known: Known, answers: Answers, facts: dict[str, object], about: str, stops: list[str] | None = None, post: str = ""
) -> Composed:
    whole = {"body": body_facts(known.body), "signer": signer_facts(known.body), **facts}
    if known.person is not None:
        whole["person"] = known.person.told(post)
    written = answers.get("person")
    person = written if isinstance(written, dict) else whole.get("person")
    name = str(person.get("name", "")) if isinstance(person, dict) else ""
    return Composed(whole, about, tuple(stops or ()), addressee=name)
