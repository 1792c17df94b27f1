"""Russian names of kinds and risk directions, as lists and searches use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.profile import Profile

UNKNOWN_KIND = "вид не определён"


def titles_of(profile: Profile) -> dict[str | None, str]:
    """Title by kind and by risk code; None names a kind nobody told yet."""
    titles: dict[str | None, str] = {None: UNKNOWN_KIND}
    titles.update({kind.key: kind.title for kind in profile.kinds})
    titles.update({risk.code: risk.name for risk in profile.risks})
    return titles
