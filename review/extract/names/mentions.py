"""Every mention of a risk direction with its place, and which directions a passage is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.extract.names.risks import CONCEPT, EXACT, Named, RiskFinder
from review.model.programme import RiskMention

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from review.extract.scene import Scene, Unit
    from review.model.document import Quote
    from review.model.programme import Section, Where

_ENOUGH = 0.75  # of theme weight for a passage to be about a direction


class Mentions:
    """The directions a document names, and by that the directions its parts are about."""

    def __init__(self, scene: Scene, where: Callable[[Unit], Where]) -> None:
        self._scene = scene
        self._finder = RiskFinder(scene.profile, scene.language)
        self._found: dict[str, list[Named]] = {unit.id: self._finder.find(unit) for unit in scene.units if unit.words}
        self._loose: dict[str, list[Named]] = {}
        self._where = where
        self.programme: str | None = None  # the one direction of an antirisk programme
        self.headings: Sequence[Section] = ()
        self.named: tuple[str, ...] = tuple(
            dict.fromkeys(named.code for found in self._found.values() for named in found if not named.negated)
        )

    def all(self, sections: Sequence[Section]) -> tuple[RiskMention, ...]:
        """Mentions in order of the document."""
        inside = _inside(sections)
        return tuple(
            RiskMention(
                code=named.code,
                quote=self._scene.quote(unit, named.start, named.end),
                where=self._where(unit),
                exact=named.how == EXACT,
                section=inside.get(unit.block.id),
                negated=named.negated,
            )
            for unit in self._scene.units
            for named in self._found.get(unit.id, ())
        )

    @property
    def names(self) -> frozenset[str]:
        """Units that name a direction by its name."""
        return frozenset(unit for unit, found in self._found.items() if any(n.how != CONCEPT for n in found))

    def of(self, quote: Quote | None, *context: Quote | None, text: str = "") -> tuple[str, ...]:
        """Directions a passage is about: those it names, those its context names, the programme's own, its theme."""
        for place in (quote, *context, self._heading(quote)):
            codes = self._direct(place)
            if codes:
                return codes
        if text:
            codes = tuple(dict.fromkeys(n.code for n in self._finder.find_in(text)))
            if codes:
                return codes
        if self.programme is not None:
            return (self.programme,)
        return self.themed(quote.text if quote is not None else "")

    def _heading(self, quote: Quote | None) -> Quote | None:
        """The heading of the innermost section around a passage."""
        if quote is None or quote.block not in self._scene.by_id:
            return None
        block = self._scene.by_id[quote.block].block.id
        around = [section for section in self.headings if block in section.blocks and not section.implicit]
        return min(around, key=lambda section: len(section.blocks)).heading if around else None

    def _direct(self, quote: Quote | None) -> tuple[str, ...]:
        if quote is None:
            return ()
        unit = self._scene.by_id.get(quote.block)
        if unit is None:
            return ()
        start, end = unit.norm.at(quote.start), unit.norm.at(quote.end)
        if unit.id not in self._loose:
            self._loose[unit.id] = self._finder.loose(unit)
        found = [*self._found.get(unit.id, ()), *self._loose[unit.id]]
        codes = dict.fromkeys(n.code for n in found if start <= n.start and n.end <= end and n.how != CONCEPT)
        return tuple(codes or dict.fromkeys(n.code for n in found if start <= n.start and n.end <= end))

    def themed(self, text: str) -> tuple[str, ...]:
        """Directions whose theme the words of a text belong to, strongest first; named ones before others."""
        scores = self._finder.theme(text.lower().replace("ё", "е"))
        known = {code: score for code, score in scores.items() if not self.named or code in self.named}
        best = max(known.values(), default=0.0)
        if best < _ENOUGH:
            return ()
        return tuple(sorted((c for c, s in known.items() if s >= max(_ENOUGH, 0.7 * best)), key=lambda c: -known[c]))

    def themes(self) -> tuple[str, ...]:
        """Directions the whole text is about: weighed by mentions, then by theme words."""
        weight: dict[str, float] = {}
        for found in self._found.values():
            for named in found:
                if not named.negated:
                    weight[named.code] = weight.get(named.code, 0.0) + 3.0
        lower = "\n".join(unit.lower for unit in self._scene.body)
        for code, score in self._finder.theme(lower).items():
            weight[code] = weight.get(code, 0.0) + score / 2
        best = max(weight.values(), default=0.0)
        return tuple(sorted((c for c, w in weight.items() if w >= max(1.0, best / 3)), key=lambda c: -weight[c]))


def _inside(sections: Sequence[Section]) -> Mapping[str, str]:
    """Block → key of the innermost known section around it."""
    inside: dict[str, str] = {}
    for section in sorted(sections, key=lambda s: -len(s.blocks)):
        if section.key is not None:
            inside.update(dict.fromkeys((section.heading.block, *section.blocks), section.key))
    return inside
