"""The analysis speaks in general words, or gives figures without dynamics and conclusions.

What it looks for:
    Figures in the analysis, external procedures (ВПР, ОГЭ, ЕГЭ), the risk profile, at least two years compared, and
    words that draw a conclusion.
Why it matters:
    Measures that do not grow from the school's own data miss its problems.
Fails:
    Hardly any figures, or most of the text is another school's (level 0); scattered figures, one year, or no
    conclusions (level 1).
Passes:
    Enough data of the school over several years with conclusions.
Parameters:
    figures: numbers below which the analysis counts as general words;
    copied: share of foreign text from which on the data are not the school's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.passages import joined, section_quotes
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases
from review.model.text import normal

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_analysis", "few_figures", "foreign_data", "no_procedures", "one_year", "no_conclusions", "fine")
PROVEN: tuple[str, ...] = ()

_YEAR = re.compile(r"(?<!\d)(20[012]\d)(?!\d)")
_PROCEDURE = re.compile(r"\bвпр\b|\bогэ\b|\bегэ\b|\bгиа\b|всероссийск\w+ проверочн|государственн\w+ итогов")


@dataclass(frozen=True)
class Params:
    """What enough is."""

    figures: int = 5
    copied: float = 0.5


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by figures, years and conclusions of the analysis."""
    quotes = section_quotes(subject, "analysis") or _body(subject)
    text = normal(joined(quotes), lines=True).lower
    if not text.strip():
        return Proposal(0, 0.7, (Reason("no_analysis"),))
    figures = language.quantities(text)
    procedures = bool(_PROCEDURE.search(text))
    years = _compared_years(subject, quotes, text)
    conclusions = bool(find_phrases(subject.profile.words.get("conclusion", ()), text))
    evidence = tuple(quote for quote in quotes if language.quantities(quote.text))[:5]
    if len(figures) < params.figures:
        return Proposal(0, 0.75, (Reason("few_figures", {"count": len(figures)}, evidence),))
    copy = max((m.share for m in subject.copies if not m.same_kit and m.is_source), default=0.0)
    if copy > params.copied:
        return Proposal(0, 0.6, (Reason("foreign_data", {}, evidence),))
    said = []
    if not procedures:
        said.append(Reason("no_procedures"))
    if years < 2:  # noqa: PLR2004 - a comparison needs two
        said.append(Reason("one_year", {}, evidence))
    if not conclusions:
        said.append(Reason("no_conclusions"))
    if said:
        return Proposal(1, 0.75, tuple(said))
    return Proposal(2, 0.85, (Reason("fine", {"count": len(figures), "years": years}, evidence),))


def _body(subject: Subject) -> list[Quote]:
    quotes = [subject.document.quote(block) for block, text in subject.document.units() if text.strip()]
    return [quote for quote in quotes if quote.text]


def _compared_years(subject: Subject, quotes: list[Quote], text: str) -> int:
    """Different years before or in the document's own, named beside figures."""
    last = subject.profile.year
    return len({year for year in _YEAR.findall(text) if int(year) <= last})
