"""The result page's right side: every criterion with what is proposed, what is set, and the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.assessment import Mark
from review.web.evidence import Trace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.submission.documents import DocumentPage
    from review.model.finding import Finding
    from review.model.rubric import Criterion, Rubric

LEVEL_WORDS = {0: "не выполнено", 1: "выполнено частично", 2: "выполнено"}
OUTCOMES = {
    "not_checked": "не проверено",
    "not_applicable": "неприменимо",
    "expert_only": "оценивает только эксперт",
    "assessed": "",
}
SCALE = 500  # width of the scale's drawing
DEFAULT_CUTS = (0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of the sheet. `finding` and `traces` are empty while the proposal must not be seen."""

    criterion: Criterion
    finding: Finding | None
    mark: Mark
    traces: tuple[Trace, ...]

    @property
    def proposed(self) -> int | None:
        """The level the machine proposes, where it may be seen."""
        return None if self.finding is None else self.finding.level

    @property
    def shown_level(self) -> int | None:
        """The level whose tint the criterion has: the one set, else the proposed one."""
        return self.proposed if self.mark.level is None else self.mark.level

    @property
    def differs(self) -> bool:
        """Must the expert say why?"""
        if self.mark.not_applicable:
            return True
        return self.mark.level is not None and self.proposed is not None and self.mark.level != self.proposed

    @property
    def marked(self) -> bool:
        """Has the expert said anything?"""
        return self.mark.level is not None or self.mark.not_applicable

    def words(self, level: int) -> str:
        """«не выполнено», «выполнено частично», «выполнено»."""
        if level == 0:
            return LEVEL_WORDS[0]
        return LEVEL_WORDS[2 if level == self.criterion.max_level else 1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All lines, the scale's cuts, and what the reader may do with them."""

    lines: tuple[Line, ...]
    cuts: tuple[int, int]  # where yellow and green begin, of SCALE
    shows_proposals: bool
    may_mark: bool

    @property
    def traces(self) -> tuple[Trace, ...]:
        """Everything to underline in the text."""
        return tuple(trace for line in self.lines for trace in line.traces)

    @property
    def left(self) -> int:
        """How many criteria wait for the expert's level."""
        return sum(not line.marked for line in self.lines)


def sheet_of(page: DocumentPage, *, blind: bool) -> Sheet:
    """The sheet of a document page; empty until the file was checked.

    With `blind`, proposals stay hidden until the reader begins to mark: the first reading is their own.
    """
    hidden = blind and "mark" in page.acts and page.assessment is None
    own = "finish" in page.acts
    if page.rubric is None:
        return Sheet((), _cuts(None), shows_proposals=not hidden, may_mark=False)
    findings = {} if hidden or page.examination is None else {f.code: f for f in page.examination.findings}
    marks = {} if page.assessment is None else {mark.code: mark for mark in page.assessment.marks}
    lines = tuple(_line(criterion, findings, marks) for criterion in page.rubric.criteria)
    return Sheet(lines, _cuts(page.rubric), shows_proposals=not hidden, may_mark=own)


def _line(criterion: Criterion, findings: Mapping[str, Finding], marks: Mapping[str, Mark]) -> Line:
    finding = findings.get(criterion.code)
    mark = marks.get(criterion.code) or Mark(criterion.code, None)
    level = mark.level if mark.level is not None else (finding.level if finding else None)
    quotes = finding.evidence if finding else ()
    traces = tuple(
        Trace(criterion.code, criterion.name, level, f"ev-{criterion.code}-{place}", quote)
        for place, quote in enumerate(quotes, 1)
    )
    return Line(criterion, finding, mark, traces)


def _cuts(rubric: Rubric | None) -> tuple[int, int]:
    yellow, green = DEFAULT_CUTS
    for threshold in rubric.thresholds if rubric else ():
        if threshold.zone == "green" and threshold.min_share is not None:
            green = threshold.min_share
        if threshold.zone == "red" and threshold.below_share is not None:
            yellow = threshold.below_share
    return round(yellow * SCALE), round(green * SCALE)
