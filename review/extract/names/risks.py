"""Risk directions named in a text: by the canonical name, a synonym, or a paraphrase."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.extract.stems import STOP, content_stems, words
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from review.extract.scene import Unit
    from review.extract.stems import Word
    from review.model.language import Concept, Language
    from review.model.profile import Profile

EXACT, NAME, BROAD, CONCEPT = 0, 1, 2, 3

_ALIKE = {
    "учащ": "обучающ", "ученик": "обучающ", "школьник": "обучающ", "воспитанник": "обучающ", "дет": "обучающ",
    "учител": "педагог", "преподавател": "педагог", "педагогическ": "педагог", "учительск": "педагог",
    "недостаточност": "недостаточн", "низок": "низк", "невысок": "низк",
}  # fmt: skip
_CLAUSE = re.compile(r"[.;\n]|, (?:а|но|однако|тогда как|в то время как) ")
_NEGATED = re.compile(
    r"не (?:были? |будет |является |являются |был[ао] )?(?:активир\w+|активен|активн\w+|выбран\w*"
    r"|выбира\w+|актуал\w+|подтвержд\w+|подтверди\w+"
    r"|включ[аеё]\w+|рассматрива\w+|относ\w+|является|являются|выявлен\w*|характер\w+|свойствен\w+|требует)"
    r"|неактивирован\w+|неактуальн\w+|исключ[еи]н\w*|снят[оаы]? с|отказ\w* от активац"
)
_AFTER_NEGATION = re.compile(r"\b(?:кроме|за исключением)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A direction named at a place of a unit's `lower`."""

    code: str
    start: int
    end: int
    how: int  # EXACT, NAME, BROAD or CONCEPT
    negated: bool = False


def alike(stem: str) -> str:
    """Stems of words that mean the same in a direction's name are one."""
    return _ALIKE.get(stem, stem)


_PLURAL = re.compile(r"дефицит(?:ы|ов|ам|ами|ах) (?:учител|педагог(?!ическ\w+ кадр))")


class RiskFinder:
    """The profile's directions, ready to be looked for."""

    def __init__(self, profile: Profile, language: Language) -> None:
        self._language = language
        self._deficit = frozenset(content_stems(" ".join(profile.words.get("risk_words", ()))))
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, int]]] = defaultdict(list)
        for risk in profile.risks:
            self._add(risk.code, [risk.name], EXACT)
            self._add(risk.code, risk.names, NAME)
        self._concepts: list[Concept] = [
            replace(concept, name=risk.code) for risk in profile.risks for concept in risk.concepts
        ]
        self._theme: dict[str, tuple[str, ...]] = _themes(profile)

    def _add(self, code: str, names: Iterable[str], how: int) -> None:
        for name in names:
            stems = tuple(content_stems(normal(name).lower))
            if how == NAME:
                stems = tuple(alike(stem) for stem in stems)
                how_now = NAME if any(stem in self._deficit for stem in stems) or not self._deficit else BROAD
            else:
                how_now = how
            self._phrases[alike(stems[0])].append((stems, code, how_now))

    def find(self, unit: Unit) -> list[Named]:
        """Every direction named in the unit, in order; overlapping names give way to the longer one."""
        found = self._names(unit)
        lower = unit.lower
        for code, span in self._language.find(self._concepts, unit.norm.text):
            found.append(Named(code, span.start, span.end, CONCEPT))
        found.sort(key=lambda named: (named.how, named.start - named.end))
        kept: list[Named] = []
        for named in found:
            if all(named.end <= other.start or named.start >= other.end for other in kept):
                kept.append(named)
        kept.sort(key=lambda named: named.start)
        return [replace(named, negated=_negated(lower, named, kept)) for named in kept]

    def find_in(self, text: str) -> list[Named]:
        """Directions named in words that are no unit of their own."""
        made = normal(text)
        return self._sequences(made.lower, words(made.lower), lambda *_: True)

    def loose(self, unit: Unit) -> list[Named]:
        """Names that speak of a direction's matter without calling it a risk: «учебная мотивация обучающихся»."""
        return [named for named in self._sequences(unit.lower, unit.words, lambda *_: True) if named.how == BROAD]

    def _names(self, unit: Unit) -> list[Named]:
        return self._sequences(unit.lower, unit.words, lambda start, end: _set_apart(unit, start, end))

    def _sequences(self, lower: str, all_words: list[Word], apart: Callable[[int, int], bool]) -> list[Named]:
        content = [word for word in all_words if lower[word.start : word.end] not in STOP]
        raw = [word.stem for word in content]
        same = [alike(stem) for stem in raw]
        found = []
        for place, stem in enumerate(same):
            for phrase, code, how in self._phrases.get(stem, ()):
                end = place + len(phrase)
                if tuple((raw if how == EXACT else same)[place:end]) != phrase:
                    continue
                start, stop = content[place].start, content[end - 1].end
                if _PLURAL.match(lower, start) is not None:
                    continue  # «дефициты учителей»: what they lack, not that they are lacking
                if how != BROAD or apart(start, stop):
                    found.append(Named(code, start, stop, how))
        return found

    def theme(self, lower: str) -> dict[str, float]:
        """How much the words of a text belong to each direction's theme; a word shared by several counts less."""
        scores: dict[str, float] = defaultdict(float)
        for stem in set(content_stems(lower)):
            codes = self._theme.get(stem, ())
            for code in codes:
                scores[code] += 1 / len(codes)
        return dict(scores)


def _themes(profile: Profile) -> dict[str, tuple[str, ...]]:
    themes: dict[str, list[str]] = defaultdict(list)
    for risk in profile.risks:
        for stem in {stem for word in risk.theme for stem in content_stems(normal(word).lower)}:
            themes[stem].append(risk.code)
    return {stem: tuple(codes) for stem, codes in themes.items()}


def _set_apart(unit: Unit, start: int, end: int) -> bool:
    """Named as a direction: in quotes, alone in its cell or heading, or after «направление», «риск», «фактор»."""
    lower = unit.lower
    before, after = lower[:start].rstrip(), lower[end:].lstrip()
    if before.endswith('"') and after.startswith('"'):
        return True
    if re.search(r"(?:направлени\w+|риск\w*|фактор\w*)[^.\n]{0,4}$", before):
        return True
    alone = len(unit.words) <= (end - start) // 6 + 4
    heads = unit.cell is not None and (unit.cell.colspan > 1 or unit.cell.col == 0)
    return alone and (heads or unit.block.type == "heading" or unit.block.bold)


def _negated(lower: str, named: Named, others: list[Named]) -> bool:
    """Does the clause it stands in say that the direction is not the school's?"""
    start = max((m.end() for m in _CLAUSE.finditer(lower, 0, named.start)), default=0)
    ending = _CLAUSE.search(lower, named.end)
    end = ending.start() if ending else len(lower)
    if _NEGATED.search(lower[named.end : end]):
        following = [other.start for other in others if named.end <= other.start < end]
        negation = _NEGATED.search(lower, named.end, end)
        between = lower[named.end : negation.start()] if negation else ""
        return not following or negation is None or "активирован" not in between.replace("не активирован", "")
    return bool(_AFTER_NEGATION.search(lower[start : named.start]) or _NEGATED.search(lower[start : named.start]))
