"""Can anybody check this goal: a value, where from, where to, by when; and the wording that says nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from review.language.changes import find_changes, is_baseline
from review.language.dates import find_dates
from review.language.quantities import as_quantity, measured
from review.language.wording import wording
from review.model.language import Concept, Measurability
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from review.model.language import DateSpan, Span

    Find = Callable[[Sequence[Concept], str], Sequence[tuple[str, Span]]]

_ACT = re.compile(
    r"(?:приказ|закон|постановлени|распоряжени|письм|указ|протокол|положени|решени)[а-я]*[^.;]{0,80}$|(?<![а-я])от\s?$"
)
LOOK_BACK = 100


@lru_cache(maxsize=1)
def _concepts() -> tuple[Concept, ...]:
    lists = wording()
    return (
        Concept("direction", (lists.words("direction"),), window=2, without=lists.words("no_direction")),
        *(Concept("vague", ((phrase,),)) for phrase in lists.words("vague")),
    )


def measurability(text: str, year: int | None, find: Find) -> Measurability:
    """What makes the goal measurable, and what is missing."""
    dates = find_dates(text, year)
    plain = normal(text, lines=True)
    found = measured(plain, text, dates)
    changes = find_changes(text, dates)
    spans = find(_concepts(), text)
    with_baseline = [
        one for place, one in enumerate(found) if is_baseline(plain.lower, one, found[place - 1].end if place else 0)
    ]
    baseline = bool(changes or with_baseline)
    target = bool(changes) or len(found) > len(with_baseline)
    vague = [span for name, span in spans if name == "vague"]
    return Measurability(
        measurable=target,
        direction=bool(changes)
        or any(name == "direction" for name, _ in spans)
        or any(one.comparison == "by" for one in found),
        baseline=baseline,
        target=target,
        deadline=any(_is_deadline(plain.lower, plain.at(span.start), span) for span in dates),
        vague=tuple(_apart(vague)),
        quantities=tuple(as_quantity(plain, text, one) for one in found),
    )


def _is_deadline(low: str, start: int, span: DateSpan) -> bool:
    """A day by which, or a period in which; the date of an act is neither."""
    if span.vague or (span.first is None and span.last is None):
        return False
    is_day = span.first is not None and span.first == span.last
    return not (is_day and _ACT.search(low, max(0, start - LOOK_BACK), start))


def _apart(spans: list[Span]) -> list[Span]:
    """Without those inside another."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
