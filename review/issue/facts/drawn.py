"""Facts of the protocol of a campaign's draw, from what was kept of it: the paper says what anybody can repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.issue.facts.parts import body_facts, exam_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from review.issue.facts.known import Named
    from review.model.campaign import Method, Sample, StratumField
    from review.model.campaigns import Campaign
    from review.model.profile import Profile
    from review.model.register import Body

METHODS: dict[Method, str] = {
    "all": "сплошной (рассматриваются все документы основы)",
    "random": "простой случайный без возвращения",
    "stratified": "стратифицированный, пропорционально размеру страт",
    "risk_weighted": "случайный с вероятностью, пропорциональной риску",
}
LINED = (
    "единицам в порядке их номеров в службе присваиваются числа генератора «вихрь Мерсенна», запущенного от начального "
    "числа; "
)
ALGORITHMS: dict[Method, str] = {
    "all": "отбор не проводится: берутся все документы основы",
    "random": f"{LINED}отбираются единицы с наименьшими числами",
    "stratified": f"{LINED}в каждой страте отбираются единицы с наименьшими числами",
    "risk_weighted": f"{LINED}по их порядку — систематический отбор с вероятностями по весам зон",
}
CONFIRMED, READ = "загруженные и подтверждённые кураторами", "загруженные и прочитанные"
STRATA: dict[StratumField, str] = {
    "municipality": "муниципалитеты",
    "kind": "виды документов",
    "risk": "направления рисков",
    "zone": "зоны прошлой проверки",
}


@dataclass(frozen=True, slots=True)
class Draw:
    """What the protocol tells of a draw beside its sample."""

    sample: Sample
    day: date
    margin: float | None
    received: bool
    places: Mapping[int, tuple[str, str]]  # school and title of the documents outside the frame


def drawn(
    campaign: Campaign, draw: Draw, body: Body, profile: Profile, chair: Named, secretary: Named
) -> dict[str, object]:
    """The protocol's facts, less registration."""
    sample, rule = draw.sample, draw.sample.rule
    frame, size = sample.frame_documents, len(sample.drawn)
    kind = "evidence" if campaign.stage is not None else None
    facts: dict[str, object] = {
        "body": body_facts(body),
        "exam": exam_name(profile, body.level, kind),
        "meeting": draw.day.isoformat(),
        "as_of": draw.day.isoformat(),
        "qualified": CONFIRMED if campaign.policy.confirmed_only else READ,
        "frame": frame,
        "excluded_count": len(sample.exclusions),
        "method": "перечень получен от федерального координатора" if draw.received else METHODS[rule.method],
        "size": size,
        "share": round(100 * size / frame, 1) if frame else 0.0,
        "seed": "не применялось" if draw.received else rule.seed,
        "algorithm": "отбор проведён федеральным координатором" if draw.received else ALGORITHMS[rule.method],
        "sha_short": grouped(sample.frame_sha256[:16]),
        "chair": chair.told("муниципальный координатор"),
        "secretary": secretary.told("секретарь"),
        "rows": _rows(sample),
        "excluded": _excluded(sample, draw.places),
    }
    if rule.method == "stratified" and rule.strata and not draw.received:
        facts["strata"] = ", ".join(STRATA[one] for one in rule.strata)
    if draw.margin and not draw.received:
        facts["margin"] = round(100 * draw.margin, 1)
        facts["confidence"] = _comma(rule.confidence)
    return facts


def grouped(text: str) -> str:
    """«51c0 9ad2 77be 04f1»."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _rows(sample: Sample) -> list[dict[str, str]]:
    return [
        {
            "stratum": one.stratum or "–",
            "school": one.item.school,
            "doc": one.item.title,
            "probability": _comma(one.probability),
        }
        for one in sample.drawn
    ]


def _excluded(sample: Sample, places: Mapping[int, tuple[str, str]]) -> Sequence[dict[str, str]]:
    found = []
    for one in sample.exclusions:
        school, title = places.get(one.document_id, ("", ""))
        found.append({"school": school or "–", "doc": title or f"документ {one.document_id}", "reason": one.words})
    return found
