"""Are the schools of the previous cycle still supported?

What it looks for: rows about schools of the previous year: support, or only an analysis of results.

Why it matters: results gained in a year are lost without support.

Fails: the previous year is not named; only «анализ результатов 2021 года» (partly).

Passes: «Сопровождение школ — участниц проекта 2021 года: консультации, посещения».

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import Step, by_rows, content, measures, whole, words
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Proposal, Subject
    from review.model.language import Language
    from review.model.roadmap import Measure

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "none", "analysis", "support")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with measures of support, 1 with an analysis, 0 without either."""
    rows = measures(subject)
    named = [row for row in rows if has_phrase(_previous(subject, "previous_schools"), whole(row))]
    support = [row for row in named if _supports(row, subject)]
    analysed = named or [row for row in rows if has_phrase(_previous(subject, "previous_results"), whole(row))]
    return by_rows(subject, Step("support", support, 0.85), Step("analysis", analysed, 0.8))


def _previous(subject: Subject, name: str) -> tuple[str, ...]:
    """The profile's phrases with the previous year put in."""
    roadmap = subject.facts.roadmap
    year = (roadmap.year if roadmap else None) or subject.profile.year
    return tuple(phrase.replace("ГОД", str(year - 1)) for phrase in words(subject, name))


def _supports(row: Measure, subject: Subject) -> bool:
    text = content(row)
    first = has_phrase(words(subject, "support_words"), text)
    return first and not has_phrase(words(subject, "analysis_first"), " ".join(row.name.split()[:3]))
