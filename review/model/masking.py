"""Personal data hidden where it is shown, letter by letter: every offset of the stored words stays true."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.model.document import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from review.model.document import Block, Document
    from review.model.finding import Examination, Finding
    from review.model.programme import Facts, PersonalData, PersonMention, PlaceMention, SchoolMention

DOT = "•"


@dataclass(frozen=True, slots=True)
class Named:
    """Words that tell whose document it is."""

    quote: Quote


class Names:
    """Names that must not be told, found in any text in whatever case they stand.

    `known` are whole names («МБОУ «Залесская СОШ № 2»», «Громова Анна Петровна»); `usual` words that many schools
    share («средняя», «муниципальная»), which tell nothing.
    """

    def __init__(self, known: Iterable[str], usual: Iterable[str] = ()) -> None:
        """One expression for all of them."""
        common = {_stem(word.lower()) for word in usual}
        stems = {
            _stem(word)
            for name in known
            for word in _PROPER.findall(name)
            if not word.isupper() and not any(_stem(word).lower().startswith(one) for one in common)
        }
        parts = [_any_case(stem) for stem in sorted(stems, key=lambda stem: (-len(stem), stem))]
        names = [rf"(?<![\w])(?:{'|'.join(parts)})[а-яё]*"] if parts else []
        self._expression = re.compile("|".join([*names, *_ADDRESSES]))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where they stand."""
        return [match.span() for match in self._expression.finditer(text)]

    def dotted(self, text: str) -> str:
        """The text without them."""
        return _dotted(text, 0, self.spans(text))


_PROPER = re.compile(r"[А-ЯЁ][А-Яа-яё]{2,}(?:-[А-ЯЁ]?[а-яё]+)*")
_ADDRESSES = (r"[\w.+-]+@[\w-]+\.[\w.]+", r"(?:https?://|www\.)\S+", r"(?<![\w.])[\w-]+\.(?:ru|рф|su|com|org)\b\S*")
_LONG, _ENDING = 6, 2


def _stem(word: str) -> str:
    """A word less its ending, as far as cases change it."""
    return word[:-_ENDING] if len(word) >= _LONG else word[:-1] if len(word) > _ENDING + 1 else word


def _any_case(stem: str) -> str:
    """The stem as a name is written, or all in capitals; ё as е."""
    loose = "".join("[её]" if letter in "её" else re.escape(letter) for letter in stem)
    loud = "".join("[ЕЁ]" if letter in "ЕЁ" else re.escape(letter) for letter in stem.upper())
    return f"{loose}|{loud}[А-ЯЁ]*"


def telling_names(document: Document, facts: Facts, known: Iterable[str], usual: Iterable[str]) -> tuple[Named, ...]:
    """Every place that tells whose document it is: schools, places and people named, and what the card knows."""
    named: tuple[SchoolMention | PlaceMention | PersonMention, ...] = (*facts.schools, *facts.places, *facts.persons)
    quotes = [one.quote for one in named]
    names = Names([*known, *(one.surname.capitalize() for one in facts.persons)], usual)
    found = [Named(quote) for quote in quotes]
    for block, text in _units(document):
        found += [Named(Quote(block, start, end, text[start:end])) for start, end in names.spans(text)]
    return tuple(found)


def _units(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if block.table is None:
            yield block.id, block.text
        else:
            yield from ((cell.id, cell.text) for cell in block.table.cells())


def masked_document(document: Document, personal: Sequence[PersonalData | Named]) -> Document:
    """The same document with personal data dotted out; ids, offsets and lengths unchanged."""
    spans = _spans(item.quote for item in personal)
    if not spans:
        return document
    return replace(document, blocks=tuple(_block(block, spans) for block in document.blocks))


def masked_examination(examination: Examination, personal: Sequence[PersonalData | Named]) -> Examination:
    """The same findings with personal data dotted out of quotes and explanations."""
    spans = _spans(item.quote for item in personal)
    if not spans:
        return examination
    words = sorted({item.quote.text for item in personal}, key=lambda text: (-len(text), text))
    return replace(examination, findings=tuple(_finding(finding, spans, words) for finding in examination.findings))


def _spans(quotes: Iterable[Quote]) -> Mapping[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        spans[quote.block].append((quote.start, quote.end))
    return dict(spans)


def _dotted(text: str, start: int, spans: Sequence[tuple[int, int]]) -> str:
    """`text` begins at offset `start` of its block; letters and figures inside the spans become dots."""
    letters = list(text)
    for first, last in spans:
        for place in range(max(first - start, 0), min(last - start, len(letters))):
            if letters[place].isalnum():
                letters[place] = DOT
    return "".join(letters)


def _block(block: Block, spans: Mapping[str, list[tuple[int, int]]]) -> Block:
    if block.table is not None:
        rows = tuple(
            tuple(
                replace(cell, text=_dotted(cell.text, 0, spans[cell.id])) if cell.id in spans else cell for cell in row
            )
            for row in block.table.rows
        )
        return replace(block, table=replace(block.table, rows=rows))
    return replace(block, text=_dotted(block.text, 0, spans[block.id])) if block.id in spans else block


def _finding(finding: Finding, spans: Mapping[str, list[tuple[int, int]]], words: Sequence[str]) -> Finding:
    evidence = tuple(
        replace(quote, text=_dotted(quote.text, quote.start, spans[quote.block])) if quote.block in spans else quote
        for quote in finding.evidence
    )
    explanation = finding.explanation
    for text in words:
        if text in explanation:
            explanation = explanation.replace(text, _dotted(text, 0, [(0, len(text))]))
    return replace(finding, evidence=evidence, explanation=explanation)
