"""Facts of a road map as a paper of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.known import Composed
from review.issue.facts.parts import project_facts, signer_facts, where
from review.issue.facts.plan import sections
from review.issue.words.people import phrase

if TYPE_CHECKING:
    from review.issue.facts.known import Answers, Known

ORDERS = ("prikaz-dorozhnaya-karta", "prikaz-o-realizacii")
EXTRA = ("result", "proof")


def landscape(known: Known, answers: Answers) -> Composed:
    """With the columns of results and proofs."""
    return _roadmap(known, answers, ("no", "name", "term", "resp", "indicator", *EXTRA))


def portrait(known: Known, answers: Answers) -> Composed:
    """Five columns."""
    return _roadmap(known, answers, ("no", "name", "term", "resp", "indicator"))


def _roadmap(known: Known, answers: Answers, columns: tuple[str, ...]) -> Composed:
    plan = [
        {"title": section["title"], "rows": [{key: row[key] for key in columns if row.get(key)} for row in rows]}
        for section in sections(known, answers)
        if isinstance(rows := section["rows"], list)
    ]
    of_school = len(known.cards) == 1 and known.place == known.card.short_name
    facts: dict[str, object] = {
        **project_facts(known.profile),
        "place_loct": f"в {known.place}" if of_school else where(known),
        "plan": plan,
    }
    order = None if of_school else next((one for one in known.papers if one.template in ORDERS), None)
    if order is not None:
        name = phrase(known.language, known.body.short_name or known.body.full_name, {}, organisation=True)["gent"]
        facts["approved"] = {"by": name, "no": order.shown_number, "date": order.date.isoformat()}
    elif of_school:
        facts |= {"signer": {"name": known.card.director, "post": known.card.director_post or "директор"}}
    else:
        facts |= {"signer": signer_facts(known.body)}
    stops = [] if plan else ["в плане нет ни одного мероприятия"]
    if of_school and not known.card.director:
        stops.append("в карточке школы не указан директор")
    ids = tuple(card.id for card in known.cards)
    return Composed(facts, f"План мероприятий («дорожная карта»), {known.place}", tuple(stops), school_ids=ids)
