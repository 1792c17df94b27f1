"""Facts of the contract with a curator and of the act of service. Passport, tax number, account are never stored."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from review.issue.facts.known import Composed
from review.issue.facts.parts import project_facts, signer_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.issue.facts.known import Answers, Known

CONTRACT = "dogovor-s-kuratorom"
NAMED = {
    "министерство": "именуемое",
    "управление": "именуемое",
    "учреждение": "именуемое",
    "администрация": "именуемая",
}
FORBIDDEN = ("оклад", "рабочее время", "заработн", "отпуск")


def contract(known: Known, answers: Answers) -> Composed:
    """Parties, schools and term are known; price, ground and services are asked."""
    schools = [card for card in known.cards if known.person is not None and card.curator_id == known.person.id]
    facts: dict[str, object] = {
        **_parties(known),
        "schools": ", ".join(card.short_name for card in schools),
        "project": project_facts(known.profile)["project"],
        "from_date": max(known.day, known.profile.start).isoformat(),
        "to_date": max(known.day + timedelta(1), known.profile.end).isoformat(),
        "pay_days": {"n": 10, "noun": "рабочий день"},
        "services": [
            {
                "name": "Посещение школы и консультация школьной команды",
                "result": "Справка",
                "term": "по графику",
                "n": 1,
            }
        ],
    }
    return Composed(
        facts,
        "Договор об оказании услуг",
        warnings=tuple(_labour_words(answers)),
        school_ids=tuple(card.id for card in schools),
        addressee=known.person.name if known.person else "",
    )


def act(known: Known, answers: Answers) -> Composed:
    """The latest contract with the person; the total is the sum of the rows."""
    name = known.person.name if known.person else ""
    paper = next((one for one in known.papers if one.template == CONTRACT and one.addressee == name), None)
    written = answers.get("services")
    rows = [_costed(row) for row in written] if isinstance(written, list) else _services_of(known)
    facts: dict[str, object] = {
        **_parties(known),
        "services": rows,
        "total": round(sum(_number(row["sum"]) for row in rows), 2),
    }
    wants, warnings = [], _labour_words(answers)
    if paper is not None:
        facts["contract"] = {"no": paper.shown_number, "date": paper.date.isoformat()}
    else:
        warnings.append("договор с этим человеком в реестре не найден: впишите его номер и дату")
    if not any(_number(row["sum"]) for row in rows):
        wants.append("укажите количество и цену услуг")
    return Composed(facts, "Акт оказанных услуг", wants=tuple(wants), warnings=tuple(warnings), addressee=name)


def _parties(known: Known) -> dict[str, object]:
    first = known.body.full_name.split(maxsplit=1)[0].casefold() if known.body.full_name else ""
    facts: dict[str, object] = {
        "customer": {"full": known.body.full_name, "short": known.body.short_name or known.body.full_name},
        "customer_named": NAMED.get(first, "именуемый"),
        "signer": signer_facts(known.body),
        "basis": "положения",
        "place": known.body.place,
    }
    if known.person is not None:
        facts["contractor"] = known.person.told()
    return facts


def _services_of(known: Known) -> list[dict[str, object]]:
    """Those of the latest contract with the same person, to be priced."""
    earlier = known.earlier.get(CONTRACT, {})
    rows, contractor = earlier.get("services"), earlier.get("contractor")
    if not isinstance(rows, list) or not isinstance(contractor, dict) or known.person is None:
        return []
    if contractor.get("name") != known.person.name:
        return []
    return [_costed({"name": row["name"], "n": row["n"], "price": 0.0}) for row in rows]


def _costed(row: Mapping[str, object]) -> dict[str, object]:
    return {**row, "sum": round(_number(row.get("n")) * _number(row.get("price")), 2)}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _labour_words(answers: Answers) -> list[str]:
    """A contract for services must not read like one of employment."""
    text = str(dict(answers)).casefold()
    found = [word for word in FORBIDDEN if word in text]
    return [f"слова трудового договора: {', '.join(found)}"] if found else []
