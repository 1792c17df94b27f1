"""Words looked for on the pages of a PDF, and where they were found."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, top, right, bottom in points, as the reader sees the page


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to look for: `key` comes back with the boxes, `page` is where they are said to stand."""

    key: str
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """A page's size in points, and the boxes found on it by key."""

    width: float
    height: float
    boxes: tuple[tuple[str, tuple[Box, ...]], ...]


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page's picture with frames drawn on it, and the keys of the words found there."""

    number: int
    png: bytes
    keys: tuple[str, ...]
