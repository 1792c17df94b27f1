"""Keys for headings in unheard-of words: told by what stands under them and by the usual order of a concept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.extract.openings import ORDER
from review.model.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.extract.scene import Scene
    from review.model.programme import Section

_LEAST = 2  # known parts of a concept before others are guessed
_HEADINGS = 3
_SHORTEST = 12  # words of a section worth guessing
_READ = 3  # blocks under the heading that are read
_STANDS_FOR = {"plan": "measures", "content": "measures", "tasks": "goals", "rationale": "analysis"}


def with_guesses(scene: Scene, sections: Sequence[Section]) -> list[Section]:
    """The sections, those in unknown words keyed where their text says plainly what part of a concept they are."""
    made = list(sections)
    core = {section.key for section in made} & set(ORDER)
    if len(core) < _LEAST and len([s for s in made if not s.implicit]) < _HEADINGS:
        return made
    missing = [key for key in ORDER if key not in core]
    for place, section in enumerate(made):
        other = _STANDS_FOR.get(section.key or "")
        if other in missing and len(core) >= _LEAST:
            made[place] = replace(section, key=other)
            missing.remove(other)
    if not missing:
        return made
    words = {key: pattern(scene.vocabulary.words(f"opening_{key}")) for key in missing}
    top = min((section.level for section in made), default=1)
    for place, section in enumerate(made):
        if section.key is not None or section.implicit or section.level > top or section.words < _SHORTEST:
            continue
        allowed = _between(made, place, missing)
        text = _text(scene, section)
        key = next((key for key in allowed if words[key].search(text)), None)
        if key is not None:
            made[place] = replace(section, key=key)
            missing.remove(key)
    return made


def _between(sections: Sequence[Section], place: int, missing: Sequence[str]) -> list[str]:
    """Missing parts that may stand here by the order of the parts around."""
    before = [ORDER.index(s.key) for s in sections[:place] if s.key in ORDER]
    after = [ORDER.index(s.key) for s in sections[place + 1 :] if s.key in ORDER]
    low, high = max(before, default=-1), min(after, default=len(ORDER))
    return [key for key in missing if low < ORDER.index(key) < high]


def _text(scene: Scene, section: Section) -> str:
    """The first words under a heading, the heading itself first."""
    head = scene.by_id[section.heading.block].lower
    units = [unit for block in section.blocks[:_READ] for unit in scene.by_block.get(block, ())]
    return "\n".join([head, *(unit.lower for unit in units[:12])])
