"""What the sample says of its frame: the share that conforms, with an interval that knows how the sample was drawn.

A simple random sample gets the exact interval of a finite frame. Strata, unequal probabilities and schools drawn as a
whole get a variance by linearisation and an interval that matches it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from review.assign.intervals import exact, weighted
from review.assign.variance import Seen, by_probabilities, by_strata, grouped
from review.model.campaign import Estimate
from review.model.proportion import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.model.campaign import Drawn, Sample

BEST_DESIGN = 2.0  # how far an estimated gain over a simple random sample is believed
PRINTED = 0.0005  # a difference of shares a reader can see
FEW = 30  # below it the intervals are told, but with a warning
WAITING = "Заключения ещё нет у {} из {} отобранных документов: оценка считает, что они таковы же, как остальные."
NO_SCHOOLS = (
    "Отобраны отдельные документы, поэтому доля школ, у которых соответствуют все документы, по этой выборке "
    "не оценивается. Чтобы её оценить, отбирайте школы целиком."
)
CLUSTERED = "Отобраны школы целиком: документы одной школы похожи друг на друга, и интервал это учитывает."
FEW_STRATA = "Отобрано меньше единиц, чем страт: интервал посчитан как для простой случайной выборки."
WEIGHED = (
    "Оценка отличается от простой доли решённых: документы отобраны с разной вероятностью, и каждый учтён столько раз, "
    "сколько документов основы представляет."
)
PARTLY = "Школы, у которых решены не все отобранные документы, в оценку пока не вошли."
SMALL = "Отобрано меньше 30 единиц: интервал широк, выводы по нему осторожны."


def estimate(sample: Sample, conforming: Mapping[int, bool]) -> Estimate:
    """Shares from the documents that have a conclusion; those that wait are taken to be like the others."""
    groups = _by_unit(sample)
    whole = [group for group in groups if all(one.item.document_id in conforming for one in group)]
    seen = []
    for group in whole:
        marks = [conforming[one.item.document_id] for one in group]
        seen.append(Seen(group[0].stratum, group[0].probability, sum(marks), len(marks)))
    documents, effective = _interval(sample, seen, len(groups))
    schools = _schools(sample, seen, len(groups), documents)
    waiting = sum(one.item.document_id not in conforming for one in sample.drawn)
    notes = _notes(sample, waiting, len(groups), tells_schools=schools is not None)
    notes += _unlike_plain(documents, seen, partly=sum(one.size for one in seen) < len(sample.drawn) - waiting)
    return Estimate(documents, schools, sample.rule.confidence, waiting, effective, notes)


def _by_unit(sample: Sample) -> list[list[Drawn]]:
    groups: dict[int, list[Drawn]] = defaultdict(list)
    for one in sample.drawn:
        groups[one.item.school_id if sample.rule.unit == "school" else one.item.document_id].append(one)
    return list(groups.values())


def _schools(sample: Sample, seen: Sequence[Seen], drawn: int, documents: Interval) -> Interval | None:
    """The share of schools all of whose documents conform, where the draw can tell it."""
    if sample.rule.unit == "school":
        only = [Seen(one.stratum, one.probability, int(one.hits == one.size), 1) for one in seen]
        return _interval(sample, only, drawn)[0]
    if sample.frame_documents == sample.frame_schools:
        return documents
    return None


def _interval(sample: Sample, seen: Sequence[Seen], drawn: int) -> tuple[Interval, float | None]:
    """The share of hits with its interval, and the size of a simple random sample as telling as this one."""
    if not seen:
        return Interval(None, None, None, 0), None
    frame, confidence, strata = sample.frame_units, sample.rule.confidence, _strata(sample)
    alike = all(one.size == 1 for one in seen)
    if strata is None:
        spread = by_probabilities(seen, drawn)
    else:
        named = seen if len(strata) > 1 else [Seen("", one.probability, one.hits, one.size) for one in seen]
        spread = by_strata(grouped(named, strata))
    if len(seen) == frame:
        return Interval(spread.share, spread.share, spread.share, len(seen)), float(len(seen))
    if strata is not None and len(strata) == 1 and alike:
        low, high = exact(sum(one.hits for one in seen), len(seen), frame, confidence)
        return Interval(spread.share, low, high, len(seen)), float(len(seen))
    correction = 1 - len(seen) / frame
    most = BEST_DESIGN * spread.worth
    variance = max(spread.variance, spread.share * (1 - spread.share) * correction / most)
    low, high = weighted(
        spread.share,
        variance,
        usual=correction / len(seen),
        heaviest=spread.heaviest,
        counted=len(seen),
        degrees=spread.degrees,
        confidence=confidence,
    )
    effective = spread.share * (1 - spread.share) * correction / variance if variance else spread.worth
    return Interval(spread.share, low, high, len(seen)), effective


def _strata(sample: Sample) -> dict[str, int] | None:
    """Units of the frame by stratum, one stratum for a simple draw; None: unequal probabilities."""
    if sample.rule.method == "risk_weighted" and any(one.probability < 1 for one in sample.drawn):
        return None
    if sample.rule.method != "stratified" or _thin(sample):
        return {"": sample.frame_units}
    strata: Counter[str] = Counter()
    for line in sample.strata:
        strata[line.name] += line.frame
    return dict(strata) if len(strata) > 1 else {"": sample.frame_units}


def _thin(sample: Sample) -> bool:
    """Are there strata nobody was drawn from?"""
    return sample.rule.method == "stratified" and any(line.frame and not line.drawn for line in sample.strata)


def _unlike_plain(documents: Interval, seen: Sequence[Seen], *, partly: bool) -> tuple[str, ...]:
    """Why the estimate is not the plain share of the documents that have a conclusion."""
    every = sum(one.size for one in seen)
    weighed = documents.share is not None and abs(documents.share - sum(one.hits for one in seen) / every) > PRINTED
    return (*([PARTLY] if partly else []), *([WEIGHED] if weighed else []))


def _notes(sample: Sample, waiting: int, drawn: int, *, tells_schools: bool) -> tuple[str, ...]:
    told = {
        WAITING.format(waiting, len(sample.drawn)): bool(waiting),
        FEW_STRATA: _thin(sample),
        CLUSTERED: sample.rule.unit == "school" and drawn < sample.frame_units,
        NO_SCHOOLS: not tells_schools,
        SMALL: 0 < drawn < min(FEW, sample.frame_units),
    }
    return tuple(words for words, holds in told.items() if holds)
