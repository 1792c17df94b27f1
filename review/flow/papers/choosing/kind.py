"""One entry of the registry of papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.flow.papers.choosing.targets import Scope
    from review.issue.facts.known import Answers, Composed, Known
    from review.model.rights import Act


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: what it may be about, who composes its facts, what its form begins with.

    `asks` stand open in the form, other plain fields under «Изменить данные»; `locked` follow from decisions and are
    not corrected here; `remembers` are the body's own words that the next form begins with; into `works_in` fields the
    form's words are worked by `compose` itself.
    """

    template: str
    scopes: tuple[Scope, ...]
    compose: Callable[[Known, Answers], Composed]
    asks: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    remembers: tuple[str, ...] = ()
    act: Act = "issue"
    person: str = ""  # "expert", "curator", "anybody": one paper per person
    by_region: bool = False  # the region's body alone speaks
    by_stage: bool = False
    shared: tuple[str, ...] | None = None  # for many at once: what is written for all of them
    decided: bool = False  # rests on decisions
    read: bool = False  # looks into the texts of programmes and road maps
    works_in: tuple[str, ...] = ("plan", "measures", "results", "services", "size", "seed", "moved")
    series: str = ""  # numbered apart from the body's other papers of this type
