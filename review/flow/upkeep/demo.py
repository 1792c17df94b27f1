"""The demo: a district with people, schools' kits and a campaign, loaded once through the usual use cases."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from review.errors import BadInput
from review.flow.register import people, territory
from review.flow.register.signing_in import accept_invitation
from review.flow.runs.kits import read_kit
from review.flow.submission.uploading import Sent, upload
from review.flow.upkeep.demo_campaign import add_neighbour, begin_campaign
from review.model.access import Grant, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.register import SchoolCard

STORY = "demo.toml"


def load_demo(services: Services) -> list[str]:
    """Load samples/demo.toml and its kits unless they are there; lines that tell how to sign in."""
    samples = services.settings.samples
    story = tomllib.loads((samples / STORY).read_text(encoding="utf-8"))
    actor = people.operator(services)
    if not any(region.name == story["region"]["name"] for region in territory.list_regions(services, actor)):
        _load(services, actor, story, samples)
    lines = [f"  {person['login']} — {person['post']}" for person in story["person"]]
    return ["Вход для показа (пароль у всех один: " + story["password"] + "):", *lines]


def _load(services: Services, actor: Actor, story: Mapping[str, Any], samples: Path) -> None:
    region = territory.add_region(services, actor, name=story["region"]["name"])
    municipality = territory.add_municipality(services, actor, region_id=region.id, name=story["municipality"]["name"])
    for body in territory.list_bodies(services, actor):
        part = "municipality" if body.municipality_id == municipality.id else "region"
        if municipality.id == body.municipality_id or region.id == body.region_id:
            territory.save_body(services, actor, body_id=body.id, form=territory.BodyForm(**story[part]["body"]))
    schools = {
        item["kit"]: _add_school(services, actor, municipality.id, samples / "kits" / item["kit"], item)
        for item in story["school"]
    }
    curators = []
    people_: dict[str, Actor] = {}
    for person in story["person"]:
        role = Role(person["role"])
        grants = {
            Role.ADMINISTRATOR: Grant(role),
            Role.REGIONAL_COORDINATOR: Grant(role, region_id=region.id),
            Role.SCHOOL: Grant(role, school_id=schools[person["school"]].id if "school" in person else None),
        }
        grant = grants.get(role, Grant(role, municipality_id=municipality.id))
        added = people_[person["login"]] = _add_person(services, actor, person, grant, story["password"])
        if role is Role.CURATOR:
            curators.append(added.id)
    for card in schools.values():
        _name_curator(services, actor, card, curators[0])
    for kit, card in schools.items():
        _upload(services, actor, card, samples / "kits" / kit)
    for told in story["neighbour"]:
        add_neighbour(services, actor, municipality.id, told, samples / "district" / told["file"])
    begin_campaign(services, actor, municipality.id, story["campaign"], people_)


def _add_person(services: Services, actor: Actor, person: Mapping[str, Any], grant: Grant, password: str) -> Actor:
    invitation = people.invite(
        services, actor, login=person["login"], full_name=person["name"], post=person["post"], grants=(grant,)
    )
    return accept_invitation(services, token=invitation.token, password=password).actor


def _add_school(
    services: Services, actor: Actor, municipality_id: int, folder: Path, told: Mapping[str, Any]
) -> SchoolCard:
    card = read_kit(folder).card
    if card.school is None or card.period is None:
        raise BadInput(f"В {folder}/kit.json нет школы или периода.", "Возьмите образцы из поставки.")
    school = territory.add_school(
        services,
        actor,
        municipality_id=municipality_id,
        full_name=card.school.full_name,
        short_name=card.school.short_name,
    )
    form = territory.CardForm(
        full_name=card.school.full_name,
        short_name=card.school.short_name,
        director=card.school.director,
        director_post="директор",
        email=told["email"],
        period_start=card.period[0],
        period_end=card.period[1],
        risks=card.risks,
        curator_id=None,
    )
    return territory.save_card(services, actor, school_id=school.id, form=form, expected=school.version)


def _name_curator(services: Services, actor: Actor, card: SchoolCard, curator_id: int) -> None:
    form = territory.CardForm(
        **{name: getattr(card, name) for name in territory.CardForm.__dataclass_fields__ if name != "curator_id"},
        curator_id=curator_id,
    )
    territory.save_card(services, actor, school_id=card.id, form=form, expected=card.version)


def _upload(services: Services, actor: Actor, card: SchoolCard, folder: Path) -> None:
    files = [
        Sent(
            name=entry.name,
            data=(folder / entry.name).read_bytes(),
            kind=entry.kind,
            risk=entry.risk,
            stage=entry.stage,
            measure=entry.measure,
        )
        for entry in read_kit(folder).entries
    ]
    upload(services, actor, school_id=card.id, files=files)
