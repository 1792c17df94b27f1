"""The word lists of rubrics/language.toml: what a specialist may change without touching the grammar."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from review.errors import BadRubric
from review.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "language.toml"


@dataclass(frozen=True, slots=True)
class Wording:
    """Lists by section and name; every entry is lower case with «е» for «ё», but for the tables of forms."""

    lists: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[tuple[str, ...], ...]]
    tables: Mapping[str, Mapping[str, str]]

    def words(self, name: str) -> tuple[str, ...]:
        """A list; an absent one is empty."""
        return self.lists.get(name, ())

    def table(self, name: str) -> Mapping[str, str]:
        """A table of forms or units; an absent one is empty."""
        return self.tables.get(name, {})


def load(path: Path) -> Wording:
    """Reads the file. Raises BadRubric with the place of a mistake."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        message = f"Файл слов {path.name} не читается: {error}."
        raise BadRubric(message, "Исправьте файл или верните его из поставки.") from error
    lists: dict[str, tuple[str, ...]] = {}
    groups: dict[str, tuple[tuple[str, ...], ...]] = {}
    tables: dict[str, dict[str, str]] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            tables[name] = {str(key): str(entry) for key, entry in value.items()}
        elif isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            lists[name] = tuple(_plain(entry) for entry in value)
        elif isinstance(value, list) and all(isinstance(entry, list) for entry in value):
            groups[name] = tuple(tuple(_plain(str(word)) for word in entry) for entry in value)
        else:
            message = f"В файле слов {path.name} запись «{name}» — не список слов и не таблица."
            raise BadRubric(message, "Список слов пишется так: имя = [«слово», «слово»].")
    return Wording(lists, groups, tables)


def _plain(entry: str) -> str:
    return entry.lower().replace("ё", "е")


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The lists that come with the programme."""
    return load(Settings().rubrics / FILE)
