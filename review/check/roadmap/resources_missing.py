"""Are the region's resources and partners drawn in?

What it looks for: centres, technoparks, institutes and networks of the profile's list in measures, among those who
carry them out, or only in the text.

Why it matters: a small school has no laboratories and few teachers of its own.

Fails: no resource is named; one is named in the introduction alone (partly).

Passes: «Занятия на базе центра «Точка роста», 9 учителей, 6 занятий».

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import evidence, is_measurable, labels, measures, outside_tables, whole, words
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases, has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("none", "named_only", "in_measures")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 in measures with indicators, 1 when only named, 0 when absent."""
    names = words(subject, "resources")
    rows = [row for row in measures(subject) if has_phrase(names, whole(row))]
    good = [row for row in rows if is_measurable(row.indicator, subject.profile)]
    values = {"rows": labels(good or rows)}
    if good:
        return Proposal(2, 0.88, (Reason("in_measures", values, evidence(good)),))
    if rows:
        return Proposal(1, 0.75, (Reason("named_only", values, evidence(rows)),))
    document = subject.document
    named = [
        document.quote(id_, span.start, span.end)
        for id_, text in outside_tables(document)
        for span in find_phrases(names, text)
    ]
    if named:
        return Proposal(1, 0.75, (Reason("named_only", {"rows": "вне таблицы"}, tuple(named[:3])),))
    return Proposal(0, 0.9, (Reason("none"),))
