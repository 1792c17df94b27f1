"""What a paper still wants, in the words of its form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from review.issue.template.fields import Field

WITHOUT_POST = {  # texts name them alone
    *("contractor", "chair", "secretary", "curator", "present", "by", "conflicts", "dissent"),
}
ALONE = ("agenda",)
REGISTRATION = ("reg", "verify")
BEHIND = ("due", "due_consult", "due_letters", "due_repeat", "upload", "report")  # terms that lie ahead of a paper


def lacking(known: Mapping[str, Field], facts: Mapping[str, object]) -> list[str]:
    """Required fields that are empty, and people whose post the text would name but nobody told."""
    return list(dict.fromkeys(_lacking(known, facts, "", "")))


def _lacking(known: Mapping[str, Field], facts: Mapping[str, object], path: str, table: str) -> Iterator[str]:
    for name, spec in known.items():
        value = facts.get(name)
        where = f"{table} — {spec.label}" if table else spec.label
        if value in (None, "", {}) or (spec.type == "rows" and spec.required and value == []):
            if spec.required and name not in REGISTRATION:
                yield f"не заполнено: {where}"
        else:
            yield from _inside(spec, value, f"{path}{name}", where)


def _inside(spec: Field, value: object, path: str, where: str) -> Iterator[str]:
    if spec.type == "person":
        if not _posted(value) and spec.name not in WITHOUT_POST and not path.startswith(ALONE):
            yield f"не указана должность: {where}"
    elif isinstance(value, dict) and spec.type == "object":
        yield from _lacking(spec.parts, value, f"{path}.", where)
    elif isinstance(value, list) and spec.type == "rows":
        for row in value:
            if isinstance(row, dict):
                yield from _lacking(spec.parts, row, f"{path}.", spec.label)


def _posted(value: object) -> bool:
    return isinstance(value, dict) and bool(value.get("post"))


def past_terms(facts: Mapping[str, object], day: date) -> list[str]:
    """Deadlines that lie before the paper's own date, and duties without any."""
    late, open_ = [], 0
    for name, value in facts.items():
        if name in BEHIND and isinstance(value, str) and value and date.fromisoformat(value) < day:
            late.append(f"{date.fromisoformat(value):%d.%m.%Y}")
    groups = facts.get("groups")
    for group in groups if isinstance(groups, list) else []:
        for duty in group.get("duties") or []:
            due = duty.get("due")
            open_ += not due and not duty.get("term")
            if due and date.fromisoformat(due) < day:
                late.append(f"{date.fromisoformat(due):%d.%m.%Y} («{duty.get('do', '')}»)")
    found = [f"срок раньше даты бумаги: {'; '.join(dict.fromkeys(late))}"] if late else []
    return [*found, *([f"поручений без срока: {open_}"] if open_ else [])]
