"""The author's own Word file with experts' remarks as comments on the marked words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import NotAllowed, NotFound
from review.flow.expertise import remarking
from review.flow.submission.documents import CLOSED
from review.issue.annotated import Remark as Comment
from review.issue.annotated import annotated
from review.model.remark import REMARK_WEIGHT_TITLES, RemarkKind, RemarkState
from review.store import documents, texts, versions

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.document import Document, Source

AUTHOR = "Эксперт 500+"


def commented_file(
    services: Services, actor: Actor, *, document_id: int, version: int | None = None
) -> tuple[str, bytes]:
    """(file name, bytes) of one version with the remarks the actor may see. Raises NotFound: no DOCX, no remarks."""
    every_remark = remarking.remarks_of(services, actor, document_id=document_id, version=version)
    shown = [one for one in every_remark if one.remark.state is not RemarkState.CLOSED]
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        if documents.is_masked(session, actor, document_id):
            raise NotAllowed(*CLOSED)
        every = versions.list_versions(session, document_id)
        wanted = next(one for one in every if version is None or one.number == version)
        document = texts.document(session, wanted.id)
    if not shown or document is None or not wanted.file_name.lower().endswith(".docx"):
        raise NotFound("Для этой версии нет примечаний.", "Примечания ставятся в файлы DOCX с замечаниями эксперта.")
    sources = _sources(document)
    comments = [comment for one in shown for comment in _comments(one, document, sources)]
    data = annotated(services.files.get(wanted.sha256), comments, author=AUTHOR, moment=services.now())
    return f"{wanted.file_name.rsplit('.', 1)[0]} — с примечаниями.docx", data


def _sources(document: Document) -> dict[str, Source | None]:
    found = {block.id: block.source for block in document.blocks}
    for block in document.blocks:
        if block.table is not None:
            found |= {cell.id: cell.source for cell in block.table.cells()}
    return found


def _comments(shown: remarking.ShownRemark, document: Document, sources: dict[str, Source | None]) -> list[Comment]:
    """One comment on the first block of the words; the file is the author's own, so its words stand as they are."""
    words = _words(shown)
    if shown.here is None:
        return [Comment(f"{words}\n(Слова, к которым это относилось: «{shown.words}».)")]
    quote = shown.here.quotes[0]
    before = document.text_of(quote.block)[: quote.start]
    return [Comment(words, sources.get(quote.block), quote.text, before)]


def _words(shown: remarking.ShownRemark) -> str:
    form = shown.remark.form
    head = [form.code] if form.code else []
    if form.kind is RemarkKind.PRAISE:
        head.append("отмечено экспертом")
    else:
        head.append(REMARK_WEIGHT_TITLES[form.weight])
    said = [f"{', '.join(head)}. {form.text}".strip()]
    if form.recommendation:
        said.append(f"Рекомендация: {form.recommendation}")
    if form.deadline:
        said.append(f"Срок: {form.deadline:%d.%m.%Y}")
    return "\n".join(said)
