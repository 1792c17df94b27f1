"""How much of the text is somebody else's. Shared by the checks that judge own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from review.model.finding import Reason

if TYPE_CHECKING:
    from review.model.finding import CopyMatch, Subject

State = Literal["own", "copy", "source", "unclear"]


KIT_EXTRA = 0.2  # part of their words that programmes of one school share anyway


@dataclass(frozen=True, slots=True)
class Copying:
    """The largest overlap that counts, by the measure of other schools. `state` tells who copied from whom."""

    state: State
    share: float
    match: CopyMatch | None


def copying(subject: Subject, least: float) -> Copying:
    """The overlap that decides: documents of other schools, and documents of the same kind in the own kit.

    Documents of one kit tell of the same goals and people, so only those of the same kind count, and less strictly.
    """
    kinds = {member.entry.name: member.kind for member in subject.kit}
    counted = [m for m in subject.copies if not m.same_kit or kinds.get(m.name.rsplit("/", 1)[-1]) == subject.kind]
    over = [match for match in counted if match.share >= least + (KIT_EXTRA if match.same_kit else 0.0)]
    for state, wanted in (("copy", True), ("unclear", None), ("source", False)):
        chosen = [match for match in over if match.is_source is wanted]
        if chosen:
            largest = max(chosen, key=lambda match: (match.share, match.name))
            share = largest.share - (KIT_EXTRA if largest.same_kit else 0.0)
            return Copying(state, share, largest)  # type: ignore[arg-type]  # the three words above
    return Copying("own", max((match.share for match in counted), default=0.0), None)


def copied(found: Copying) -> Reason:
    """The reason that names the overlap, with the copied passages of this document."""
    match = found.match
    if match is None:
        return Reason("own", {"share": _percent(found.share)})
    key = {"copy": "copied", "unclear": "copy_unclear", "source": "copied_from_here", "own": "own"}[found.state]
    evidence = tuple(block.here for block in match.blocks) if found.state != "source" else ()
    return Reason(key, {"share": _percent(match.share), "name": _shown(match.name)}, evidence)


def _shown(name: str) -> str:
    """A file given by its whole path is called by its folder and its name."""
    return "/".join(name.split("/")[-2:]) if name.startswith("/") else name


def _percent(share: float) -> str:
    return f"{share * 100:.0f}\N{NO-BREAK SPACE}%"
