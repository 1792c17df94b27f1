"""Is the result shown as a value of the indicator, compared with the baseline and the plan?

What it looks for: values that are results (not numbers of people present), words and columns of comparison, a
conclusion.

Why it matters: only a compared value shows whether the risk grew smaller.

Fails: «собрание прошло, присутствовало 40 родителей»; «низкая мотивация у 36,8 %» without a baseline (partly).

Passes: «доля выросла с 60,3 % до 81,0 % при плане 80,0 %; показатель достигнут».

Parameters: none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.confirming import programme_of, row_of
from review.model.finding import Proposal, Reason
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from review.check.catalogue import Need
    from review.model.document import Quote, Table
    from review.model.finding import Subject
    from review.model.language import Language, Quantity

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_result", "attendance_only", "not_compared", "compared")
PROVEN: tuple[str, ...] = ("compared",)
EARLIER = 60  # days
_NUMBER = re.compile(r"\d")
_COUNTED = re.compile(r"\d\s+([^\W\d_]{3,})")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}[.:]\d{2}|(?:19|20)\d\d")
_NAMED_LEVEL = re.compile(r"(?i)(?<!\w)(?:низк|высок)(?:ая|ий|ую|ое|ой|им)\s+[^.;:\n]{0,30}\d")
_MEASURED = re.compile(r"%|доля|процент|балл|уровень|успеваемост|качеств|результат|показател|20\d\d|динамик")
_VALUE = re.compile(r"\d|(?:низк|средн|высок)\w+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_INSTEAD = re.compile(r"\d[^.;\d]{0,40}\s(?:против|вместо)\s+\d", re.IGNORECASE)  # «10 случаев против 14»
_PERCENT = re.compile(r"\d\s*(?:%|процент|п\.\s?п)")

# «1. Провести …», «2. Заместителю директора обеспечить …»: what is to be done, not what came of it
_INFINITIVE = re.compile(r"[а-яё]+(?:(?<!ос)(?<!ас)(?<!ес)(?<!се)ть|(?<!ос)(?<!ас)ти|чь)(?:ся|сь)?(?![а-яё])")
_ENACTS = re.compile(r"утверд|назнач|закреп|созда|зачисл|ввест|призна|объяв|откры|счита")  # the order itself does it
_COMMANDED = 10  # words before the verb of a command
_THRESHOLD = re.compile(
    r"(?:ниже|выше|больше|меньше|более|менее)\s+\d+(?:[.,]\d+)?\s*(?:балл\w*|час\w*|%|процент\w*)(?!\s*(?:на|,\s*чем|,\s*а))"
)


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with a comparison, 1 with values alone, 0 without a result."""
    facts = subject.facts.evidence
    if facts is None:
        return Proposal(None, None, outcome="not_checked")
    values, attendance, compared = _collect(subject, language, _counted_things(subject, language))
    if compared:
        confidence = 0.85 if facts.outcome else 0.65
        return Proposal(2, confidence, (Reason("compared", {}, tuple(compared[:3])),))
    if values:
        return Proposal(1, 0.7, (Reason("not_compared", {}, tuple(values[:3])),))
    if attendance:
        return Proposal(0, 0.7, (Reason("attendance_only", {}, tuple(attendance[:2])),))
    return Proposal(0, 0.85, (Reason("no_result"),))


def _counted_things(subject: Subject, language: Language) -> frozenset[str]:
    """What the indicator of the confirmed measure counts, people left out: «18 ИОМ» → «иом»."""
    programme, wanted = programme_of(subject), subject.entry.measure
    if programme is None or not wanted:
        return frozenset()
    row = row_of(wanted, programme.facts.rows, subject.profile, language)
    if row is None or row.indicator is None:
        return frozenset()
    words = subject.profile.words
    skipped = (*words.get("people", ()), *words.get("generic_measure", ()), *words.get("measured_document", ()))
    counted = [match[1] for match in _COUNTED.finditer(row.indicator.text) if not has_phrase(skipped, match[1])]
    return frozenset(lemma for word in counted for token in language.tokens(word) for lemma in token.lemmas)


def _collect(
    subject: Subject, language: Language, things: frozenset[str]
) -> tuple[list[Quote], list[Quote], list[Quote]]:
    """(values, numbers of people present, comparisons)."""
    document, words = subject.document, subject.profile.words
    values: list[Quote] = []
    attendance: list[Quote] = []
    compared: list[Quote] = []
    facts = subject.facts.evidence
    ordered = facts is not None and facts.document_type == "order"
    for block in document.body():
        if block.table is not None:
            found = _table_values(block.table)
            values += [document.quote(cell) for cell in found]
            if found and (header := _compared_header(block.table, words)):
                compared += [document.quote(cell) for cell in (*header, *found[:2])]
            continue
        told: list[Quote] = []
        for sentence in language.sentences(block.text):
            text = block.text[sentence.start : sentence.end]
            numbers = language.quantities(text)
            counted = bool(things and _NUMBER.search(_DAY.sub("", text)) and things & language.lemmas(text))
            if not (numbers or counted or _INSTEAD.search(text)) or has_phrase(words.get("outcome_expected", ()), text):
                continue
            if ordered and _is_command(text):
                continue
            quote = document.quote(block.id, sentence.start, sentence.end)
            earlier = _names_earlier(text, _day(subject), language)
            if _is_comparison(text, numbers, words, language, earlier=earlier):
                compared.append(quote)
            elif _is_result(text, words) or counted:
                values.append(quote)
                told.append(quote)
            elif has_phrase((*words.get("people", ()), *words.get("attended", ())), text):
                attendance.append(quote)
        compared += _neighbours(told, words, subject, language)
    return values, attendance, compared


def _is_command(text: str) -> bool:
    """What an order wants done is no result; what it establishes is."""
    verb = _INFINITIVE.search(text.lower())
    if verb is None or len(text[: verb.start()].split()) > _COMMANDED:
        return False
    return _ENACTS.match(verb.group()) is None


def _neighbours(
    told: Sequence[Quote], words: Mapping[str, tuple[str, ...]], subject: Subject, language: Language
) -> list[Quote]:
    """«В марте было 25 %. Сейчас 67 %. План — 60 %»: shares of one paragraph, one of another time or planned."""
    shares = [quote for quote in told if _PERCENT.search(quote.text)]
    other = [
        quote
        for quote in shares
        if has_phrase(words.get("against", ()), quote.text) or _names_earlier(quote.text, _day(subject), language)
    ]
    return list(shares) if other and len(other) < len(shares) else []


def _day(subject: Subject) -> date | None:
    """The day the document speaks from: its event's, else its issue's."""
    facts = subject.facts.evidence
    if facts is None:
        return None
    return (facts.event[0].last if facts.event else None) or facts.issued


def _names_earlier(text: str, day: date | None, language: Language) -> bool:
    """A time at least two months before the event or before another time told: the baseline's."""
    if day is None:
        return False
    days = [span.last for span in language.dates(text, year=day.year) if span.last]
    apart = len(days) > 1 and (max(days) - min(days)).days > EARLIER
    return apart or any((day - other).days > EARLIER for other in days)


def _is_comparison(
    text: str, numbers: Sequence[Quantity], words: Mapping[str, tuple[str, ...]], language: Language, *, earlier: bool
) -> bool:
    """Two numbers and a word of comparison, a change "с … до …", or shares of two times."""
    shares = len(_PERCENT.findall(text)) > 1 or (len(numbers) > 1 and has_phrase(words.get("result_words", ()), text))
    if language.changes(text) or (earlier and shares) or _INSTEAD.search(text):
        return True
    text = _THRESHOLD.sub(" ", text)
    change = has_phrase(words.get("changed", ()), text)
    against = has_phrase(words.get("against", ()), text)
    by = any(number.comparison == "by" for number in numbers)
    if by and change and (against or earlier):
        return True
    return len(numbers) > 1 and (change or against) and _is_result(text, words)


def _is_result(text: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """A share, a score or a named level is a result; heads counted at a meeting are not."""
    if _PERCENT.search(text):
        return not has_phrase(words.get("attended_only", ()), text) or has_phrase(words.get("against", ()), text)
    return has_phrase(words.get("result_words", ()), text) or _NAMED_LEVEL.search(text) is not None


def _table_values(table: Table) -> list[str]:
    """Cells with a share or a score, when the table counts results."""
    head = " ".join(cell.text for row in table.rows[:2] for cell in row)
    measured = (
        re.search(r"%|доля|процент|балл|уровень|успеваемост|качеств|результат|показател|20\d\d|динамик", head.lower())
        is not None
    )
    return [
        cell.id
        for row in table.rows[1:]
        for cell in row
        if cell.col > 0 and (_PERCENT.search(cell.text) or (measured and _VALUE.search(_DAY.sub("", cell.text))))
    ]


def _compared_header(table: Table, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Columns of two times or of plan and fact."""
    cells = [cell for row in table.rows[:2] for cell in row]
    text = " | ".join(cell.text for cell in cells)
    pairs = has_phrase(words.get("compared_columns", ()), text)
    times = len(set(_YEAR.findall(text))) > 1
    return tuple(cell.id for cell in cells[:4] if cell.text.strip()) if pairs or times else ()
