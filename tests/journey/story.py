"""samples/story told stage by stage: bytes → document → findings → assessment → decision → paper.

Stages 1 and 4 are written by people (the school's file, the expert's form); the others are made from them.
`make goldens` writes the made ones anew; the difference is reviewed like code.
"""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from review.assess.decision import suggested  # noqa: E402 - runs as a script too, so the root comes first
from review.check.run import examine  # noqa: E402
from review.extract.facts import extract  # noqa: E402
from review.flow.papers.issuing.issuing import render  # noqa: E402
from review.flow.runs.check_json import check_json  # noqa: E402
from review.flow.runs.kits import read_kit  # noqa: E402
from review.flow.runs.parse_json import document_json  # noqa: E402
from review.intake.accept import accept  # noqa: E402
from review.issue.facts.conclusion import conclusion_facts  # noqa: E402
from review.issue.facts.decided import Decided  # noqa: E402
from review.issue.template.templates import find  # noqa: E402
from review.language.russian import russian  # noqa: E402
from review.model.assessment import Assessment, Decision, Mark  # noqa: E402
from review.model.card import Entry  # noqa: E402
from review.model.finding import Examination, Subject  # noqa: E402
from review.model.register import Body, SchoolCard  # noqa: E402
from review.model.rubric import Rubric  # noqa: E402
from review.model.scoring import total  # noqa: E402
from review.model.submission import DocumentState, SchoolDocument, Version, VersionState  # noqa: E402
from review.parse.word.reader import read_docx  # noqa: E402
from review.rubric.library import load  # noqa: E402
from review.settings import Settings  # noqa: E402

STORY = ROOT / "samples" / "story"
INTAKE, FORM = STORY / "1_intake.docx", STORY / "4_assessment.toml"
UPLOADED = datetime(2022, 3, 29, 10, tzinfo=UTC)
FINISHED = datetime(2022, 4, 7, 15, tzinfo=UTC)
DECIDED = datetime(2022, 4, 8, 9, tzinfo=UTC)
DUE = datetime(2022, 4, 29, tzinfo=UTC)


def tell() -> dict[str, str | bytes]:
    """The made stages by file name."""
    settings = Settings()
    library = load(settings.rubrics)
    kit = read_kit(ROOT / "samples" / "kits" / "topolevskaya")
    profile = library.profile(kit.profile)
    rubric = library.rubric("concept@2022.1")
    accepted = accept(INTAKE.read_bytes(), settings.limits)
    document = read_docx(accepted.data, settings.limits)
    facts = extract(document, profile, russian(), kind="concept")
    subject = Subject(document, facts, profile, "concept", Entry("1_intake.docx", sha256=accepted.sha256), kit.card)
    examination = examine(subject, rubric, russian())
    assessment = _assessment(rubric, examination)
    verdict, grounds = suggested(rubric, assessment)
    if verdict is None:
        raise SystemExit("the story's form leaves no decision")
    decision = Decision(
        1, 1, 1, verdict, grounds, "Воронцова Екатерина Андреевна", DECIDED, DUE, rubric.id, rubric.sha256
    )
    decided = Decided(
        document=_handed_in(accepted.sha256, len(accepted.data), assessment),
        version=_version(accepted.sha256, len(accepted.data)),
        card=_school(kit.card),
        profile=profile,
        rubric=rubric,
        examination=examination,
        assessment=assessment,
        decision=decision,
    )
    return {
        "2_document.json": _json(document_json(document)),
        "3_findings.json": _json(check_json(document, facts, "concept", profile.id, examination)),
        "5_decision.json": _json(_told(decision, assessment)),
        "6_issued.docx": _paper(decided, settings),
    }


def _assessment(rubric: Rubric, examination: Examination) -> Assessment:
    """The expert agrees with the proposals except where the form says otherwise."""
    form = tomllib.loads(FORM.read_text(encoding="utf-8"))
    proposed = {finding.code: finding.level for finding in examination.findings}
    marks = []
    for criterion in rubric.criteria:
        said = form["marks"].get(criterion.code, {})
        level = None if said.get("not_applicable") else said.get("level", proposed[criterion.code])
        marks.append(
            Mark(
                code=criterion.code,
                level=level,
                not_applicable=said.get("not_applicable", False),
                reason=said.get("reason", ""),
                recommendation=said.get("recommendation", ""),
                proposed=proposed[criterion.code],
            )
        )
    levels = {mark.code: mark.level for mark in marks if mark.level is not None}
    skipped = [mark.code for mark in marks if mark.not_applicable]
    summed = total(rubric, levels, not_applicable=skipped, expert=True)
    return Assessment(1, 1, 1, form["expert"], FINISHED, tuple(marks), form["praise"], form["summary"], summed)


def _told(decision: Decision, assessment: Assessment) -> dict[str, object]:
    summed = assessment.total
    return {
        "verdict": decision.verdict.value,
        "grounds": decision.grounds,
        "due": date.isoformat(DUE.date()),
        "score": summed.score,
        "max_score": summed.max_score,
        "share": round(summed.share or 0, 3),
        "zone": summed.zone,
        "rubric": decision.rubric,
        "rubric_sha256": decision.rubric_sha256,
        "levels": {mark.code: mark.level for mark in assessment.marks},
    }


def _paper(decided: Decided, settings: Settings) -> bytes:
    template = find("ekspertnoe-zaklyuchenie", settings.templates)
    body = Body(
        id=1,
        level="municipal",
        municipality_id=1,
        region_id=1,
        full_name="Отдел образования администрации Вербинского муниципального района",
        short_name="Отдел образования",
        founder="Администрация Вербинского муниципального района",
        place="г. Вербинск",
        address="",
        phone="",
        email="",
        signer_post="начальник отдела образования",
        signer_name="Панина Светлана Юрьевна",
        executor_name="",
        executor_phone="",
        number_suffix="",
        order_word="ПРИКАЗ",
        order_verb="ПРИКАЗЫВАЮ:",
    )
    registered = {
        "reg": {"no": "7", "date": DECIDED.date().isoformat()},
        "verify": {"code": "0000-0000-0000", "url": "https://expertiza.example/v/0000-0000-0000"},
    }
    return render(template, {**conclusion_facts(decided, body), **registered}, russian())


def _version(sha256: str, size: int) -> Version:
    return Version(
        id=1,
        document_id=1,
        number=1,
        file_name="1_intake.docx",
        sha256=sha256,
        size=size,
        uploaded_at=UPLOADED,
        uploaded_by="Гусев Павел Романович",
        state=VersionState.CHECKED,
        progress="",
        problem=None,
        pages=None,
        unread=(),
        rubric="concept@2022.1",
        machine=None,
    )


def _handed_in(sha256: str, size: int, assessment: Assessment) -> SchoolDocument:
    return SchoolDocument(
        id=1,
        school_id=1,
        school="МКОУ «Тополёвская ООШ»",
        municipality="Вербинский муниципальный район",
        season_id=1,
        kind="concept",
        kind_title="Концепция развития",
        risk=None,
        stage=None,
        measure=None,
        state=DocumentState.REWORK,
        curator_confirmed=True,
        latest=_version(sha256, size),
        versions=1,
        expert_total=assessment.total,
        marked=13,
        to_mark=13,
        expert=assessment.expert,
        version=1,
    )


def _school(card: Any) -> SchoolCard:
    return SchoolCard(
        id=1,
        full_name=card.school.full_name,
        short_name=card.school.short_name,
        municipality_id=1,
        municipality=card.school.municipality,
        region=card.school.region,
        director=card.school.director,
        director_post="директор",
        email="",
        season_id=1,
        period_start=card.period[0],
        period_end=card.period[1],
        risks=card.risks,
        curator_id=None,
        curator="",
        version=1,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write() -> None:
    """Write the made stages anew."""
    for name, content in tell().items():
        path = STORY / name
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_bytes(content)


if __name__ == "__main__":
    write()
