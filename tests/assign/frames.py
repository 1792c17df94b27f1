"""Made-up frames: documents of schools of municipalities, with zones, and which of them conform."""

from __future__ import annotations

from random import Random

from review.model.campaign import FrameItem

ZONES = ("red",) * 2 + ("yellow",) * 3 + ("green",) * 4 + (None,)
KINDS = ("concept", "midterm", "antirisk")
LEAN = {"red": -1.0, "yellow": 0.0, "green": 1.0, None: 0.0}


def frame(count: int, *, municipalities: int = 4, per_school: int = 1, seed: int = 1) -> list[FrameItem]:
    """Documents 1 … count; a municipality's schools stand together."""
    chance = Random(seed)
    items = []
    for number in range(count):
        school = number // per_school + 1
        items.append(
            FrameItem(
                document_id=number + 1,
                version_id=1000 + number,
                school_id=school,
                municipality_id=1 + school * municipalities // (count // per_school + 2),
                kind=KINDS[int(chance.random() * 3)],
                zone=ZONES[int(chance.random() * 10)],
                municipality=f"Район {1 + school * municipalities // (count // per_school + 2)}",
                school=f"Школа {school}",
            )
        )
    return items


def conforming(
    items: list[FrameItem], share: float, *, spread: float = 0.0, by_zone: float = 0.0, seed: int = 2
) -> dict[int, bool]:
    """Which documents conform: about `share`, more in later municipalities (`spread`) and better zones (`by_zone`)."""
    chance = Random(seed)
    last = max(item.municipality_id for item in items)
    told = {}
    for item in items:
        place = (item.municipality_id - 1) / max(1, last - 1) - 0.5
        likely = min(0.99, max(0.01, share + 2 * spread * place + by_zone * LEAN[item.zone]))
        told[item.document_id] = chance.random() < likely
    return told
