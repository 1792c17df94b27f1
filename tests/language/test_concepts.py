from __future__ import annotations

import tomllib
from pathlib import Path

from review.language.russian import russian
from review.model.language import Concept
from tests.language.tables import HERE, SHARED, rows


def concepts() -> list[Concept]:
    data = tomllib.loads((HERE / "concepts.toml").read_text(encoding="utf-8"))
    return [
        Concept(
            entry["name"],
            tuple(tuple(slot) for slot in entry["slots"]),
            entry.get("window", 8),
            tuple(entry.get("without", ())),
        )
        for entry in data["concept"]
    ]


def f1(path: Path) -> float:
    """How well concepts are found among phrases of one concept each."""
    wanted = {concept.name: [concept] for concept in concepts()}
    right = missed = wrong = 0
    for name, label, text in rows(path):
        found = bool(russian().find(wanted[name], text.replace("\\n", "\n")))
        right += found and label == "1"
        missed += not found and label == "1"
        wrong += found and label == "0"
    return 2 * right / (2 * right + missed + wrong)


def test_notions_of_the_reference_phrases_are_found() -> None:
    assert f1(SHARED / "phrases.tsv") >= 0.97


def test_notions_of_our_own_phrases_are_found() -> None:
    assert f1(HERE / "phrases.tsv") >= 0.97


def test_a_match_says_where_it_stands_in_the_text() -> None:
    text = "В школе низкий\u00a0уро\u00adвень учебной мо\u00adтивации."
    concept = Concept("low", (("низкий",), ("мотивац*",)))
    ((name, span),) = russian().find([concept], text)
    assert (name, text[span.start : span.end]) == ("low", "низкий\u00a0уро\u00adвень учебной мо\u00adтивации")


def test_slots_farther_apart_than_the_window_do_not_match() -> None:
    concept = Concept("near", (("риск",), ("мера",)), window=3)
    assert russian().find([concept], "риски и меры")
    assert not russian().find([concept], "риски школы описаны, затем названы меры")


def test_slots_in_two_sentences_do_not_match() -> None:
    concept = Concept("near", (("риск",), ("мера",)))
    assert not russian().find([concept], "Риски описаны. Меры названы.")
    assert not russian().find([concept], "Риски\nМеры")


def test_an_alternative_may_be_several_words() -> None:
    concept = Concept("conditions", (("создание услови*",),))
    text = "Создание условий для развития"
    ((_, span),) = russian().find([concept], text)
    assert text[span.start : span.end] == "Создание условий"
    assert not russian().find([concept], "Создание школы и условия")


def test_a_negation_forbids_only_what_it_stands_before() -> None:
    concept = Concept("low", (("низкий",), ("мотивация",)), without=("не",))
    assert not russian().find([concept], "Учебная мотивация не является низкой")
    assert not russian().find([concept], "Не выявлена низкая мотивация")
    assert russian().find([concept], "Низкая мотивация не снижалась")


def test_each_place_of_a_notion_is_told_in_order() -> None:
    concept = Concept("risk", (("риск",),))
    text = "Риск первый. Риск второй."
    assert [span.start for _, span in russian().find([concept], text)] == [0, 13]


def test_a_concept_without_slots_is_never_found() -> None:
    assert russian().find([Concept("empty", ())], "любой текст") == []
