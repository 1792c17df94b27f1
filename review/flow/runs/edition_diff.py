"""What a new rubric edition changes, in words for a specialist."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.rubric import Criterion, Rubric

TITLES = {
    "name": "название",
    "looks_for": "что проверяется",
    "levels": "описания уровней",
    "weight": "вес",
    "critical": "критический",
    "mode": "способ проверки",
    "signal": "признаки",
    "defects": "дефекты",
    "basis": "основание",
    "check": "проверка",
    "params": "параметры",
    "rulings": "разъяснения",
    "why": "почему важно",
    "advice": "что посоветовать",
    "sample": "образец формулировки",
    "wording": "пояснения",
}


def edition_diff(old: Rubric, new: Rubric) -> list[str]:
    """Lines: criteria removed, added, changed (old → new value), thresholds."""
    before = {criterion.code: criterion for criterion in old.criteria}
    after = {criterion.code: criterion for criterion in new.criteria}
    lines = [f"Удалён {code} «{before[code].name}»" for code in before if code not in after]
    lines += [f"Добавлен {code} «{after[code].name}»" for code in after if code not in before]
    for code, criterion in before.items():
        if code in after:
            lines += _changes(criterion, after[code])
    if old.thresholds != new.thresholds:
        lines.append("Изменены пороги выводов и зон")
    if old.minimum_assessed != new.minimum_assessed:
        lines.append(f"Доля веса, без которой зона не определяется: {old.minimum_assessed} → {new.minimum_assessed}")
    return lines


def _changes(old: Criterion, new: Criterion) -> list[str]:
    lines = []
    for field in fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            lines.append(f"{old.code}: {TITLES[field.name]}: {_shown(before)} → {_shown(after)}")
    return lines


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in value) or "нет"
    return str(value) if value not in ("", None, {}) else "нет"
