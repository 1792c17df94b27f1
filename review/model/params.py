"""Parameters of a check as data: a rubric's table becomes the check's frozen dataclass, or says what does not fit."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class MisfitError(ValueError):
    """A key or value that does not fit the parameters. `key` is what stands in the file."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


def fit(kind: type[Any], values: Mapping[str, object]) -> Any:  # noqa: ANN401 - the class is known at run time only
    """An instance of the dataclass `kind` with these values over its defaults. Raises MisfitError."""
    known = {field.name: field.default for field in fields(kind)}
    given: dict[str, object] = {}
    for key, value in values.items():
        if key not in known:
            names = ", ".join(sorted(known)) or "нет ни одного"
            raise MisfitError(key, f"неизвестный параметр «{key}»; известные: {names}")
        given[key] = _fitting(key, value, known[key])
    return kind(**given)


def _fitting(key: str, value: object, default: object) -> object:
    if isinstance(default, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise MisfitError(key, f"«{key}» должен быть списком строк")
        return tuple(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        raise MisfitError(key, f"«{key}» должен быть таким же, как по умолчанию: {default!r}")
    return value
