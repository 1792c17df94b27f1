"""Has the document its date, number, signature and author?

What it looks for: the issue date, the document's own number, the word or stamp of a signature, the person answering.

Why it matters: a paper without requisites cannot be told from a draft.

Fails: a page of text without date and author; a list without a number (partly).

Passes: «4 апреля 2022 года № 17 … Педагог-психолог Титова М. О. (подписано электронной подписью)».

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("none", "missing", "complete")
PROVEN: tuple[str, ...] = ("complete",)


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with all four, 1 with some, 0 with none."""
    facts = subject.facts.evidence
    if facts is None:
        return Proposal(None, None, outcome="not_checked")
    parts = {
        "даты документа": facts.issued_quote,
        "номера": facts.number_quote,
        "подписи или отметки об электронной подписи": facts.signature,
        "автора": facts.author,
    }
    found = tuple(quote for quote in parts.values() if quote is not None)
    missing = [name for name, quote in parts.items() if quote is None]
    if not found:
        return Proposal(0, 0.85, (Reason("none"),))
    if missing:
        confidence = 0.85 if "номера" in missing or len(missing) > 1 else 0.75
        return Proposal(1, confidence, (Reason("missing", {"missing": ", ".join(missing)}, found),))
    return Proposal(2, 0.92, (Reason("complete", {}, found),))
