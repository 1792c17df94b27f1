"""Figures with their intervals as a drawing: a point, its reach, the words beside; printed without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT, RIGHT, STEP, TOP = 210, 640, 22, 26


@dataclass(frozen=True, slots=True)
class Point:
    """A figure to draw."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class DrawnPoint:
    """Where a figure stands; None where there is nothing to draw."""

    label: str
    words: str
    y: int
    x: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it, with the axis."""

    points: tuple[DrawnPoint, ...]
    ticks: tuple[tuple[float, str], ...]
    height: int
    left: int = LEFT
    right: int = RIGHT


def chart(points: Sequence[Point], *, start: float = 0.0, end: float = 1.0, percent: bool = True) -> Chart:
    """Points one below the other on the axis from `start` to `end`; what lies outside is drawn at its edge."""

    def place(value: float | None) -> float | None:
        if value is None:
            return None
        return round(LEFT + (RIGHT - LEFT) * (min(max(value, start), end) - start) / (end - start), 1)

    drawn = tuple(
        DrawnPoint(one.label, one.words, TOP + STEP * number, place(one.value), place(one.low), place(one.high))
        for number, one in enumerate(points)
    )
    marks = [start + (end - start) * part / 4 for part in range(5)]
    words = [f"{round(mark * 100)}\u00a0%" if percent else f"{mark:+.1f}".replace(".", ",") for mark in marks]
    ticks = tuple((place(mark) or 0.0, said) for mark, said in zip(marks, words, strict=True))
    return Chart(drawn, ticks, TOP + STEP * len(points) + 4)
