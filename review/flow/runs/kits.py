"""A kit folder: kit.json as the register or another program wrote it → the card and the entries it names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from review.errors import BadInput
from review.model.card import Card, CardRisk, Entry, School, Territory

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = ("municipal", "regional", "school")
SIGNIFICANCES = ("high", "medium", "low")
HINT = "Исправьте kit.json: состав полей описан в руководстве, раздел «Комплекты»."


@dataclass(frozen=True, slots=True)
class Kit:
    """One school's upload (or one road map's): its card, and its documents in the order they were handed in."""

    id: str
    profile: str
    card: Card
    entries: tuple[Entry, ...]


def read_kit(folder: Path) -> Kit:
    """The kit of a folder that holds kit.json. Raises BadInput that names the field."""
    path = folder / "kit.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadInput(f"Не удалось прочитать {path}: {error}", HINT) from error
    if not isinstance(raw, dict):
        raise BadInput(f"{path}: ожидался объект JSON.", HINT)
    fields = _Fields(raw, str(path))
    profile = fields.text("profile", required=True)
    return Kit(
        id=fields.text("id", required=True),
        profile=profile,
        card=_card(fields, profile),
        entries=tuple(_entry(item, number) for number, item in enumerate(fields.objects("documents", required=True))),
    )


def _card(fields: _Fields, profile: str) -> Card:
    return Card(
        profile=profile,
        school=_school(fields),
        period=_period(fields),
        risks=_risks(fields),
        territory=_territory(fields),
    )


def _school(fields: _Fields) -> School | None:
    school = fields.part("school")
    if school is None:
        return None
    return School(
        full_name=school.text("full_name"),
        short_name=school.text("short_name"),
        municipality=school.text("municipality"),
        region=school.text("region"),
        director=school.text("director"),
    )


def _territory(fields: _Fields) -> Territory | None:
    name = fields.text("territory")
    if not name:
        return None
    level = fields.text("level")
    if level and level not in LEVELS:
        fields.wrong("level", "municipal, regional или school")
    return Territory(
        name=name,
        level=level or None,  # type: ignore[arg-type]  # checked against LEVELS above
        year=fields.number("year"),
        region=fields.text("region"),
    )


def _period(fields: _Fields) -> tuple[date, date] | None:
    period = fields.part("period")
    if period is None:
        return None
    return period.day("start"), period.day("end")


def _risks(fields: _Fields) -> tuple[CardRisk, ...] | None:
    if not fields.has("risks"):
        return None
    risks = []
    for item in fields.objects("risks"):
        significance = item.text("significance")
        if significance and significance not in SIGNIFICANCES:
            item.wrong("significance", "high, medium или low")
        risks.append(
            CardRisk(
                code=item.text("code", required=True),
                significance=significance or None,  # type: ignore[arg-type]  # checked against SIGNIFICANCES above
                activated=bool(item.flag("activated")),
            )
        )
    return tuple(risks)


def _entry(item: _Fields, order: int) -> Entry:
    return Entry(
        name=item.text("file", required=True),
        kind=item.text("kind") or None,
        risk=item.text("risk") or None,
        stage=item.number("stage"),
        measure=item.text("measure") or None,
        curator_confirmed=item.flag("curator_confirmed"),
        curator_remark=item.text("curator_remark").strip(),
        order=order,
    )


class _Fields:
    """Typed access to a JSON object; every complaint names the file and the field."""

    def __init__(self, raw: dict[str, object], where: str) -> None:
        self._raw = raw
        self._where = where

    def wrong(self, name: str, wanted: str) -> None:
        raise BadInput(f"{self._where}: поле «{name}» — ожидалось {wanted}, а стоит {self._raw.get(name)!r}.", HINT)

    def has(self, name: str) -> bool:
        return self._raw.get(name) is not None

    def text(self, name: str, *, required: bool = False) -> str:
        value = self._raw.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(name, "непустая строка")
        return str(value)

    def number(self, name: str) -> int | None:
        value = self._raw.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            self.wrong(name, "целое число")
        return value if isinstance(value, int) else None

    def flag(self, name: str) -> bool | None:
        value = self._raw.get(name)
        if value is not None and not isinstance(value, bool):
            self.wrong(name, "true или false")
        return value if isinstance(value, bool) else None

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name, required=True))
        except ValueError as error:
            message = f"{self._where}: поле «{name}» — ожидалась дата ГГГГ-ММ-ДД, а стоит {self._raw.get(name)!r}."
            raise BadInput(message, HINT) from error

    def part(self, name: str) -> _Fields | None:
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(name, "объект")
        return _Fields(value, f"{self._where}, «{name}»")  # type: ignore[arg-type]  # wrong() raised otherwise

    def objects(self, name: str, *, required: bool = False) -> list[_Fields]:
        value = self._raw.get(name)
        if value is None and not required:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(name, "список объектов")
            return []
        return [_Fields(item, f"{self._where}, «{name}» №\u00a0{i}") for i, item in enumerate(value, 1)]
