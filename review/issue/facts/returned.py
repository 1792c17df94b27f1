"""Facts of the letter that returns one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.decided import finding_sentence, grounds, recommendation
from review.issue.facts.known import Composed
from review.issue.facts.parts import executor_facts, given, registered_parts
from review.model.assessment import Verdict
from review.model.submission import VersionState

if TYPE_CHECKING:
    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Answers, Known
    from review.model.register import SchoolCard
    from review.model.submission import SchoolDocument

MOST = 8
POLITE = "рекомендуется "  # the letter says it itself


def returned(known: Known, answers: Answers) -> Composed:
    """Reasons: the file could not be read, was not confirmed, was decided upon; others are asked."""
    document = known.document
    if document is None:
        raise LookupError("a returned document")
    card = known.card
    decided = next((item for item in known.decided if item.document.id == document.id), None)
    after = decided is not None and decided.decision.verdict is not Verdict.CONFORMS
    facts: dict[str, object] = {
        **registered_parts(known),
        **executor_facts(known.body),
        "director": director(card),
        "kind": (document.kind_title or "документ")[:1].lower() + (document.kind_title or "документ")[1:],
        **_title(document),
        "edition": str(document.latest.number),
        "doc_date": document.latest.uploaded_at.date().isoformat(),
        "after": after,
        "reasons": _of_decision(decided) if decided is not None and after else _of_file(document),
        "moved": answers.get("moved") is True,
    }
    set_before = decided.decision.due.date() if decided is not None and decided.decision.due is not None else None
    if set_before is not None:
        facts["moved"] = bool(facts["moved"]) or given(answers, "due", "") > set_before.isoformat()
        if set_before > known.day:
            facts["due"] = set_before.isoformat()
    stops = director_stops(card)
    if decided is not None and not after:
        stops.append("документ соответствует параметрам экспертизы: возвращать его не за что")
    return Composed(
        facts,
        f"О возврате документа, {card.short_name}",
        tuple(stops),
        school_ids=(card.id,),
        version_ids=(decided.version.id,) if decided else (),
        addressee=card.short_name,
    )


def _title(document: SchoolDocument) -> dict[str, str]:
    """What tells the document from others of its kind; a file of no known kind is told by its name."""
    name = document.risk_title or ("" if document.kind_title else document.latest.file_name.rsplit(".", 1)[0])
    return {"doc_title": name} if name else {}


def director(card: SchoolCard) -> dict[str, str]:
    """The school's director as an addressee."""
    return {"name": card.director, "post": f"{card.director_post or 'директор'} {card.short_name}"}


def director_stops(card: SchoolCard) -> list[str]:
    """A letter needs somebody to go to."""
    return [] if card.director else ["в карточке школы не указан директор"]


def _of_decision(decided: Decided) -> list[dict[str, str]]:
    """Personal data found are told by page and kind alone: findings never quote them here."""
    rows = []
    for criterion, mark, finding in list(decided.short())[:MOST]:
        told = {"text": f"{criterion.name} ({criterion.code}): {finding_sentence(grounds(criterion, mark, finding))}"}
        how = finding_sentence(recommendation(criterion, mark, finding)).removeprefix(POLITE)
        rows.append({**told, **({"how": how} if how else {})})
    return rows


def _of_file(document: SchoolDocument) -> list[dict[str, str]]:
    found = []
    if document.latest.state is VersionState.REFUSED and document.latest.problem is not None:
        found.append(
            {
                "text": finding_sentence(document.latest.problem.message),
                "how": finding_sentence(document.latest.problem.hint),
            }
        )
    if document.latest.unread:
        pages = ", ".join(str(page) for page in document.latest.unread)
        found.append(
            {
                "text": f"не читаются страницы: {pages}",
                "how": "отсканировать их заново с разрешением не ниже 300 точек на дюйм",
            }
        )
    if document.curator_confirmed is False:
        found.append(
            {
                "text": "документ не подтверждён куратором",
                "how": "согласовать документ с куратором и получить его подтверждение",
            }
        )
    return found
