"""What several checks of confirming documents ask of the kit: the programme behind a file, its window, its measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from review.model.phrases import find_phrases, has_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.document import Document
    from review.model.finding import Member, Subject
    from review.model.language import Language
    from review.model.plan import PlanRow
    from review.model.profile import Profile
    from review.model.programme import Facts

HEAD_BLOCKS = 16
HEAD_LENGTH = 260
SAME_MEASURE = 0.6  # of one wording's own words that stand in the other
_QUOTED = re.compile(r"[«\"“][^»\"”\n]*[»\"”]")
_COMMAND = re.compile(r"(?im)^.{0,160}?(?:приказываю|п р и к а з ы в а ю|обязываю)\s*:?\s*$")
_TOPIC = re.compile(r"[«\"“](?P<topic>[^»\"”]{8,})[»\"”]")


@dataclass(frozen=True, slots=True)
class Window:
    """Days by which the dates of a file are judged; `start` may be the programme's approval."""

    start: date
    end: date
    approved: bool

    def outside(self, first: date, last: date) -> int:
        """Days by which the time lies outside; 0 when it touches the window."""
        if last < self.start:
            return (self.start - last).days
        return max(0, (first - self.end).days)


def programme_of(subject: Subject, language: Language | None = None) -> Member | None:
    """The antirisk programme the file belongs to: by the direction it was handed in for, else the kit's only one.

    A file handed in for no direction belongs to the programme whose direction or measure it names.
    """
    programmes = [member for member in subject.kit if member.kind == "antirisk_program"]
    risk = subject.entry.risk
    for member in programmes:
        if risk is not None and risk == _direction(member):
            return member
    if risk is not None or not programmes:
        return None
    if len(programmes) == 1:
        return programmes[0]
    named = [m for m in programmes if _direction(m) in subject.facts.risk_codes]
    if len(named) == 1 or language is None:
        return named[0] if len(named) == 1 else None
    return _by_measure(subject, named or programmes, language)


def _direction(programme: Member) -> str | None:
    titled = [mention.code for mention in programme.facts.risks if mention.where in ("title", "passport")]
    return programme.entry.risk or next(iter(titled or programme.facts.risk_codes), None)


def _by_measure(subject: Subject, programmes: Sequence[Member], language: Language) -> Member | None:
    """The programme one of whose measures the file's head tells nearly in full."""
    told = subject.entry.measure or head_of(subject.document)
    best: tuple[float, Member | None] = (SAME_MEASURE, None)
    for member in programmes:
        for row in member.facts.rows:
            if row.measure is not None and row.measure.text:
                share = coverage(row.measure.text, told, subject.profile, language)
                if share > best[0] or (share == best[0] and best[1] is None):
                    best = (share, member)
    return best[1]


def window_of(subject: Subject) -> Window:
    """The stage's window; without a stage, from the programme's approval to the end of the last stage."""
    profile = subject.profile
    stage = profile.stage(subject.entry.stage) if subject.entry.stage else None
    end = stage.end if stage else max((item.end for item in profile.stages), default=profile.end)
    if stage and stage.start:
        return Window(stage.start, end, approved=False)
    approved = approval_date(subject)
    earliest = approved or profile.start
    return Window(min(earliest, end - timedelta(days=1)), end, approved=approved is not None)


def approval_date(subject: Subject) -> date | None:
    """When the programme behind the file was approved, as its own approval mark says."""
    programme = programme_of(subject)
    marks = programme.facts.approvals if programme else ()
    days = [mark.date for mark in marks if mark.date and mark.kind in ("approved", "annex")]
    return min(days, default=None)


def head_of(document: Document) -> str:
    """Title and subject lines: the short blocks the document begins with."""
    blocks = [block.text for block in document.body() if block.text.strip()][:HEAD_BLOCKS]
    return "\n".join(text for text in blocks if len(text) <= HEAD_LENGTH)


def title_of(document: Document) -> str:
    """The head as far as an order's commands, names in quotes left out: «Итоги года» is a meeting, not its results."""
    head = head_of(document)
    command = _COMMAND.search(head)
    return _QUOTED.sub("", head[: command.start()] if command else head)


def body_of(document: Document) -> str:
    """All words, cells included."""
    return "\n".join(text for _, text in document.units() if text.strip())


def is_act(subject: Subject) -> bool:
    """A measure the order itself carries out: «Назначение наставников», «Создание службы примирения»."""
    measure = subject.entry.measure or ""
    spans = find_phrases(subject.profile.words.get("act_measure", ()), measure)
    return bool(spans) and not measure[: spans[0].start].strip(' «"')


def coverage(wanted: str, text: str, profile: Profile, language: Language, *, topic_too: bool = True) -> float:
    """0…1: part of the wanted words that stand in the text; a topic in quotes counts on its own when it is worse."""
    present = language.lemmas(text) | {token.text.lower() for token in language.tokens(text)}
    shares = [_covered(wanted, present, profile, language)]
    if topic_too and (topic := _TOPIC.search(wanted)):
        shares.append(_covered(topic["topic"], present, profile, language))
    return min(shares)


def topic_coverage(wanted: str, text: str, profile: Profile, language: Language) -> float:
    """0…1: part of the words of the topic in quotes that stand in the text; 0 for a topic of one word or none."""
    topic = _TOPIC.search(wanted)
    if topic is None or len(topic["topic"].split()) < 2:  # noqa: PLR2004 - one word is no topic
        return 0.0
    present = language.lemmas(text) | {token.text.lower() for token in language.tokens(text)}
    return _covered(topic["topic"], present, profile, language)


def _covered(wanted: str, present: frozenset[str], profile: Profile, language: Language) -> float:
    generic = profile.words.get("generic_measure", ())
    tokens = [t for t in language.tokens(wanted) if re.search(r"[^\W\d_]{3,}", t.text)]
    told = [t for t in tokens if not has_phrase(generic, t.text)] or tokens
    if not told:
        return 0.0
    stems = {lemma[:6] for lemma in present if len(lemma) > 5}  # noqa: PLR2004 - kin words share six letters
    hits = sum(
        1.0 for t in told if present & {*t.lemmas, t.text.lower()} or any(lemma[:6] in stems for lemma in t.lemmas)
    )
    return hits / len(told)


def names_programme(text: str, subject: Subject) -> bool:
    """Does the text itself say which programme, direction or stage it confirms?"""
    risk = subject.profile.risk(subject.entry.risk) if subject.entry.risk else None
    named = risk is not None and has_phrase((risk.name, *risk.names), text)
    return named or bool(find_phrases(subject.profile.words.get("programme_named", ()), text))


def row_of(
    measure: str, rows: Sequence[PlanRow], profile: Profile, language: Language, *, least: float = SAME_MEASURE
) -> PlanRow | None:
    """The plan row this measure names, if one is near enough."""
    best: tuple[tuple[float, float], PlanRow] | None = None
    for row in rows:
        if row.measure is None or not row.measure.text:
            continue
        there = coverage(measure, row.measure.text, profile, language)
        back = coverage(row.measure.text, measure, profile, language)
        score = ((there + back) / 2, _same_numbers(measure, row.measure.text))
        if best is None or score > best[0]:
            best = (score, row)
    return best[1] if best and best[0][0] >= least else None


def _same_numbers(one: str, other: str) -> float:
    """0…1: tells «в 5–7 классах» from «в 8–9 классах» where all words are the same."""
    left, right = (set(re.findall(r"\d+", text)) for text in (one, other))
    return len(left & right) / len(left | right) if left | right else 1.0


def due(facts: Facts, end: date) -> list[PlanRow]:
    """Measures whose term ends by this day; rows without a date do not count."""
    return [row for row in facts.rows if row.measure and row.measure.text and (last := last_day(row)) and last <= end]


def last_day(row: PlanRow) -> date | None:
    """When the row's term ends; None when no date can be told."""
    days = [span.last for span in row.dates if span.last and not span.vague]
    return max(days, default=None)
