"""Facts of the spravka of how a road map is carried out: the plan is known, what was done is asked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from review.issue.facts.known import Composed
from review.issue.facts.parts import executor_facts, given, project_facts, registered_parts, where
from review.issue.facts.plan import sections
from review.issue.facts.spravka import share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.issue.facts.known import Answers, Known

DATES = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
DONE, LATE, MISSED, AHEAD = "выполнено", "выполнено позже срока", "не выполнено", "срок не наступил"
TARGET = "roadmap_stage1_share"
NO_PROOF = ("", "нет", "–", "-", "—")


def progress(known: Known, answers: Answers) -> Composed:
    """«Выполнено» needs a document; what has passed without one is not done."""
    as_of = date.fromisoformat(given(answers, "as_of", known.day.isoformat()))
    rows = _rows(known, answers, as_of)
    counted = {word: sum(row["status"] == word for row in rows) for word in (DONE, LATE, MISSED, AHEAD)}
    done = counted[DONE] + counted[LATE]
    facts: dict[str, object] = {
        **registered_parts(known),
        **executor_facts(known.body),
        "project": project_facts(known.profile)["project"],
        "place_loct": where(known),
        "as_of": as_of.isoformat(),
        "q": {
            "planned": len(rows),
            "due": len(rows) - counted[AHEAD],
            "done": done,
            "late": counted[LATE],
            "missed": counted[MISSED],
        },
        "pct": share("done", done, len(rows)),
        "measures": rows,
        "conclusions": f"выполнено и подтверждено мероприятий: {done} из {len(rows)} запланированных.",
    }
    if TARGET in known.profile.thresholds:
        facts["target"] = round(100 * known.profile.thresholds[TARGET], 1)
    if counted[MISSED]:
        facts["next"] = "выполнить мероприятия, срок которых прошёл, и отразить их результаты в следующей справке."
    stops = [] if rows else ["плана мероприятий нет: утвердите дорожную карту приказом или загрузите её"]
    warnings = [f"не выполнено или нет подтверждения: {counted[MISSED]}; впишите документ или причину и новый срок"]
    about = f"О ходе выполнения плана мероприятий («дорожной карты») {where(known)}"
    ids = tuple(card.id for card in known.cards)
    return Composed(facts, about, tuple(stops), tuple(warnings if counted[MISSED] else ()), school_ids=ids)


def _rows(known: Known, answers: Answers, as_of: date) -> list[dict[str, object]]:
    written = answers.get("measures")
    if isinstance(written, list):
        return [_judged(row, as_of) for row in written]
    plan = [row for section in sections(known, {}) for row in _list(section.get("rows"))]
    return [
        _judged(
            {
                **{name: str(row[name]) for name in ("no", "name", "term", "resp")},
                "fact": str(row.get("indicator") or "–"),
                "proof": "нет",
            },
            as_of,
        )
        for row in plan
    ]


def _list(value: object) -> Sequence[Mapping[str, object]]:
    return value if isinstance(value, list) else []


def _judged(row: Mapping[str, object], as_of: date) -> dict[str, object]:
    """The status follows from the term and the document; a secretary may only say that it came late."""
    ends = [date(int(y), int(m), int(d)) for d, m, y in DATES.findall(str(row.get("term", "")))]
    proved = str(row.get("proof") or "").strip().casefold() not in NO_PROOF
    late = "позже" in str(row.get("status") or "")
    unproved = AHEAD if not ends or max(ends) >= as_of else MISSED
    done = LATE if late else DONE
    status = done if proved else unproved
    return {**row, "status": status, "proof": row.get("proof") or "нет"}
