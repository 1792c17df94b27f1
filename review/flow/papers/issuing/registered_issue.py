"""A paper from plain data that takes a number: what `issue --register` does."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from review.errors import BadInput
from review.flow.papers.issuing.registering import PaperRequest, paper_file, register
from review.flow.papers.issuing.writing import writer
from review.flow.register.territory import list_bodies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.services import Services
    from review.issue.template.templates import Template
    from review.model.access import Actor
    from review.model.issued import Paper


def issue_registered(
    services: Services, actor: Actor, *, template: Template, facts: Mapping[str, object], body_id: int | None
) -> tuple[Paper, bytes]:
    """Number and paper together, or neither. Raises BadInput without a body, BadTemplate for wrong facts."""
    known = template.sheet.fields
    if "reg" not in known:
        raise BadInput(f"Бумага «{template.sheet.title}» номера не получает.", "Выпустите её без --register.")
    request = PaperRequest(
        template=template.name,
        title=template.sheet.title,
        type=template.sheet.type,
        body_id=_body(services, actor, body_id),
        date=services.now().astimezone(UTC).date(),
        heading=template.sheet.title,
    )
    paper = register(services, actor, request, writer(services, template, facts))
    return paper, paper_file(services, actor, paper_id=paper.id, format="docx")[1]


def _body(services: Services, actor: Actor, wanted: int | None) -> int:
    """The body that was named, or the only one there is."""
    bodies = list_bodies(services, actor)
    if wanted is not None:
        return wanted
    if len(bodies) == 1:
        return bodies[0].id
    listed = "; ".join(f"{body.id} — {body.short_name or body.full_name}" for body in bodies)
    raise BadInput("Укажите орган, в чьём реестре занять номер: --body N.", f"Есть: {listed or 'ни одного органа'}.")
