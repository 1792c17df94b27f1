"""Which sheets and columns a workbook may have, and by which other names people call them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its own title, its synonyms, and whether a row is nothing without it."""

    key: str
    title: str
    names: frozenset[str]
    required: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its columns in the order of the sample."""

    key: str
    title: str
    names: frozenset[str]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Notation:
    """All sheets, and the words cells may hold."""

    sheets: tuple[Sheet, ...]
    words: Mapping[str, frozenset[str]]

    def sheet(self, key: str) -> Sheet:
        """The sheet of this key."""
        return next(sheet for sheet in self.sheets if sheet.key == key)

    def word(self, cell: str, *keys: str) -> str | None:
        """Which of these words the cell means."""
        said = folded(cell)
        return next((key for key in keys if said in self.words[key]), None)


def folded(text: str) -> str:
    """A title as it is compared: small letters, single blanks, ё as е, no mark at the end."""
    return _SPACES.sub(" ", text).strip().rstrip(".:*").strip().lower().replace("ё", "е")


def load(path: Path) -> Notation:
    """The notation of rubrics/spreadsheets.toml."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {key: frozenset(map(folded, names)) for key, names in raw.pop("words").items()}
    return Notation(tuple(_sheet(key, table) for key, table in raw.items()), words)


def _sheet(key: str, raw: Mapping[str, object]) -> Sheet:
    columns: Mapping[str, Mapping[str, object]] = raw["columns"]  # type: ignore[assignment]  # a table of tables
    return Sheet(key, str(raw["title"]), _names(raw), tuple(_column(name, table) for name, table in columns.items()))


def _column(key: str, raw: Mapping[str, object]) -> Column:
    return Column(key, str(raw["title"]), _names(raw), bool(raw.get("required", False)))


def _names(raw: Mapping[str, object]) -> frozenset[str]:
    names: list[str] = raw["names"]  # type: ignore[assignment]  # a list of texts
    return frozenset(map(folded, [str(raw["title"]), *names]))
