"""What a paper is about, as values of an address or of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from review.errors import BadInput
from review.flow.papers.choosing.targets import Target
from review.web.forms import asked_whole, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.model.campaigns import Campaign

NAMES = ("document", "school", "municipality", "region", "person", "campaign", "stage")
FIELD = "field."  # how a field of the paper is named in the form


def _target(source: Mapping[str, int | None]) -> Target | None:
    told = {f"{name}_id": value for name, value in source.items() if value is not None and name != "stage"}
    stage = source.get("stage")
    found = Target.of({**told, **({"stage": stage} if stage is not None else {})})
    return found if found.whole else None


def asked_target() -> Target | None:
    """The target of the address, when exactly one place is named."""
    return _target({name: asked_whole(name) for name in NAMES})


def sent_target() -> Target:
    """The target of the form. Raises BadInput."""
    target = _target({name: whole(name) for name in NAMES})
    if target is None:
        raise BadInput("Не выбрано, о чём бумага.", "Вернитесь к списку бумаг и выберите её там.")
    return target


def address(target: Target) -> dict[str, int]:
    """A target as values of an address or a form."""
    return {name.removesuffix("_id"): value for name, value in target.told().items()}


def of_campaign(campaign: Campaign) -> dict[str, Any]:
    """Papers about a campaign's documents, as values of an address."""
    place = {"municipality": campaign.municipality_id} if campaign.municipality_id else {"region": campaign.region_id}
    return {**place, "campaign": campaign.id}


def sent_fields() -> dict[str, str]:
    """The paper's fields as the form sent them."""
    return {name.removeprefix(FIELD): value for name, value in request.form.items() if name.startswith(FIELD)}
