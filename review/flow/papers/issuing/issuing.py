"""Papers from plain data, as the command line issues them: one, or one per line of a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from review.errors import BadInput, BadTemplate, ReviewError
from review.issue.files.metadata import Metadata
from review.issue.files.pictures import qr_png
from review.issue.template.context import context
from review.issue.template.templates import find, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from review.issue.template.templates import Template
    from review.model.issued import PaperTemplate
    from review.model.language import Language
    from review.settings import Settings


@dataclass(frozen=True, slots=True)
class Made:
    """One paper of a batch: its line number, and the file or the reason there is none."""

    line: int
    docx: bytes | None
    error: ReviewError | None


def templates(settings: Settings) -> list[PaperTemplate]:
    """Every paper we can issue, with the names of its fields. Raises BadTemplate."""
    folders = (settings.templates, settings.own_templates)
    return [find(name, *folders).shown for name in names(*folders)]


def template(settings: Settings, name: str) -> Template:
    """One template. Raises NotFound, BadTemplate."""
    return find(name, settings.templates, settings.own_templates)


def read_facts(text: str) -> dict[str, object]:
    """A JSON object. Raises BadInput."""
    try:
        facts = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"Данные — не JSON: {error}.", "Сверьте файл с example.json шаблона.") from error
    if not isinstance(facts, dict):
        raise BadInput("Данные бумаги — это объект JSON с полями шаблона.", "Сверьте файл с example.json шаблона.")
    return facts


def render(chosen: Template, facts: Mapping[str, object], language: Language) -> bytes:
    """The DOCX: same facts and edition, same bytes. Raises BadTemplate naming every wrong field."""
    filled = context(chosen.sheet, facts, language)
    return render_context(chosen, filled)


def render_context(chosen: Template, filled: Mapping[str, Any]) -> bytes:
    """The same from a complete context."""
    body = filled.get("body")
    reg = filled.get("reg")
    verify = filled.get("verify")
    metadata = Metadata(
        title=chosen.sheet.title,
        subject=f"{chosen.sheet.title} № {reg['no']}" if reg else chosen.sheet.title,
        creator=body["name"]["short"] if body else "",
        moment=datetime.fromisoformat(reg["date"]["iso"]).replace(tzinfo=UTC) if reg else None,
    )
    pictures = {"QR": qr_png(verify["url"])} if verify else {}
    return chosen.compiled.render(filled, metadata, pictures)


def batch(chosen: Template, lines: Iterable[str], language: Language) -> Iterator[Made]:
    """One paper per line of JSON; a bad line costs only itself."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Made(number, render(chosen, read_facts(line), language), None)
        except (BadInput, BadTemplate) as error:
            yield Made(number, None, error)
