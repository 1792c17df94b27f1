"""People named in the text, with the post written beside the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.model.phrases import fold, pattern
from review.model.programme import PersonMention

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.extract.scene import Scene, Unit
    from review.model.programme import Where

_MAY = re.compile(r"[А-ЯЁ]\.|(?:вич|вна|вны|вне|вной|внa|вича|вичу|вичем|ична|ичны|ичне|ичной|кызы|оглы)(?![а-яё])")
_STOP = re.compile(
    r"[;:\n]|(?<![ .](?:зам|соц))(?<!^зам)(?<!^соц)(?<![ .]кл)(?<!и\. о)(?<!и\.о)(?<!и)\.|(?<!\s)\s-\s|,"
)
_BESIDE = re.compile(r"\s*(?:,|\(|-|–|—)\s*")
_MOST = 12  # words of a post


def persons(scene: Scene, where: Callable[[Unit], Where]) -> tuple[PersonMention, ...]:
    """Every person named, in order of the document."""
    posts = pattern(scene.vocabulary.words("staff_posts"))
    made = []
    for unit in scene.units:
        if not _MAY.search(unit.text):
            continue
        spans = scene.language.persons(unit.text)
        for place, span in enumerate(spans):
            before = unit.text[spans[place - 1].end if place else 0 : span.start]
            after = unit.text[span.end : spans[place + 1].start if place + 1 < len(spans) else len(unit.text)]
            made.append(
                PersonMention(
                    quote=scene.document.quote(unit.id, span.start, span.end),
                    where=where(unit),
                    surname=span.surname,
                    initials=span.initials,
                    post=_post(before, after, posts),
                )
            )
    return tuple(made)


def _post(before: str, after: str, posts: re.Pattern[str]) -> str:
    """Words before the name up to the last stop, or those after a comma or in brackets."""
    lead = fold(before)
    written = len(lead.rstrip())
    stops = [
        match.end()
        for match in _STOP.finditer(lead.rstrip(" ,-("))
        if match.end() < written or match.group() == ";"  # «Иванова А. А., директор; Петров П. П., завуч»
    ]
    segment = lead[stops[-1] if stops else 0 :]
    match = posts.search(segment)
    if match is not None and len(segment[match.start() :].split()) <= _MOST:
        return " ".join(segment[match.start() :].split()).strip(" ,-(:_/")
    beside = _BESIDE.match(after)
    if beside is None:
        return ""
    tail = fold(after[beside.end() : beside.end() + 120])
    stop = re.search(r"[,;:)\n_]|\s-\s|(?<=[а-я]{5})\.", tail)
    tail = tail[: stop.start()] if stop else tail
    match = posts.search(tail)
    return " ".join(tail.split()) if match is not None and match.start() <= 25 else ""  # noqa: PLR2004 - «старший …»
