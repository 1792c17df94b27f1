"""Templates a body brings itself: linted, returned with comments where they need mending, tried on example data.

A foreign template runs in a guarded child: an endless loop in it costs the child, not the service.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.flow.papers.issuing import read_facts, render_context
from review.intake.accept import accept
from review.intake.guard import Guard
from review.issue.context import context
from review.issue.engine import CompiledTemplate
from review.issue.fields import read_sheet
from review.issue.lint import commented, lint
from review.issue.templates import Template
from review.language.russian import russian

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.issue.lint import Fault

WALL_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """What became of an uploaded template: its faults, the same file with them as comments, or an example of it."""

    faults: tuple[Fault, ...]
    returned: bytes | None  # with Word comments; None when there is nothing to mend
    example: bytes | None  # filled with the example's facts; None while there are errors


def check_template(
    services: Services, *, docx: bytes, fields: str, example: str, wall: float = WALL_SECONDS
) -> CheckedTemplate:
    """Lint a template and try it. `fields` and `example` are the texts of fields.toml and example.json.

    Raises FileRefused for a file that is no good DOCX, BadTemplate for wrong fields or facts, ReadingTimeout for a
    template that does not end.
    """
    accept(docx, services.settings.limits)
    read_sheet(fields, "fields.toml")
    facts = read_facts(example)
    guard = Guard(
        "review.flow.papers.own_templates:trial",
        limits=services.settings.limits,
        setup=("review.flow.papers.own_templates",),
    )
    try:
        faults, returned, made = guard.run(docx, fields, json.dumps(facts, ensure_ascii=False), wall=wall)
    finally:
        guard.close()
    return CheckedTemplate(faults, returned, made)


def trial(docx: bytes, fields: str, example: str) -> tuple[tuple[Fault, ...], bytes | None, bytes | None]:
    """In the child: the faults, the commented file, the filled example."""
    sheet = read_sheet(fields, "fields.toml")
    faults = lint(docx, sheet)
    returned = commented(docx, faults) if faults else None
    if any(fault.error for fault in faults):
        return faults, returned, None
    filled = context(sheet, json.loads(example), russian())
    tried = Template("", "", sheet, CompiledTemplate(docx))
    return faults, returned, render_context(tried, filled)
