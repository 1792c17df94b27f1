"""Which passport row a label names: by a known name, by the words in its brackets, by tell-tale words, by its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.shape.numbering import number_of
from review.extract.stems import content_stems
from review.model.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Collection

    from review.extract.scene import Scene

_LABEL_WORDS = 14
_LABEL_SHARE = 0.5
_SURE = 0.9  # part of the words in brackets a name must cover
_HINT_WORDS = 10  # a longer label is a sentence
_ANNEX_WORDS = 12
_GOAL = re.compile(r"(?<![а-я])цел[ьи](?![а-я])")
_BRACKETS = re.compile(r"\(([^()]{4,60})\)")
# keys in the order hints are asked: the narrow ones first
_HINTED = (
    "annex", "methods", "management", "indicators", "tasks", "goal", "results", "terms", "executors", "measures",
)  # fmt: skip


def label_key(scene: Scene, lower: str, *, share: float = _LABEL_SHARE) -> str | None:
    """The passport row these words name, if they are a label and not a sentence."""
    start, _ = number_of(lower)
    rest = lower[start:].strip(" :.\n-")
    if not rest or len(content_stems(rest)) > _LABEL_WORDS:
        return None
    key = _in_brackets(scene, rest)
    if key is not None:
        return key
    key = scene.vocabulary.labels.longest(rest, share=share)
    return "goal" if key == "tasks" and _GOAL.search(rest) else key


def _in_brackets(scene: Scene, rest: str) -> str | None:
    """«Шаги (задачи)»: the usual name stands in brackets after the author's own; «меры (мероприятия)» is one name."""
    match = _BRACKETS.search(rest)
    if match is None or not match.start():
        return None
    key = scene.vocabulary.labels.longest(match[1], share=_SURE)
    before = scene.vocabulary.labels.longest(rest[: match.start()], share=_LABEL_SHARE)
    return key if key != before and key not in ("annex", None) else None


def hinted_key(scene: Scene, lower: str, taken: Collection[str | None], value: str = "") -> str | None:
    """The row an unknown label means by a tell-tale word or by what stands beside it; a row already there is none."""
    start, _ = number_of(lower)
    rest = lower[start:].strip(" :.\n-")
    if not rest or len(rest.split()) > _HINT_WORDS:
        return None
    for key in _HINTED:
        if key not in taken and pattern(scene.vocabulary.words(f"label_{key}")).search(rest):
            return key
    if "name" not in taken and value and _is_title(scene, value):
        return "name"
    if "annex" not in taken and value and len(value.split()) <= _ANNEX_WORDS:
        named = scene.vocabulary.labels.longest(value, share=_LABEL_SHARE)
        return "annex" if named == "annex" else None
    return None


def _is_title(scene: Scene, value: str) -> bool:
    """A value that begins as a title does: «Программа: Антирисковая программа по преодолению …»."""
    named = scene.vocabulary.titles.earliest(value.split("\n", 1)[0])
    return named is not None and named.first == 0 and named.covered > 1
