"""All checks there are: the family folders are walked, a file's path is its check's name, nothing is listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.model.finding import Proposal, Subject
    from review.model.language import Language

Need = Literal["text", "school", "risks", "period", "kit", "territory"]
ROOM = Path(__file__).parent


class Check(Protocol):
    """What a check's module holds.

    `NEEDS`: what must be known for an answer; without it the criterion is not checked. "text" means every page.
    `SAYS`: keys of the sentences it may say, which the criterion's wording must have.
    `PROVEN`: those of them that found words alone prove, so that the answer stands even when some pages are unread.
    """

    NEEDS: tuple[Need, ...]
    SAYS: tuple[str, ...]
    PROVEN: tuple[str, ...]
    Params: type[Any]

    def run(self, subject: Subject, params: Any, language: Language) -> Proposal:  # noqa: ANN401 - each has its own
        """The proposed level with its reasons."""
        ...


@cache
def names() -> tuple[str, ...]:
    """Every check's name, "family.name", sorted."""
    families = sorted(item.name for item in pkgutil.iter_modules([str(ROOM)]) if item.ispkg)
    found = [
        f"{family}.{item.name}"
        for family in families
        for item in pkgutil.iter_modules([str(ROOM / family)])
        if not item.name.startswith("_")
    ]
    return tuple(sorted(found))


@cache
def check(name: str) -> Check | None:
    """The check of this name, imported on first use; None when there is no such file."""
    if name not in names():
        return None
    return cast("Check", importlib.import_module(f"review.check.{name}"))


@cache
def parameters() -> Mapping[str, type]:
    """Each check's Params, to validate rubrics with (rubric.library's `known_checks`)."""
    found = {name: check(name) for name in names()}
    return MappingProxyType({name: module.Params for name, module in found.items() if module is not None})
