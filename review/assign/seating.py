"""A plan of who reads what: from demands and experts to seats, with reasons for what stays empty."""

from __future__ import annotations

from collections import Counter, defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from review.assign.conflicts import cap, hints, obstacles
from review.assign.matching import Edge, Network, solve
from review.model.campaign import OBSTACLE_TITLES, Load, MatchRules, Obstacle, Reseating, Seat, Seating, Unfilled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from review.model.campaign import Demand, FrameItem, HintKind, Reader

NOT_WANTED = "документ в этой кампании больше не распределяется"
LEFT = "эксперт больше не в группе"
MOVED = "распределение пересчитано"
USUAL = MatchRules()


def seat(
    demands: Sequence[Demand], readers: Sequence[Reader], taken: Sequence[Seat] = (), rules: MatchRules = USUAL
) -> Seating:
    """The plan of least cost. What is begun stays, other seats stay where they may; nobody gets what is forbidden."""
    wanted = sorted(demands, key=lambda demand: demand.item.document_id)
    people = sorted(readers, key=lambda reader: reader.person_id)
    known = {demand.item.document_id for demand in wanted}
    current = [one for one in taken if one.document_id in known]
    held: dict[int, list[Seat]] = defaultdict(list)
    for one in current:
        if one.pinned:
            held[one.document_id].append(one)
    places = {(one.document_id, one.person_id): one.place for one in current}
    for edge in solve(_network(wanted, people, current, rules)):
        item, reader = wanted[edge.document].item, people[edge.reader]
        place = places.get((item.document_id, reader.person_id), 0)
        held[item.document_id].append(Seat(item.document_id, reader.person_id, place, hints=hints(reader, item, rules)))
    seats = tuple(one for demand in wanted for one in _placed(held[demand.item.document_id]))
    loads = Counter(one.person_id for one in seats)
    by_reader = {
        reader.person_id: Load(reader.person_id, loads[reader.person_id], cap(reader, rules)) for reader in people
    }
    empty = (_unfilled(demand, people, held[demand.item.document_id], by_reader, rules) for demand in wanted)
    return Seating(seats, tuple(one for one in empty if one), tuple(by_reader[r.person_id] for r in readers))


def changes(
    taken: Sequence[Seat],
    plan: Seating,
    demands: Sequence[Demand],
    readers: Sequence[Reader],
    rules: MatchRules = USUAL,
) -> Reseating:
    """What applying the plan would change, and why a seat taken now is given up."""
    planned = {(one.document_id, one.person_id): one for one in plan.seats}
    now = {(one.document_id, one.person_id) for one in taken}
    items = {demand.item.document_id: demand.item for demand in demands}
    people = {reader.person_id: reader for reader in readers}
    dropped = [one for one in taken if (one.document_id, one.person_id) not in planned]
    return Reseating(
        kept=tuple(one for key, one in planned.items() if key in now),
        added=tuple(one for key, one in planned.items() if key not in now),
        dropped=tuple((one, _why(items.get(one.document_id), people.get(one.person_id), rules)) for one in dropped),
    )


def _why(item: FrameItem | None, reader: Reader | None, rules: MatchRules) -> str:
    if item is None:
        return NOT_WANTED
    if reader is None:
        return LEFT
    return "; ".join(obstacle.words for obstacle in obstacles(reader, item, rules)) or MOVED


def _network(wanted: Sequence[Demand], people: Sequence[Reader], current: Sequence[Seat], rules: MatchRules) -> Network:
    """Costs that keep their order of worth: see review/assign/matching.py."""
    pinned = [one for one in current if one.pinned]
    begun = Counter(one.person_id for one in pinned)
    filled = Counter(one.document_id for one in pinned)
    apart = {(one.document_id, one.person_id) for one in pinned}
    now = {(one.document_id, one.person_id) for one in current}
    caps = [max(0, cap(reader, rules) - begun[reader.person_id]) for reader in people]
    busy = [reader.busy + begun[reader.person_id] for reader in people]
    soft = rules.surname_cost + rules.direction_cost
    tallest = 2 * max((top + elsewhere for top, elsewhere in zip(caps, busy, strict=True)), default=0)
    even = 2 * (len(people) + 1) if rules.rebalance else 1
    keep = 1 if rules.rebalance else tallest + soft + 1
    edges = [
        Edge(
            document, reader, even * _soft(hints(person, demand.item, rules), rules) + (0 if key in now else keep), lot
        )
        for document, demand in enumerate(wanted)
        for reader, person in enumerate(people)
        if caps[reader] and (key := (demand.item.document_id, person.person_id)) not in apart
        if not obstacles(person, demand.item, rules)
        for lot in [_lot(rules.seed, key)]
    ]
    return Network(
        seats=[max(0, demand.seats - filled[demand.item.document_id]) for demand in wanted],
        caps=caps,
        busy=busy,
        edges=edges,
        unfilled=(len(people) + 1) * (keep + even * soft) + even * tallest,
        even=even,
    )


def _soft(found: Sequence[HintKind], rules: MatchRules) -> int:
    costs: Mapping[HintKind, int] = {"same_surname": rules.surname_cost, "other_direction": rules.direction_cost}
    return sum(costs[hint] for hint in found)


def _lot(seed: str, key: tuple[int, int]) -> float:
    return int.from_bytes(sha256(f"{seed}:{key[0]}:{key[1]}".encode()).digest()[:4]) / 2**32


def _placed(seats: Sequence[Seat]) -> list[Seat]:
    """Seats of one document in their places: who has one keeps it, the others take the free ones."""
    used = {one.place for one in seats if one.place}
    free = (place for place in range(1, len(seats) + len(used) + 1) if place not in used)
    placed = [
        one if one.place else Seat(one.document_id, one.person_id, next(free), one.pinned, one.hints)
        for one in sorted(seats, key=lambda one: (one.place == 0, one.place, one.person_id))
    ]
    return sorted(placed, key=lambda one: one.place)


def _unfilled(
    demand: Demand, people: Iterable[Reader], held: Sequence[Seat], loads: Mapping[int, Load], rules: MatchRules
) -> Unfilled | None:
    """Why nobody takes the seats left, expert by expert; None when all are taken."""
    left = demand.seats - len(held)
    if left <= 0:
        return None
    seated = {one.person_id for one in held}
    found: list[Obstacle] = []
    for reader in people:
        if reader.person_id in seated:
            continue
        against = obstacles(reader, demand.item, rules)
        load = loads[reader.person_id]
        full = Obstacle(reader.person_id, "cap", f"{OBSTACLE_TITLES['cap']}: {load.seats} из {load.cap}")
        found += against or (full,)
    return Unfilled(demand.item.document_id, left, tuple(found))
