"""Experts to documents as a flow of least cost, solved by HiGHS.

Documents send as many units as they have seats; experts take each document once and as many as their cap. An expert's
next document costs more than the one before, so the load comes out even. The constraints are those of a network, hence
every vertex of the linear programme is whole. Costs are whole numbers: a filled seat is worth more than anything, then
a seat kept (or, on wish, an even load before it), then an even load and hints together. Lots of the seed settle ties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Edge:
    """An expert may read a document, at this cost; both are positions. `lot` in [0, 1) settles ties."""

    document: int
    reader: int
    cost: int
    lot: float


@dataclass(frozen=True, slots=True)
class Network:
    """What is to be solved: seats by document, places by expert with what they have elsewhere, edges."""

    seats: Sequence[int]
    caps: Sequence[int]
    busy: Sequence[int]
    edges: Sequence[Edge]
    unfilled: int  # what an empty seat costs: more than any chain of moves that would fill it
    even: int  # what evenness costs: the k-th document of an expert costs even · (2k − 1)


def solve(network: Network) -> list[Edge]:
    """The edges of a cheapest seating."""
    if not network.edges:
        return []
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    documents, readers = len(network.seats), len(network.caps)
    steps = [
        (reader, network.even * (2 * (network.busy[reader] + place) - 1))
        for reader in range(readers)
        for place in range(1, network.caps[reader] + 1)
    ]
    first_step = len(network.edges)
    first_empty = first_step + len(steps)
    width = first_empty + documents
    cells = [(edge.document, column, 1.0) for column, edge in enumerate(network.edges)]
    cells += [(documents + edge.reader, column, 1.0) for column, edge in enumerate(network.edges)]
    cells += [(documents + reader, first_step + number, -1.0) for number, (reader, _) in enumerate(steps)]
    cells += [(document, first_empty + document, 1.0) for document in range(documents)]
    rows, columns, values = zip(*cells, strict=True)
    small = 1 / (2.0 * (sum(network.seats) + 1))  # all lots together stay below one unit of cost
    costs = [edge.cost + edge.lot * small for edge in network.edges]
    costs += [float(cost) for _, cost in steps] + [float(network.unfilled)] * documents
    tops = [1.0] * first_empty + [float(seats) for seats in network.seats]
    answer = linprog(
        np.array(costs),
        A_eq=coo_array((values, (rows, columns)), shape=(documents + readers, width)).tocsr(),
        b_eq=np.array([float(seats) for seats in network.seats] + [0.0] * readers),
        bounds=np.column_stack([np.zeros(width), np.array(tops)]),
        method="highs-ds",
    )
    flow = answer.x[: len(network.edges)] if answer.success else None
    if flow is None or float(np.abs(flow - flow.round()).max()) > WHOLE:
        raise ReviewError("Распределение не рассчитано.", "Повторите; если не поможет, сообщите администратору.")
    return [edge for edge, taken in zip(network.edges, flow.round(), strict=True) if taken]
