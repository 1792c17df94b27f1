"""Whose words a document has: found quickly among many, a template's words finding nobody."""

from __future__ import annotations

import pytest

from review.flow.submission.copies import sampled_rows
from review.store.documents import texts
from tests.bench.bench_copies import PER_SCHOOL, documents, fill, measure


@pytest.mark.long
def test_search_among_five_thousand_documents_scans_none_of_them(database):
    median, _ = measure(database, 5_000)
    assert median < 250  # 50 on a quiet machine; looking at every document takes seconds


def test_copy_is_found_and_the_common_template_finds_nobody(database):
    asked = fill(database, 200)
    where = {"region_id": 1, "season_id": 1, "school_id": 200 // PER_SCHOOL + 2, "most": 20}
    stored = list(documents(200))
    with database.reading() as session:
        found = [item.version_id for item in texts.strangers(session, sampled_rows(stored[19]), "f" * 64, **where)]
        alone = [item.version_id for item in texts.strangers(session, sampled_rows(stored[4]), "f" * 64, **where)]
    assert asked
    assert found == [20, 11]
    assert alone == [5]


def test_same_file_is_found_even_without_a_word(database):
    fill(database, 50)
    with database.reading() as session:
        found = texts.strangers(session, set(), f"{7:064x}", region_id=1, season_id=1, school_id=999, most=20)
    assert [item.version_id for item in found] == [7]
