"""Orders that approve lists: the project's beginning, coordinators, schools, curators, the road map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from review.issue.facts import defaults
from review.issue.facts.known import Composed
from review.issue.facts.parts import bare_posts, order_parts, school_facts, where
from review.issue.facts.plan import sections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.issue.facts.known import Answers, Known, Named
    from review.model.register import SchoolCard

REALISATION, COORDINATORS = "prikaz-o-realizacii", "prikaz-koordinatory"
SCHOOLS, CURATORS, ROADMAP = "prikaz-shkoly", "prikaz-kuratory", "prikaz-dorozhnaya-karta"


def realisation(known: Known, answers: Answers) -> Composed:
    """The year's first order: schools, curators, coordinator and plan in one paper."""
    coordinator = known.coordinators.get(known.cards[0].municipality_id) if known.cards else None
    facts = {
        **_order(known, REALISATION),
        "place_loct": where(known),
        "coord": (coordinator or known.actor).told("муниципальный координатор"),
        "schools": _schools(known.cards),
        "curators": _curators(known),
        "plan": sections(known, answers),
    }
    stops, warnings = _school_problems(known.cards), [*_curator_warnings(known)]
    if coordinator is None:
        warnings.append("муниципальный координатор не назначен в разделе «Люди»: назван составитель приказа")
    stops += _own_staff(known)
    return _composed(known, facts, f"О реализации {_project(known)} {where(known)}", stops, warnings)


def coordinators(known: Known, _answers: Answers) -> Composed:
    """The list of municipal coordinators of a region."""
    rows = [
        {"mun": town.name, "who": known.coordinators[town.id].told("муниципальный координатор")}
        for town in known.municipalities
        if town.id in known.coordinators
    ]
    absent = [town.name for town in known.municipalities if town.id not in known.coordinators]
    stops = [] if rows else ["муниципальные координаторы не назначены: назначьте их в разделе «Люди»"]
    warnings = [f"нет координатора: {', '.join(absent)}"] if absent and rows else []
    warnings += bare_posts(list(known.coordinators.values()))
    facts = {**_order(known, COORDINATORS), "coordinators": rows}
    return _composed(
        known, facts, f"Об утверждении списка муниципальных координаторов {_project(known)}", stops, warnings
    )


def schools(known: Known, _answers: Answers) -> Composed:
    """The list of schools that take part."""
    facts = {**_order(known, SCHOOLS), "schools": _schools(known.cards)}
    about = f"Об утверждении перечня общеобразовательных организаций – участниц {_project(known)}"
    return _composed(known, facts, about, _school_problems(known.cards), _name_warnings(known.cards))


def curators(known: Known, _answers: Answers) -> Composed:
    """Who is the curator of which school."""
    rows = _curators(known)
    stops = [] if rows else ["кураторы школам не назначены: назначьте их в карточках школ"]
    facts = {**_order(known, CURATORS), "curators": rows}
    about = f"Об утверждении списка кураторов школ – участниц {_project(known)}"
    return _composed(known, facts, about, [*stops, *_own_staff(known)], _curator_warnings(known))


def roadmap(known: Known, answers: Answers) -> Composed:
    """The plan of measures as an annex of an order."""
    facts = {**_order(known, ROADMAP), "plan": sections(known, answers)}
    stops = [] if facts["plan"] else ["в плане нет ни одного мероприятия"]
    about = f"Об утверждении плана мероприятий («дорожной карты») по реализации {_project(known)}"
    return _composed(known, facts, about, stops, [])


def _order(known: Known, template: str) -> dict[str, object]:
    duties = defaults.groups(known.defaults, template, known.profile, level=known.body.level, day=known.day)
    return {**order_parts(known), "groups": duties}


def _project(known: Known) -> str:
    return f"{known.profile.project.get('short_gent', 'проекта')} в {known.profile.year} году"


def _composed(
    known: Known, facts: Mapping[str, object], about: str, stops: Sequence[str], warnings: Sequence[str]
) -> Composed:
    ids = tuple(sorted(card.id for card in known.cards))
    return Composed(facts, about, tuple(stops), tuple(warnings), school_ids=ids)


def _schools(cards: Sequence[SchoolCard]) -> list[dict[str, object]]:
    return [{"school": school_facts(card), "mun": card.municipality} for card in cards]


def _curators(known: Known) -> list[dict[str, object]]:
    return [
        {"school": card.short_name or card.full_name, "who": person.told("куратор")}
        for card in known.cards
        if (person := known.curator(card)) is not None
    ]


def _school_problems(cards: Sequence[SchoolCard]) -> list[str]:
    if not cards:
        return ["в перечне нет школ: добавьте их в разделе «Территория»"]
    twice = [name for name, times in Counter(card.full_name.casefold() for card in cards).items() if times > 1]
    return [f"школа стоит в двух строках: {', '.join(twice)}"] if twice else []


def _name_warnings(cards: Sequence[SchoolCard]) -> list[str]:
    same = [card.short_name for card in cards if card.short_name == card.full_name]
    return [f"полное наименование совпадает с кратким, сверьте с уставом: {', '.join(same)}"] if same else []


def _curator_warnings(known: Known) -> list[str]:
    absent = [card.short_name for card in known.cards if card.curator_id not in known.curators]
    found = [f"нет куратора: {', '.join(absent)}"] if absent else []
    return found + bare_posts([person for card in known.cards if (person := known.curator(card)) is not None])


def _own_staff(known: Known) -> list[str]:
    """A curator never belongs to the school's own staff."""
    own = [
        f"{person.name} ({card.short_name})"
        for card in known.cards
        if (person := known.curator(card)) is not None and _works_in(person, card)
    ]
    return [f"куратор работает в курируемой школе: {', '.join(own)}"] if own else []


def _works_in(person: Named, card: SchoolCard) -> bool:
    post = person.post.casefold()
    names = {card.short_name.casefold(), card.full_name.casefold()} - {""}
    return any(name in post for name in names) or person.name.casefold() == card.director.casefold() != ""
