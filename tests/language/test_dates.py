from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from review.language.dates import find_dates
from tests.language.tables import HERE, SHARED, rows


def intervals(text: str, year: int | None) -> tuple[str, str]:
    spans = find_dates(text.replace("\\n", "\n"), year)
    starts = ";".join(span.first.isoformat() if span.first else "" for span in spans)
    ends = ";".join(span.last.isoformat() if span.last else "" for span in spans)
    return starts, ends


def test_every_reference_term_is_read() -> None:
    wrong = {
        text: intervals(text, int(year))
        for _, text, start, end, _, year in rows(SHARED / "dates.tsv")
        if intervals(text, int(year)) != (start, end)
    }
    assert wrong == {}


def test_every_term_of_our_own_set_is_read() -> None:
    wrong = {}
    for text, start, end, kind, year in rows(HERE / "dates.tsv"):
        spans = find_dates(text.replace("\\n", "\n"), int(year))
        is_right = intervals(text, int(year)) == (start, end) and bool(spans) == (kind != "none")
        if kind == "recurring":
            is_right = is_right and bool(spans[0].recurring)
        if not is_right:
            wrong[text] = spans
    assert wrong == {}


def test_a_month_without_a_year_has_no_days_when_the_year_is_unknown() -> None:
    (span,) = find_dates("март-апрель", None)
    assert (span.words, span.first, span.last) == ("март-апрель", None, None)


def test_a_term_is_quoted_with_the_characters_of_the_text() -> None:
    text = "Срок:\u00a0с 10\u00a0по 15\u00a0мaртa 2022\u00a0г. — всё"
    (span,) = find_dates(text, None)
    assert text[span.start : span.end] == span.words == "с 10\u00a0по 15\u00a0мaртa 2022\u00a0г."
    assert (span.first, span.last) == (date(2022, 3, 10), date(2022, 3, 15))


def test_vague_terms_are_told_from_terms_one_can_check() -> None:
    vague = ["в течение года", "постоянно", "по мере необходимости", "весь период", "в течение 2022 года", "по плану"]
    checkable = ["ежемесячно", "март 2022", "до конца года", "в течение марта", "еженедельно в течение года"]
    assert [find_dates(text, 2022)[0].vague for text in vague] == [True] * len(vague)
    assert [find_dates(text, 2022)[0].vague for text in checkable] == [False] * len(checkable)


def test_a_term_that_only_names_a_year_says_so() -> None:
    assert find_dates("в 2022 году", None)[0].whole_year
    assert not find_dates("в марте 2022 года", None)[0].whole_year


def test_how_often_belongs_to_the_period_beside_it() -> None:
    (span,) = find_dates("с марта 2022 года ежемесячно (в последний вторник)", None)
    assert span.recurring == "ежемесячно (в последний вторник)"
    assert span.first == date(2022, 3, 1)


def test_a_value_after_a_dash_is_no_end_of_a_range() -> None:
    spans = find_dates("база на 1 марта 2022 года – 20,3 %", None)
    assert [(span.first, span.last) for span in spans] == [(date(2022, 3, 1), date(2022, 3, 1))]


def test_loose_words_of_time_in_prose_are_no_term() -> None:
    prose = "Работа ведётся по плану школы, который утверждён педагогическим советом и согласован с управлением " * 2
    assert find_dates(prose, 2022) == ()


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(["%d.%m.%Y", "%d.%m.%Y г.", "«%d.%m.%Y»"]))
def test_any_day_written_in_figures_is_read(day: date, shape: str) -> None:
    (span,) = find_dates(f"Утверждено {day.strftime(shape)}", None)
    assert (span.first, span.last) == (day, day)


@given(st.text(alphabet="0123456789.-–/ «»_марта2022гIVXквcдопк\n", max_size=60))
def test_no_text_breaks_the_grammar(text: str) -> None:
    for span in find_dates(text, 2022):
        assert text[span.start : span.end] == span.words
        assert span.first is None or span.last is None or span.first <= span.last
