"""Everything the checks need to know of a document, in one pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.extract.approvals import approvals
from review.extract.evidence import evidence_facts
from review.extract.headings import headings
from review.extract.kinds import Signs, guess_kind
from review.extract.layout import Layout
from review.extract.mentions import Mentions
from review.extract.passport import passport
from review.extract.periods import periods, year_of
from review.extract.personal_data import personal_data
from review.extract.plans import plans
from review.extract.roadmap import read_roadmap
from review.extract.scene import Scene
from review.extract.sections import sections
from review.extract.titles import title_lines
from review.model.programme import Facts, KindGuess

if TYPE_CHECKING:
    from review.model.document import Document
    from review.model.language import Language
    from review.model.profile import Profile
    from review.model.programme import Plan


def extract(document: Document, profile: Profile, language: Language, *, kind: str | None = None) -> Facts:
    """Facts of the document; `kind` is what the sender said, where known: it decides, the guess is still made."""
    scene = Scene(document, profile, language)
    found = headings(scene)
    rows = passport(scene, found)
    marks = approvals(scene, profile.year)
    title = title_lines(scene, {(q.block, scene.by_id[q.block].norm.at(q.start)) for m in marks for q in m.quotes})
    year = year_of(scene, title, rows.rows)
    tables = plans(scene, year or profile.year)
    layout = Layout(scene, title, marks, rows.blocks, tables)
    mentions = Mentions(scene, layout.where)
    parts = sections(scene, found)
    named = mentions.all(parts)
    signs = Signs(title, parts, rows.rows, tables, named)
    guess = guess_kind(scene, signs)
    told = kind or guess.kind
    if told == "antirisk_program":
        mentions.programme = layout.programme(named)
    facts = Facts(
        kind=guess,
        title=scene.quote(title[0].unit, title[0].start, title[0].end) if title else None,
        titles=tuple(scene.quote(line.unit, line.start, line.end) for line in title),
        year=year,
        periods=periods(scene, title, rows.rows, layout.plan_headings),
        approvals=marks,
        sections=parts,
        passport=tuple(rows.rows),
        plans=tuple(_related(plan, mentions) for plan in tables),
        risks=named,
        themes=mentions.themes(),
    )
    if told == "evidence":
        confirming = evidence_facts(document, facts, profile, language)
        return replace(facts, evidence=confirming, personal=personal_data(document, profile, language))
    if told == "roadmap":
        return replace(facts, roadmap=read_roadmap(document, facts, profile, language))
    return facts


def _related(plan: Plan, mentions: Mentions) -> Plan:
    """The plan with the directions each row is about."""
    rows = tuple(
        replace(row, risks=mentions.of(row.measure, row.direction, row.task, plan.heading)) for row in plan.rows
    )
    return replace(plan, rows=rows)


__all__ = ["KindGuess", "extract"]
