"""One examined document as the contract's `check` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.runs.parse_json import unread_json, warnings_json

if TYPE_CHECKING:
    from review.errors import ReviewError
    from review.model.document import Document, Quote
    from review.model.finding import Examination, Finding
    from review.model.programme import Facts

NO_KIND = {
    "code": "kind_unknown",
    "message": "Вид документа не распознан. Укажите его ключом --kind или в kit.json.",
}
NO_RUBRIC = {"code": "rubric_missing", "message": "Для этого вида документа в профиле нет рубрики."}


def error_json(error: ReviewError) -> dict[str, str]:
    """A refusal in words for its sender."""
    return {"code": error.code, "message": error.message, "hint": error.hint}


def check_json(
    document: Document, facts: Facts, kind: str | None, profile: str, result: Examination | None
) -> dict[str, object]:
    """Everything but file, sha256, kit and seconds."""
    warnings = warnings_json(document)
    if kind is None:
        warnings.append(dict(NO_KIND))
    elif result is None:
        warnings.append(dict(NO_RUBRIC))
    period = facts.period
    return {
        "kind": kind,
        "kind_confidence": round(facts.kind.confidence, 3),
        "profile": profile,
        "rubric": result.rubric if result else None,
        "rubric_sha256": result.rubric_sha256 if result else None,
        "pages": document.pages,
        "words": document.words,
        "school": _school(facts),
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None,
        "risks": list(dict.fromkeys(mention.code for mention in facts.risks if not mention.negated)),
        "criteria": [_criterion(finding) for finding in result.findings] if result else [],
        **_total(result),
        "compared_with": result.compared_with if result else 0,
        "unread": unread_json(document),
        "warnings": warnings,
    }


def _school(facts: Facts) -> str | None:
    own = next((mention for mention in facts.schools if mention.own), None)
    return own.quote.text if own else None


def _total(result: Examination | None) -> dict[str, object]:
    if result is None:
        return {"score": None, "max_score": None, "share": None, "zone": None, "conclusion": None}
    total = result.total
    return {
        "score": total.score,
        "max_score": total.max_score,
        "share": round(total.share, 3) if total.share is not None else None,
        "zone": total.zone,
        "conclusion": total.conclusion,
    }


def _criterion(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "mode": finding.mode,
        "level": finding.level,
        "max_level": finding.max_level,
        "weight": finding.weight,
        "critical": finding.critical,
        "outcome": finding.outcome,
        "confidence": round(finding.confidence, 2) if finding.confidence is not None else None,
        "evidence": [_quote(quote) for quote in finding.evidence],
        "explanation": finding.explanation,
        "advice": finding.advice,
        "sample": finding.sample,
        "defects": list(finding.defects),
    }


def _quote(quote: Quote) -> dict[str, object]:
    return {"quote": quote.text, "block": quote.block, "start": quote.start, "end": quote.end, "page": quote.page}
