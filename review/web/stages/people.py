"""Accounts, roles, invitation links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from review.errors import BadInput
from review.flow.register import people, territory
from review.model.access import ROLE_TITLES, Grant, Role
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, one_of, text
from review.web.lists import Column, Listing
from review.web.navigation import COORDINATORS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.model.register import Person

stage = Blueprint("people", __name__)
EMPTY_ROWS = 2  # free lines of the roles' form
PLACES = {"s": "school_id", "m": "municipality_id", "r": "region_id"}  # the narrowest first: a grant names all above it


def _grants() -> tuple[Grant, ...]:
    """Lines of the form: a role and where it holds, "m12" for municipality 12. A line without a role is left out."""
    rows = zip(request.form.getlist("role"), request.form.getlist("place"), strict=False)
    return tuple(_grant(role, place) for role, place in rows if role)


def _grant(role_word: str, place: str) -> Grant:
    role = one_of(Role, role_word)
    if role is None:
        raise BadInput("Не выбрана роль.", "Выберите роль или удалите строку.")
    kind, number = place[:1], place[1:]
    if not place:
        return Grant(role)
    if kind not in PLACES or not number.isdecimal():
        raise BadInput("Не выбрано, где действует роль.", "Выберите регион, муниципалитет или школу из списка.")
    return Grant(role, **{PLACES[kind]: int(number)})


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a role may hold: groups of (value, title) for the form."""
    found = [
        ("Регионы", [(f"r{one.id}", one.name) for one in territory.list_regions(services(), actor())]),
        ("Муниципалитеты", [(f"m{one.id}", one.name) for one in territory.list_municipalities(services(), actor())]),
        (
            "Школы",
            [(f"s{one.id}", one.short_name or one.full_name) for one in territory.list_schools(services(), actor())],
        ),
    ]
    return [group for group in found if group[1]]


def place_of(grant: Grant) -> str:
    """The value of the form's list for a grant."""
    for letter, name in PLACES.items():
        number = getattr(grant, name)
        if number is not None:
            return f"{letter}{number}"
    return ""


def _form_values() -> dict[str, object]:
    places = _places()
    return {
        "places": places,
        "place_names": {value: title for _, group in places for value, title in group},
        "roles": [(role.value, ROLE_TITLES[role]) for role in people.grantable_roles(actor())],
        "place_of": place_of,
        "empty_rows": EMPTY_ROWS,
    }


def _seen(one: Person) -> str:
    if not one.active:
        return "закрыт"
    return "ещё не задал пароль" if one.invited else "открыт"


LISTING: Listing[Person] = Listing(
    "Люди",
    (
        Column("name", "Имя", lambda one: one.full_name),
        Column("post", "Должность", lambda one: one.post),
        Column("roles", "Роли", lambda one: ", ".join(sorted({ROLE_TITLES[grant.role] for grant in one.grants}))),
        Column("login", "Логин", lambda one: one.login),
        Column("access", "Доступ", _seen),
        Column("seen", "Был", lambda one: one.last_seen),
    ),
)


def _found() -> tuple[Person, ...]:
    active = {"yes": True, "no": False}.get(asked("active"))
    return people.list_people(
        services(), actor(), search=asked("search"), role=one_of(Role, asked("role")), active=active
    )


@stage.get("/people.xlsx")
@auth.only(*COORDINATORS)
def sheet() -> ResponseReturnValue:
    """The list as filtered, for a spreadsheet."""
    return LISTING.workbook(_found())


@stage.get("/people")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """People of the territory."""
    return render_template(
        "people/index.html",
        found=LISTING.ordered(_found()),
        listing=LISTING,
        role=asked("role"),
        search=asked("search"),
        active=asked("active"),
        all_roles=[(one.value, title) for one, title in ROLE_TITLES.items()],
        **_form_values(),
    )


@stage.get("/people/new")
@auth.only(*COORDINATORS)
def new() -> ResponseReturnValue:
    """The form of a new account."""
    return render_template("people/new.html", **_form_values())


@stage.post("/people/new")
def invite() -> ResponseReturnValue:
    """Create the account; its link is shown once, on this page."""
    invitation = people.invite(
        services(), actor(), login=text("login"), full_name=text("full_name"), post=text("post"), grants=_grants()
    )
    return _show_link(invitation)


@stage.post("/people/<int:person_id>/invitation")
def invite_again(person_id: int) -> ResponseReturnValue:
    """A new link for a lost one or a forgotten password."""
    return _show_link(people.invite_again(services(), actor(), person_id=person_id))


def _show_link(invitation: people.Invitation) -> ResponseReturnValue:
    base = services().settings.public_url or request.url_root.rstrip("/")
    return render_template("people/link.html", invitation=invitation, link=base + invitation.path)


@stage.get("/people/<int:person_id>")
@auth.only(*COORDINATORS)
def person(person_id: int) -> ResponseReturnValue:
    """One account."""
    return render_template(
        "people/person.html",
        person=people.person(services(), actor(), person_id=person_id),
        **_form_values(),
    )


@stage.post("/people/<int:person_id>")
def save(person_id: int) -> ResponseReturnValue:
    """Change name, post and roles."""
    people.update_person(
        services(), actor(), person_id=person_id, full_name=text("full_name"), post=text("post"), grants=_grants()
    )
    flash("Сохранено.")
    return redirect(url_for("people.person", person_id=person_id))


@stage.post("/people/<int:person_id>/active")
def set_active(person_id: int) -> ResponseReturnValue:
    """Close or reopen an account."""
    active = text("active") == "1"
    people.set_active(services(), actor(), person_id=person_id, active=active)
    flash("Учётная запись открыта." if active else "Учётная запись закрыта, все её входы завершены.")
    return redirect(url_for("people.person", person_id=person_id))
