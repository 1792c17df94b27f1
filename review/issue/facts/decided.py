"""A decided document with everything papers tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from review.model.assessment import Assessment, Decision, Mark
    from review.model.campaigns import Purpose
    from review.model.document import Quote
    from review.model.finding import Examination, Finding
    from review.model.opinion import Dissent
    from review.model.profile import Profile
    from review.model.register import SchoolCard
    from review.model.rubric import Criterion, Rubric
    from review.model.submission import SchoolDocument, Version

LONGEST_QUOTE = 240
NOT_CONCEPT = ("evidence", "roadmap")  # documents judged apart from the concept and the programmes
ZONE_WORDS = {"green": "зелёная", "yellow": "жёлтая", "red": "красная", None: "не определена"}


@dataclass(frozen=True, slots=True)
class Noted:
    """What an expert said of words of the document, for one criterion."""

    code: str
    text: str
    recommendation: str
    words: str  # personal data dotted out
    page: int | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody whose finished form the decision rests on, and what they were called for."""

    name: str
    purpose: Purpose
    form: int | None = None


@dataclass(frozen=True)
class Decided:
    """One document's version, its finished assessment and the decision on it."""

    document: SchoolDocument
    version: Version
    card: SchoolCard
    profile: Profile
    rubric: Rubric
    examination: Examination
    assessment: Assessment
    decision: Decision
    noted: tuple[Noted, ...] = ()  # remarks on its words, in the order of the text
    readers: tuple[Reader, ...] = ()  # all of them, where there were seats
    dissents: tuple[Dissent, ...] = ()  # opinions of experts whose levels were overruled
    numbers: Mapping[int, int] = field(default_factory=dict)  # of a blind campaign: the seat, by form

    @property
    def title(self) -> str:
        """«Антирисковая программа «Низкая учебная мотивация обучающихся»»."""
        risk = self.profile.risk(self.document.risk) if self.document.risk else None
        stage = f", этап {self.document.stage}" if self.document.stage else ""
        return f"{self.document.kind_title} «{risk.name}»{stage}" if risk else f"{self.document.kind_title}{stage}"

    @property
    def percent(self) -> float:
        """The expert's total, 0…100, one decimal."""
        return round(100 * (self.assessment.total.share or 0.0), 1)

    @property
    def zone(self) -> str:
        """The expert's zone in a word."""
        return ZONE_WORDS[self.assessment.total.zone]

    def marked(self) -> Iterator[tuple[Criterion, Mark, Finding | None]]:
        """Criteria in the rubric's order with the expert's mark and the machine's finding."""
        marks = {mark.code: mark for mark in self.assessment.marks}
        findings = {finding.code: finding for finding in self.examination.findings}
        for criterion in self.rubric.criteria:
            if criterion.code in marks:
                yield criterion, marks[criterion.code], findings.get(criterion.code)

    def short(self) -> Iterator[tuple[Criterion, Mark, Finding | None]]:
        """Criteria below the best level, the heaviest first."""
        below = [item for item in self.marked() if item[1].level is not None and item[1].level < item[0].max_level]
        yield from sorted(
            below, key=lambda item: (-item[0].weight * (item[0].max_level - (item[1].level or 0)), item[0].code)
        )

    @property
    def critical_zeros(self) -> list[str]:
        """Codes of critical criteria at level 0."""
        return [criterion.code for criterion, mark, _ in self.marked() if criterion.critical and mark.level == 0]


def codes_short(decided: Decided) -> list[str]:
    """Codes of the criteria below the best level, in their own order."""
    return sorted(criterion.code for criterion, _, _ in decided.short())


def recommendation(criterion: Criterion, mark: Mark, finding: Finding | None) -> str:
    """The expert's own words; else the rubric's advice for the level that was set."""
    if mark.recommendation:
        return mark.recommendation
    if mark.level is None or mark.level >= criterion.max_level:
        return ""
    if finding is not None and finding.level == mark.level and finding.advice:
        return finding.advice
    return criterion.advice.get(mark.level, "")


def grounds(criterion: Criterion, mark: Mark, finding: Finding | None) -> str:
    """Why this level: the finding the expert agreed with, else the level's description.

    An expert's or arbitrator's reason is for the coordinator; the school is told recommendations and remarks.
    """
    if finding is not None and finding.level == mark.level and finding.explanation:
        return finding.explanation
    return "" if mark.level is None else criterion.levels[mark.level]


def quoted(mark: Mark, finding: Finding | None) -> Quote | None:
    """The words the level rests on, where the expert left the proposal as it was."""
    if finding is None or finding.level != mark.level or not finding.evidence:
        return None
    return finding.evidence[0]


def noted_for(decided: Decided, code: str) -> tuple[Noted, ...]:
    """Remarks on words that belong to one criterion."""
    return tuple(one for one in decided.noted if one.code == code)


def shown_quote(quote: Quote | None, said: str = "") -> dict[str, str]:
    """The keys quote and page of a table row: a long quote is cut at a word, one that was said already is left out."""
    if quote is None:
        return {}
    text = " ".join(quote.text.split())
    if not text or f"«{text}»" in said:
        return {}
    if len(text) > LONGEST_QUOTE:
        text = f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]}…"
    return {"quote": text, "page": str(quote.page)} if quote.page else {"quote": text}


def sentence(text: str) -> str:
    """A full stop where its writer left it out."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def finding_sentence(text: str) -> str:
    """A sentence to stand inside another one: first letter small unless an abbreviation, no full stop."""
    text = text.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
