"""The author's own Word file with experts' remarks as comments on the marked words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import NotAllowed, NotFound
from review.flow.expertise.remarks import remarking
from review.flow.submission.documents import CLOSED
from review.flow.submission.reporting import printed
from review.issue.annotated import Remark as Comment
from review.issue.annotated import annotated
from review.issue.page_report import ReportLine, page_report
from review.model.page_picture import Wanted
from review.model.remark import REMARK_WEIGHT_TITLES, RemarkKind, RemarkState
from review.store.documents import documents, texts, versions

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.submission.page_pictures import PagePictures
    from review.model.access import Actor
    from review.model.document import Document, Source

AUTHOR = "Эксперт 500+"
NOT_DRAWN = (
    "Отчёт по страницам пока не сделать.",
    "Файл ещё не переведён в PDF; для этого на сервере нужен LibreOffice.",
)


def commented_file(
    services: Services, actor: Actor, pictures: PagePictures, *, document_id: int, version: int | None = None
) -> tuple[str, bytes]:
    """(file name, bytes) of one version with the remarks the actor may see.

    A DOCX gets Word comments; anything else that has pages becomes pictures of them with the remarks below. Raises
    NotFound without remarks, NotAllowed while the expertise is blind.
    """
    every_remark = remarking.remarks_of(services, actor, document_id=document_id, version=version)
    shown = [one for one in every_remark if one.remark.state is not RemarkState.CLOSED]
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        if documents.is_masked(session, actor, document_id):
            raise NotAllowed(*CLOSED)
        every = versions.for_actor(session, actor, document_id)
        wanted = next(one for one in every if version is None or one.number == version)
        document = texts.document(session, wanted.id)
        pdf = versions.pdf_of(session, wanted.id)
    if not shown or document is None:
        raise NotFound("Для этой версии нет примечаний.", "Примечания ставятся там, где есть замечания эксперта.")
    stem = wanted.file_name.rsplit(".", 1)[0]
    if not wanted.file_name.lower().endswith(".docx"):
        if pdf is None:
            raise NotFound(*NOT_DRAWN)
        return _report(services, stem, services.files.get(pdf), shown, pictures)
    sources = _sources(document)
    comments = [comment for one in shown for comment in _comments(one, document, sources)]
    data = annotated(services.files.get(wanted.sha256), comments, author=AUTHOR, moment=services.now())
    return f"{stem} — с примечаниями.docx", data


def _report(
    services: Services, stem: str, pdf: bytes, shown: list[remarking.ShownRemark], pictures: PagePictures
) -> tuple[str, bytes]:
    lines = [ReportLine(str(number), _words(one), one.words) for number, one in enumerate(shown, 1)]
    wanted = [
        Wanted(str(number), one.words, one.here.page) for number, one in enumerate(shown, 1) if one.here is not None
    ]
    made = page_report(f"Замечания к файлу «{stem}»", lines, pictures.marked(pdf, wanted), services.now())
    return printed(f"{stem} — замечания", made, services.settings)


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
