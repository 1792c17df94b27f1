"""Facts of the protocol of the sample: the frame, the draw that anybody can repeat, what was left out and why."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from review.issue.facts.decided import NOT_CONCEPT
from review.issue.facts.known import Composed
from review.issue.facts.parts import body_facts, exam_name, given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.issue.facts.known import Answers, Known
    from review.model.submission import SchoolDocument

WHOLE, SIMPLE = "сплошной (рассматриваются все документы основы)", "простой случайный без возвращения"
ALGORITHM = (
    "документы упорядочены по SHA-256 от строки «начальное число:номер документа», "
    "отобраны первые по порядку, всего {size}"
)


def sample(known: Known, answers: Answers) -> Composed:
    """Documents confirmed by curators are the frame; `size` of them are drawn by the seed, all when it is not given."""
    shown = [item for item in known.documents if item.kind not in NOT_CONCEPT and item.kind is not None]
    frame = [item for item in shown if item.curator_confirmed]
    excluded = [item for item in shown if not item.curator_confirmed]
    wanted = answers.get("size")
    size = min(wanted, len(frame)) if isinstance(wanted, int) and wanted > 0 else len(frame)
    seed = given(answers, "seed", f"{known.day:%Y%m%d}")
    drawn = drawn_from(frame, size, seed)
    share = round(100 * size / len(frame), 1) if frame else 0.0
    facts = {
        "body": body_facts(known.body),
        "exam": exam_name(known.profile, known.body.level, None),
        "meeting": known.day.isoformat(),
        "as_of": known.day.isoformat(),
        "frame": len(frame),
        "excluded_count": len(excluded),
        "method": WHOLE if size == len(frame) else SIMPLE,
        "size": size,
        "share": share,
        "seed": seed,
        "algorithm": ALGORITHM.format(size=size),
        "sha_short": fingerprint(frame),
        "chair": known.actor.told("муниципальный координатор"),
        "rows": [
            {
                "stratum": "–",
                "school": item.school,
                "doc": _title(item),
                "probability": f"{share / 100:.2f}".replace(".", ","),
            }
            for item in drawn
        ],
        "excluded": [
            {"school": item.school, "doc": _title(item), "reason": "нет подтверждения куратора"} for item in excluded
        ],
    }
    stops = [] if frame else ["основа выборки пуста: кураторы не подтвердили ни одного документа"]
    schools = tuple(sorted({item.school_id for item in shown}))
    campaign = known.campaign
    warnings = []
    if campaign is not None and campaign.drawn:
        warnings.append(f"выборка уже проведена в кампании «{campaign.title}»: её протокол выпускается там")
    return Composed(facts, "Формирование выборки документов", tuple(stops), tuple(warnings), school_ids=schools)


def drawn_from(frame: Sequence[SchoolDocument], size: int, seed: str) -> list[SchoolDocument]:
    """The same seed draws the same documents from the same frame, whoever repeats it; by school."""
    by_lot = sorted(frame, key=lambda item: hashlib.sha256(f"{seed}:{item.id}".encode()).hexdigest())
    return sorted(by_lot[:size], key=lambda item: (item.school, item.id))


def fingerprint(frame: Sequence[SchoolDocument]) -> str:
    """The frame's list in sixteen signs: versions by hash, so a replaced file changes it."""
    listed = "\n".join(f"{item.id} {item.latest.sha256}" for item in sorted(frame, key=lambda item: item.id))
    sha = hashlib.sha256(listed.encode()).hexdigest()
    return " ".join(sha[start : start + 4] for start in range(0, 16, 4))


def _title(item: SchoolDocument) -> str:
    risk = f" «{item.risk_title}»" if item.risk_title else ""
    return f"{item.kind_title}{risk}, редакция {item.latest.number}"
