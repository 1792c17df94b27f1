"""What a register number ends with."""

import pytest

from review.issue.words.numbering import numbered, unknown_kinds

BY_KIND = "приказ: -ОД; Письмо: /01-15"


@pytest.mark.parametrize(
    ("endings", "kind", "shown"),
    [
        ("-ОД", "order", "45-ОД"),
        ("-ОД", "letter", "45-ОД"),
        ("", "letter", "45"),
        (BY_KIND, "order", "45-ОД"),
        (BY_KIND, "letter", "45/01-15"),
        (BY_KIND, "spravka", "45"),
    ],
)
def test_one_ending_for_all_or_one_for_each_kind(endings, kind, shown):
    assert numbered(45, endings, kind) == shown


def test_a_kind_nobody_knows_is_told():
    assert unknown_kinds(BY_KIND) == []
    assert unknown_kinds("-ОД") == []
    assert unknown_kinds("приказы: -ОД; письмо: /1") == ["приказы"]
