"""Are all measures of the direction that end by the stage's end confirmed?

What it looks for: rows of the direction's antirisk programme whose term ends by the end of the stage, against the
measures the kit's confirming documents were handed in for.

Why it matters: the direction counts as worked on only when its measures are confirmed.

Fails: two confirmed measures of five.

Passes: nine of ten.

Parameters: `half` and `full`, shares of confirmed measures; `about`, the part of a measure's words a file must hold to
confirm it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.confirming import SAME_MEASURE, coverage, due, names_programme, programme_of, row_of, window_of
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.check.catalogue import Need
    from review.model.card import Entry
    from review.model.finding import Member, Subject
    from review.model.language import Language
    from review.model.plan import PlanRow
    from review.model.programme import Facts

NEEDS: tuple[Need, ...] = ("kit",)
SAYS = ("no_programme", "no_terms", "few", "part", "full")
PROVEN: tuple[str, ...] = ()
SHOWN = 5


@dataclass(frozen=True)
class Params:
    """Shares of confirmed measures."""

    half: float = 0.5
    full: float = 0.9
    about: float = 0.2


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 from `full` on, 1 from `half` on, else 0; the same answer for every file of a direction and stage."""
    programme = programme_of(subject, language)
    if programme is None:
        return Proposal(None, None, (Reason("no_programme"),), outcome="not_checked")
    rows = due(programme.facts, window_of(subject).end)
    if not rows:
        return Proposal(None, None, (Reason("no_terms"),), outcome="not_applicable")
    confirmed = set()
    for entry, facts in _once(_files(subject), subject, language):
        row = _row(entry, facts, programme.facts.rows, subject, language)
        if row is not None and entry.risk is None and _is_nearer(entry, facts, row, programme, subject, language):
            continue
        if row is not None and row.measure and _is_about(row.measure.text, facts, subject, params, language):
            confirmed.add((row.measure.block, row.measure.start))
    left = [r.measure.text for r in rows if r.measure and (r.measure.block, r.measure.start) not in confirmed]
    share = 1 - len(left) / len(rows)
    values: dict[str, object] = {
        "confirmed": len(rows) - len(left),
        "due": len(rows),
        "share": round(100 * share),
        "left": "; ".join(f"«{_inner(text)}»" for text in left[:SHOWN]) + (" и другие" if len(left) > SHOWN else ""),
    }
    level = 2 if share >= params.full else 1 if share >= params.half else 0
    return Proposal(level, 0.85, (Reason(("few", "part", "full")[level], values),))


def _inner(text: str) -> str:
    """A measure's name as it stands between quotation marks."""
    return " ".join(text.split()).replace("«", "„").replace("»", "“")


def _row(entry: Entry, facts: Facts, rows: Sequence[PlanRow], subject: Subject, language: Language) -> PlanRow | None:
    """The row the file was handed in for; without a measure given, the one its head tells nearly in full."""
    if entry.measure:
        return row_of(entry.measure, rows, subject.profile, language)
    head = facts.evidence.head if facts.evidence else ""
    head = head or " ".join(quote.text for quote in facts.titles)
    told = [(coverage(row.measure.text, head, subject.profile, language), row) for row in rows if row.measure]
    share, best = max(told, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= SAME_MEASURE else None


def _is_nearer(entry: Entry, facts: Facts, row: PlanRow, own: Member, subject: Subject, language: Language) -> bool:
    """A file handed in for no direction: does another programme hold a measure its words tell more fully?"""
    rows = [r for m in subject.kit if m.kind == "antirisk_program" and m is not own for r in m.facts.rows]
    other = _row(entry, facts, rows, subject, language)
    if other is None or other.measure is None or row.measure is None:
        return False
    told = entry.measure or (facts.evidence.head if facts.evidence else "")
    share = [coverage(r.text, told, subject.profile, language) for r in (row.measure, other.measure)]
    return share[1] > share[0]


def _is_about(measure: str, facts: Facts, subject: Subject, params: Params, language: Language) -> bool:
    """A file on something else confirms nothing, whatever it was handed in for."""
    if facts.evidence is None or not facts.evidence.head:
        return True
    head = facts.evidence.head
    return names_programme(head, subject) or (
        coverage(measure, head, subject.profile, language, topic_too=False) >= params.about
    )


def _once(files: Sequence[tuple[Entry, Facts]], subject: Subject, language: Language) -> Sequence[tuple[Entry, Facts]]:
    """The same file handed in for two measures confirms the one it tells more of, the earlier of two equal ones."""
    best: dict[object, tuple[float, tuple[Entry, Facts]]] = {}
    for place, (entry, facts) in enumerate(files):
        told = facts.evidence
        key = (told.head, told.number, told.issued) if told and told.head and entry.measure else place
        share = coverage(entry.measure or "", told.head if told else "", subject.profile, language)
        if key not in best or share > best[key][0]:
            best[key] = (share, (entry, facts))
    return [item for _, item in best.values()]


def _files(subject: Subject) -> list[tuple[Entry, Facts]]:
    """Confirming documents of the same direction up to this stage, this one included."""
    own = subject.entry
    others = [(member.entry, member.facts) for member in subject.kit if member.kind == "evidence"]
    return [
        (entry, facts)
        for entry, facts in ((own, subject.facts), *others)
        if entry.risk in (own.risk, None) and (entry.stage is None or own.stage is None or entry.stage <= own.stage)
    ]
