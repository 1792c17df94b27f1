"""A template somebody brought is filled in a child: an endless loop or a heap of memory costs the child alone."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from review.errors import BadTemplate, Damaged, ReadingTimeout
from review.intake.guard import Guard
from review.issue.files.metadata import Metadata
from review.issue.template.engine import CompiledTemplate
from review.issue.template.fields import read_sheet
from review.issue.template.lint import commented, lint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.issue.template.lint import Fault
    from review.settings import Limits

WALL_SECONDS = 20.0
HINT = "Проверьте циклы {% for %} шаблона или вернитесь к шаблону службы."
_one_at_a_time = threading.Lock()


@cache
def _guard(limits: Limits) -> Guard:
    """One warm child for all brought templates of this process."""
    return Guard(
        "review.flow.papers.templates.guarded:fill", limits=limits, setup=("review.flow.papers.templates.guarded",)
    )


class GuardedTemplate:
    """Fills like a compiled template, elsewhere. Raises BadTemplate when it does not end or eats the memory."""

    def __init__(self, docx: bytes, limits: Limits, wall: float = WALL_SECONDS) -> None:
        """Nothing of the file is opened here."""
        self._docx = docx
        self._limits = limits
        self._wall = wall

    def render(
        self, context: Mapping[str, object], metadata: Metadata, pictures: Mapping[str, bytes] | None = None
    ) -> bytes:
        """The paper's DOCX."""
        try:
            with _one_at_a_time:
                made: bytes = _guard(self._limits).run(self._docx, context, metadata, pictures, wall=self._wall)
        except ReadingTimeout as error:
            raise BadTemplate("Шаблон заполнялся слишком долго и был остановлен.", HINT) from error
        except Damaged as error:
            raise BadTemplate("Шаблон не удалось заполнить: заполнение оборвалось.", HINT) from error
        return made


def fill(docx: bytes, context: Mapping[str, object], metadata: Metadata, pictures: Mapping[str, bytes] | None) -> bytes:
    """In the child."""
    return CompiledTemplate(docx).render(context, metadata, pictures)


def trial(
    docx: bytes, fields: str, context: Mapping[str, object]
) -> tuple[tuple[Fault, ...], bytes | None, bytes | None]:
    """In the child: the faults, the commented file, the filled example."""
    sheet = read_sheet(fields, "fields.toml")
    faults = lint(docx, sheet)
    returned = commented(docx, faults) if faults else None
    if any(fault.error for fault in faults):
        return faults, returned, None
    tried = Metadata(title=sheet.title, subject=sheet.title, creator="", moment=None)
    return faults, returned, CompiledTemplate(docx).render(context, tried)
