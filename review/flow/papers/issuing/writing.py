"""From facts to the text of a registered paper: what `register` is given to write with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.papers.issuing.issuing import render
from review.flow.papers.issuing.registering import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from review.flow.papers.issuing.registering import Reserved
    from review.flow.services import Services
    from review.issue.template.templates import Template


def writer(services: Services, template: Template, facts: Mapping[str, object]) -> Callable[[Reserved], Written]:
    """Renders the facts with the number, date and code they are given."""
    language, known = services.language(), template.sheet.fields
    settings = services.settings
    address = settings.public_url or f"http://{settings.host}:{settings.port}"

    def write(reserved: Reserved) -> Written:
        numbered: dict[str, object] = dict(facts)
        if "reg" in known:
            numbered["reg"] = {"no": reserved.shown_number, "date": reserved.date.isoformat()}
        if "verify" in known:
            numbered["verify"] = {"code": reserved.code, "url": f"{address}/v/{reserved.code}"}
        return Written(docx=render(template, numbered, language), edition=template.edition, facts=numbered)

    return write
