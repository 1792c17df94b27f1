"""What a job hands to the use case that does its work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from review.parse.legacy import CONVERTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.store.database import Session

RENDERED = ("docx", *CONVERTED)  # types whose pages are known only after they are printed


class Reader(Protocol):
    """A guarded child that runs review.flow.runs.child.perform."""

    def run(self, *args: object, wall: float | None = None, on_progress: Callable[[str], None] | None = None) -> Any:  # noqa: ANN401 - whatever the function returns
        """The function's result, or its ReviewError."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """What a job gives its use case: the child that reads, a way to tell progress, and the end of the job.

    `settle` closes the job in the transaction of its effect; it raises when the lease was lost, which drops the effect.
    """

    reader: Reader
    tell: Callable[[str], None]
    settle: Callable[[Session], None]
