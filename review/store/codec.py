"""Model values as compressed JSON and back, by their type annotations.

A field that holds its default is left out, and a field the stored value does not know gets its default: so a model may
grow without rewriting what is stored.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import importlib
import json
import pkgutil
import types
import typing
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import review.model

T = TypeVar("T")
Reader = Callable[[Any], Any]


def pack(value: object) -> bytes:
    """A dataclass of model/, or plain JSON values, as compressed JSON."""
    text = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode())


def unpack(kind: type[T], data: bytes) -> T:
    """The value `pack` was given. `kind` is its class; `dict` for plain JSON."""
    reader: Reader = _reader(kind)  # type: ignore[arg-type]  # a class is hashable
    value: T = reader(json.loads(zlib.decompress(data)))
    return value


def text(value: object) -> str:
    """The value as JSON that people can read in the table."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[T], stored: str) -> T:
    """The value `text` was given; a class that checks its values refuses what it cannot be."""
    reader: Reader = _reader(kind)  # type: ignore[arg-type]  # a class is hashable
    value: T = reader(json.loads(stored))
    return value


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """The value as JSON knows it."""
    if value is None or isinstance(value, (str, int, float)):
        return value.value if isinstance(value, Enum) else value
    if dataclasses.is_dataclass(value):
        defaults: dict[str, object] = _defaults(type(value))  # type: ignore[arg-type]  # a class is hashable
        return {
            name: plain(part)
            for name, default in defaults.items()
            if (part := getattr(value, name)) is dataclasses.MISSING
            or part != default
            or type(part) is not type(default)
        }
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be stored")


@cache
def _defaults(kind: type) -> dict[str, object]:
    """Fields in order with their default; MISSING where there is none."""
    found: dict[str, object] = {}
    for item in dataclasses.fields(kind):
        made = item.default_factory() if item.default_factory is not dataclasses.MISSING else item.default
        found[item.name] = made
    return found


@cache
def _names() -> dict[str, object]:
    """Everything annotations in model/ may name, also what only a type checker imports."""
    found: dict[str, object] = dict(vars(collections.abc))
    for module in pkgutil.iter_modules(review.model.__path__):
        found.update(vars(importlib.import_module(f"review.model.{module.name}")))
    return {name: value for name, value in found.items() if not name.startswith("__")}


@cache
def _reader(kind: Any) -> Reader:  # noqa: ANN401 - annotations are of many kinds
    """A function from JSON to a value of this annotation."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind in (datetime, date):
        return typing.cast("Reader", kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if origin in (typing.Union, types.UnionType):
        return _optional_reader(parts)
    if origin is tuple:
        return _tuple_reader(parts)
    if origin in (dict, Mapping):
        value = _reader(parts[1])
        return lambda raw: {key: value(part) for key, part in raw.items()}
    return lambda raw: raw  # text, numbers, Literal, object


def _optional_reader(parts: tuple[Any, ...]) -> Reader:
    rest = [part for part in parts if part is not type(None)]
    if len(rest) == 1:
        inner = _reader(rest[0])
        return lambda raw: None if raw is None else inner(raw)
    if any(dataclasses.is_dataclass(part) for part in rest):
        raise TypeError(f"a union of dataclasses cannot be told apart: {parts}")
    return lambda raw: raw


def _tuple_reader(parts: tuple[Any, ...]) -> Reader:
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        inner = _reader(parts[0])
        return lambda raw: tuple([inner(part) for part in raw])
    readers = [_reader(part) for part in parts]
    return lambda raw: tuple([reader(part) for reader, part in zip(readers, raw, strict=True)])


def _dataclass_reader(kind: Any) -> Reader:  # noqa: ANN401 - any dataclass
    hints: dict[str, Any] = {}
    known = {item.name for item in dataclasses.fields(kind)}

    def read(raw: Any) -> Any:  # noqa: ANN401 - JSON in, a dataclass out
        if not hints:  # resolved at first use, so that classes may refer to each other
            found = typing.get_type_hints(kind, localns=_names())
            hints.update({name: _reader(hint) for name, hint in found.items() if name in known})
        return kind(**{name: hints[name](part) for name, part in raw.items() if name in hints})

    return read
