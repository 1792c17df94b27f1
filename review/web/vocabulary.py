"""Words and lists every template may need, and what a role is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from review.flow.notices import own
from review.model.access import ROLE_TITLES, Actor, Role
from review.model.appeal import APPEAL_LEVEL_TITLES, APPEAL_STATE_TITLES
from review.model.assessment import VERDICT_TITLES
from review.web.agenda import ACTS
from review.web.current import services
from review.web.navigation import COORDINATORS, SENDERS
from review.web.sheet import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

    from review.model.profile import Profile
    from review.model.register import Municipality, Person, Region

Options = list[tuple[object, str]]
SIGNIFICANCES = (("high", "высокая"), ("medium", "средняя"), ("low", "низкая"))


def role_name(role: Role | str) -> str:
    """«муниципальный координатор»."""
    return ROLE_TITLES[Role(role)]


def role_title(actor: Actor) -> str:
    """The widest of the actor's roles, for the head of the page."""
    return ROLE_TITLES[actor.roles[-1]] if actor.roles else "без роли"


def is_admin(actor: Actor) -> bool:
    """May the actor add regions?"""
    return actor.has(Role.ADMINISTRATOR)


def hides_zones(actor: Actor) -> bool:
    """Experts see no zones in lists: the machine's word must not come before their own."""
    return actor.has(Role.MUNICIPAL_EXPERT) and not actor.has(*COORDINATORS)


def kind_options(profile: Profile) -> Options:
    """Kinds of documents for a list."""
    return [(kind.key, kind.title[:1].upper() + kind.title[1:]) for kind in profile.kinds]


def risk_options(profile: Profile) -> Options:
    """Risk directions for a list."""
    return [(risk.code, f"{risk.code} {risk.name}") for risk in profile.risks]


def risk_name(profile: Profile, code: str) -> str:
    """The direction's name; the code itself when the year does not know it."""
    risk = profile.risk(code)
    return code if risk is None else risk.name


def place_options(places: Iterable[Municipality | Region]) -> Options:
    """Municipalities or regions for a list."""
    return [(one.id, one.name) for one in places]


def person_options(people: Iterable[Person]) -> Options:
    """People for a list."""
    return [(one.id, one.full_name) for one in people]


def page_url(number: int) -> str:
    """This list's address with another page number."""
    values = {**(request.view_args or {}), **request.args.to_dict(), "page": number}
    return url_for(request.endpoint or "desk.show", **values)


def install(app: Flask) -> None:
    """Make them known to every template and macro."""
    app.jinja_env.globals.update(
        role_name=role_name,
        role_title=role_title,
        is_admin=is_admin,
        kind_options=kind_options,
        risk_options=risk_options,
        risk_name=risk_name,
        municipality_options=place_options,
        region_options=place_options,
        person_options=person_options,
        page_url=page_url,
        outcomes=OUTCOMES,
        verdict_titles=VERDICT_TITLES,
        appeal_states=APPEAL_STATE_TITLES,
        appeal_levels=APPEAL_LEVEL_TITLES,
        significances=SIGNIFICANCES,
        acts=ACTS,
    )


def frame_values(actor: Actor | None) -> dict[str, object]:
    """What depends on who looks."""
    return {
        "may_send": actor is not None and actor.has(*SENDERS),
        "hides_zones": actor is not None and hides_zones(actor),
        "unread_notices": 0 if actor is None else own.unread(services(), actor),
    }
