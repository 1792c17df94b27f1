from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random
from time import process_time
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.assign.conflicts import hints, obstacles
from review.assign.seating import LEFT, MOVED, NOT_WANTED, changes, seat
from review.model.campaign import Demand, FrameItem, MatchRules, Reader, Seat, Seating
from review.store.codec import pack, unpack

DIRECTIONS = ("RF-01", "RF-02", "RF-03")


def town(
    documents: int, readers: int, *, seats: int = 1, cap: int = 3, seed: int = 1
) -> tuple[list[Demand], list[Reader]]:
    """Documents of schools of three municipalities, and experts with schools, directions and caps of their own."""
    chance = Random(seed)
    demands = [
        Demand(
            FrameItem(number, 100 + number, number // 2, number % 3, "antirisk", chance.choice([*DIRECTIONS, None])),
            seats,
        )
        for number in range(1, documents + 1)
    ]
    people = [
        Reader(
            500 + number,
            f"Эксперт{number}",
            cap,
            directions=tuple(chance.sample(DIRECTIONS, 2)),
            municipality_ids=(chance.randrange(3),),
            own_school_ids=(chance.randrange(documents),),
            curated_school_ids=tuple(chance.sample(range(documents), min(2, documents))),
            reviewed_ids=(chance.randrange(documents),),
        )
        for number in range(readers)
    ]
    return demands, people


def pairs(plan: Seating) -> set[tuple[int, int]]:
    return {(one.document_id, one.person_id) for one in plan.seats}


def cost(
    chosen: set[tuple[int, int]], demands: list[Demand], readers: list[Reader], rules: MatchRules
) -> tuple[int, int]:
    """Empty seats, then evenness and hints together: what a plan without seats taken before is to make least."""
    load = Counter(person for _, person in chosen)
    items = {demand.item.document_id: demand.item for demand in demands}
    people = {reader.person_id: reader for reader in readers}
    soft = sum(
        {"same_surname": rules.surname_cost, "other_direction": rules.direction_cost}[hint]
        for document, person in chosen
        for hint in hints(people[person], items[document], rules)
    )
    empty = sum(demand.seats for demand in demands) - len(chosen)
    return empty, sum((load[r.person_id] + r.busy) ** 2 - r.busy**2 for r in readers) + soft


def best(demands: list[Demand], readers: list[Reader], rules: MatchRules) -> tuple[int, int]:
    """By trying everything."""
    edges = [
        (demand.item.document_id, reader.person_id)
        for demand in demands
        for reader in readers
        if not obstacles(reader, demand.item, rules)
    ]
    seats = {demand.item.document_id: demand.seats for demand in demands}
    caps = {reader.person_id: reader.cap for reader in readers}
    found = []
    for taken in product((False, True), repeat=len(edges)):
        chosen = {edge for edge, take in zip(edges, taken, strict=True) if take}
        of_documents, of_people = Counter(d for d, _ in chosen), Counter(p for _, p in chosen)
        if all(of_documents[d] <= seats[d] for d in seats) and all(of_people[p] <= caps[p] for p in caps):
            found.append(cost(chosen, demands, readers, rules))
    return min(found)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(1, 3),
    st.integers(1, 2),
    st.integers(0, 3),
    st.integers(0, 10**6),
    st.sampled_from(["required", "preferred"]),
)
def test_plan_is_as_good_as_any_other(
    documents: int, readers: int, seats: int, cap: int, seed: int, competence: Literal["required", "preferred"]
) -> None:
    demands, people = town(documents, readers, seats=seats, cap=cap, seed=seed)
    people = [replace(one, busy=seed % 3 * index) for index, one in enumerate(people)]
    rules = MatchRules(competence=competence, own_municipality=seed % 2 == 0)
    plan = seat(demands, people, rules=rules)
    assert cost(pairs(plan), demands, people, rules) == best(demands, people, rules)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 12), st.integers(1, 3), st.integers(1, 9), st.integers(0, 10**6))
def test_nobody_gets_what_is_forbidden_or_more_than_the_cap(
    documents: int, readers: int, seats: int, cap: int, seed: int
) -> None:
    demands, people = town(documents, readers, seats=seats, cap=cap, seed=seed)
    rules = MatchRules(own_municipality=True)
    plan = seat(demands, people, rules=rules)
    by_id = {reader.person_id: reader for reader in people}
    for demand in demands:
        held = [one for one in plan.seats if one.document_id == demand.item.document_id]
        empty = sum(one.seats for one in plan.unfilled if one.document_id == demand.item.document_id)
        assert len({one.person_id for one in held}) == len(held) == demand.seats - empty
        assert [one.place for one in held] == list(range(1, len(held) + 1))
        assert not any(obstacles(by_id[one.person_id], demand.item, rules) for one in held)
    load = Counter(one.person_id for one in plan.seats)
    assert all(load[reader.person_id] <= reader.cap for reader in people)
    assert [(one.person_id, one.seats) for one in plan.loads] == [(r.person_id, load[r.person_id]) for r in people]


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2, 25),
    st.integers(2, 8),
    st.integers(0, 10**6),
    st.sampled_from([MatchRules(), MatchRules(rebalance=True)]),
)
def test_plan_made_again_is_the_same_and_changes_nothing(
    documents: int, readers: int, seed: int, rules: MatchRules
) -> None:
    demands, people = town(documents, readers, seats=2, cap=6, seed=seed)
    plan = seat(demands, people, rules=rules)
    shuffled = Random(seed)
    shuffled.shuffle(demands)
    shuffled.shuffle(people)
    assert seat(demands, people, rules=rules).seats == plan.seats
    assert seat(demands, people, plan.seats, rules).seats == plan.seats


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 30), st.integers(3, 8), st.integers(0, 10**6))
def test_expert_who_leaves_moves_only_what_was_theirs(documents: int, readers: int, seed: int) -> None:
    """When the others have room, exactly the seats of the one who left are given away."""
    demands, people = town(documents, readers, cap=documents, seed=seed)
    people = [replace(one, directions=(), own_school_ids=(), curated_school_ids=(), reviewed_ids=()) for one in people]
    plan = seat(demands, people)
    gone, rest = people[0], people[1:]
    after = changes(plan.seats, seat(demands, rest, plan.seats), demands, rest)
    assert {one.person_id for one, _ in after.dropped} <= {gone.person_id}
    assert len(after.added) == len(after.dropped) == sum(one.person_id == gone.person_id for one in plan.seats)


def test_what_is_begun_stays_even_over_the_cap() -> None:
    demands, people = town(6, 2, cap=2, seed=3)
    people = [replace(one, directions=(), own_school_ids=(), curated_school_ids=(), reviewed_ids=()) for one in people]
    begun = [Seat(number, people[0].person_id, 1, pinned=True) for number in (1, 2, 3)]
    plan = seat(demands, people, begun)
    assert {one for one in plan.seats if one.pinned} == set(begun)
    assert Counter(one.person_id for one in plan.seats) == {people[0].person_id: 3, people[1].person_id: 2}
    assert sum(one.seats for one in plan.unfilled) == 1


def test_who_began_and_left_the_group_keeps_the_seat() -> None:
    demands, people = town(3, 2, cap=3, seed=3)
    plan = seat(demands, people, [Seat(1, 999, 1, pinned=True)])
    assert [one.person_id for one in plan.seats if one.document_id == 1] == [999]


def test_new_expert_changes_nothing_until_the_load_is_to_be_evened() -> None:
    demands, people = town(20, 3, cap=20, seed=4)
    people = [replace(one, directions=(), own_school_ids=(), curated_school_ids=(), reviewed_ids=()) for one in people]
    plan = seat(demands, people[:2])
    kept = seat(demands, people, plan.seats)
    evened = seat(demands, people, plan.seats, MatchRules(rebalance=True))
    assert pairs(kept) == pairs(plan)
    assert sorted(one.seats for one in evened.loads) == [6, 7, 7]
    assert len(changes(plan.seats, evened, demands, people).added) == 6
    assert {reason for _, reason in changes(plan.seats, evened, demands, people).dropped} == {MOVED}


def test_change_set_tells_why_a_seat_is_given_up() -> None:
    demands, people = town(3, 3, cap=3, seed=5)
    free = [replace(one, directions=(), own_school_ids=(), curated_school_ids=(), reviewed_ids=()) for one in people]
    taken = [Seat(1, free[0].person_id, 1), Seat(2, free[1].person_id, 1), Seat(3, free[2].person_id, 1)]
    away = replace(free[1], absences=((date(2026, 4, 1), None),))
    rules = MatchRules(window=(date(2026, 4, 1), date(2026, 4, 20)))
    readers = [free[0], away]
    after = changes(taken, seat(demands[1:], readers, taken, rules), demands[1:], readers, rules)
    assert {one.document_id: words for one, words in after.dropped} == {
        1: NOT_WANTED,
        2: "отсутствует в сроки экспертизы",
        3: LEFT,
    }
    assert {(one.document_id, one.person_id) for one in after.added} == {(2, free[0].person_id), (3, free[0].person_id)}


def test_empty_seat_says_of_every_expert_why_not() -> None:
    item = FrameItem(1, 1, 1, 1, "concept")
    other = FrameItem(2, 2, 2, 1, "concept")
    people = [Reader(1, "А", 1), Reader(2, "Б", 5, own_school_ids=(1, 2)), Reader(3, "В", 0)]
    plan = seat([Demand(item, 2), Demand(other)], people)
    assert len(plan.seats) == 1
    words = {one.document_id: [(o.person_id, o.words) for o in one.obstacles] for one in plan.unfilled}
    empty = next(key for key in words if key != plan.seats[0].document_id)
    assert words[empty] == [
        (1, "исчерпан предел нагрузки: 1 из 1"),
        (2, "работает в этой школе"),
        (3, "исчерпан предел нагрузки: 0 из 0"),
    ]


def test_second_expert_keeps_their_place_when_the_first_is_replaced() -> None:
    item = FrameItem(1, 1, 1, 1, "concept")
    people = [Reader(2, "Б", 5), Reader(3, "В", 5)]
    plan = seat([Demand(item, 2)], people, [Seat(1, 9, 1), Seat(1, 2, 2)])
    assert [(one.place, one.person_id) for one in plan.seats] == [(1, 3), (2, 2)]


def test_namesake_is_taken_only_when_others_would_be_much_busier() -> None:
    item = FrameItem(1, 1, 1, 1, "concept", people=("Орлова Анна",))
    near, far = Reader(1, "Орлов Пётр", 5), Reader(2, "Ким Олег", 5)
    assert seat([Demand(item)], [near, far]).seats[0].person_id == 2
    plan = seat([Demand(item)], [near, replace(far, busy=4)])
    assert (plan.seats[0].person_id, plan.seats[0].hints) == (1, ("same_surname",))


def test_load_elsewhere_is_evened_out() -> None:
    demands, _ = town(4, 1)
    plan = seat(demands, [Reader(1, "А", 9, busy=4), Reader(2, "Б", 9)])
    assert {one.person_id: one.seats for one in plan.loads} == {1: 0, 2: 4}


@pytest.mark.parametrize(("documents", "readers"), [(0, 3), (3, 0)])
def test_nothing_to_seat_or_nobody_to_sit(documents: int, readers: int) -> None:
    demands = town(3, 1)[0][:documents]
    plan = seat(demands, town(3, 3)[1][:readers])
    assert plan.seats == ()
    assert len(plan.unfilled) == documents


def test_plan_is_stored_and_read_back() -> None:
    plan = seat(*town(6, 2, seats=2, cap=2))
    assert plan.unfilled
    assert unpack(Seating, pack(plan)) == plan


def test_region_is_seated_in_seconds() -> None:
    """500 documents for two experts each among 40: a preview is made while the coordinator waits."""
    demands, people = town(500, 40, seats=2, cap=30, seed=11)
    rules = MatchRules(own_municipality=True, competence="preferred")
    seat(demands[:2], people)  # the solver is loaded
    begun = process_time()
    plan = seat(demands, people, rules=rules)
    assert process_time() - begun < 10
    loads = [one.seats for one in plan.loads]
    assert (len(plan.seats), plan.unfilled) == (1000, ())
    assert max(loads) - min(loads) <= 4
