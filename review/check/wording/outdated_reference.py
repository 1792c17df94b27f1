"""Repealed acts, expired programmes or distorted terms.

What it looks for:
    Acts and programmes of the profile's list whose force ended before the document, programmes whose own years are
    over, and distorted terms of the project.
Why it matters:
    References to repealed acts show that an old document was reused.
Fails:
    Many of them (level 0); some (level 1).
Passes:
    None.
Parameters:
    many: from this number of different faults on the level is 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("outdated", "distorted", "fine")
PROVEN = ("outdated", "distorted")

SAFE = 4  # letters; shorter abbreviations are too near to each other
_CAPITALS = re.compile(r"(?<![А-ЯЁа-яёA-Za-z0-9])[А-ЯЁ]{4,6}(?![А-ЯЁа-яёA-Za-z0-9])")
_PROGRAMME = re.compile(
    r"(?:программ|стратеги|концепци|проект|инициатив|план)\w*[^.;\n]{0,110}?"
    r"(?:на|в|до)?\s*(?:\(?\d{4}\s*[-–—/]\s*)(\d{4})\s*(?:гг|год)|"
    r"(?:программ|стратеги|концепци|инициатив)\w*[^.;\n]{0,110}? (?:до|на период до) (\d{4}) г"
)


@dataclass(frozen=True)
class Params:
    """How many faults hinder understanding."""

    many: int = 4


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the number of different faults."""
    outdated = list(_outdated(subject))
    distorted = list(_distorted(subject))
    said = []
    if outdated:
        words = "; ".join(dict.fromkeys(f"«{' '.join(quote.text.split())}»" for quote in outdated))
        said.append(Reason("outdated", {"words": words}, tuple(outdated)))
    if distorted:
        words = "; ".join(dict.fromkeys(f"«{quote.text}» — {right}" for quote, right in distorted))
        said.append(Reason("distorted", {"words": words}, tuple(quote for quote, _ in distorted)))
    faults = len({normal(quote.text).lower for quote in outdated})
    faults += len({right for _, right in distorted})
    if faults >= params.many:
        return Proposal(0, 0.7, tuple(said))
    if said:
        return Proposal(1, 0.85, tuple(said))
    return Proposal(2, 0.8, (Reason("fine"),))


def _written(subject: Subject) -> date:
    dates = [mark.date for mark in subject.facts.approvals if mark.date is not None]
    return max(dates, default=subject.profile.start)


def _outdated(subject: Subject) -> Iterator[Quote]:
    written = _written(subject)
    listed = [_dated(entry) for entry in subject.profile.words.get("repealed", ())]
    dead = tuple(words for day, words in listed if day < written)
    for block, text in subject.document.units():
        taken: list[tuple[int, int]] = []
        for span in find_phrases(dead, text):
            taken.append((span.start, span.end))
            yield subject.document.quote(block, span.start, span.end)
        for match in _PROGRAMME.finditer(text.lower()):
            ended = int(match[1] or match[2])
            overlaps = any(start < match.end() and end > match.start() for start, end in taken)
            if ended < written.year and not overlaps and _is_basis(text[: match.start()]):
                yield subject.document.quote(block, match.start(), match.end())


def _is_basis(before: str) -> bool:
    """Not «итоги программы», «завершена»: a past programme may be looked back upon."""
    return not re.search(r"(?:итог|результат|заверш|реализован|предыдущ|прошл|выполнен)\w*[^.;]{0,60}$", before.lower())


def _dated(entry: str) -> tuple[date, str]:
    day, _, words = entry.partition(": ")
    return date.fromisoformat(day), words


def _distorted(subject: Subject) -> Iterator[tuple[Quote, str]]:
    pairs = [entry.partition(": ")[::2] for entry in subject.profile.words.get("distorted", ())]
    for block, text in subject.document.units():
        for wrong, right in pairs:
            for span in find_phrases((wrong,), text):
                yield subject.document.quote(block, span.start, span.end), right
        for match in _CAPITALS.finditer(text):
            known = _meant(match.group(), subject.profile.words.get("abbreviations", ()))
            if known and not find_phrases(tuple(wrong for wrong, _ in pairs), match.group()):
                yield subject.document.quote(block, match.start(), match.end()), known


def _meant(word: str, known: tuple[str, ...]) -> str | None:
    """The abbreviation of which the word is a slip of one letter or of two changed places."""
    if word in known:
        return None
    for right in known:
        wrong = [place for place, (a, b) in enumerate(zip(word, right, strict=False)) if a != b]
        if len(word) == len(right) >= SAFE and (len(wrong) == 1 or (len(wrong) == 2 and sorted(word) == sorted(right))):  # noqa: PLR2004
            return right
    return None
