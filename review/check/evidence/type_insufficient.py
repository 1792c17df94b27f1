"""Does this type of document prove that the measure was carried out?

What it looks for: the type of the document and whether it tells of an outcome.

Why it matters: photographs and intentions cannot be checked; an order to hold an event says nothing of how it went.

Fails: a page of photographs with a link; «План проведения недели» (partly).

Passes: a protocol with «РЕШИЛИ», a spravka with conclusions, an order on results.

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.confirming import body_of, title_of
from review.model.finding import Proposal, Reason
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import EvidenceFacts

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("photo", "intention", "no_outcome", "no_outcome_order", "fact", "enough")
PROVEN: tuple[str, ...] = ("enough",)
TITLES = {
    "order": "приказ",
    "protocol": "протокол",
    "spravka": "справка или отчёт",
    "list": "список или лист регистрации",
    "plan": "план или программа",
    "script": "сценарий или разработка",
    "diagnostics": "результаты диагностики",
    "certificate": "удостоверение или сертификат",
    "letter": "письмо или объявление",
    "photo": "фотографии",
    "": "вид не определён",
}


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 for a document of a fact with its outcome, 1 for a plan or an order, 0 for pictures and intentions."""
    facts = subject.facts.evidence
    if facts is None:
        return Proposal(None, None, outcome="not_checked")
    body = body_of(subject.document)
    happened = has_phrase(subject.profile.words.get("happened", ()), body)
    on_results = has_phrase(subject.profile.words.get("title_results", ()), title_of(subject.document))
    evidence: tuple[Quote, ...] = facts.outcome[:2] or ((facts.type_quote,) if facts.type_quote else ())
    values = {"type": TITLES[facts.document_type]}
    level, key, confidence = _judge(facts, happened=happened, on_results=on_results)
    return Proposal(level, confidence, (Reason(key, values, evidence),))


def _judge(facts: EvidenceFacts, *, happened: bool, on_results: bool) -> tuple[int, str, float]:
    kind, outcome, counted = facts.document_type, bool(facts.outcome), bool(facts.attendance)
    if kind == "photo":
        return 0, "photo", 0.85
    if kind == "letter":
        return (1, "fact", 0.6) if outcome and counted else (0, "intention", 0.7)
    if kind == "order":
        told = on_results or (outcome and bool(facts.event) and counted)
        return (2, "enough", 0.85) if told else (1, "no_outcome_order", 0.85)
    if kind in ("plan", "script"):
        return (2, "enough", 0.6) if outcome and happened and counted else (1, "no_outcome", 0.85)
    if kind in ("protocol", "certificate"):
        return (2, "enough", 0.85) if outcome or happened or kind == "certificate" else (1, "no_outcome", 0.6)
    if kind in ("spravka", "diagnostics", "list"):
        return (2, "enough", 0.85) if outcome or counted else (1, "no_outcome", 0.7)
    if not happened and not outcome:
        return 0, "intention", 0.6
    return (2, "enough", 0.6) if outcome and happened else (1, "fact", 0.6)
