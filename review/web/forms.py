"""Values of the request's form and address, in our types. A wrong one is refused in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from flask import request

from review.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

Choice = TypeVar("Choice", bound="StrEnum")
MENDED = "Исправьте это поле и отправьте форму ещё раз."


def text(name: str) -> str:
    """The field's text without blanks at both ends; "" when there is none."""
    return request.form.get(name, "").strip()


def words(name: str) -> str | None:
    """The field's text, None when it is empty."""
    return text(name) or None


def _whole(source: Mapping[str, str], name: str) -> int | None:
    value = source.get(name, "").strip()
    if not value:
        return None
    if not value.removeprefix("-").isdecimal() or len(value) > 18:  # noqa: PLR2004 - what a database integer holds
        raise BadInput(f"Здесь ждали целое число, а пришло «{value[:40]}».", MENDED)
    return int(value)


def whole(name: str) -> int | None:
    """The field as a whole number, None when empty."""
    return _whole(request.form, name)


def expected() -> int:
    """The version the form was shown with."""
    return whole("version") or 0


def day(name: str, label: str) -> date | None:
    """The field as a date, None when empty."""
    return _day(text(name), label)


def asked_day(name: str, label: str) -> date | None:
    """A date of the address, None when absent."""
    return _day(asked(name), label)


def _day(value: str, label: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadInput(f"{label}: «{value[:40]}» — не дата.", "Укажите дату, например 2022-04-15.") from error


def asked(name: str) -> str:
    """A value of the address."""
    return request.args.get(name, "").strip()


def asked_whole(name: str) -> int | None:
    """A whole number of the address, None when absent."""
    return _whole(request.args, name)


def one_of(kind: type[Choice], value: str) -> Choice | None:
    """A value of our enumeration, None when empty. Raises BadInput for any other word."""
    if not value:
        return None
    try:
        return kind(value)
    except ValueError as error:
        raise BadInput(f"Неизвестное значение «{value[:40]}».", "Выберите значение из списка.") from error


def picked(options: tuple[str, ...], value: str) -> str | None:
    """The value if it is one of the options, else None: addresses are typed by hand and links grow old."""
    return value if value in options else None
