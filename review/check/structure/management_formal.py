"""How the programme is managed, watched and mended is not told, or told formally.

What it looks for:
    The passport row and section on management: who controls, dates of control, how changes are made, the curator.
Why it matters:
    Without control dates nobody notices that the programme runs aside.
Fails:
    Nothing (level 0); a phrase about control without dates or order of changes (level 1).
Passes:
    Who, when, and how changes are made.
Parameters:
    signs: how many of the four signs (who, when, changes, reports) are needed for the best level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.passages import joined, row_quotes, section_quotes
from review.check.people import naming
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases
from review.model.text import normal

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("absent", "formal", "fine")
PROVEN: tuple[str, ...] = ()

SIGNS = {
    "who": "кто контролирует",
    "when": "даты контроля",
    "changes": "как вносятся изменения",
    "reports": "где рассматриваются итоги",
}


@dataclass(frozen=True)
class Params:
    """How many signs the best level needs."""

    signs: int = 3


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by what is told of management."""
    quotes = row_quotes(subject, "management") + section_quotes(subject, "management")
    quotes = [quote for quote in quotes if quote.text.strip(" -–—.")]
    text = normal(joined(quotes)).text
    if not text.strip():
        return Proposal(0, 0.8, (Reason("absent"),))
    words = subject.profile.words
    year = subject.facts.year or subject.profile.year
    dated = any((span.first or span.last or span.recurring) and not span.vague and not span.whole_year
                for span in language.dates(text, year=year))  # fmt: skip
    told = {
        "who": naming(text, subject.profile, language) == "personal" or bool(find_phrases(("рабоч* групп*",), text)),
        "when": dated,
        "changes": bool(find_phrases(words.get("correction", ()), text)),
        "reports": bool(find_phrases(words.get("report", ()), text)),
    }
    missing = [SIGNS[sign] for sign, is_told in told.items() if not is_told]
    if told["when"] and len(SIGNS) - len(missing) >= params.signs:
        return Proposal(2, 0.85, (Reason("fine", {}, tuple(quotes[:4])),))
    return Proposal(1, 0.8, (Reason("formal", {"missing": ", ".join(missing)}, tuple(quotes[:4])),))
