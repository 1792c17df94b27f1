"""The forms of words that a body's people confirmed, put into a paper's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.issue.words.confirmed import applied
from review.store.papers import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.issue.template.templates import Template
    from review.store.database import Session


def confirmed(session: Session, template: Template, body_id: int, facts: Mapping[str, object]) -> dict[str, Any]:
    """The facts with the forms this body's people confirmed."""
    return applied(template.sheet.fields, facts, words.of_body(session, body_id))
