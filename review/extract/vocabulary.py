"""The profile's synonyms, prepared once: which row, section or column do these words name?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from review.extract.stems import content_stems
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from review.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Named:
    """A key with how well a text names it."""

    key: str
    covered: int  # stems of the synonym
    share: float  # part of the text's stems the synonym covers
    first: int  # place of the synonym's first stem in the text


class Synonyms:
    """Key → phrases, matched by stems in any order."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._phrases: dict[str, list[tuple[str, frozenset[str]]]] = {}  # by the first stem of a phrase
        for key, phrases in lists.items():
            for phrase in phrases:
                stems = content_stems(normal(phrase).lower)
                if stems:
                    self._phrases.setdefault(stems[0], []).append((key, frozenset(stems)))

    def matches(self, lower: str) -> list[Named]:
        """Every key named in a text in small letters; one entry per key, its best phrase."""
        stems = content_stems(lower)
        present = frozenset(stems)
        best: dict[str, Named] = {}
        for key, phrase in (item for stem in dict.fromkeys(stems) for item in self._phrases.get(stem, ())):
            if phrase <= present:
                first = min(stems.index(stem) for stem in phrase)
                found = Named(key, len(phrase), len(phrase) / len(present), first)
                known = best.get(key)
                if known is None or (found.covered, -found.first) > (known.covered, -known.first):
                    best[key] = found
        return list(best.values())

    def longest(self, lower: str, *, share: float = 0.0) -> str | None:
        """The key whose phrase covers most of the text; among equals the one named first."""
        found = [item for item in self.matches(lower) if item.share >= share]
        return max(found, key=lambda item: (item.covered, -item.first)).key if found else None

    def earliest(self, lower: str) -> Named | None:
        """The key named first; among those the longest phrase."""
        return min(self.matches(lower), key=lambda item: (item.first, -item.covered), default=None)


class Vocabulary:
    """All synonym lists of a profile, ready for use."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.labels = Synonyms(profile.passport_labels)
        self.sections = Synonyms(profile.section_titles)
        self.columns = Synonyms(profile.column_headers)
        self.titles = Synonyms({kind.key: kind.title_words for kind in profile.kinds})

    def words(self, name: str) -> tuple[str, ...]:
        """A word list of the profile; empty when it has none."""
        return self.profile.words.get(name, ())

    @cached_property
    def collective(self) -> frozenset[str]:
        """Names of groups nobody of whom answers personally."""
        return frozenset(normal(word).lower for word in self.words("collective"))


_known: dict[tuple[str, str], Vocabulary] = {}


def vocabulary(profile: Profile) -> Vocabulary:
    """The profile's vocabulary; made once for every edition of it."""
    if not profile.sha256:
        return Vocabulary(profile)
    key = (profile.id, profile.sha256)
    if key not in _known:
        _known[key] = Vocabulary(profile)
    return _known[key]
