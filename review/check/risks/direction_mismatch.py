"""The programme's direction is not the activated one, or its name is distorted or mixed with others.

What it looks for:
    The direction in the title and in the passport's name row, its exact name, and whether the card activates it.
Why it matters:
    Each activated direction needs its own programme under its own name.
Fails:
    No direction can be told, or it is not activated (level 0); the name is a synonym, is distorted, or several
    directions are mixed (level 1).
Passes:
    One activated direction by its exact name.
Parameters:
    (none)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import about, title, titles, touches
from review.model.finding import Proposal, Reason
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import RiskMention

NEEDS: tuple[Need, ...] = ("text", "risks")
SAYS = ("unknown", "not_activated", "inexact", "mixed", "fine")
PROVEN = ("not_activated",)

# «Перед вами антирисковая программа по направлению «…»»: a text without a title presents itself
_PRESENTS = re.compile(r"программ\w*[^.;]{0,40}(?:по|направлени\w+)[^.;]{0,20}$")


@dataclass(frozen=True)
class Params:
    """No parameters."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the direction the programme's name tells."""
    activated = (subject.card.activated if subject.card is not None else None) or ()
    naming = _naming(subject)
    codes = list(dict.fromkeys(mention.code for mention in naming))
    quotes = tuple(mention.quote for mention in naming)
    if not codes:
        codes, quotes = _by_title(subject, activated, language)
    if not codes:
        codes, quotes = _by_content(subject)
        if not codes:
            return Proposal(0, 0.75, (Reason("unknown"),))
        if codes[0] not in activated:
            return Proposal(0, 0.7, (_not_activated(subject, codes[:1], quotes),))
        return Proposal(1, 0.7, (_inexact(subject, codes[0], quotes),))
    own = [code for code in codes if code in activated]
    wanted = subject.entry.risk
    if (
        not own
        and wanted in activated
        and any(_theme_words(q.text, wanted, subject, language) for q in _whole(naming, subject))
    ):
        words = titles(subject.profile, [wanted, *codes])
        return Proposal(1, 0.7, (Reason("mixed", {"directions": words}, quotes),))
    if not own:
        return Proposal(0, 0.92, (_not_activated(subject, codes, quotes),))
    if len(codes) > 1:
        words = titles(subject.profile, codes)
        return Proposal(1, 0.8, (Reason("mixed", {"directions": words}, quotes),))
    exact = any(mention.exact and _is_plain(subject, mention) for mention in naming)
    if not exact:
        return Proposal(1, 0.8, (_inexact(subject, codes[0], quotes),))
    return Proposal(2, 0.94, (Reason("fine", {"direction": title(subject.profile, codes[0])}, quotes[:3]),))


def _theme_words(text: str, code: str | None, subject: Subject, language: Language) -> bool:
    """Does the programme's name speak of this direction too, in its own telling words?"""
    return code is not None and touches(text, [code], subject.profile, language, strongly=True)


def _whole(naming: Sequence[RiskMention], subject: Subject) -> list[Quote]:
    """The whole titles the mentions stand in."""
    return [subject.document.quote(block) for block in dict.fromkeys(mention.quote.block for mention in naming)]


def _naming(subject: Subject) -> list[RiskMention]:
    """Mentions on the title page and in the passport's name row."""
    rows = [row for row in subject.facts.passport if row.key == "name"]
    blocks = {quote.block for row in rows for quote in row.values}
    named = [m for m in subject.facts.risks if m.where == "title" or m.quote.block in blocks]
    if named or subject.facts.title is not None:
        return named
    return [m for m in subject.facts.risks if _PRESENTS.search(_before(subject, m))][:1]


def _before(subject: Subject, mention: RiskMention) -> str:
    return normal(subject.document.text_of(mention.quote.block)[: mention.quote.start]).lower


def _is_plain(subject: Subject, mention: RiskMention) -> bool:
    """Within its quotation marks the name stands alone: nothing was added to it."""
    text = normal(subject.document.text_of(mention.quote.block)).text
    name = normal(mention.quote.text).text.strip(' "')
    place = text.lower().find(name.lower())
    if place < 0:
        return True
    end = place + len(name)
    opened, closed = text.rfind('"', 0, place), text.find('"', end)
    if opened < 0 or closed < 0 or text[:place].count('"') % 2 == 0:
        return True
    extra = text[opened + 1 : place] + text[end:closed]
    return len(extra.split()) == 0


def _by_title(subject: Subject, activated: tuple[str, ...], language: Language) -> tuple[list[str], tuple[Quote, ...]]:
    """The activated direction whose theme the programme's name speaks of, when the name is its author's own.

    A text that names no direction at all belongs to the one it was handed in for, if its words are of that theme.
    """
    quotes = [quote for row in subject.facts.passport if row.key == "name" for quote in row.values]
    if subject.facts.title is not None:
        quotes.append(subject.facts.title)
    for quote in quotes:
        found = about(quote.text, (), activated, subject.profile, language)
        if len(found) == 1:
            return list(found), (quote,)
    own = subject.entry.risk
    if own is None or own not in activated or own not in subject.facts.themes:
        return [], ()
    quotes += [goal.quote for goal in subject.facts.goals]
    told = tuple(quote for quote in quotes if touches(quote.text, [own], subject.profile, language))
    return ([own], told[:3]) if told and not subject.facts.risks else ([], ())


def _by_content(subject: Subject) -> tuple[list[str], tuple[Quote, ...]]:
    """The direction told most often, when the name tells none."""
    codes = [mention.code for mention in subject.facts.risks]
    ranked = sorted(dict.fromkeys(codes), key=lambda code: (-codes.count(code), codes.index(code)))
    quotes = tuple(m.quote for m in subject.facts.risks if ranked and m.code == ranked[0])
    return ranked[:1], quotes[:3]


def _not_activated(subject: Subject, codes: Iterable[str], quotes: tuple[Quote, ...]) -> Reason:
    return Reason("not_activated", {"directions": titles(subject.profile, codes)}, quotes)


def _inexact(subject: Subject, code: str, quotes: tuple[Quote, ...]) -> Reason:
    return Reason("inexact", {"direction": title(subject.profile, code)}, quotes)
