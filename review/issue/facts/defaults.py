"""What orders and plans begin with: duties and measures from templates/defaults.toml, dated by the year's calendar."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from review.errors import BadTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from review.model.profile import Profile

FILE = "defaults.toml"
HINT = "Сверьте файл с поставленным образцом templates/defaults.toml."


@dataclass(frozen=True)
class Defaults:
    """The file as read."""

    groups: tuple[Mapping[str, Any], ...] = ()
    measures: tuple[Mapping[str, Any], ...] = ()


def load(folder: Path) -> Defaults:
    """The defaults beside the templates; none where the file is absent. Raises BadTemplate."""
    path = folder / FILE
    return _load(path, path.stat().st_mtime_ns) if path.is_file() else Defaults()


@lru_cache(maxsize=8)
def _load(path: Path, stamp: int) -> Defaults:  # noqa: ARG001 - the stamp is the cache's key
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        groups, measures = raw.get("group", []), raw.get("measure", [])
        for group in groups:
            group["templates"], group["who"], [duty["do"] for duty in group["duties"]]
        for measure in measures:
            measure["step"], measure["section"], measure["resp"], measure["indicator"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise BadTemplate(f"{path.name}: {error}", HINT) from error
    return Defaults(tuple(groups), tuple(measures))


def step_end(profile: Profile, key: str) -> date | None:
    """When a step of the year ends."""
    return next((step.end for step in profile.calendar if step.key == key), None)


def step_start(profile: Profile, key: str) -> date | None:
    """When a step of the year begins."""
    return next((step.start for step in profile.calendar if step.key == key), None)


def groups(defaults: Defaults, template: str, profile: Profile, *, level: str, day: date) -> list[dict[str, object]]:
    """Duties of an order by group; a deadline that has passed is left for the secretary to set."""
    return [
        {
            "who": group["who"],
            "recommend": group.get("recommend_from") == level,
            "duties": [_duty(duty, profile, day) for duty in group["duties"]],
        }
        for group in defaults.groups
        if template in group["templates"] and group.get("level", level) == level
    ]


def _duty(duty: Mapping[str, str], profile: Profile, day: date) -> dict[str, object]:
    told: dict[str, object] = {"do": duty["do"]}
    if "term" in duty:
        told["term"] = duty["term"]
    end = step_end(profile, duty.get("step", ""))
    if end is not None and end > day:
        told["due"] = end.isoformat()
    return told


def sections(defaults: Defaults, profile: Profile) -> list[dict[str, object]]:
    """A plan of the year's steps, by section, in the order of their dates."""
    steps = {step.key: step for step in profile.calendar}
    found: dict[str, list[dict[str, object]]] = {}
    for measure in defaults.measures:
        step = steps.get(measure["step"])
        if step is None or step.end is None:
            continue
        rows = found.setdefault(measure["section"], [])
        rows.append(
            {
                "no": f"{len(found)}.{len(rows) + 1}",
                "name": step.title,
                "term": span(step.start, step.end),
                "resp": measure["resp"],
                "indicator": measure["indicator"],
            }
        )
    return [{"title": title, "rows": rows} for title, rows in found.items()]


def span(first: date | None, last: date | None) -> str:
    """«14.02.2022–25.02.2022», «до 25.02.2022» or «»."""
    if last is None:
        return "" if first is None else f"с {first:%d.%m.%Y}"
    if first is None:
        return f"до {last:%d.%m.%Y}"
    return f"{last:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"
