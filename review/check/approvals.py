"""What approval marks lack. Shared by the checks that judge approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.finding import Reason

if TYPE_CHECKING:
    from review.model.document import Quote
    from review.model.programme import Approval, Facts

COLLEGIAL = ("accepted", "considered")
_ORDERS = ("приказ", "распоряжение", "постановление")
LACKS = {"date": "дата", "number": "номер", "signature": "подпись"}


def of_kind(facts: Facts, *kinds: str) -> list[Approval]:
    """Approval marks of these kinds."""
    return [approval for approval in facts.approvals if approval.kind in kinds]


def lacks(approval: Approval) -> list[str]:
    """What is missing in a mark: "date", "number", "signature"."""
    missing = []
    if approval.date is None:
        missing.append("date")
    if approval.number is None:
        missing.append("number")
    if not approval.signed:
        missing.append("signature")
    return missing


def approving(facts: Facts) -> Approval | None:
    """The fullest mark of approval; the mark of an annex to an order is one."""
    ordered = [mark for mark in of_kind(facts, "annex") if mark.act in _ORDERS]
    return best(of_kind(facts, "approved")) or best(ordered)


def best(approvals: list[Approval]) -> Approval | None:
    """The fullest of several marks of one kind."""
    return min(approvals, key=lambda approval: len(lacks(approval)), default=None)


def quotes(approval: Approval) -> tuple[Quote, ...]:
    """The mark's own words and its blanks."""
    return (approval.quote, *approval.blanks)


def incomplete(approval: Approval, key: str) -> Reason:
    """The reason that names what the mark lacks."""
    missing = ", ".join(LACKS[part] for part in lacks(approval))
    return Reason(key, {"missing": missing, "mark": " ".join(approval.quote.text.split())[:80]}, quotes(approval))
