"""Where the words a criterion rests on stand in the text: overlapping quotes become segments with all their codes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from review.model.document import Quote


@dataclass(frozen=True, slots=True)
class Trace:
    """One quote of one criterion: `anchor` is its name on the page, "ev-C-07-1"."""

    code: str
    name: str
    level: int | None
    anchor: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a block's characters with the same traces over it; `begins` are those that start here."""

    text: str
    traces: tuple[Trace, ...]
    begins: tuple[Trace, ...]


def by_block(traces: Iterable[Trace]) -> Mapping[str, tuple[Trace, ...]]:
    """Traces of every block, in the order they start."""
    found: dict[str, list[Trace]] = defaultdict(list)
    for trace in traces:
        if trace.quote.start < trace.quote.end:
            found[trace.quote.block].append(trace)
    return {block: tuple(sorted(some, key=lambda t: (t.quote.start, t.code))) for block, some in found.items()}


def segments(text: str, traces: Sequence[Trace]) -> list[Segment]:
    """The text cut at every start and end of a quote; joined together the segments are the text again."""
    bounds = {0, len(text)}
    for trace in traces:
        bounds |= {min(trace.quote.start, len(text)), min(trace.quote.end, len(text))}
    cuts = sorted(bounds)
    result = []
    for start, end in pairwise(cuts):
        over = tuple(t for t in traces if t.quote.start < end and t.quote.end > start)
        begins = tuple(t for t in over if t.quote.start == start)
        result.append(Segment(text[start:end], over, begins))
    return result


def worst(traces: Sequence[Trace]) -> Trace:
    """The trace whose tint a shared segment takes: the lowest level, an unknown one last."""
    return min(traces, key=lambda t: (t.level is None, t.level or 0))
