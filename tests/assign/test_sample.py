from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.assign.frame import fingerprint
from review.assign.probabilities import allocation, proportional, systematic
from review.assign.sample import draw
from review.errors import BadInput
from review.model.campaign import Exclusion, Sample, SampleRule
from review.store.codec import pack, unpack
from tests.assign.frames import frame

RULES = {
    "random": SampleRule("random", "count", 15),
    "stratified": SampleRule("stratified", "count", 15, strata=("municipality", "kind")),
    "fewer places than strata": SampleRule("stratified", "count", 8, strata=("municipality", "kind", "zone")),
    "risk": SampleRule("risk_weighted", "count", 15),
    "risk with certain ones": SampleRule(
        "risk_weighted", "count", 24, weights={"red": 40, "yellow": 2, "green": 1, "": 1}
    ),
    "schools": SampleRule("stratified", "count", 9, unit="school"),
    "schools by risk": SampleRule("risk_weighted", "count", 9, unit="school"),
}

DRAWN = {  # by the seed 2026-11-23
    "random": [2, 6, 12, 14, 20, 23, 24, 35, 37, 40, 44, 45, 47, 49, 58],
    "stratified": [2, 3, 11, 14, 20, 22, 23, 24, 37, 40, 42, 44, 49, 52, 58],
    "fewer places than strata": [10, 13, 22, 30, 31, 43, 46, 58],
    "risk": [11, 12, 14, 15, 17, 26, 31, 36, 37, 46, 48, 49, 50, 51, 55],
    "schools by risk": [7, 8, 17, 18, 25, 26, 29, 30, 43, 44, 45, 46, 47, 48, 49, 50, 53, 54],
}


def ids(sample: Sample) -> list[int]:
    return [one.item.document_id for one in sample.drawn]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_replay_gives_the_same_sample(rule: SampleRule) -> None:
    items = frame(60, per_school=2)
    assert draw(items, rule) == draw(list(reversed(items)), rule)


def test_draws_stay_what_they_were_in_every_version_of_the_program() -> None:
    """These lists stand in protocols: whoever changes them makes old samples unrepeatable."""
    items = frame(60, per_school=2)
    assert {name: ids(draw(items, replace(RULES[name], seed="2026-11-23"))) for name in DRAWN} == DRAWN


def test_names_and_titles_change_neither_the_draw_nor_the_hash() -> None:
    items = frame(60)
    renamed = [
        replace(item, municipality=f"Ё{item.municipality}", school="", title="т", people=("Ли",)) for item in items
    ]
    rule = RULES["stratified"]
    assert ids(draw(renamed, rule)) == ids(draw(items, rule))
    assert fingerprint(renamed) == fingerprint(items)


def test_hash_tells_a_changed_frame() -> None:
    items = frame(60)
    assert fingerprint(items) != fingerprint([replace(items[0], version_id=7), *items[1:]])
    assert fingerprint(items) != fingerprint(items[1:])


def test_another_seed_draws_others() -> None:
    items = frame(60)
    rule = RULES["random"]
    assert ids(draw(items, rule)) != ids(draw(items, replace(rule, seed="2")))


def test_whole_frame_is_the_special_case_of_a_sample() -> None:
    sample = draw(frame(60), SampleRule("all"))
    assert ids(sample) == list(range(1, 61))
    assert {one.probability for one in sample.drawn} == {1.0}


def test_strata_get_places_in_proportion_and_at_least_one() -> None:
    assert allocation({("a",): 70, ("b",): 25, ("c",): 5}, 10) == {("a",): 7, ("b",): 2, ("c",): 1}
    assert allocation({("a",): 96, ("b",): 2, ("c",): 2}, 5) == {("a",): 3, ("b",): 1, ("c",): 1}


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.data())
def test_allocation_gives_exactly_the_places_there_are(sizes: list[int], data: st.DataObject) -> None:
    wanted = data.draw(st.integers(1, sum(sizes)))
    strata = {(f"{index:02d}",): size for index, size in enumerate(sizes)}
    places = allocation(strata, wanted)
    assert sum(places.values()) == wanted
    assert all(0 <= places[key] <= strata[key] for key in strata)
    assert wanted < len(sizes) or min(places.values()) >= 1


@given(st.lists(st.floats(0.01, 1000), min_size=2, max_size=40), st.data())
def test_probabilities_sum_up_to_the_size_and_keep_the_proportion(weights: list[float], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(weights) - 1))
    chances = proportional(weights, size)
    assert sum(chances) == pytest.approx(size)
    assert all(0 < chance <= 1 for chance in chances)
    ratios = [chance / weight for chance, weight in zip(chances, weights, strict=True) if chance < 1]
    assert ratios == pytest.approx([ratios[0]] * len(ratios)) if ratios else True


@given(st.lists(st.floats(0.01, 1000), min_size=2, max_size=40), st.floats(0, 1, exclude_max=True), st.data())
def test_systematic_pass_takes_exactly_the_size_and_all_certain_ones(
    weights: list[float], start: float, data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(weights) - 1))
    chances = proportional(weights, size)
    hits = systematic(chances, start)
    assert len(hits) == len(set(hits)) == size
    assert {index for index, chance in enumerate(chances) if chance == 1} <= set(hits)


@settings(max_examples=40)
@given(st.sampled_from(sorted(RULES)), st.integers(1, 60), st.integers(2, 70), st.text(max_size=5))
def test_sample_has_the_wanted_size_whatever_the_frame(name: str, size: int, count: int, seed: str) -> None:
    items = frame(count, per_school=2 if "schools" in name else 1)
    sample = draw(items, replace(RULES[name], size=size, seed=seed))
    units = {one.item.school_id if "schools" in name else one.item.document_id for one in sample.drawn}
    assert len(units) == min(size, sample.frame_units)
    assert sum(line.drawn for line in sample.strata) == len(units)
    assert sum(line.frame for line in sample.strata) == sample.frame_units


def test_school_is_drawn_with_all_its_documents() -> None:
    items = frame(60, per_school=3)
    sample = draw(items, SampleRule("random", "count", 5, unit="school"))
    drawn = Counter(one.item.school_id for one in sample.drawn)
    assert len(drawn) == 5
    assert set(drawn.values()) == {3}


def test_two_municipalities_of_one_name_are_two_lines_of_the_protocol() -> None:
    items = [replace(item, municipality="Советский район") for item in frame(40, municipalities=2)]
    names = [line.name for line in draw(items, SampleRule("stratified", "count", 10)).strata]
    assert len(set(names)) == 2
    assert all(name.startswith("Советский район (") for name in names)


def test_exclusions_are_kept_with_the_sample_and_stored_with_it() -> None:
    sample = draw(frame(20), RULES["risk"], [Exclusion(99, "withdrawn", "отозван школой"), Exclusion(7, "unread")])
    assert [one.document_id for one in sample.exclusions] == [7, 99]
    assert unpack(Sample, pack(sample)) == sample


def test_document_standing_twice_in_a_frame_is_refused() -> None:
    with pytest.raises(BadInput, match="дважды"):
        draw([*frame(5), *frame(5)], RULES["random"])


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"size": 1.5}, {"size_by": "count", "size": 2.5}, {"confidence": 1}, {"weights": {"red": 0}}]
)
def test_rule_nobody_can_draw_by_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        SampleRule(**wrong)


def test_frame_of_nothing_gives_a_sample_of_nothing() -> None:
    sample = draw([], SampleRule("stratified"))
    assert (sample.drawn, sample.strata, sample.frame_units) == ((), (), 0)


def inclusion(rule: SampleRule, draws: int) -> None:
    """Every unit is drawn as often as its stated probability says, all bounds held at once."""
    items = frame(40, per_school=2, seed=5)
    hits: Counter[int] = Counter()
    stated: dict[int, float] = {}
    for number in range(draws):
        for one in draw(items, replace(rule, seed=f"draw {number}")).drawn:
            hits[one.item.document_id] += 1
            stated[one.item.document_id] = one.probability
    assert len(stated) == len(items)
    z = NormalDist().inv_cdf(1 - 0.001 / (2 * len(items)))
    wrong = {
        key: (hits[key] / draws, chance)
        for key, chance in stated.items()
        if abs(hits[key] / draws - chance) > z * sqrt(chance * (1 - chance) / draws) + 1e-12
    }
    assert wrong == {}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_inclusion_probabilities_hold_over_a_few_hundred_draws(rule: SampleRule) -> None:
    inclusion(rule, 300)


@pytest.mark.long
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_inclusion_probabilities_hold_over_ten_thousand_draws(rule: SampleRule) -> None:
    inclusion(rule, 10_000)
