"""Regions, municipalities, schools and their cards, bodies."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from review.errors import BadInput, NotFound
from review.model.card import CardRisk
from review.model.register import Body, Municipality, Region, SchoolCard
from review.model.rights import Place
from review.store import visible
from review.store.database import stale
from review.store.register import changes
from review.store.tables.people import PersonRow
from review.store.tables.territory import (
    BodyRow,
    CardRiskRow,
    CardRow,
    MunicipalityRow,
    RegionRow,
    SchoolRow,
    SeasonRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from review.model.access import Actor
    from review.model.card import Significance

NO_SCHOOL = "Такой школы нет, или она вне вашей территории."


def regions(session: Session, actor: Actor) -> tuple[Region, ...]:
    """Regions by name."""
    rows = session.scalars(select(RegionRow).where(visible.regions(actor)).order_by(RegionRow.name))
    return tuple(Region(row.id, row.name) for row in rows)


def region(session: Session, actor: Actor, region_id: int) -> Region:
    """One region the actor may see. Raises NotFound."""
    row = session.scalar(select(RegionRow).where(RegionRow.id == region_id, visible.regions(actor)))
    if row is None:
        raise NotFound("Такого региона нет.", "Выберите регион из списка.")
    return Region(row.id, row.name)


def add_region(session: Session, name: str) -> Region:
    """A new region with its body. Raises BadInput for a name there is."""
    if session.scalar(select(RegionRow.id).where(RegionRow.name == name)) is not None:
        raise BadInput(f"Регион «{name}» уже есть.", "Откройте его в списке.")
    row = RegionRow(name=name)
    session.add(row)
    session.flush()
    session.add(BodyRow(level="regional", region_id=row.id, order_word="ПРИКАЗ", order_verb="ПРИКАЗЫВАЮ:"))
    session.flush()
    return Region(row.id, row.name)


def _municipality(row: MunicipalityRow) -> Municipality:
    return Municipality(row.id, row.name, row.region_id, row.region.name)


def municipalities(session: Session, actor: Actor) -> tuple[Municipality, ...]:
    """Municipalities by name."""
    rows = session.scalars(
        select(MunicipalityRow).where(visible.municipalities(actor)).order_by(MunicipalityRow.name, MunicipalityRow.id)
    )
    return tuple(_municipality(row) for row in rows)


def municipality(session: Session, actor: Actor, municipality_id: int) -> Municipality:
    """One municipality the actor may see. Raises NotFound."""
    condition = MunicipalityRow.id == municipality_id
    row = session.scalar(select(MunicipalityRow).where(condition, visible.municipalities(actor)))
    if row is None:
        raise NotFound("Такого муниципалитета нет.", "Выберите муниципалитет из списка.")
    return _municipality(row)


def add_municipality(session: Session, *, region_id: int, name: str) -> Municipality:
    """A new municipality with its body. Raises BadInput for a name the region has."""
    _demand_new_municipality(session, region_id, name)
    row = MunicipalityRow(region_id=region_id, name=name)
    session.add(row)
    session.flush()
    session.add(
        BodyRow(
            level="municipal",
            municipality_id=row.id,
            region_id=region_id,
            order_word="ПРИКАЗ",
            order_verb="ПРИКАЗЫВАЮ:",
        )
    )
    session.flush()
    session.refresh(row)
    return _municipality(row)


def school_ids(session: Session, *, region_id: int) -> tuple[int, ...]:
    """Every school of a region."""
    query = select(SchoolRow.id).join(MunicipalityRow).where(MunicipalityRow.region_id == region_id)
    return tuple(session.scalars(query.order_by(SchoolRow.id)))


def rename_municipality(session: Session, municipality_id: int, name: str) -> Municipality:
    """Give a municipality another name."""
    row = session.get_one(MunicipalityRow, municipality_id)
    if row.name != name:
        _demand_new_municipality(session, row.region_id, name)
        row.name = name
        session.flush()
    return _municipality(row)


def _demand_new_municipality(session: Session, region_id: int, name: str) -> None:
    same = select(MunicipalityRow.id).where(MunicipalityRow.region_id == region_id, MunicipalityRow.name == name)
    if session.scalar(same) is not None:
        raise BadInput(f"Муниципалитет «{name}» в этом регионе уже есть.", "Откройте его в списке.")


def cards(
    session: Session,
    actor: Actor,
    *,
    season_id: int,
    search: str = "",
    municipality_id: int | None = None,
    school_id: int | None = None,
) -> tuple[SchoolCard, ...]:
    """Schools the actor may see with their cards of one season, by municipality and name."""
    query = (
        select(CardRow)
        .join(SchoolRow, SchoolRow.id == CardRow.school_id)
        .join(MunicipalityRow, MunicipalityRow.id == SchoolRow.municipality_id)
        .where(CardRow.season_id == season_id, visible.schools(actor))
        .order_by(MunicipalityRow.name, SchoolRow.short_name, SchoolRow.id)
    )
    if municipality_id is not None:
        query = query.where(SchoolRow.municipality_id == municipality_id)
    if school_id is not None:
        query = query.where(SchoolRow.id == school_id)
    found = card_values(session, session.scalars(query).all())
    words = search.casefold().split()
    return tuple(
        card
        for card in found
        if all(w in f"{card.full_name} {card.short_name} {card.municipality} {card.director}".casefold() for w in words)
    )


def card(session: Session, actor: Actor, *, school_id: int, season_id: int) -> SchoolCard:
    """One school's card. Raises NotFound for a school the actor may not see or that has no card in the season."""
    found = cards(session, actor, season_id=season_id, school_id=school_id)
    if not found:
        raise NotFound(NO_SCHOOL, "Вернитесь к списку школ.")
    return found[0]


def own_card(session: Session, *, school_id: int, season_id: int) -> SchoolCard:
    """The card whoever asks: for checks and for acts that were allowed already. Raises NotFound."""
    row = session.scalar(select(CardRow).where(CardRow.school_id == school_id, CardRow.season_id == season_id))
    if row is None:
        raise NotFound(NO_SCHOOL, "Вернитесь к списку школ.")
    return card_values(session, [row])[0]


def card_values(session: Session, rows: Sequence[CardRow]) -> tuple[SchoolCard, ...]:
    """Cards as values, with their curators' names."""
    ids = {row.curator_id for row in rows if row.curator_id is not None}
    people = session.execute(select(PersonRow.id, PersonRow.full_name).where(PersonRow.id.in_(ids))) if ids else ()
    curators = {person.id: person.full_name for person in people}
    successors = changes.successors(session, {row.school_id for row in rows})
    return tuple(
        SchoolCard(
            id=row.school_id,
            full_name=row.school.full_name,
            short_name=row.school.short_name,
            municipality_id=row.school.municipality_id,
            municipality=row.school.municipality.name,
            region=row.school.municipality.region.name,
            director=row.director,
            director_post=row.director_post,
            email=row.email,
            season_id=row.season_id,
            period_start=row.period_start,
            period_end=row.period_end,
            risks=_risks(row),
            curator_id=row.curator_id,
            curator=curators.get(row.curator_id or 0, ""),
            version=row.version,
            successor=successors.get(row.school_id, ""),
        )
        for row in rows
    )


def card_season(session: Session, *, school_id: int, season_id: int) -> int:
    """This season, or the latest before it that has the school's card: a school that joined another has no newer."""
    has = CardRow.school_id == school_id
    if session.scalar(select(CardRow.id).where(has, CardRow.season_id == season_id)) is not None:
        return season_id
    latest = select(CardRow.season_id).join(SeasonRow, SeasonRow.id == CardRow.season_id).where(has)
    return session.scalar(latest.order_by(SeasonRow.year.desc(), SeasonRow.id.desc()).limit(1)) or season_id


def touch_card(session: Session, *, school_id: int, season_id: int, expected: int) -> None:
    """The card of this version changes elsewhere than in its own row. Raises Stale."""
    condition = (CardRow.school_id == school_id, CardRow.season_id == season_id)
    row = session.scalars(select(CardRow).where(*condition).with_for_update(of=CardRow)).one()
    if row.version != expected:
        raise stale()
    row.version += 1
    session.flush()


def _risks(row: CardRow) -> tuple[CardRisk, ...] | None:
    if not row.risks_known:
        return None
    return tuple(CardRisk(r.code, cast("Significance | None", r.significance), r.activated) for r in row.risks)


def place(session: Session, *, school_id: int, season_id: int) -> Place:
    """Where a school lies and who its curator is, for rights."""
    row = session.get(SchoolRow, school_id)
    if row is None:
        raise NotFound(NO_SCHOOL, "Вернитесь к списку школ.")
    curator = select(CardRow.curator_id).where(CardRow.school_id == school_id, CardRow.season_id == season_id)
    return Place(row.municipality.region_id, row.municipality_id, row.id, session.scalar(curator))


def places(session: Session, school_ids: Collection[int], season_id: int) -> dict[int, Place]:
    """The same for many schools."""
    query = (
        select(SchoolRow, CardRow.curator_id)
        .outerjoin(CardRow, (CardRow.school_id == SchoolRow.id) & (CardRow.season_id == season_id))
        .where(SchoolRow.id.in_(school_ids))
    )
    return {
        row.id: Place(row.municipality.region_id, row.municipality_id, row.id, curator)
        for row, curator in session.execute(query)
    }


def add_school(session: Session, *, municipality_id: int, full_name: str, short_name: str, season_id: int) -> int:
    """A new school with an empty card. Raises BadInput for a name the municipality has."""
    demand_new_school(session, municipality_id, full_name)
    row = SchoolRow(municipality_id=municipality_id, full_name=full_name, short_name=short_name)
    session.add(row)
    session.flush()
    session.add(CardRow(school_id=row.id, season_id=season_id))
    session.flush()
    return row.id


def demand_new_school(session: Session, municipality_id: int, full_name: str) -> None:
    """Raise BadInput for a name the municipality has."""
    same = SchoolRow.full_name == full_name
    if session.scalar(select(SchoolRow.id).where(SchoolRow.municipality_id == municipality_id, same)) is not None:
        raise BadInput(f"Школа «{full_name}» в этом муниципалитете уже есть.", "Откройте её в списке школ.")


def save_card(
    session: Session,
    *,
    school_id: int,
    season_id: int,
    expected: int | None,
    full_name: str,
    short_name: str,
    director: str,
    director_post: str,
    email: str,
    period: tuple[date | None, date | None],
    risks: Sequence[CardRisk] | None,
    curator_id: int | None,
) -> None:
    """Save a card and the school's names. Raises Stale when its version is not the expected one (None: any)."""
    condition = (CardRow.school_id == school_id, CardRow.season_id == season_id)
    row = session.scalar(select(CardRow).where(*condition).with_for_update(of=CardRow))
    if row is None:
        raise NotFound(NO_SCHOOL, "Вернитесь к списку школ.")
    if expected is not None and row.version != expected:
        raise stale()
    if row.school.full_name != full_name:
        demand_new_school(session, row.school.municipality_id, full_name)
    row.school.full_name, row.school.short_name = full_name, short_name
    row.director, row.director_post, row.email = director, director_post, email
    row.period_start, row.period_end = period
    row.curator_id = curator_id
    row.risks_known = risks is not None
    wanted = {risk.code: risk for risk in risks or ()}
    row.risks = [risk for risk in row.risks if risk.code in wanted]
    held = {risk.code: risk for risk in row.risks}
    for code, risk in wanted.items():
        if code in held:
            held[code].significance, held[code].activated = risk.significance, risk.activated
        else:
            row.risks.append(CardRiskRow(code=code, significance=risk.significance, activated=risk.activated))
    row.version += 1
    session.flush()


BODY_FIELDS = tuple(item.name for item in fields(Body))


def _body(row: BodyRow) -> Body:
    """`region_id` is filled for municipal bodies too: papers name the region."""
    return Body(**{name: getattr(row, name) for name in BODY_FIELDS})


def bodies(session: Session, actor: Actor) -> tuple[Body, ...]:
    """Bodies the actor acts for."""
    rows = session.scalars(select(BodyRow).where(visible.bodies(actor)).order_by(BodyRow.level, BodyRow.id))
    return tuple(_body(row) for row in rows)


def body(session: Session, actor: Actor, body_id: int) -> Body:
    """One body the actor acts for. Raises NotFound."""
    row = session.scalar(select(BodyRow).where(BodyRow.id == body_id, visible.bodies(actor)))
    if row is None:
        raise NotFound("Такого органа нет, или вы не оформляете документы от его имени.", "Выберите орган из списка.")
    return _body(row)


def body_at(session: Session, *, municipality_id: int | None = None, region_id: int | None = None) -> Body | None:
    """The body of a municipality or of a region, whoever asks: a letter names it, a curator's paper is kept by it."""
    condition = BodyRow.municipality_id == municipality_id
    if municipality_id is None:
        condition = (BodyRow.region_id == region_id) & BodyRow.municipality_id.is_(None)
    row = session.scalar(select(BodyRow).where(condition).order_by(BodyRow.id).limit(1))
    return None if row is None else _body(row)


def body_place(session: Session, body_id: int) -> Place:
    """Where a body acts, for rights and the journal."""
    row = session.get_one(BodyRow, body_id)
    return Place(row.region_id, row.municipality_id)


def save_body(session: Session, body_id: int, values: dict[str, str]) -> None:
    """Set letterhead, signatory and numbering."""
    row = session.get_one(BodyRow, body_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
