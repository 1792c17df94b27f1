"""Copies within a run: shares, sources, templates, the same file twice."""

from __future__ import annotations

from datetime import date
from itertools import count

from review.check.compare import TEMPLATE, compare
from review.model.document import Quote
from review.model.sketch import Compared, Passage, Sketch

_keys = count()


def a_document(
    name: str, *texts: range, kit: str | None = None, order: int = 0, approved: date | None = None, sha256: str = ""
) -> Compared:
    """A document whose passages are rows of numbers for words."""
    passages = tuple(
        Passage(Quote(f"b{number}", 0, 1, f"{words.start}…"), tuple(words)) for number, words in enumerate(texts)
    )
    return Compared(next(_keys), name, kit, "concept", order, sha256, Sketch(passages, approved))


def test_share_counts_this_documents_own_words() -> None:
    short = a_document("short", range(100), kit="one")
    long = a_document("long", range(100), range(1000, 1300), kit="two")
    (one,), (other,) = compare([short, long])
    assert (one.name, one.share) == ("long", 1.0)
    assert (other.name, other.share) == ("short", 0.25)
    assert [block.here.text for block in one.blocks] == ["0…"]


def test_source_is_the_one_approved_earlier() -> None:
    early = a_document("early", range(100), kit="one", approved=date(2022, 3, 1))
    late = a_document("late", range(100), kit="two", approved=date(2022, 3, 20))
    (one,), (other,) = compare([early, late])
    assert (one.is_source, other.is_source) == (False, True)


def test_undated_pair_of_different_kits_has_no_source() -> None:
    (one,), (other,) = compare([a_document("a", range(100), kit="one"), a_document("b", range(100), kit="two")])
    assert (one.is_source, other.is_source) == (None, None)


def test_within_a_kit_the_source_is_listed_earlier() -> None:
    first = a_document("first", range(100), kit="one", order=0)
    second = a_document("second", range(100), kit="one", order=1)
    (one,), (other,) = compare([first, second])
    assert (one.is_source, other.is_source) == (False, True)
    assert one.same_kit


def test_words_of_a_template_count_for_nobody() -> None:
    common = range(50)
    documents = [
        a_document(f"d{number}", common, range(1000 * number, 1000 * number + 50), kit=f"k{number}")
        for number in range(1, TEMPLATE + 1)
    ]
    assert compare(documents) == [()] * TEMPLATE


def test_same_file_is_told_even_without_words() -> None:
    (one,), (other,) = compare([a_document("a", sha256="x"), a_document("b", sha256="x")])
    assert one.same_file
    assert other.same_file
    assert one.share == 1.0


def test_order_of_documents_does_not_matter() -> None:
    documents = [
        a_document(name, range(100), range(start, start + 40), kit=name)
        for name, start in (("a", 500), ("b", 600), ("c", 700))
    ]
    forth = dict(zip("abc", compare(documents), strict=True))
    back = dict(zip("cba", compare(documents[::-1]), strict=True))
    assert forth == back
