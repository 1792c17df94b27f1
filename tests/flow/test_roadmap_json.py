"""The `roadmap` object of the contract."""

from __future__ import annotations

import json
from datetime import date

from review.flow.runs.roadmap import road_map_json
from review.rubric.library import load
from tests.builders import ROOT, a_language, a_profile, doc, facts_of

TEXT = """
@center **ДОРОЖНАЯ КАРТА**
@center **по реализации проекта «500+» в Опольском районе в 2022 году**

| № | Мероприятие | Срок | Показатель | Исполнители |
| 1 | Муниципальная экспертиза концептуальных документов | до 14.03.2022 | 6 комплектов | УО |
| 2 | Размещение концептуальных документов | до 30.03.2022 | Документы размещены | ОО, кураторы |
| 3 | Вебинары для школ | ежемесячно, последний вторник | 6 ОО | УО |
"""
KEYS = [
    "number",
    "section",
    "name",
    "start",
    "end",
    "term",
    "recurring",
    "responsible",
    "indicator",
    "description",
    "page",
]


def made(text: str = TEXT, as_of: date | None = None) -> dict[str, object]:
    document = doc(text)
    facts = facts_of(document, kind="roadmap")
    rubric = load(ROOT / "rubrics").rubric_for(a_profile(), "roadmap")
    result = road_map_json(document, facts, a_profile(), rubric, a_language(), as_of)
    return json.loads(json.dumps(result, ensure_ascii=False))


def test_measures_have_the_contracts_keys() -> None:
    result = made()
    assert [list(measure) for measure in result["measures"]] == [KEYS] * 3  # type: ignore[union-attr]
    first = result["measures"][0]  # type: ignore[index]
    assert (first["number"], first["start"], first["end"]) == ("1", None, "2022-03-14")
    assert result["measures"][2]["recurring"].startswith("ежемесячно")  # type: ignore[index]


def test_remarks_name_their_row_and_quote_it() -> None:
    found = [item for item in made()["findings"] if item["code"] == "R-04"]  # type: ignore[union-attr]
    assert [(item["measure"], item["quote"]) for item in found] == [("1", "до 14.03.2022")]
    assert "№\u00a01" in found[0]["explanation"]


def test_measures_know_the_day_they_are_looked_at() -> None:
    result = made(as_of=date(2022, 3, 20))
    assert [measure["timing"] for measure in result["measures"]][:2] == ["past", "running"]  # type: ignore[union-attr]
    assert (result["as_of"], result["due"]) == ("2022-03-20", 1)


def test_text_without_a_table_says_so() -> None:
    result = made("Дорожная карта будет утверждена позднее.")
    assert result["measures"] == []
    assert [item["code"] for item in result["warnings"]] == ["no_measures"]  # type: ignore[union-attr]
