"""A table of a specialist's TOML file: typed getters, and errors that point at the line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NoReturn, TypeVar

from review.errors import BadRubric

if TYPE_CHECKING:
    from pathlib import Path

Wanted = TypeVar("Wanted")
HINT = "Исправьте файл и запустите проверку снова: ни один документ не проверяется по неисправной рубрике."


@dataclass(frozen=True)
class Source:
    """A file with its raw text, to find the line a message speaks of."""

    path: Path
    text: str

    def line_of(self, anchor: str, key: str) -> int:
        """Line of `key` at or after the line holding `anchor`; the anchor's own line when the key is absent."""
        lines = self.text.splitlines()
        start = next((i for i, line in enumerate(lines) if anchor and line.startswith(anchor)), 0)
        named = re.compile(rf'^(?:"{re.escape(key)}"|{re.escape(key)})\s*=|^\[+.*\b{re.escape(key)}\]')
        for number, line in enumerate(lines[start:], start + 1):
            if named.match(line):
                return number
            if anchor and number > start + 1 and line.startswith("[["):
                break
        return start + 1


def read_toml(path: Path) -> tuple[Source, dict[str, object]]:
    """The parsed file with its text. Raises BadRubric when it is not UTF-8 TOML."""
    try:
        text = path.read_text(encoding="utf-8")
        return Source(path, text), tomllib.loads(text)
    except UnicodeDecodeError as error:
        message = f"{path}: файл не в кодировке UTF-8 (байт {error.start})"
        raise BadRubric(message, HINT) from error
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: ошибка записи TOML: {error}"
        raise BadRubric(message, HINT) from error


@dataclass
class Entry:
    """One table. Each getter takes its key out; `finish` refuses whatever is left."""

    source: Source
    table: dict[str, object]
    name: str = ""  # what messages call it: "критерий C-05"
    anchor: str = ""  # how its lines begin in the file: 'code = "C-05"'
    seen: set[str] = field(default_factory=set)

    def fail(self, key: str, problem: str) -> NoReturn:
        """Raise BadRubric for this key."""
        line = self.source.line_of(self.anchor, key)
        where = f"{self.name}, " if self.name else ""
        message = f"{self.source.path}: {where}ключ «{key}», строка {line}: {problem}"
        raise BadRubric(message, HINT)

    def _take(self, key: str, kind: type[Wanted], words: str, default: Wanted | None = None) -> Wanted:
        self.seen.add(key)
        if key not in self.table:
            if default is None:
                self.fail(key, "ключ обязателен, но не указан")
            return default
        value = self.table[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fail(key, f"ожидается {words}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A string."""
        return self._take(key, str, "строка", default)

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed strings."""
        value = self.text(key)
        if value not in allowed:
            self.fail(key, f"значение «{value}» неизвестно; допустимы: {', '.join(allowed)}")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of strings."""
        value: list[object] = self._take(key, list, "список строк", None if default is None else list(default))
        if not all(isinstance(item, str) for item in value):
            self.fail(key, "в списке должны быть только строки")
        return tuple(str(item) for item in value)

    def whole(self, key: str) -> int:
        """A whole number."""
        return self._take(key, int, "целое число")

    def number(self, key: str) -> float | None:
        """A number, None when the key is absent."""
        if key not in self.table:
            return None
        if isinstance(self.table[key], int):
            return float(self.whole(key))
        return self._take(key, float, "число")

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Yes or no: `true` or `false` in the file."""
        return self._take(key, bool, "true или false", default)

    def day(self, key: str) -> date:
        """A date written 2022-06-01."""
        return self._take(key, date, "дата вида 2022-06-01")

    def day_or_none(self, key: str) -> date | None:
        """A date, None when the key is absent."""
        self.seen.add(key)
        return self.day(key) if key in self.table else None

    def mapping(self, key: str) -> dict[str, object]:
        """A sub-table as it is, {} when the key is absent."""
        return self._take(key, dict, "таблица", {})

    def sub(self, key: str) -> Entry:
        """A sub-table as an entry of its own."""
        name = f"{self.name}, раздел [{key}]" if self.name else f"раздел [{key}]"
        return Entry(self.source, self.mapping(key), name, self.anchor or f"[{key}]")

    def children(self, key: str, label: str, mark: str) -> list[Entry]:
        """An array of tables; each is called by its `mark` key ("code") in messages."""
        value: list[object] = self._take(key, list, "список таблиц", [])
        entries = []
        for item in value:
            if not isinstance(item, dict):
                self.fail(key, "ожидается список таблиц")
            code = str(item.get(mark, "?"))
            entries.append(Entry(self.source, item, f"{label} {code}", f'{mark} = "{code}"'))
        return entries

    def finish(self) -> None:
        """Refuse keys nobody asked for."""
        for key in self.table:
            if key not in self.seen:
                known = ", ".join(sorted(self.seen))
                self.fail(key, f"неизвестный ключ; известные: {known}")
