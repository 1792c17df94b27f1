"""Remarks as W3C Web Annotations: any annotation tool can show them on the same text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.assess.wordstream import stream
from review.errors import NotFound
from review.flow.expertise.remarks.remarking import remarks_of
from review.flow.submission.shown import Cover
from review.model.document import Quote
from review.model.remark import RemarkKind
from review.store.documents import documents, versions

if TYPE_CHECKING:
    from review.flow.expertise.remarks.remarking import ShownRemark
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.anchor import Anchor

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVES = {RemarkKind.REMARK: "assessing", RemarkKind.PRAISE: "highlighting"}


def as_annotations(
    services: Services, actor: Actor, *, document_id: int, version: int | None, source: str
) -> dict[str, object]:
    """An annotation page of what the actor may see on a version; `source` is the version's address.

    Quotes and what stands around them are dotted out as they are on the page. Raises NotFound.
    """
    shown = remarks_of(services, actor, document_id=document_id, version=version)
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        every = versions.for_actor(session, actor, document_id)
        wanted = next((one for one in every if version is None or one.number == version), None)
        document = None if wanted is None else Cover(services, session, actor, document_id).text(wanted.id)
    if document is None:
        raise NotFound("Текст этой версии ещё не прочитан.", "Дождитесь проверки документа.")
    text = stream(document).text
    return {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [_annotation(one, one.here, text, source) for one in shown if one.here is not None],
    }


def _annotation(one: ShownRemark, here: Anchor, text: str, source: str) -> dict[str, object]:
    said = [one.remark.form.text, one.remark.form.recommendation]
    bodies: list[dict[str, object]] = [
        {"type": "TextualBody", "value": words, "language": "ru"} for words in said if words
    ]
    if one.remark.form.code:
        bodies.append({"type": "TextualBody", "value": one.remark.form.code, "purpose": "tagging"})
    return {
        "id": f"{source}#remark-{one.remark.id}",
        "type": "Annotation",
        "motivation": MOTIVES[one.remark.form.kind],
        "body": bodies,
        "target": {"source": source, "selector": _covered(here, text).selectors},
    }


def _covered(anchor: Anchor, text: str) -> Anchor:
    """The same place in the text as it may be shown."""
    end = anchor.at + len(anchor.exact)
    words = Quote(anchor.block, 0, end - anchor.at, text[anchor.at : end], anchor.page)
    before, after = (
        text[: anchor.at][-len(anchor.prefix) :] if anchor.prefix else "",
        text[end : end + len(anchor.suffix)],
    )
    return replace(anchor, quotes=(words,), prefix=before, suffix=after)
