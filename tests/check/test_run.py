"""The engine: what becomes of a check's answer, of a crash, of unread pages and of a missing card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review.check.run import examine
from review.model.card import Entry
from review.model.document import Unread
from review.model.finding import Subject
from review.rubric.library import load
from tests.builders import ROOT, a_card, a_language, a_profile, doc, facts_of

if TYPE_CHECKING:
    from review.model.finding import Examination, Finding

TEXT = """
@right УТВЕРЖДЕНО приказом МБОУ «Приозёрная СОШ № 5» от 17.03.2022 № 45-ОД
@center Антирисковая программа «Низкая учебная мотивация обучающихся»
# Паспорт программы
@table noheader
| Наименование программы | Антирисковая программа «Низкая учебная мотивация обучающихся» |
| Цель программы | Снизить долю обучающихся с низкой учебной мотивацией с 38 % до 30 % к 1 декабря 2022 года |
| Исполнители | Иванова А. А., заместитель директора |
"""


def subject_of(text: str = TEXT) -> Subject:
    document = doc(text)
    facts = facts_of(document, kind="antirisk_program")
    entry = Entry("a.docx", "antirisk_program", "RF-06")
    return Subject(document, facts, a_profile(), "antirisk_program", entry, a_card("RF-06"))


def examined(subject: Subject) -> Examination:
    library = load(ROOT / "rubrics")
    return examine(subject, library.rubric(f"{subject.kind}@2022.1"), a_language())


def finding(result: Examination, code: str) -> Finding:
    return next(item for item in result.findings if item.code == code)


def test_finding_carries_quote_reason_and_advice() -> None:
    found = finding(examined(subject_of()), "A-02")
    assert found.level == 0
    assert found.outcome == "assessed"
    assert "нет строк" in found.explanation
    assert found.advice.startswith("Рекомендуется")
    assert found.defects == ("D-19",)


def test_best_level_has_no_advice() -> None:
    found = finding(examined(subject_of()), "A-03")
    assert (found.level, found.advice, found.sample, found.defects) == (2, "", "", ())
    assert [quote.text[:12] for quote in found.evidence] == ["Снизить долю"]


def test_expert_criterion_gets_no_level() -> None:
    found = finding(examined(subject_of()), "A-13")
    assert (found.level, found.outcome, found.confidence) == (None, "expert_only", None)


def test_same_subject_gives_the_same_examination() -> None:
    assert examined(subject_of()) == examined(subject_of())


def test_criterion_that_needs_a_card_says_so() -> None:
    result = examined(replace(subject_of(), card=None))
    found = finding(result, "A-01")
    assert (found.level, found.outcome) == (None, "not_checked")
    assert "Нужна карточка школы" in found.explanation
    assert result.total.zone is None


def test_unread_pages_leave_criteria_unchecked_unless_words_prove_a_defect() -> None:
    whole = subject_of()
    document = replace(whole.document, pages=3, unread=(Unread(2, "scan"),))
    part = replace(whole, document=document)
    assert finding(examined(part), "A-02").outcome == "not_checked"
    assert "2" in finding(examined(part), "A-02").explanation
    other = replace(part, card=a_card("RF-10"))
    assert (finding(examined(other), "A-01").level, finding(examined(other), "A-01").outcome) == (0, "assessed")


def test_wholly_unread_document_gets_no_level_at_all() -> None:
    whole = subject_of()
    blank = replace(whole, document=replace(doc(""), pages=1, unread=(Unread(1, "scan"),)), facts=facts_of(""))
    assert {item.level for item in examined(blank).findings} == {None}


def test_crash_of_one_check_is_shown_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    whole = subject_of()
    broken = replace(whole, facts=replace(whole.facts, approvals=None))  # type: ignore[arg-type]
    result = examined(broken)
    found = finding(result, "A-14")
    assert (found.level, found.outcome) == (None, "not_checked")
    assert "не выполнена" in found.explanation
    assert "A-14" in caplog.text
    assert finding(result, "A-03").level == 2


def test_quotation_marks_inside_a_quoted_value_are_the_inner_ones() -> None:
    text = TEXT.replace(
        "УТВЕРЖДЕНО приказом МБОУ «Приозёрная СОШ № 5» от 17.03.2022 № 45-ОД", "«Утверждаю» директор ____"
    )
    found = finding(examined(subject_of(text)), "A-14")
    assert "««" not in found.explanation
    assert "„Утверждаю“" in found.explanation or "«Утверждаю" in found.explanation


def test_a_reason_caps_how_sure_a_proposal_may_be() -> None:
    rubric = load(ROOT / "rubrics").rubric("antirisk_program@2022.1")
    capped = tuple(
        replace(one, confidence={"absent": 0.4, "empty": 0.3}) if one.code == "A-02" else one for one in rubric.criteria
    )
    result = examine(subject_of(), replace(rubric, criteria=capped), a_language())
    assert finding(result, "A-02").confidence == 0.4
    assert finding(result, "A-03").confidence == finding(examined(subject_of()), "A-03").confidence
