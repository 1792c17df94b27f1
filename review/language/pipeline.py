"""spaCy's blank Russian with our own tokenizer, sentence borders and lemmas; and what it reads, kept for a while.

Checks ask about the same block many times, so the last readings are remembered. spaCy itself takes 1-5 seconds to
import and is loaded with the first text.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from review.language.sentences import borders
from review.language.words import split, word
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.language.words import Word
    from review.model.text import Normal

KEPT_CHARACTERS = 2_000_000
_WORDS = "words"


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart. Offsets are those of `normal.text`; a sentence is a range of tokens."""

    normal: Normal
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]  # lower case
    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]


@contextmanager
def _without_commands() -> Iterator[None]:
    """SpaCy imported without its command line: downloads, projects and HTTP clients that nothing here calls.

    They take over a third of the import in every child that reads documents. Whoever imports them later gets them.
    """
    stubs = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info") if "spacy" not in sys.modules}
    for stub in stubs.values():
        stub.info = None  # type: ignore[attr-defined]  # the one name spaCy takes from there
    sys.modules.update(stubs)
    try:
        yield
    finally:
        for name in stubs:
            sys.modules.pop(name, None)


def pipeline() -> Any:  # noqa: ANN401 - spaCy ships no types we follow
    """Blank Russian of spaCy, its tokenizer and lemmas replaced by ours.

    The stock ones leave ambiguous words without a lemma and glue «2022г».
    """
    with _without_commands():
        import spacy
        from spacy.language import Language
        from spacy.tokens import Doc

    russian = spacy.blank("ru")

    def tokenizer(text: str) -> Doc:
        found = [match.span() for match in split(text)]
        starts = set(_first_tokens(borders(text), found))
        return Doc(
            russian.vocab,
            words=[text[start:end] for start, end in found],
            spaces=[text[end : end + 1].isspace() for _, end in found],
            sent_starts=[place in starts for place in range(len(found))],
        )

    @Language.component("all_lemmas")
    def all_lemmas(doc: Doc) -> Doc:
        doc.user_data[_WORDS] = tuple(word(token.lower_) for token in doc)
        return doc

    russian.tokenizer = tokenizer
    russian.add_pipe("all_lemmas")
    return russian


def _first_tokens(begins: list[int], found: list[tuple[int, int]]) -> list[int]:
    """The token each sentence begins with."""
    first: list[int] = []
    due = 0
    for place, (_, end) in enumerate(found):
        if due < len(begins) and begins[due] < end:
            first.append(place)
            while due < len(begins) and begins[due] < end:
                due += 1
    return first


class Reader:
    """Takes texts apart and remembers the last ones."""

    def __init__(self) -> None:
        self._pipeline: Any = None
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._size = 0

    def read(self, text: str) -> Reading:
        """The text's tokens, words and sentences."""
        kept = self._kept.get(text)
        if kept is not None:
            self._kept.move_to_end(text)
            return kept
        reading = self._take_apart(text)
        self._kept[text] = reading
        self._size += len(text)
        while self._size > KEPT_CHARACTERS and len(self._kept) > 1:
            oldest, _ = self._kept.popitem(last=False)
            self._size -= len(oldest)
        return reading

    def forget(self) -> None:
        """Drops the remembered readings."""
        self._kept.clear()
        self._size = 0

    def _take_apart(self, text: str) -> Reading:
        if self._pipeline is None:
            self._pipeline = pipeline()
        plain = normal(text, lines=True)
        doc = self._pipeline(plain.text.strip())
        shift = len(plain.text) - len(plain.text.lstrip())
        starts = tuple(token.idx + shift for token in doc)
        return Reading(
            normal=plain,
            starts=starts,
            ends=tuple(start + len(token) for start, token in zip(starts, doc, strict=True)),
            forms=tuple(token.lower_ for token in doc),
            words=doc.user_data[_WORDS],
            sentences=tuple((sentence.start, sentence.end) for sentence in doc.sents),
        )
