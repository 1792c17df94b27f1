"""What each row of an imported workbook does. Every method raises a ReviewError for a row that cannot be taken."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from review.errors import BadInput, ReviewError
from review.exchange.columns import Notation, folded
from review.exchange.schools import Fault
from review.flow.register.people import create_invited
from review.flow.register.territory import CardForm, write_card
from review.model.access import Grant, Role
from review.model.card import CardRisk
from review.model.rights import Place, demand
from review.store.register import people, territory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.exchange.schools import Row
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.card import Significance
    from review.model.profile import Profile
    from review.model.register import Municipality, SchoolCard, Season

LEVELS = ("high", "medium", "low")


class Importer:
    """Takes rows one after another inside one transaction and counts what they did."""

    def __init__(self, t: Transaction, season: Season, profile: Profile, notation: Notation) -> None:
        self.t = t
        self.season = season
        self.profile = profile
        self.notation = notation
        self.created = self.updated = self.unchanged = 0
        self.invited: list[tuple[str, str, str]] = []
        self.column = ""  # title of the column being read, for the fault

    @property
    def actor(self) -> Actor:
        """Who imports."""
        return cast("Actor", self.t.actor)

    @contextmanager
    def row(self) -> Iterator[None]:
        """One row: what it wrote goes if it fails."""
        self.column = ""
        with self.t.session.begin_nested():
            yield

    def municipality(self, row: Row) -> None:
        """A municipality that must be there."""
        before = self.created
        self._municipality(row.text("municipality"), row.text("region"))
        self.unchanged += before == self.created

    def _municipality(self, name: str, region_name: str) -> Municipality:
        self.column = "Муниципалитет"
        known = [m for m in territory.municipalities(self.t.session, self.actor) if folded(m.name) == folded(name)]
        if region_name:
            known = [m for m in known if folded(m.region) == folded(region_name)]
        if len(known) > 1:
            raise BadInput(f"Муниципалитетов «{name}» несколько.", "Укажите регион.")
        if known:
            return known[0]
        return self._new_municipality(name, region_name)

    def _new_municipality(self, name: str, region_name: str) -> Municipality:
        regions = territory.regions(self.t.session, self.actor)
        fitting = [r for r in regions if not region_name or folded(r.name) == folded(region_name)]
        if not fitting and region_name:
            self.column = "Регион"
            demand(self.actor, "add_region", Place())
            fitting = [territory.add_region(self.t.session, region_name)]
            self.t.note("region.added", place=Place(fitting[0].id), name=region_name)
        if len(fitting) != 1:
            self.column = "Регион"
            raise BadInput(f"Не указан регион муниципалитета «{name}».", "Заполните столбец «Регион».")
        demand(self.actor, "add_municipality", Place(fitting[0].id))
        made = territory.add_municipality(self.t.session, region_id=fitting[0].id, name=name)
        self.t.note("municipality.added", place=Place(made.region_id, made.id), name=name)
        self.created += 1
        return made

    def school(self, row: Row) -> None:
        """A school with its card; names, director, e-mail and period are written, blanks change nothing."""
        town = self._municipality(row.text("municipality"), row.text("region"))
        self.column = "Полное наименование"
        place = Place(town.region_id, town.id)
        demand(self.actor, "edit_card", place)
        full_name, short_name = row.text("full_name"), row.text("short_name")
        card = self._find(town.id, full_name) or (self._find(town.id, short_name) if short_name else None)
        is_new = card is None
        if card is None:
            number = territory.add_school(
                self.t.session,
                municipality_id=town.id,
                full_name=full_name,
                short_name=short_name or full_name,
                season_id=self.season.id,
            )
            self.t.note("school.added", place=replace(place, school_id=number), name=full_name)
            card = territory.own_card(self.t.session, school_id=number, season_id=self.season.id)
        form = self._form(card, row, full_name, short_name)
        changed = form != form_of(card)
        if changed:
            write_card(self.t, card, form, expected=None)
            if not is_new:
                self.t.note("card.saved", place=replace(place, school_id=card.id), changed=["import"])
        self.created += is_new
        self.updated += changed and not is_new
        self.unchanged += not changed and not is_new

    def _form(self, card: SchoolCard, row: Row, full_name: str, short_name: str) -> CardForm:
        self.column = "Начало периода"
        start = row.day("period_start") or card.period_start
        self.column = "Окончание периода"
        end = row.day("period_end") or card.period_end
        if start and end and start > end:
            raise BadInput("Начало периода позже его окончания.", "Исправьте даты.")
        return replace(
            form_of(card),
            full_name=full_name,
            short_name=short_name or card.short_name,
            director=row.text("director") or card.director,
            director_post=row.text("director_post") or card.director_post,
            email=row.text("email") or card.email,
            period_start=start,
            period_end=end,
        )

    def _find(self, municipality_id: int | None, name: str) -> SchoolCard | None:
        found = [
            card
            for card in territory.cards(
                self.t.session, self.actor, season_id=self.season.id, municipality_id=municipality_id
            )
            if folded(name) in (folded(card.full_name), folded(card.short_name))
        ]
        if len(found) > 1:
            raise BadInput(f"Школ «{name}» несколько.", "Укажите муниципалитет или полное наименование.")
        return found[0] if found else None

    def _school(self, name: str, municipality: str) -> SchoolCard:
        self.column = "Школа"
        town = self._municipality(municipality, "").id if municipality else None
        self.column = "Школа"
        card = self._find(town, name)
        if card is None:
            raise BadInput(f"Школы «{name}» нет.", "Проверьте наименование или добавьте школу на лист «Школы».")
        return card

    def person(self, row: Row) -> None:
        """An account with a role; a person there is gets the role if they do not hold it yet."""
        grant = self._grant(row)
        self.column = "Логин"
        account = people.account(self.t.session, login=row.text("login"))
        if account is None:
            name = row.text("full_name")
            _, token, _ = create_invited(
                self.t, login=row.text("login"), full_name=name, post=row.text("post"), grants=[grant]
            )
            self.invited.append((name, people.normal_login(row.text("login")), f"/invitation/{token}"))
            self.created += 1
            return
        known = people.person(self.t.session, self.actor, account.id)
        wanted = people.completed(self.t.session, grant)
        if any(
            replace(held, school_id=wanted.school_id) == wanted for held in known.grants if held.role is wanted.role
        ):
            self.unchanged += 1
            return
        self._add_grant(account.id, known.grants, wanted)

    def _add_grant(self, person_id: int, held: Sequence[Grant], wanted: Grant) -> None:
        place = Place(wanted.region_id, wanted.municipality_id, wanted.school_id)
        demand(self.actor, "manage_people", place)
        people.set_grants(self.t.session, person_id, [*held, wanted], self.season.id)
        self.t.note("person.updated", place=place, person_id=person_id, name="", roles=[wanted.role.value])
        self.updated += 1

    def _grant(self, row: Row) -> Grant:
        self.column = "Роль"
        key = self.notation.word(row.text("role"), *Role)
        if key is None:
            raise BadInput(f"Роль «{row.text('role')}» неизвестна.", "Напишите, например, «муниципальный эксперт».")
        role = Role(key)
        if role is Role.ADMINISTRATOR:
            return Grant(role)
        if role is Role.SCHOOL:
            card = self._school(row.text("school"), row.text("municipality"))
            return Grant(role, school_id=card.id)
        if role is Role.REGIONAL_COORDINATOR:
            self.column = "Регион"
            return Grant(role, region_id=self._region(row.text("region")))
        if not row.text("municipality"):
            self.column = "Муниципалитет"
            raise BadInput("Не указан муниципалитет.", "Заполните столбец.")
        return Grant(role, municipality_id=self._municipality(row.text("municipality"), row.text("region")).id)

    def _region(self, name: str) -> int:
        found = [r for r in territory.regions(self.t.session, self.actor) if folded(r.name) == folded(name)]
        if not found:
            raise BadInput(f"Региона «{name}» нет.", "Проверьте название.")
        return found[0].id

    def curator(self, row: Row) -> None:
        """The curator named in a school's row, by login or by full name."""
        said = row.text("curator")
        if not said:
            return
        card = self._school(row.text("full_name"), row.text("municipality"))
        self.column = "Куратор"
        place = territory.place(self.t.session, school_id=card.id, season_id=self.season.id)
        fitting = [
            person
            for person in people.curators(self.t.session, place.municipality_id or 0, place.region_id or 0)
            if folded(said) in (folded(person.login), folded(person.full_name))
        ]
        if len(fitting) != 1:
            words = "несколько" if fitting else "нет"
            raise BadInput(f"Кураторов «{said}» {words}.", "Укажите логин куратора с листа «Люди».")
        if card.curator_id != fitting[0].id:
            write_card(self.t, card, replace(form_of(card), curator_id=fitting[0].id), expected=None)
            self.t.note("card.saved", place=place, changed=["curator"])

    def grouped_risks(self, rows: Sequence[Row], faults: list[Fault]) -> Iterator[list[Row]]:
        """Rows of one school together: they are its whole risk profile."""
        groups: dict[int, list[Row]] = {}
        for row in rows:
            try:
                self._risk(row)
                groups.setdefault(self._school(row.text("school"), row.text("municipality")).id, []).append(row)
            except ReviewError as error:
                faults.append(Fault(row.sheet, row.number, self.column, f"{error.message} {error.hint}".strip()))
        yield from groups.values()

    def _risk(self, row: Row) -> CardRisk:
        self.column = "Рисковое направление"
        said = folded(row.text("risk"))
        fitting = (r.code for r in self.profile.risks if said in map(folded, (r.code, r.name, *r.names)))
        code = next(fitting, None)
        if code is None:
            raise BadInput(f"Направления «{row.text('risk')}» в профиле нет.", "Укажите код, например RF-06.")
        self.column = "Значимость"
        level = self.notation.word(row.text("significance"), *LEVELS)
        if level is None and row.text("significance"):
            raise BadInput(f"Значимость «{row.text('significance')}» неизвестна.", "Высокая, средняя или низкая.")
        self.column = "Активировано"
        active = self.notation.word(row.text("activated"), "yes", "no")
        if active is None:
            raise BadInput(f"«{row.text('activated')}» — не «да» и не «нет».", "Напишите «да» или «нет».")
        return CardRisk(code, cast("Significance | None", level), active == "yes")

    def risks(self, rows: Sequence[Row]) -> None:
        """The risk profile of one school."""
        card = self._school(rows[0].text("school"), rows[0].text("municipality"))
        place = territory.place(self.t.session, school_id=card.id, season_id=self.season.id)
        demand(self.actor, "edit_card", place)
        wanted = {risk.code: risk for risk in map(self._risk, rows)}
        profile = tuple(wanted[code] for code in sorted(wanted))
        if profile == card.risks:
            self.unchanged += 1
            return
        write_card(self.t, card, replace(form_of(card), risks=profile), expected=None)
        self.t.note("card.saved", place=place, changed=["risks"])
        self.updated += 1


def form_of(card: SchoolCard) -> CardForm:
    """The card as its own form."""
    return CardForm(**{name: getattr(card, name) for name in CardForm.__dataclass_fields__})
