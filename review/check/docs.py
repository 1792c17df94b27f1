"""The page about all checks, for those who write rubrics: made from the checks' docstrings, so it cannot grow stale."""

from __future__ import annotations

import inspect
import re
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Protocol

from review.check.catalogue import check, names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from review.model.rubric import Rubric

SECTIONS = ("What it looks for", "Why it matters", "Fails", "Passes", "Parameters")
_SECTION = re.compile(rf"^({'|'.join(SECTIONS)}):\s*", re.MULTILINE)
_INTRODUCTION = """# Checks

Every check the rubrics can name (`check = "family.name"`), generated from the checks' own docstrings by `make docs`.
A criterion gives a check its parameters; the same check serves several criteria. Numbers in brackets are defaults.
"""


class Shelf(Protocol):
    """Anything that has the rubrics by id."""

    @property
    def rubrics(self) -> Mapping[str, Rubric]:
        """Rubrics by id."""
        ...


def page(library: Shelf) -> str:
    """The page in Markdown."""
    users: dict[str, list[str]] = {}
    for rubric in sorted(library.rubrics.values(), key=lambda item: item.id):
        for criterion in rubric.criteria:
            if criterion.check is not None:
                users.setdefault(criterion.check, []).append(f"{criterion.code} ({rubric.id})")
    parts = [_INTRODUCTION]
    family = ""
    for name in names():
        if name.partition(".")[0] != family:
            family = name.partition(".")[0]
            parts.append(f"## {family}\n")
        parts.append(_entry(name, users.get(name, [])))
    return "\n".join(parts)


def sections(module: ModuleType) -> dict[str, str]:
    """The first line (key "") and the sections of a check's docstring."""
    text = inspect.cleandoc(module.__doc__ or "")
    pieces = _SECTION.split(text)
    found = {"": " ".join(pieces[0].split())}
    for title, body in zip(pieces[1::2], pieces[2::2], strict=True):
        found[title] = " ".join(body.split())
    return found


def _entry(name: str, users: list[str]) -> str:
    module = check(name)
    told = sections(module)  # type: ignore[arg-type]  # a check is a module seen through its protocol
    lines = [f"### {name}", "", told[""], ""]
    lines += [f"- **{title}:** {told[title]}" for title in SECTIONS if told.get(title)]
    defaults = _defaults(name)
    if defaults:
        lines.append(f"- **Defaults:** {defaults}")
    lines.append(f"- **Used by:** {', '.join(users) or 'no criterion yet'}")
    return "\n".join(lines) + "\n"


def _defaults(name: str) -> str:
    module = check(name)
    if module is None:
        return ""
    known = [item for item in fields(module.Params) if item.default is not MISSING]
    return ", ".join(f"`{item.name}` ({item.default})" for item in known)
