"""What the page of a registered paper shows of its life: what may be done next, its files, who ended whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.papers.issuing import registering, renditions
from review.flow.papers.register import life
from review.web.current import actor, services
from review.web.navigation import COORDINATORS

if TYPE_CHECKING:
    from review.model.issued import Paper

STEPS = {"signed": "подписана", "sent": "отправлена", "revoked": "отозвана"}


def life_of(paper: Paper) -> dict[str, object]:
    """Values of papers/life.html."""
    leads = actor().has(*COORDINATORS)
    trail = life.paper_trail(services(), actor(), paper_id=paper.id)
    return {
        "leads": leads,
        "trail": trail,
        "files": renditions.current(trail),
        "file_titles": renditions.TITLES,
        "steps": STEPS,
        "successors": _successors(paper) if leads and paper.state != "revoked" else (),
        "has_public": paper.type not in renditions.CLOSED,
    }


def _successors(paper: Paper) -> tuple[Paper, ...]:
    """Papers that may end this one."""
    same = registering.list_papers(services(), actor(), body_id=paper.body_id, since=paper.date)
    return tuple(one for one in same if one.id != paper.id and one.state != "revoked")
