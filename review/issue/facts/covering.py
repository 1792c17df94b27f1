"""Facts of the covering letter with an approved list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.known import Composed
from review.issue.facts.parts import executor_facts, members, registered_parts

if TYPE_CHECKING:
    from review.issue.facts.known import Answers, Known
    from review.model.issued import Paper

LISTS = {  # nominative and accusative, then genitive
    "prikaz-kuratory": ("список кураторов {members}", "списка кураторов {members}"),
    "prikaz-shkoly": ("перечень {members}", "перечня {members}"),
    "prikaz-koordinatory": ("список муниципальных координаторов", "списка муниципальных координаторов"),
    "prikaz-dorozhnaya-karta": ("план мероприятий", "плана мероприятий"),
    "prikaz-o-realizacii": ("перечень {members}", "перечня {members}"),
}


def covering(known: Known, _answers: Answers) -> Composed:
    """The latest order that approved a list, and the body above as the addressee."""
    order = next((paper for paper in known.papers if paper.template in LISTS), None)
    facts: dict[str, object] = {
        **registered_parts(known),
        **executor_facts(known.body),
        "lead": "Во исполнение",
        "approved": "утверждённый",
        "pages": 1,
    }
    stops = []
    if order is None:
        stops.append("нет зарегистрированного приказа, которым утверждён список: сначала выпустите его")
    else:
        facts |= {"list_name": _list(order, known), "order": {"no": order.shown_number, "date": order.date.isoformat()}}
    if known.chief is not None and known.chief.signer_name:
        facts["addressee"] = {"name": known.chief.signer_name, "post": known.chief.signer_post}
    if known.body.executor_name:
        facts["contact"] = ", ".join(filter(None, (known.body.executor_phone, known.body.executor_name)))
    about = f"О направлении {_list(order, known)['gent']}" if order else "О направлении списка"
    return Composed(facts, about, tuple(stops), school_ids=order.school_ids if order else ())


def _list(order: Paper, known: Known) -> dict[str, str]:
    nomn, gent = (form.format(members=members(known.profile)) for form in LISTS[order.template])
    return {"nomn": nomn, "accs": nomn, "gent": gent}
