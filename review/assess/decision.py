"""From the expert's total to a suggested decision with its grounds in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.assessment import Verdict

if TYPE_CHECKING:
    from review.model.assessment import Assessment
    from review.model.rubric import Rubric

BY_ZONE = {"green": Verdict.CONFORMS, "yellow": Verdict.REWORK, "red": Verdict.FAILS}


def suggested(rubric: Rubric, assessment: Assessment) -> tuple[Verdict | None, str]:
    """The verdict the rubric's thresholds lead to, and the grounds."""
    total = assessment.total
    if total.zone is None or total.share is None:
        return None, ""
    levels = {mark.code: mark.level for mark in assessment.marks}
    zeros = [item.code for item in rubric.criteria if item.critical and levels.get(item.code) == 0]
    share = f"{total.share * 100:.1f}".replace(".", ",")
    words = [f"Набрано {total.score} из {total.max_score} баллов ({share}\u00a0%)"]
    if zeros:
        words.append(f"критические критерии с уровнем 0: {', '.join(zeros)}")
    else:
        words.append("критических критериев с уровнем 0 нет")
    apart = sum(mark.not_applicable for mark in assessment.marks)
    if apart:
        words.append(f"неприменимых критериев: {apart}")
    return BY_ZONE[total.zone], "; ".join(words) + f". Вывод: {total.conclusion}."
