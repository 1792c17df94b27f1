"""The expert's form: which marks are allowed, what is left, what they sum up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput
from review.model.scoring import total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.assessment import Mark
    from review.model.finding import Examination, Total
    from review.model.rubric import Criterion, Rubric


def criterion(rubric: Rubric, code: str) -> Criterion:
    """The criterion of a mark. Raises BadInput for a code the rubric has not."""
    try:
        return rubric.criterion(code)
    except KeyError:
        raise BadInput(f"Критерия {code} в этой редакции нет.", "Обновите страницу документа.") from None


def proposal(examination: Examination | None, code: str) -> int | None:
    """The level the machine proposes, if any."""
    findings = examination.findings if examination else ()
    return next((finding.level for finding in findings if finding.code == code), None)


def demand_allowed(rubric: Rubric, mark: Mark) -> None:
    """Raise BadInput for a level off the scale, and for a deviation nobody explained."""
    known = criterion(rubric, mark.code)
    if mark.level is not None and mark.not_applicable:
        raise BadInput("Выберите одно: уровень или «неприменимо».", "Уберите лишнюю отметку.")
    if mark.level is not None and not 0 <= mark.level <= known.max_level:
        raise BadInput(f"У критерия {mark.code} уровни от 0 до {known.max_level}.", "Выберите уровень из шкалы.")
    if mark.reason:
        return
    if mark.not_applicable:
        raise BadInput(
            f"{mark.code}: для «неприменимо» нужна причина.", "Напишите, почему критерий не применим к документу."
        )
    if mark.level is not None and mark.proposed is not None and mark.level != mark.proposed:
        raise BadInput(
            f"{mark.code}: уровень отличается от предложенного ({mark.proposed}), нужна причина.",
            "Напишите коротко, что вы увидели в документе.",
        )


def is_set(mark: Mark) -> bool:
    """Does the mark say anything?"""
    return mark.level is not None or mark.not_applicable


def left(rubric: Rubric, marks: Sequence[Mark]) -> tuple[str, ...]:
    """Codes that wait for a mark, in the rubric's order."""
    done = {mark.code for mark in marks if is_set(mark)}
    return tuple(item.code for item in rubric.criteria if item.code not in done)


def sum_up(rubric: Rubric, marks: Sequence[Mark]) -> Total:
    """The total of the marks set so far; a zone only when enough of them are."""
    levels = {mark.code: mark.level for mark in marks if mark.level is not None}
    apart = {mark.code for mark in marks if mark.not_applicable}
    return total(rubric, levels, not_applicable=apart, expert=True)
