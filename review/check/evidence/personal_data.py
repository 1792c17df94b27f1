"""Are there personal data of pupils the confirmation does not need?

What it looks for: pupils named with a class or in a list; diagnoses, family circumstances, addresses, phones, numbers
of papers beside their names.

Why it matters: 152-ФЗ: a pupil's data must not lie in a shared system without need; the service never needs them.

Fails: «Пронин Артём, 7 класс – диагноз СДВГ»; a list of pupils' names (partly).

Passes: «58 обучающихся группы риска из 58»; names of teachers.

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("sensitive", "pupils", "clean")
PROVEN: tuple[str, ...] = ("sensitive",)
KINDS = {
    "health": "сведения о здоровье",
    "family": "сведения о семье",
    "phone": "телефоны",
    "address": "адреса",
    "snils": "СНИЛС",
    "passport": "паспортные данные",
}
SHOWN = 6


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 without pupils' data, 1 with their names, 0 with something sensitive beside them."""
    found = subject.facts.personal
    sensitive = [item for item in found if item.sensitive]
    if sensitive:
        what = ", ".join(dict.fromkeys(KINDS[item.kind] for item in sensitive))
        return Proposal(0, 0.9, (Reason("sensitive", {"what": what}, tuple(i.quote for i in sensitive[:SHOWN])),))
    if found:
        names = [item.quote for item in found if item.kind == "pupil"]
        return Proposal(1, 0.88, (Reason("pupils", {"count": len(names)}, tuple(names[:SHOWN])),))
    return Proposal(2, 0.88, (Reason("clean"),))
