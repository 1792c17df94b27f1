from hypothesis import given
from hypothesis import strategies as st

from review.model.document import Quote
from review.web.evidence import Trace, by_block, segments, worst

TEXT = "создание благоприятных условий для качества"


def trace(code, start, end, level=1):
    return Trace(code, "Имя", level, f"ev-{code}-1", Quote("b1", start, end, TEXT[start:end]))


def test_overlapping_quotes_share_a_segment_and_each_begins_once():
    found = segments(TEXT, [trace("C-07", 0, 22, 0), trace("C-08", 9, 30)])
    assert [(s.text, [t.code for t in s.traces], [t.code for t in s.begins]) for s in found] == [
        ("создание ", ["C-07"], ["C-07"]),
        ("благоприятных", ["C-07", "C-08"], ["C-08"]),
        (" условий", ["C-08"], []),
        (" для качества", [], []),
    ]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_segments_joined_are_the_text(spans):
    traces = [trace(f"C-{n}", min(span), max(span)) for n, span in enumerate(spans)]
    found = segments(TEXT, by_block(traces).get("b1", ()))
    assert "".join(s.text for s in found) == TEXT


def test_a_shared_segment_takes_the_tint_of_the_lowest_level():
    assert worst([trace("C-01", 0, 1, 2), trace("C-02", 0, 1, 0), trace("C-03", 0, 1, None)]).code == "C-02"


def test_an_empty_quote_leaves_no_trace():
    assert by_block([trace("C-01", 3, 3)]) == {}
