"""A required section is missing or is a phrase or two.

What it looks for:
    The sections the profile demands for this kind of document, by heading; where a heading is missing, the content
    itself: a goal with tasks, measures, responsible people.
Why it matters:
    A document without one of its parts cannot be carried out or checked.
Fails:
    Two or more sections absent (level 0); one absent, or one with fewer words than the threshold in at most two
    sentences (level 1).
Passes:
    Every section is there and says something.
Parameters:
    words: a shorter section is looked at closely; 0 takes the profile's threshold `section_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.people import naming
from review.model.finding import Proposal, Reason
from review.model.text import normal

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import Section

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("absent", "thin", "fine")
PROVEN: tuple[str, ...] = ()

TITLES = {
    "introduction": "введение",
    "information": "информационная справка",
    "directions": "основные направления развития",
    "indicators": "критерии и показатели",
    "management": "механизмы реализации",
    "plan": "дорожная карта",
    "results": "ожидаемые результаты",
    "analysis": "анализ состояния и ключевых рисков",
    "goals": "цели и задачи",
    "measures": "меры и мероприятия",
    "responsible": "ответственные лица",
}
PHRASES = 2
STUB = 25
TITLE = 8  # words of a title within a paragraph
SHORT = 5  # letters; shorter titles are met by chance
FIGURES = 3


@dataclass(frozen=True)
class Params:
    """Threshold of words; 0 takes the profile's."""

    words: int = 0


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the number of sections that are absent or thin."""
    kind = subject.profile.kind(subject.kind)
    wanted = kind.sections if kind is not None else ()
    least = params.words or int(subject.profile.thresholds.get("section_words", 60))
    sections = {key: [s for s in subject.facts.sections if s.key == key] for key in wanted}
    if any(section.key == "tasks" for section in subject.facts.sections):
        sections["goals"] = [s for s in sections.get("goals", []) if s.words >= least]  # tasks stand under their own
    absent = [key for key in wanted if not sections[key] and not _stands_elsewhere(subject, key, language)]
    told = {key for key in ("goals", "measures", "responsible") if _stands_elsewhere(subject, key, language)}
    thin = [s for key in wanted if key not in told for s in sections[key] if _is_thin(subject, language, s, least)]
    thin = [s for s in thin if all(_is_thin(subject, language, other, least) for other in sections[str(s.key)])]
    reasons = []
    if absent:
        words = ", ".join(f"«{TITLES.get(key, key)}»" for key in absent)
        reasons.append(Reason("absent", {"sections": words}))
    if thin:
        words = ", ".join(f"«{TITLES.get(str(section.key), section.heading.text)}»" for section in thin)
        reasons.append(Reason("thin", {"sections": words}, tuple(section.heading for section in thin)))
    if len(absent) > 1:
        return Proposal(0, 0.9, tuple(reasons))
    if absent or thin:
        return Proposal(1, 0.85, tuple(reasons))
    headings = tuple(sections[key][0].heading for key in wanted if sections[key])
    sure = 0.95 if len(headings) == len(wanted) else 0.75
    return Proposal(2, sure, (Reason("fine", {}, headings),))


def _stands_elsewhere(subject: Subject, key: str, language: Language) -> bool:
    """The content is there although no heading announces it."""
    facts = subject.facts
    if any(_runs_in(text, subject.profile.section_titles.get(key, ())) for _, text in subject.document.units()):
        return True
    if key == "goals":
        return bool(facts.goals and facts.tasks)
    if key in ("measures", "plan"):
        return bool(facts.rows)
    if key == "responsible":
        return any(naming(quote.text, subject.profile, language) == "personal" for quote in facts.responsible)
    if any(section.key for section in facts.sections):
        return False
    texts = [text for _, text in subject.document.units() if len(text.split()) >= STUB]
    if key == "introduction":
        return bool(texts)
    return any(len(language.quantities(text)) >= FIGURES for text in texts) and bool(facts.risks)


def _runs_in(text: str, titles: tuple[str, ...]) -> bool:
    """«Введение. Школа работает…»: a paragraph that begins with its title."""
    head, found, rest = text.partition(".")
    if not found or len(rest.split()) < STUB or len(head.split()) > TITLE:
        return False
    lower = normal(head).lower
    return any(normal(title).lower in lower for title in titles if len(title) >= SHORT)


def _is_thin(subject: Subject, language: Language, section: Section, least: int) -> bool:
    """A phrase or two; a table is no phrase."""
    if section.words >= least:
        return False
    units = dict(subject.document.units())
    blocks = [block for block in section.blocks if block != section.heading.block]
    texts = [units[block] for block in blocks if block in units]
    if len(texts) < len(blocks):
        return False
    return section.words < STUB or sum(len(language.sentences(text)) for text in texts) <= PHRASES
