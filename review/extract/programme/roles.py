"""What a value of an indicator stands for: the beginning, a stage, the end."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from review.extract.scene import Scene

Role = Literal["baseline", "stage1", "stage2", "target", "other"]

_STAGE1 = re.compile(
    r"(?<![а-яa-z\d.,])(?:1|i|перв\w+)(?:-?[йыо]+)? ?(?:этап|полугоди)|этап\w* ?(?:1|i)(?![\di])|промежуточн\w+ ?1"
)
_STAGE2 = re.compile(
    r"(?<![а-яa-z\d.,])(?:2|ii|втор\w+)(?:-?[йыо]+)? ?(?:этап|полугоди)|этап\w* ?(?:2|ii)(?![\di])|промежуточн\w+ ?2"
)
_STAGE3 = re.compile(
    r"(?<![а-яa-z\d.,])(?:3|iii|4|iv|трет\w+|четверт\w+|завершающ\w+|заключительн\w+)(?:-?[йыо]+)? ?этап"
    r"|этап\w* ?(?:3|iii)"
)
_BASELINE = re.compile(
    r"(?<![а-я])(?:баз[аеуы]|базов\w+|исходн\w+|на начало|фактическ\w+|факт|стартов\w+|текущ\w+|на старте"
    r"|входн\w+|начало (?:20\d\d|года)|было|имеется|сейчас|на момент|начальн\w+ значени|на сегодня)(?![а-я])"
)
_TARGET = re.compile(
    r"(?<![а-я])(?:итог\w*|целев\w+|цель|план\w*|ожида\w+|конечн\w+|конец|к концу|станет|будет"
    r"|результат\w*|достичь|прогноз\w*|желаем\w+)(?![а-я])"
)
_NEAR = timedelta(days=25)


def role_of(scene: Scene, lower: str) -> Role | None:
    """The role words or a date give; None when they give none."""
    for role, pattern in (("stage1", _STAGE1), ("stage2", _STAGE2), ("target", _STAGE3), ("baseline", _BASELINE)):
        if pattern.search(lower):
            return role  # type: ignore[return-value]  # the pairs above name roles
    by_date = _by_date(scene, lower)
    if by_date in ("stage1", "stage2"):
        return by_date
    return "target" if _TARGET.search(lower) else by_date


def _by_date(scene: Scene, lower: str) -> Role | None:
    if not re.search(r"\d|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр", lower):
        return None
    spans = [span for span in scene.dates(lower, scene.profile.year) if span.last is not None]
    if not spans or spans[-1].last is None:
        return None
    roles = [role_of_day(scene, day) for day in (spans[-1].last, spans[-1].first) if day is not None]
    return next((role for role in roles if role in ("stage1", "stage2")), roles[0])


def role_of_day(scene: Scene, day: date) -> Role:
    """The stage whose end is near the day; before them all the baseline, after them the target."""
    for number, role in ((1, "stage1"), (2, "stage2")):
        stage = scene.profile.stage(number)
        if stage is not None and abs(day - stage.end) <= _NEAR:
            return role  # type: ignore[return-value]  # the pairs above name roles
    first = scene.profile.stage(1)
    return "baseline" if first is not None and day < first.end else "target"
