"""Is it planned where the project's course and practices are made public?

What it looks for: rows on a site, a section, media or a bank of practices; whether they name the place and a number.

Why it matters: openness lets others take over what works.

Fails: nothing; «Освещение хода проекта» without a place (partly).

Passes: «Раздел на сайте управления образования, не менее 6 публикаций».

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import Step, by_rows, is_measurable, measures, table_text, words
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Proposal, Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "none", "general", "concrete")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with a named place and an indicator, 1 with a general row, 0 without."""
    rows = measures(subject)
    texts = {row.row.row: table_text(subject.document, row) for row in rows}
    about = [row for row in rows if has_phrase(words(subject, "publicity"), texts[row.row.row])]
    concrete = [
        row
        for row in about
        if has_phrase(words(subject, "publicity_place"), texts[row.row.row])
        and (
            is_measurable(row.indicator, subject.profile)
            or has_phrase(words(subject, "publicity_place"), row.indicator or "")
        )
    ]
    return by_rows(subject, Step("concrete", concrete, 0.85), Step("general", about, 0.8))
