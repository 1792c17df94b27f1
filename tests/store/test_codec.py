from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.model.assessment import Verdict
from review.model.document import Document
from review.model.finding import Examination, Finding, Total
from review.model.programme import Facts
from review.model.sketch import Passage, Sketch
from review.store.codec import pack, plain, unpack
from tests.builders import doc, facts_of

SAMPLE = """
# Цели
Цель: снизить долю неуспевающих с 30 % до 20 % к 31.12.2022.

| Задача | Мероприятие | Срок |
| Повысить мотивацию | Диагностика | до 25.03.2022 |
"""


def test_a_document_comes_back_as_it_was():
    document = doc(SAMPLE)
    assert unpack(Document, pack(document)) == document


def test_facts_come_back_as_they_were():
    facts = facts_of(SAMPLE, kind="concept")
    assert facts.goals
    assert unpack(Facts, pack(facts)) == facts


def test_an_examination_comes_back_as_it_was():
    document = doc(SAMPLE)
    finding = Finding(
        code="C-01",
        name="Полнота",
        mode="auto",
        level=1,
        max_level=2,
        weight=2,
        critical=True,
        outcome="assessed",
        confidence=0.9,
        evidence=(document.quote(document.blocks[0].id),),
        explanation="Нет раздела.",
        advice="",
        sample="",
        why="",
        defects=("D-19",),
    )
    made = Examination("concept", 1.0, "p", "concept@2022.1", "ab", (finding,), Total(1, 2, 0.5, "yellow", "…"), 3)
    assert unpack(Examination, pack(made)) == made


@given(
    st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=6).map(tuple), max_size=5),
    st.none() | st.dates(),
)
@settings(max_examples=40, deadline=None)
def test_a_sketch_comes_back_as_it_was(rows, approved):
    quote = doc("Слова.").quote("b1")
    sketch = Sketch(tuple(Passage(quote, row) for row in rows), approved)
    assert unpack(Sketch, pack(sketch)) == sketch


def test_plain_values_are_what_json_knows():
    moment = datetime(2022, 3, 1, 12, tzinfo=UTC)
    assert plain({"a": (1, None, True), "b": date(2022, 3, 1), "c": moment, "d": Verdict.REWORK}) == {
        "a": [1, None, True],
        "b": "2022-03-01",
        "c": "2022-03-01T12:00:00+00:00",
        "d": "rework",
    }


def test_a_field_added_to_the_model_gets_its_default():
    stored = pack(Total(1, 2, 0.5, "green", "да"))

    @dataclass(frozen=True)
    class Grown(Total):
        added: int = 7

    assert unpack(Grown, stored).added == 7


def test_what_cannot_be_stored_is_refused():
    with pytest.raises(TypeError):
        pack(object())
