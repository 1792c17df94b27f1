from types import SimpleNamespace

import pytest

from review.model.assessment import Mark
from review.model.finding import Finding
from review.rubric.library import load
from review.web.sheet import SCALE, sheet_of
from tests.builders import ROOT, a_profile


@pytest.fixture(scope="module")
def rubric():
    return load(ROOT / "rubrics").rubric("concept@2022.1")


def a_finding(criterion, level):
    return Finding(
        criterion.code,
        criterion.name,
        criterion.mode,
        level,
        2,
        1,
        criterion.critical,
        "assessed",
        0.9,
        (),
        "",
        "",
        "",
        "",
        (),
    )


def a_page(rubric, acts, marks=None):
    findings = tuple(a_finding(criterion, 1) for criterion in rubric.criteria)
    assessment = None if marks is None else SimpleNamespace(marks=marks)
    return SimpleNamespace(
        acts=frozenset(acts), rubric=rubric, assessment=assessment, examination=SimpleNamespace(findings=findings)
    )


def test_a_blind_reader_sees_no_proposal_before_beginning(rubric):
    sheet = sheet_of(a_page(rubric, {"mark"}), blind=True)
    assert {line.proposed for line in sheet.lines} == {None}
    assert not sheet.shows_proposals
    assert sheet_of(a_page(rubric, {"mark"}), blind=False).shows_proposals
    assert sheet_of(a_page(rubric, {"mark", "finish"}, ()), blind=True).lines[0].proposed == 1


def test_a_level_of_ones_own_differs_or_does_not(rubric):
    marks = (Mark("C-01", 1), Mark("C-02", 2), Mark("C-03", None, not_applicable=True))
    sheet = sheet_of(a_page(rubric, {"finish"}, marks), blind=True)
    assert [line.differs for line in sheet.lines[:4]] == [False, True, True, False]
    assert sheet.left == len(rubric.criteria) - 3
    assert sheet.may_mark


def test_the_scale_is_cut_where_the_rubric_cuts(rubric):
    assert sheet_of(a_page(rubric, ()), blind=False).cuts == (round(0.5 * SCALE), round(0.75 * SCALE))
    assert a_profile().kind("concept").rubric == rubric.id


def test_a_document_of_no_kind_has_an_empty_sheet():
    page = SimpleNamespace(acts=frozenset(), rubric=None, assessment=None, examination=None)
    assert sheet_of(page, blind=False).lines == ()
