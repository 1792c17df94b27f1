"""How far the readers of decided documents agreed, as a spravka tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.assess.agreement import agreement
from review.model.agreement import Concord
from review.model.campaigns import Purpose
from review.store.expertise import ratings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.store.database import Session

INDEPENDENT = (Purpose.REVIEW, Purpose.FURTHER)
LATER = (Purpose.FURTHER, Purpose.ARBITRATION)


def concord(session: Session, version_ids: Sequence[int]) -> Concord | None:
    """None where no document had two readers. Levels a region set on its re-check are not counted."""
    found = ratings.of_versions(session, version_ids)
    own = [rating for rating, why in found if why in INDEPENDENT]
    whole = agreement(own, seed="", draws=0)[0]
    if not whole.pairs or whole.exact.share is None:
        return None
    readers = {(rating.version_id, rating.person_id) for rating in own}
    versions = [version for version, _ in readers]
    return Concord(
        documents=sum(versions.count(version) > 1 for version in set(versions)),
        exact=whole.exact.share,
        alpha=whole.alpha.value,
        further=len({rating.version_id for rating, why in found if why in LATER}),
    )
