"""Notions told by words: all slots of a concept within a window of one sentence.

All concepts of a call are folded into one index from word form to the slots it can fill, so a text is walked once
however many concepts are asked for. The index of a profile's concepts is built once and kept.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from review.language.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.language.pipeline import Reading
    from review.language.words import Word
    from review.model.language import Concept

NEGATIONS = frozenset({"не", "ни", "нет", "без"})
NEGATION_REACH = 2  # words before the match in which a negation still belongs to it
KEPT_INDEXES = 64
KEPT_FORMS = 50_000
STEM_KEY = 3


class Filler(NamedTuple):
    """What a word can fill: a slot of a concept (slot -1: it forbids the concept)."""

    concept: int
    slot: int
    tail: tuple[str, ...] = ()  # the further words of an alternative of several words


def fits(alternative: str, form: str, lemmas: Iterable[str]) -> bool:
    """Is the word this alternative: one of its lemmas, or a prefix of them?"""
    if alternative.endswith("*"):
        stem = alternative[:-1]
        return form.startswith(stem) or any(lemma.startswith(stem) for lemma in lemmas)
    return alternative in lemmas or alternative == form


class Index:
    """The slots of many concepts by the words that fill them."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._exact: dict[str, list[Filler]] = {}
        self._stems: dict[str, list[tuple[str, Filler]]] = {}  # by their first letters
        self._known: dict[str, tuple[Filler, ...]] = {}
        for number, concept in enumerate(self.concepts):
            for slot, alternatives in enumerate(concept.slots):
                for alternative in alternatives:
                    self._add(alternative, number, slot)
            for forbidden in concept.without:
                self._add(forbidden, number, -1)

    def _add(self, alternative: str, concept: int, slot: int) -> None:
        first, *rest = alternative.lower().replace("ё", "е").split() or [""]
        if not first.strip("*"):
            return
        filler = Filler(concept, slot, tuple(rest))
        if first.endswith("*"):
            self._stems.setdefault(first[:-1][:STEM_KEY], []).append((first[:-1], filler))
            return
        lemmas = word(first).lemmas
        for key in (first,) if first in lemmas else (first, *lemmas):
            self._exact.setdefault(key, []).append(filler)

    def fillers(self, form: str, entry: Word) -> tuple[Filler, ...]:
        """The slots this word form can fill."""
        known = self._known.get(form)
        if known is None:
            forms = dict.fromkeys((*entry.lemmas, form))
            found = [filler for key in forms for filler in self._exact.get(key, ())]
            for key in forms:
                for letters in range(1, STEM_KEY + 1):
                    if len(key) >= letters:
                        near = self._stems.get(key[:letters], ())
                        found += [filler for stem, filler in near if key.startswith(stem)]
            if len(self._known) >= KEPT_FORMS:
                self._known.clear()
            known = self._known[form] = tuple(dict.fromkeys(found))
        return known


class Finder:
    """Finds concepts in readings; keeps the indexes of the concept lists it has seen."""

    def __init__(self) -> None:
        self._indexes: OrderedDict[tuple[int, ...], Index] = OrderedDict()

    def find(self, concepts: Sequence[Concept], reading: Reading) -> list[tuple[str, int, int]]:
        """(name, first token, last token) of every match, in order of place."""
        index = self._index(concepts)
        found: list[tuple[int, int, str]] = []
        for start, end in reading.sentences:
            for first, last in _clauses(reading, start, end):
                found.extend(_in_sentence(index, reading, first, last))
        found.sort(key=lambda match: match[:2])
        return [(name, first, last) for first, last, name in found]

    def _index(self, concepts: Sequence[Concept]) -> Index:
        # The index holds the concepts, so their ids stay theirs as long as it is kept.
        key = tuple(map(id, concepts))
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = Index(concepts)
            if len(self._indexes) > KEPT_INDEXES:
                self._indexes.popitem(last=False)
        else:
            self._indexes.move_to_end(key)
        return index


def _clauses(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A semicolon parts the items of a list: what stands in two of them is no notion."""
    for token in range(start, end):
        if reading.forms[token] == ";":
            yield start, token
            start = token + 1
    yield start, end


def _in_sentence(index: Index, reading: Reading, start: int, end: int) -> list[tuple[int, int, str]]:
    seen: dict[int, list[tuple[int, int, int]]] = {}  # concept → (first word, last word, slot)
    filled: dict[int, int] = {}  # concept → bits of the slots that have a word
    tokens: list[int] = []  # word number → token
    fillers, forms, words = index.fillers, reading.forms, reading.words
    for token in range(start, end):
        form = forms[token]
        if not form[0].isalnum():
            continue
        number = len(tokens)
        tokens.append(token)
        for concept, slot, tail in fillers(form, words[token]):
            if tail and not _continues(tail, reading, token + 1, end):
                continue
            seen.setdefault(concept, []).append((number, number + len(tail), slot))
            if slot >= 0:
                filled[concept] = filled.get(concept, 0) | 1 << slot
    complete = [
        (index.concepts[number], seen[number])
        for number, bits in filled.items()
        if bits + 1 == 1 << len(index.concepts[number].slots)
    ]
    return [match for concept, places in complete for match in _matches(concept, places, tokens, reading)]


def _matches(
    concept: Concept, places: list[tuple[int, int, int]], tokens: list[int], reading: Reading
) -> Iterator[tuple[int, int, str]]:
    """(first token, last token, name) of every window that holds all slots."""
    forbidden = [first for first, _, slot in places if slot < 0]
    for first, last in _windows(places, len(concept.slots), concept.window):
        if not _is_forbidden(forbidden, first, last, concept.window, tokens, reading):
            yield tokens[first], tokens[min(last, len(tokens) - 1)], concept.name


def _continues(tail: tuple[str, ...], reading: Reading, token: int, end: int) -> bool:
    """Do the further words of an alternative follow?"""
    return token + len(tail) <= end and all(
        fits(wanted, reading.forms[token + step], reading.words[token + step].lemmas)
        for step, wanted in enumerate(tail)
    )


def _windows(slots: list[tuple[int, int, int]], count: int, window: int) -> list[tuple[int, int]]:
    """The narrowest stretches that hold every slot, none overlapping."""
    latest = [(-1, -1)] * count
    found: list[tuple[int, int]] = []
    for start, end, slot in slots:
        if slot < 0:
            continue
        latest[slot] = (start, end)
        first = min(latest)[0]
        last = max(place for _, place in latest)
        if first < 0 or last - first >= window:
            continue
        if found and first <= found[-1][1]:
            if last - first < found[-1][1] - found[-1][0]:
                found[-1] = (first, last)
            continue
        found.append((first, last))
    return found


def _is_forbidden(
    forbidden: list[int], first: int, last: int, window: int, tokens: list[int], reading: Reading
) -> bool:
    spare = max(0, window - (last - first + 1))
    for place in forbidden:
        reach = spare
        after = spare
        if reading.forms[tokens[place]] in NEGATIONS:
            reach, after = NEGATION_REACH, 0
        if first - reach <= place <= last + after:
            return True
    return False
