"""Facts of a letter with addressed recommendations to one school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.decided import (
    finding_sentence,
    grounds,
    noted_for,
    quoted,
    recommendation,
    sentence,
    shown_quote,
)
from review.issue.facts.known import Composed
from review.issue.facts.parts import body_facts, exam_name, executor_facts, school_facts, signer_facts
from review.issue.words.typography import tidy
from review.model.assessment import VERDICT_TITLES, Verdict
from review.model.document import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Answers, Known
    from review.model.register import Body

MOST, WEIGHTIEST = 8, 3  # more recommendations than a two-page letter can hold go into an annex; these stay


def letter(known: Known, _answers: Answers) -> Composed:
    """The letter to the school in view, from the decisions on its documents."""
    decided = known.decided
    if not decided:
        return Composed({}, "", ("по документам школы нет решений",), early=True)
    card = decided[0].card
    return Composed(
        letter_facts(decided, known.body),
        f"О результатах экспертизы документов, {card.short_name}",
        tuple(letter_problems(decided)),
        school_ids=(card.id,),
        version_ids=tuple(item.version.id for item in decided),
        addressee=card.short_name,
    )


def letter_facts(documents: Sequence[Decided], body: Body) -> dict[str, object]:
    """What fields.toml of pismo-rekomendacii-shkole describes, less registration. All documents are of one school."""
    first = documents[0]
    card = first.card
    recommendations = list(_recommendations(documents))
    facts: dict[str, object] = {
        "body": body_facts(body),
        "signer": signer_facts(body),
        **executor_facts(body),
        "director": {"name": card.director, "post": f"{card.director_post or 'директор'} {card.short_name}"},
        "school": school_facts(card),
        "subject": "подтверждающие документы" if first.document.kind == "evidence" else "концептуальные документы",
        "exam": exam_name(first.profile, body.level, first.document.kind),
        "results": [
            {
                "doc": f"{item.title}, редакция {item.version.number}",
                "pct": item.percent,
                "verdict": VERDICT_TITLES[item.decision.verdict],
            }
            for item in documents
        ],
        "recs": recommendations,
    }
    if len(recommendations) > MOST:
        facts |= {"recs": recommendations[:WEIGHTIEST], "annex": recommendations}
    praise = " ".join(item.assessment.praise for item in documents if item.assessment.praise)
    if praise:
        facts["praise"] = praise
    dues = [item.decision.due for item in documents if item.decision.due is not None]
    if dues:
        facts["due"] = max(dues).date().isoformat()
    if card.curator:
        facts["curator"] = {"name": card.curator, "post": "куратор"}
    return facts


def _recommendations(documents: Sequence[Decided]) -> Iterator[dict[str, str]]:
    """The weightiest first, over all documents that must be mended."""
    wanted = [
        (criterion.weight * (criterion.max_level - (mark.level or 0)), item, criterion, mark, finding)
        for item in documents
        if item.decision.verdict is not Verdict.CONFORMS
        for criterion, mark, finding in item.short()
    ]
    for _, item, criterion, mark, finding in sorted(wanted, key=lambda entry: -entry[0]):
        noted = noted_for(item, criterion.code)
        advised = " ".join(one.recommendation for one in noted if one.recommendation)
        quote = Quote("", 0, 0, noted[0].words, noted[0].page) if noted else quoted(mark, finding)
        found = finding_sentence(noted[0].text if noted and noted[0].text else grounds(criterion, mark, finding))
        advice = mark.recommendation or advised or recommendation(criterion, mark, finding) or criterion.looks_for
        sample = tidy(criterion.sample) if not (mark.recommendation or advised) else ""
        yield {
            "doc": item.title,
            "code": criterion.code,
            "finding": found,
            "rec": sentence(advice),
            **({"sample": sample} if sample else {}),
            **shown_quote(quote, found),
        }


def letter_problems(documents: Sequence[Decided]) -> list[str]:
    """What keeps the letter from being sent."""
    card = documents[0].card
    return [] if card.director else ["в карточке школы не указан директор"]
