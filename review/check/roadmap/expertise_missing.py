"""Are expertise of both kinds of documents, a spravka and addressed recommendations planned?

What it looks for: rows on expertise of concept documents, of evidence of stage 1 and of stage 2; a spravka and
recommendations in these rows or beside them.

Why it matters: expertise without recommendations gives the school nothing to mend.

Fails: no row on expertise; no expertise of the second stage (partly).

Passes: three expertises, each with «справка» and «адресные рекомендации».

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import Step, by_rows, content, measures, of_stage, whole, words
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Proposal, Subject
    from review.model.language import Language
    from review.model.roadmap import Measure

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "none", "partly", "complete")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with both stages, spravka and recommendations, 1 with part of it, 0 without expertise."""
    rows = measures(subject)
    expertise = [row for row in rows if has_phrase(words(subject, "step_expertise"), content(row))]
    missing = _missing(rows, expertise, subject)
    complete = Step("complete", [] if missing else expertise, 0.88, {"missing": ""})
    return by_rows(subject, complete, Step("partly", expertise, 0.85, {"missing": "; ".join(missing)}), none=0.88)


def _missing(rows: tuple[Measure, ...], expertise: list[Measure], subject: Subject) -> list[str]:
    proofs = [row for row in expertise if _of_evidence(content(row), subject)]
    told = "\n".join(whole(row) for row in rows if _near_expertise(row, subject))
    parts = {
        "экспертиза концептуальных документов": any(
            has_phrase(words(subject, "concept_words"), content(row)) for row in expertise
        ),
        "экспертиза подтверждающих документов этапа 1": any(of_stage(row, 1, subject.profile) for row in proofs),
        "экспертиза подтверждающих документов этапа 2": any(of_stage(row, 2, subject.profile) for row in proofs),
        "справка по итогам": has_phrase(words(subject, "report_words"), told),
        "адресные рекомендации": has_phrase(words(subject, "advice_words"), told),
    }
    return [name for name, there in parts.items() if not there]


def _of_evidence(text: str, subject: Subject) -> bool:
    """Expertise of confirming documents, or of "documents of the first stage"."""
    if has_phrase(words(subject, "evidence_words"), text):
        return True
    staged = has_phrase((*words(subject, "stage_1"), *words(subject, "stage_2")), text)
    return staged and not has_phrase(words(subject, "concept_words"), text)


def _near_expertise(row: Measure, subject: Subject) -> bool:
    """Rows on expertise or monitoring, and rows that only write up or send its results."""
    lists = ("step_expertise", "monitoring_words", "report_words", "advice_words")
    return any(has_phrase(words(subject, name), content(row)) for name in lists)
