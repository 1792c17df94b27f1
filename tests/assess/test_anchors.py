"""Marked words are found again in another version; what cannot be told says so."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from review.assess.anchors import Versions, anchor_at, reanchor
from review.errors import BadInput
from review.model.anchor import Fate
from tests.assess.edited import Script, a_script
from tests.assess.edits import EDITS
from tests.builders import doc

CASES = 200
SAME = (Fate.KEPT, Fate.MOVED)


@dataclass
class Outcome:
    seed: int
    edits: str
    told: Fate
    wanted: str
    right: bool
    words: str
    new: str


def marked_words(script: Script, rng: random.Random) -> list[int]:
    """Names of the words somebody marks: a cell, a sentence, some words of one, or a single telling word."""
    para = rng.choice([one for one in script.texts if len(one.words) > 2 or rng.random() < 0.3])
    names = [word.name for word in para.words]
    size = rng.choice((len(names), min(len(names), 10), min(len(names), 5), min(len(names), 3)))
    start = rng.randint(0, len(names) - size)
    return names[start : start + size]


def one_case(seed: int) -> Outcome:
    script = a_script(seed)
    rng = random.Random(seed * 7 + 1)
    marked = marked_words(script, rng)
    before = {word.name: word.text for para in script.texts for word in para.words}
    old, places = script.document()
    anchor = anchor_at(old, _spans(marked, places))
    edits = [EDITS[seed % len(EDITS)], *rng.sample(EDITS[:1] + EDITS[5:7] + EDITS[15:18], rng.choice((0, 0, 1, 2)))]
    done = []
    for number, edit in enumerate(edits):
        alive = {word.name for para in script.texts for word in para.words}
        if all(name in alive for name in marked) and (number == 0 or edit.__name__ != "delete_the_paragraph"):
            edit(script, marked)
            done.append(edit.__name__)
    new, now = script.document()
    found = reanchor(anchor, old, new)
    return _judged(seed, " + ".join(done), script, marked, before, now, found)


def _spans(marked, places):
    spans = {}
    for name in marked:
        block, start, end = places[name]
        low, high = spans.get(block, (start, end))
        spans[block] = (min(low, start), max(high, end))
    return [(block, *span) for block, span in spans.items()]


def _judged(seed, edits, script, marked, before, now, found) -> Outcome:
    """What really happened to the marked words, against what is told."""
    texts = {word.name: word.text for para in script.texts for word in para.words}
    alive = [name for name in marked if name in texts]
    row = [word.name for para in script.texts for word in para.words]
    ends = [row.index(name) for name in alive]
    whole = alive == marked and ends == list(range(ends[0], ends[0] + len(ends)))
    letters = lambda text: "".join(sign for sign in text.lower().replace("ё", "е") if sign.isalnum())  # noqa: E731
    same = whole and all(letters(texts[name]) == letters(before[name]) for name in marked)
    wanted = "gone" if not alive else "same" if same else "changed"
    right = found.fate in {"gone": (Fate.GONE,), "same": SAME, "changed": (Fate.CHANGED,)}[wanted]
    if right and alive:
        true, share = _covered(found, [now[name] for name in alive])
        right = (true >= 0.99 and share >= 0.99) if same else (true >= 0.6 and share >= 0.25)
    words = " ".join(before[name] for name in marked)
    return Outcome(seed, edits, found.fate, wanted, right, words, found.new)


def _covered(found, places) -> tuple[float, float]:
    """Share of the true letters that are told, and of the told letters that are true."""
    true = {(block, at) for block, start, end in places for at in range(start, end)}
    told = {
        (quote.block, quote.start + i)
        for quote in found.anchor.quotes
        for i, sign in enumerate(quote.text)
        if not sign.isspace()
    }
    return len(true & told) / len(true), len(true & told) / len(told)


def test_words_are_found_again_after_two_hundred_edits():
    outcomes = [one_case(seed) for seed in range(CASES)]
    wrong = [one for one in outcomes if not one.right]
    silent = [one for one in wrong if one.told is not Fate.DOUBTFUL]
    assert silent == []
    assert len(outcomes) - len(wrong) >= 0.98 * CASES, wrong


TEXT = """
# Цель

Создание условий для повышения качества образования. Контроль осуществляет директор.

Повышение мотивации обучающихся. Контроль осуществляет директор.

| № | Мероприятие | Срок |
| 1 | Родительское собрание | май |
| 2 | Открытый урок | май |
"""


def marked(document, words, nth=0):
    """An anchor on the nth place of these words."""
    places = [(block, at) for block, text in document.units() for at in _all(text, words)]
    block, at = places[nth]
    return anchor_at(document, [(block, at, at + len(words))])


def _all(text, words):
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def test_an_anchor_quotes_the_words_and_what_stands_around():
    document = doc(TEXT)
    anchor = marked(document, "повышения качества")
    assert anchor.exact == "повышения качества"
    assert anchor.prefix.endswith("Создание условий для ")
    assert anchor.suffix.startswith(" образования. Контроль")
    quote = anchor.quotes[0]
    assert document.text_of(quote.block)[quote.start : quote.end] == quote.text


def test_a_mark_is_widened_to_whole_words_and_may_run_through_blocks():
    document = doc(TEXT)
    first, second = [block.id for block in document.blocks if block.type == "paragraph"]
    assert anchor_at(document, [(first, 3, 12)]).exact == "Создание условий"
    both = anchor_at(document, [(first, 53, 83), (second, 0, 9)])
    assert both.exact == "Контроль осуществляет директор.\nПовышение"
    assert [quote.block for quote in both.quotes] == [first, second]


@pytest.mark.parametrize("span", [("b9", 0, 4), ("b2", 5, 999), ("b2", -1, 4), ("b2", 8, 9)])
def test_a_mark_without_words_or_outside_the_document_is_refused(span):
    with pytest.raises(BadInput):
        anchor_at(doc(TEXT), [span])


def test_a_gap_to_be_filled_in_can_be_marked():
    old = doc("Утверждено приказом от «__» ______ 2022 г. № ____")
    anchor = marked(old, "№ ____")
    assert anchor.exact == "№ ____"
    found = reanchor(anchor, old, doc("Утверждено приказом от «14» марта 2022 г. № 41"))
    assert (found.fate, found.new) == (Fate.CHANGED, "№ 41")


def test_the_second_of_two_equal_sentences_is_followed():
    old = doc(TEXT)
    anchor = marked(old, "Контроль осуществляет директор.", nth=1)
    new = doc(TEXT.replace("образования. Контроль осуществляет директор.", "образования."))
    found = reanchor(anchor, old, new)
    assert found.fate is Fate.KEPT
    first = reanchor(marked(old, "Контроль осуществляет директор.", nth=0), old, new)
    assert (first.fate, first.anchor) == (Fate.GONE, None)


def test_equal_places_whose_surroundings_tell_nothing_are_doubtful():
    old = doc("Контроль осуществляет директор.\n\nКонтроль осуществляет директор.\n\nКонец.")
    found = reanchor(marked(old, "директор", nth=1), old, doc("Начало иное.\n\nКонтроль осуществляет директор."))
    assert found.fate is Fate.DOUBTFUL
    assert found.why


def test_changed_words_are_told_old_and_new():
    old = doc(TEXT)
    new = doc(TEXT.replace("повышения качества образования", "роста качества подготовки на 10 %"))
    found = reanchor(marked(old, "повышения качества образования"), old, new)
    assert (found.fate, found.old, found.new) == (
        Fate.CHANGED,
        "повышения качества образования",
        "роста качества подготовки на 10",
    )


def test_a_row_is_followed_when_it_moves():
    old = doc(TEXT)
    new = doc(
        TEXT.replace(
            "| 1 | Родительское собрание | май |\n| 2 | Открытый урок | май |",
            "| 1 | Открытый урок | май |\n| 2 | Родительское собрание | май |",
        )
    )
    found = reanchor(marked(old, "Открытый урок"), old, new)
    assert found.fate in SAME
    assert new.text_of(found.anchor.block) == "Открытый урок"


def test_several_marks_share_one_alignment():
    old = doc(TEXT)
    versions = Versions(old, doc(TEXT.replace("# Цель", "# Цель и задачи")))
    fates = [versions.find(marked(old, words)).fate for words in ("Цель", "мотивации обучающихся", "Срок")]
    assert fates == [Fate.KEPT, Fate.KEPT, Fate.KEPT]


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_no_guess_is_silent_in_three_thousand_edits():
    outcomes = [one_case(seed) for seed in range(CASES, CASES + 3_000)]
    wrong = [one for one in outcomes if not one.right]
    assert [one for one in wrong if one.told is not Fate.DOUBTFUL] == []
    assert len(wrong) <= 0.025 * len(outcomes)
