"""A road map: its title, level, territory, year and approval mark, and its measures row by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.roadmap.rows import Torn, clean, measures_of
from review.extract.roadmap.title import acting_territory, level_of, territory_of, title_of
from review.model.roadmap import Approved, Measure, RoadMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from review.model.document import Document
    from review.model.language import DateSpan, Language
    from review.model.profile import Profile
    from review.model.programme import Approval, Facts

_MARK_WORD = re.compile(
    r"^\W*(?:УТВЕРЖД\w+|СОГЛАСОВАН\w*|ПРИНЯТ\w*|РАССМОТРЕН\w*|Приложени\w+(?:\s*№?\s*\d+)?)\s*:?", re.IGNORECASE
)
_REQUISITES = re.compile(r"\bот\s|[«\"]\s*\d*\s*[»\"]|№|_{2,}|\d{1,2}[.\s]|(?i:подпис)")
_SIGNER = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.?")
_TAIL = re.compile(r"^\s*\(")
_OPEN = {"«": "»", "(": ")", '"': '"'}


def read_roadmap(document: Document, facts: Facts, profile: Profile, language: Language) -> RoadMap:
    """The road map of a document; its plans were found by extract.plans."""
    title, quote = title_of(document, facts, profile)
    several = len(facts.plans) > 1
    level = level_of(title, document, facts, profile)
    year = facts.year or _year_in(title) or profile.year
    return RoadMap(
        title=title,
        level=level,
        territory=territory_of(title, facts) or acting_territory(document, level),
        year=facts.year or _year_in(title),
        approved=_approved(facts),
        measures=tuple(_measure(torn, language, year, several=several) for torn in measures_of(document, facts.plans)),
        title_quote=quote,
    )


def _year_in(title: str | None) -> int | None:
    match = re.search(r"(?<!\d)(20\d\d)(?!\d)", title or "")
    return int(match[1]) if match else None


def _approved(facts: Facts) -> Approved:
    """The fullest approval mark; blanks stay None."""
    marks = [mark for mark in facts.approvals if mark.kind in ("approved", "annex", "agreed", "accepted")]
    best = max(marks, key=lambda m: (m.kind in ("approved", "annex"), bool(m.date) + bool(m.number)), default=None)
    if best is None:
        return Approved(None, None, None)
    return Approved(_by(best) or None, best.date, best.number)


def _by(mark: Approval) -> str:
    """Whose act it is, in the mark's own words: date, number and signature left out."""
    lines = [quote.text for quote in mark.quotes] or [mark.quote.text]
    kept = []
    for line in lines:
        text = _MARK_WORD.sub("", " ".join(line.split()), count=1)
        text = _REQUISITES.split(text, maxsplit=1)[0].strip(" ,.;«»_-–—")
        if text and not _SIGNER.fullmatch(text):
            kept.append(text)
    if kept and mark.act and re.match(r"к\s", kept[0]):
        kept[0] = re.sub(r"^к\s+\w+", mark.act, kept[0])
    return " ".join(kept) or " ".join(f"{mark.act} {mark.body}".split())


def _measure(torn: Torn, language: Language, year: int, *, several: bool) -> Measure:
    term = torn.text("term")
    dates = torn.row.dates if term == clean(torn.row.term.text if torn.row.term else "") else ()
    spans = dates or (language.dates(term, year=year) if term else ())
    start, end = _limits(spans)
    heading = clean(torn.plan.heading.text) if several and torn.plan.heading else ""
    return Measure(
        number=torn.number or None,
        section=torn.section or heading or None,
        name=torn.text("name") or "",
        start=start,
        end=end,
        term=term,
        recurring=_recurring(spans),
        responsible=split_people("\n".join(torn.texts.get("responsible", ()))),
        indicator=torn.text("indicator"),
        description=torn.text("description") or (torn.text("task") if "task" in torn.plan.columns else None),
        page=torn.row.page,
        row=torn.row,
    )


def _limits(spans: Sequence[DateSpan]) -> tuple[date | None, date | None]:
    """The earliest beginning and the latest end; vague words give none."""
    sure = [span for span in spans if not span.vague]
    firsts = [span.first for span in sure]
    lasts = [span.last for span in sure if span.last]
    start = min((day for day in firsts if day), default=None) if all(firsts) else None
    return start, max(lasts, default=None)


def _recurring(spans: Sequence[DateSpan]) -> str | None:
    words = [span.recurring for span in spans if span.recurring]
    words += [span.words for span in spans if span.vague and not span.recurring]
    return ", ".join(dict.fromkeys(clean(word) for word in words)) or None


def split_people(text: str) -> tuple[str, ...]:
    """Who answers, one by one: commas, semicolons and lines part them, not within quotes or brackets."""
    parts: list[str] = []
    piece, closing = "", ""
    for letter in text + "\n":
        if closing:
            closing = "" if letter == closing else closing
        elif letter in _OPEN:
            closing = _OPEN[letter]
        if letter in ",;\n" and not closing:
            parts.append(piece)
            piece = ""
        else:
            piece += letter
    parts.append(piece)
    return tuple(_glued(clean(part).rstrip(".") for part in parts if clean(part)))


def _glued(parts: Iterable[str]) -> list[str]:
    """A line in brackets, or one that goes on in small letters after an open phrase, belongs to the one above."""
    made: list[str] = []
    for part in parts:
        if made and (_TAIL.match(part) or re.search(r"(?:\bи|\bпо|\bв|-)$", made[-1])):
            made[-1] = f"{made[-1]} {part}"
        else:
            made.append(part)
    return made
