"""Have municipal bodies and curators their part?

What it looks for: rows where the municipal co-ordinator or body, a consultation centre, a curator acts or is addressed,
and whether these rows have measurable indicators.

Why it matters: a school is helped by those who are near it.

Fails: nobody but the ministry acts.

Passes: curators visit schools with «6 посещений», the municipal centre holds seminars with numbers.

Parameters: `rows`, how many measurable rows of the two levels make level 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import evidence, is_measurable, labels, measures, whole, words
from review.model.finding import Proposal, Reason
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "none", "partly", "present")
PROVEN: tuple[str, ...] = ()

_APPOINTS = re.compile(r"\W*(?:назнач|закрепл|утвержд|определ|сформир|формирован|создани|издани|организационно)")


@dataclass(frozen=True)
class Params:
    """A number of rows."""

    rows: int = 2


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 when both levels have measurable rows, 1 when one has or none is measurable, 0 without either."""
    rows = measures(subject)
    if not rows:
        return Proposal(0, 0.6, (Reason("no_rows"),))
    municipal = [row for row in rows if has_phrase(words(subject, "role_municipal"), whole(row))]
    curators = [row for row in rows if has_phrase(words(subject, "role_curator"), whole(row))]
    values = {"municipal": labels(municipal) or "нет", "curators": labels(curators) or "нет"}
    if not municipal and not curators:
        return Proposal(0, 0.85, (Reason("none", values),))
    acting = [row for row in curators if not _APPOINTS.match(row.name.lower())]
    if municipal and curators and not acting:
        return Proposal(1, 0.7, (Reason("partly", values, (*evidence(municipal[:2]), *evidence(curators[:2]))),))
    good = [[r for r in level if is_measurable(r.indicator, subject.profile)] for level in (municipal, curators)]
    shown = (*evidence(municipal[:2]), *evidence(curators[:2]))
    if good[0] and good[1] and len(good[0]) + len(good[1]) >= params.rows:
        return Proposal(2, 0.8, (Reason("present", values, shown),))
    return Proposal(1, 0.7, (Reason("partly", values, shown),))
