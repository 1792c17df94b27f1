"""What a road map's first page says: title, level, territory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.model.phrases import find_phrases, has_phrase

if TYPE_CHECKING:
    from review.model.document import Block, Document, Quote
    from review.model.profile import Profile
    from review.model.programme import Facts
    from review.model.roadmap import Level

TITLE_LINES = 5
FRONT = 40
LONG = 420
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*"
_TERRITORY = (
    re.compile(
        rf"(?:{_NAME}\s)?{_NAME}\s+(?:городско\w+\s|муниципальн\w+\s)?(?:район\w*|округ\w*)(?:\s+{_NAME}\s+(?:област\w*|кра[йяею]\w*))?"
    ),
    re.compile(rf"(?:городе|города|город|г\.)\s*{_NAME}"),
    re.compile(rf"{_NAME}\s+(?:област\w*|кра[йяею]\w*|автономн\w+\s\w+)"),
    re.compile(rf"Республик\w*\s+{_NAME}(?:\s[-–—]\s{_NAME})?"),
)


def title_of(document: Document, facts: Facts, profile: Profile) -> tuple[str | None, Quote | None]:
    """The lines from «дорожная карта» to the end of the title, approval marks left out."""
    kind = profile.kind("roadmap")
    words = kind.title_words if kind else ()
    marks = {quote.block for mark in facts.approvals for quote in (mark.quote, *mark.quotes)}
    front: list[Block] = []
    for block in document.body():
        if block.table is not None and len(block.table.rows) > 2:  # noqa: PLR2004 - not a table that only lays out
            break
        if block.text.strip() and len(front) < FRONT:
            front.append(block)
    for place, block in enumerate(front):
        if block.id in marks or len(block.text) > LONG or not has_phrase(words, block.text):
            continue
        lines = [block, *_following(block, front[place + 1 : place + TITLE_LINES], marks)]
        return " ".join(" ".join(line.text.split()) for line in lines), document.quote(block.id)
    if facts.title is not None:
        return " ".join(facts.title.text.split()), facts.title
    return None, None


def _following(block: Block, after: list[Block], marks: set[str]) -> list[Block]:
    """Lines that look like the title's first and go on with it."""
    taken: list[Block] = []
    for line in after:
        goes_on = re.match(r"[^\w]*(?:[а-яё]|проект|муниципальн|региональн|на 20|в 20)", line.text.strip()) is not None
        same = line.align == block.align and line.bold == block.bold
        if line.id in marks or len(line.text) > LONG or not (goes_on or (same and line.align == "center")):
            break
        if line.type == "heading" and block.type != "heading" and not goes_on:
            break
        taken.append(line)
    return taken


def level_of(title: str | None, document: Document, facts: Facts, profile: Profile) -> Level | None:
    """Whose road map: the title's own word first, then who approved it, then who acts in it."""
    marks = " ".join(document.text_of(q.block) for mark in facts.approvals for q in (mark.quote, *mark.quotes))
    levels: tuple[Level, ...] = ("school", "municipal", "regional")
    for text in (title or "", marks):
        found = [
            (spans[0].start, level)
            for level in levels
            if (spans := find_phrases(profile.words.get(f"level_{level}", ()), text))
        ]
        if found:
            return min(found)[1]
    acting = " ".join(row.responsible.text for row in facts.rows if row.responsible)
    acting = acting or " ".join(row.extra.text for row in facts.rows if row.extra)
    if not acting:
        return None
    counts = {level: len(find_phrases(profile.words.get(f"level_{level}_acts", ()), acting)) for level in levels}
    best = max(levels, key=lambda level: counts[level])
    return best if counts[best] else None


def territory_of(title: str | None, facts: Facts) -> str | None:
    """A district, town or region named in the title, else in the approval mark."""
    texts = [title or "", *(quote.text for mark in facts.approvals for quote in (mark.quote, *mark.quotes))]
    for text in texts:
        line = " ".join(text.split())
        for pattern in _TERRITORY:
            if match := pattern.search(line):
                return match[0]
    places = [place for place in facts.places if place.where in ("title", "approval", "header")]
    return places[0].quote.text if places else None


def acting_territory(document: Document, level: Level | None) -> str | None:
    """The territory most often named in the text, of the size the level asks for; None when it is named once."""
    wanted = {"regional": _TERRITORY[2:], "municipal": _TERRITORY[:1]}.get(level or "", ())
    found = [
        " ".join(match[0].split())
        for _, text in document.units()
        for pattern in wanted
        for match in pattern.finditer(" ".join(text.split()))
    ]
    best = max(found, key=found.count, default=None)
    return best if best and found.count(best) > 1 else None
