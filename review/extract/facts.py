"""Everything the checks need to know of a document, in one pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.extract.evidence.reading import evidence_facts
from review.extract.kinds import Signs, guess_kind
from review.extract.names.approvals import approvals
from review.extract.names.blanks import blanks
from review.extract.names.mentions import Mentions
from review.extract.names.personal_data import personal_data
from review.extract.names.persons import persons
from review.extract.names.places import places
from review.extract.names.schools import schools
from review.extract.programme.aims import Aim, aims
from review.extract.programme.answers import responsible
from review.extract.programme.indicators import indicators
from review.extract.programme.listed_plans import listed_plans
from review.extract.programme.matrices import from_matrices
from review.extract.programme.passport import passport
from review.extract.programme.periods import periods, year_of
from review.extract.programme.plans import plans
from review.extract.programme.told_plans import told_plans
from review.extract.roadmap.reading import read_roadmap
from review.extract.scene import Scene
from review.extract.shape.headings import headings, keyed
from review.extract.shape.layout import Layout
from review.extract.shape.sections import sections
from review.extract.shape.titles import title_lines
from review.model.programme import Facts, Goal, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.document import Document
    from review.model.language import Language
    from review.model.plan import Plan
    from review.model.profile import Profile

PROGRAMMES = ("midterm_program", "antirisk_program", "development_program")


def extract(document: Document, profile: Profile, language: Language, *, kind: str | None = None) -> Facts:
    """Facts of the document. `kind` is what the sender said, where known: it decides, and the guess is still made."""
    scene = Scene(document, profile, language)
    found = headings(scene)
    rows = passport(scene, found)
    marks = approvals(scene)
    title = title_lines(scene, {(q.block, scene.by_id[q.block].norm.at(q.start)) for m in marks for q in m.quotes})
    year = year_of(scene, title, rows.rows)
    tables = plans(scene, year or profile.year, rows.blocks)
    layout = Layout(scene, title, marks, rows.blocks, tables)
    mentions = Mentions(scene, layout.where)
    parts = sections(scene, found, mentions.names, layout.plan_blocks, prose=not rows.rows)
    named = mentions.all(parts)
    guess = guess_kind(scene, Signs(title, parts, rows.rows, tables, named))
    told = kind or guess.kind
    if told == "antirisk_program":
        mentions.programme = layout.programme(named)
    mentions.headings = parts
    if not tables and told in PROGRAMMES:
        span = year or profile.year
        tables = listed_plans(scene, parts, rows.blocks, span) or told_plans(scene, parts, rows.blocks, span)
    found = keyed(found, parts)
    related = tuple(_related(plan, mentions) for plan in tables)
    wanted = [*aims(scene, rows, found, layout.plan_blocks), *from_matrices(scene, rows.blocks, layout.plan_blocks)]
    facts = Facts(
        kind=guess,
        title=scene.quote(title[0].unit, title[0].start, title[0].end) if title else None,
        titles=tuple(scene.quote(line.unit, line.start, line.end) for line in title),
        year=year,
        schools=schools(scene, layout.where),
        places=places(scene, layout.where),
        persons=persons(scene, layout.where),
        periods=periods(scene, title, rows.rows, layout.plan_headings),
        approvals=marks,
        sections=parts,
        passport=tuple(rows.rows),
        goals=_goals(scene, wanted, mentions, year or profile.year),
        tasks=(*_tasks(scene, wanted, mentions), *_plan_tasks(related)),
        indicators=indicators(scene, rows, found, related, mentions),
        plans=related,
        risks=named,
        blanks=blanks(scene, {quote.block for mark in marks for quote in mark.quotes}),
        responsible=responsible(scene, parts, related),
        themes=mentions.themes(),
        personal=personal_data(document, profile, language),
    )
    if told == "evidence":
        return replace(facts, evidence=evidence_facts(document, facts, profile, language))
    if told == "roadmap":
        return replace(facts, roadmap=read_roadmap(document, facts, profile, language))
    return facts


def _goals(scene: Scene, wanted: Sequence[Aim], mentions: Mentions, year: int) -> tuple[Goal, ...]:
    made = []
    for aim in wanted:
        if aim.kind == "goal":
            quote = scene.quote(aim.unit, aim.start, aim.end)
            measured = scene.language.measurability(f"{quote.text} {aim.beside}".strip(), year=year)
            made.append(Goal(quote, measured, aim.where, mentions.of(quote, aim.context)))
    return tuple(made)


def _tasks(scene: Scene, wanted: Sequence[Aim], mentions: Mentions) -> tuple[Task, ...]:
    made = []
    for aim in wanted:
        if aim.kind == "task":
            quote = scene.quote(aim.unit, aim.start, aim.end)
            made.append(Task(quote, aim.number, aim.where, mentions.of(quote, aim.context)))
    return tuple(made)


def _plan_tasks(tables: Sequence[Plan]) -> tuple[Task, ...]:
    """Tasks of the plans' own column, each once."""
    made: dict[str, Task] = {}
    for plan in tables:
        for row in plan.rows:
            if row.task is not None and row.task.text and row.task.block not in made:
                number = row.task.text.split(".")[0] if row.task.text[:1].isdigit() else None
                made[row.task.block] = Task(row.task, number, "plan", row.risks)
    return tuple(made.values())


def _related(plan: Plan, mentions: Mentions) -> Plan:
    """The plan with the directions each row is about."""
    rows = tuple(
        replace(row, risks=mentions.of(row.measure, row.direction, row.task, plan.heading, text=row.section))
        for row in plan.rows
    )
    return replace(plan, rows=rows)
