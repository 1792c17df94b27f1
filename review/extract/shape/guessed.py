"""Keys for headings in unheard-of words: told by what stands under them and by the usual order of a concept."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from review.extract.shape.numbering import number_of
from review.extract.shape.openings import ORDER
from review.model.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.extract.scene import Scene
    from review.model.programme import Section

_LEAST = 2  # known parts of a concept before others are guessed
_HEADINGS = 3
_SHORTEST = 12  # words of a section worth guessing
_READ = 3  # blocks under the heading that are read
_SIGNS = 3
_FIGURE = re.compile(r"(?<![\d.])\d+(?:,\d+)?(?![\d.])")
_ANALYSIS = re.compile(r"анализ|риск|проблем|состояни|самодиагност|портрет")
_STATE = re.compile(
    r"рисков\w+ (?:профил|фактор)|сильн\w+ сторон|слаб\w+ сторон|трудност|проблем|качеств\w+ (?:знаний|обучения)"
    r"|угроз|дефицит|причин|недостаточн|успеваемост|результат\w* (?:впр|огэ|егэ)|контингент"
)
_CUES = {"goals": ("cue_goals", 1), "measures": ("event_form", _SIGNS), "responsible": ("staff_posts", _SIGNS)}
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
    missing = _first_of_two(made, missing)
    if not missing:
        return made
    words = {key: pattern(scene.vocabulary.words(f"opening_{key}")) for key in missing}
    top = min((section.level for section in made), default=1)
    for place, section in enumerate(made):
        deeper = section.level - top
        if section.key is not None or section.implicit or section.words < _SHORTEST or deeper > _plain(scene, section):
            continue
        allowed = _between(made, place, missing)
        text = _text(scene, section)
        key = next((key for key in allowed if words[key].search(text)), None)
        if key is None and len(allowed) == 1 and _fits(scene, allowed[0], text, deeper):
            key = allowed[0]
        if key is not None:
            made[place] = replace(section, key=key, level=top)
            missing.remove(key)
    return made


def _first_of_two(made: list[Section], missing: list[str]) -> list[str]:
    """«С чего начинаем», «Где мы сейчас»: of two openings worded as the analysis the first introduces."""
    top = [place for place, section in enumerate(made) if section.level <= made[0].level]
    if (
        "introduction" not in missing
        or len(top) < _LEAST
        or not all(made[place].key == "analysis" for place in top[:2])
    ):
        return missing
    if _ANALYSIS.search(made[top[0]].heading.text.lower()):
        return missing
    made[top[0]] = replace(made[top[0]], key="introduction")
    return [key for key in missing if key != "introduction"]


def _plain(scene: Scene, section: Section) -> int:
    """How much deeper than the known ones it may seem: a line shown by bold letters only tells no depth."""
    unit = scene.by_id[section.heading.block]
    return 0 if unit.block.type == "heading" or number_of(unit.norm.text)[1] else 1


def _fits(scene: Scene, key: str, text: str, deeper: int) -> bool:
    """Where only one part can stand: does the text hold what that part is made of?"""
    if key == "introduction":
        return True
    if key == "analysis":
        told = {match.group() for match in _STATE.finditer(text)}
        return len(_FIGURE.findall(text)) >= _SIGNS or len(told) >= _SIGNS
    words, least = _CUES[key]
    return len(pattern(scene.vocabulary.words(words)).findall(text)) >= least + deeper


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
