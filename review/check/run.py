"""The engine: every criterion's check is shown the subject, its answer becomes a finding.

Order of checks never matters, the same subject gives the same examination, and a check that failed to run leaves its
criterion unchecked: nothing is ever passed because a check did not run.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from review.check.catalogue import Check, Need, check
from review.model.finding import Examination, Finding, Proposal
from review.model.params import fit
from review.model.scoring import total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.model.document import Document, Quote
    from review.model.finding import Outcome, Reason, Subject
    from review.model.language import Language
    from review.model.rubric import Criterion, Rubric

_QUOTED = re.compile(r"«\{(\w+)\}»")
log = logging.getLogger(__name__)

FAILED = "Проверка не выполнена: посмотрите документ по этому критерию сами."
NOT_WRITTEN = "Автоматическая проверка этого критерия ещё не реализована."
EXPERT = "Критерий оценивает эксперт."
UNREAD_ALL = "Ни одну страницу документа прочитать не удалось."
UNREAD_SOME = "Не прочитаны страницы: {pages}. Вывод по прочитанной части документа был бы неполным."
MISSING: dict[Need, str] = {
    "school": "Нужна карточка школы: сведения о школе не указаны.",
    "risks": "Нужна карточка школы: рисковый профиль и активированные направления не указаны.",
    "period": "Нужна карточка школы: период реализации не указан.",
    "kit": "Нужны другие документы школы: в комплекте есть только этот.",
    "territory": "Нужна карточка дорожной карты: территория не указана.",
}


def examine(subject: Subject, rubric: Rubric, language: Language) -> Examination:
    """The machine's proposal for every criterion of the rubric."""
    order = _reading_order(subject.document)
    findings = tuple(_finding(subject, criterion, language, order) for criterion in rubric.criteria)
    levels = {item.code: item.level for item in findings if item.level is not None}
    left_out = {item.code for item in findings if item.outcome == "not_applicable"}
    guess = subject.facts.kind
    return Examination(
        kind=subject.kind,
        kind_confidence=guess.confidence if guess.kind == subject.kind else 1.0,
        profile=subject.profile.id,
        rubric=rubric.id,
        rubric_sha256=rubric.sha256,
        findings=findings,
        total=total(rubric, levels, not_applicable=left_out, expert=False),
        compared_with=subject.compared_with,
    )


def _finding(subject: Subject, criterion: Criterion, language: Language, order: Mapping[str, int]) -> Finding:
    outcome: Outcome
    proposal, explanation = _proposal(subject, criterion, language)
    told = (*proposal.reasons, *proposal.hints)
    evidence = _evidence(told, order)
    if criterion.mode == "expert":
        signals = _explain(criterion, proposal.reasons)
        return _made(criterion, None, "expert_only", None, evidence, f"{EXPERT} {signals}".strip())
    level, outcome = proposal.level, proposal.outcome
    if level is None:
        outcome = "not_checked" if outcome in ("assessed", "expert_only") else outcome
        words = explanation or _explain(criterion, proposal.reasons) or FAILED
        return _made(criterion, None, outcome, None, evidence, words)
    level = min(max(level, 0), criterion.max_level)
    explanation = _explain(criterion, told) or f"{criterion.levels[level]}."
    return _made(criterion, level, "assessed", _sure(criterion, proposal), evidence, explanation, proposal.reasons)


def _sure(criterion: Criterion, proposal: Proposal) -> float | None:
    """The check's own confidence, no higher than what its best reason has earned on documents new to it."""
    if proposal.confidence is None or not proposal.reasons:
        return proposal.confidence
    earned = max(criterion.confidence.get(reason.key, 1.0) for reason in proposal.reasons)
    return min(proposal.confidence, earned)


def _made(
    criterion: Criterion,
    level: int | None,
    outcome: Outcome,
    confidence: float | None,
    evidence: tuple[Quote, ...],
    explanation: str,
    reasons: tuple[Reason, ...] = (),
) -> Finding:
    advised = level is not None and level < criterion.max_level
    return Finding(
        code=criterion.code,
        name=criterion.name,
        mode=criterion.mode,
        level=level,
        max_level=criterion.max_level,
        weight=criterion.weight,
        critical=criterion.critical,
        outcome=outcome,
        confidence=confidence,
        evidence=evidence,
        explanation=explanation,
        advice=criterion.advice.get(level, "") if advised and level is not None else "",
        sample=criterion.sample if advised else "",
        why=criterion.why,
        defects=criterion.defects if advised else (),
        reasons=reasons,
    )


def _proposal(subject: Subject, criterion: Criterion, language: Language) -> tuple[Proposal, str]:
    """The check's answer, or an answer without a level and the words why."""
    if criterion.check is None:
        return _unchecked(), NOT_WRITTEN
    module = check(criterion.check)
    if module is None:
        return _unchecked(), NOT_WRITTEN
    unread = _unread(subject.document)
    if unread == "all" and "text" in module.NEEDS:
        return _unchecked(), UNREAD_ALL
    for need in module.NEEDS:
        if need in MISSING and not _known(subject, need):
            return _unchecked(), MISSING[need]
    try:
        params = fit(module.Params, criterion.params)
        proposal = module.run(subject, params, language)
    except Exception:  # a crash in one check must not stop the others; it is logged and shown as unchecked
        log.exception("check %s crashed for %s", criterion.check, criterion.code)
        return _unchecked(), FAILED
    if unread == "some" and "text" in module.NEEDS and not _stands(module, proposal):
        pages = ", ".join(str(item.page) for item in subject.document.unread)
        return _unchecked(), UNREAD_SOME.format(pages=pages)
    return proposal, ""


def _unchecked() -> Proposal:
    return Proposal(None, None, outcome="not_checked")


def _unread(document: Document) -> str:
    if not document.unread:
        return "none"
    everything = document.pages is not None and len({item.page for item in document.unread}) >= document.pages
    return "all" if everything or document.words == 0 else "some"


def _stands(module: Check, proposal: Proposal) -> bool:
    """What found words prove stays, whatever the unread pages hold: a grave defect, or a fact that is told."""
    return (
        proposal.level is not None
        and bool(proposal.reasons)
        and all(reason.key in module.PROVEN and reason.evidence for reason in proposal.reasons)
    )


def _known(subject: Subject, need: Need) -> bool:
    card = subject.card
    if need == "kit":
        return bool(subject.kit)
    if card is None:
        return False
    if need == "risks":
        return card.activated is not None
    if need == "period":
        return card.period is not None
    return card.territory is not None if need == "territory" else card.school is not None


def _explain(criterion: Criterion, reasons: Sequence[Reason]) -> str:
    sentences = []
    for reason in reasons:
        template = criterion.wording.get(reason.key)
        if template is None:
            log.warning("criterion %s has no wording for %s", criterion.code, reason.key)
            continue
        values = dict(reason.values) | {f"{key}_inside": _inside(value) for key, value in reason.values.items()}
        sentences.append(_QUOTED.sub(r"«{\1_inside}»", template).format_map(values))
    return " ".join(dict.fromkeys(sentences))


def _inside(value: object) -> str:
    """A value as it stands between quotation marks: its own become the inner ones, «Неделя „Я попробовал“»."""
    text = str(value).strip()
    if text.startswith("«") and text.endswith("»") and "«" not in text[1:]:
        text = text[1:-1]
    return text.replace("«", "„").replace("»", "“")


def _evidence(reasons: Sequence[Reason], order: Mapping[str, int]) -> tuple[Quote, ...]:
    quotes = {(quote.block, quote.start, quote.end): quote for reason in reasons for quote in reason.evidence}
    kept = [quote for quote in quotes.values() if quote.text.strip() and quote.block in order]
    return tuple(sorted(kept, key=lambda quote: (order[quote.block], quote.start, quote.end)))


def _reading_order(document: Document) -> dict[str, int]:
    ids: list[str] = []
    for block in document.blocks:
        ids.append(block.id)
        if block.table is not None:
            ids.extend(cell.id for cell in block.table.cells())
    return {block: number for number, block in enumerate(ids)}
