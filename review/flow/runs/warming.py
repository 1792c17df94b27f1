"""What the template of reading children does before its first fork, so that no document waits for it.

Rubrics, spaCy, the dictionary and the reader of Word files are loaded, and one sentence is examined: that opens what
opens by itself at first use. More words would fill the cache of lemmas, and make the first document wait for them.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import review.parse.word.reader  # noqa: F401 - loaded for the forks
from review.check.run import examine
from review.errors import ReviewError
from review.extract.facts import extract
from review.extract.sketch import sketch
from review.flow.runs.child import library_of
from review.language.russian import russian
from review.model.card import Entry
from review.model.document import Block, Document
from review.model.finding import Subject

KIND = "concept"
SENTENCE = "Повысить долю успевающих обучающихся с 30 % до 45 % к маю 2022 г.; ответственный — Иванова И.И., директор."


def warm_up(folders: str) -> None:
    """`folders` is a JSON list of the rubrics' folders. A fault in them is told by the child that needs them."""
    language = russian()
    language.tokens(SENTENCE)
    with suppress(ReviewError):
        library = library_of(*map(Path, json.loads(folders)))
        profile = next(iter(library.profiles.values()))
        document = Document("docx", (Block("1", "paragraph", SENTENCE),))
        facts = extract(document, profile, language, kind=KIND)
        sketch(document, facts)
        rubric = library.rubric_for(profile, KIND)
        if rubric is not None:
            examine(Subject(document, facts, profile, KIND, Entry("")), rubric, language)
    language.forget()
