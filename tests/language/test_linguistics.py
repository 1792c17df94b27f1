from __future__ import annotations

from review.flow.runs.linguistics import dates_line, inflect_line
from review.language.russian import russian


def test_a_line_is_declined_as_the_contract_says() -> None:
    assert inflect_line(russian(), "Алиева Патимат Ибрагимовна", None) == {
        "text": "Алиева Патимат Ибрагимовна",
        "gender": "f",
        "gent": "Алиевой Патимат Ибрагимовны",
        "datv": "Алиевой Патимат Ибрагимовне",
        "accs": "Алиеву Патимат Ибрагимовну",
        "ablt": "Алиевой Патимат Ибрагимовной",
        "loct": "Алиевой Патимат Ибрагимовне",
    }


def test_the_dates_of_a_line_are_given_as_the_contract_says() -> None:
    assert dates_line(russian(), "март-апрель", 2022) == {
        "text": "март-апрель",
        "spans": [{"words": "март-апрель", "start": "2022-03-01", "end": "2022-04-30", "recurring": None}],
    }
    assert dates_line(russian(), "нет", None) == {"text": "нет", "spans": []}
