"""Pages of a document as pictures, with the quoted words found on them: drawn in a child, kept for a while."""

from __future__ import annotations

import hashlib
import threading
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.errors import NotAllowed, NotFound
from review.intake.guard import Guard
from review.store.documents import documents, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.page_picture import MarkedPage, PageBoxes, Wanted
    from review.settings import Settings
    from review.store.database import Session

CHILD = "review.flow.submission.page_child"
WALL_SECONDS = 40.0
MOST_KEPT = 1_500  # pictures; about 100 KB each
NAMED = (
    "Экспертиза закрытая: рисунки страниц до решения не показываются, на них названия и имена.",
    "Весь прочитанный текст — на странице документа.",
)
NOT_YET = "Изображений страниц пока нет."
NOT_YET_HINT = "Они появятся, когда файл будет переведён в PDF; для этого на сервере нужен LibreOffice."


@dataclass(frozen=True, slots=True)
class Pictured:
    """A version that can be shown as pages."""

    number: int  # of the version
    pages: tuple[PageBoxes, ...]


class PagePictures:
    """One per web process: its child draws one page at a time, so that looking cannot eat the machine."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is started before the first page."""
        self._settings = settings
        self._folder = settings.data / "pages"
        self._lock = threading.Lock()
        self._guard: Guard | None = None

    def pages(
        self, services: Services, actor: Actor, *, document_id: int, version: int | None, wanted: Sequence[Wanted]
    ) -> Pictured:
        """All pages with the boxes of the wanted words. Raises NotFound: not visible, not rendered yet."""
        number, pdf = self._pdf(services, actor, document_id, version)
        return Pictured(number, self._run("page_boxes", services.files.get(pdf), tuple(wanted)))

    def picture(self, services: Services, actor: Actor, *, document_id: int, version: int | None, page: int) -> bytes:
        """PNG of one page, counted from 1. Raises NotFound."""
        _, pdf = self._pdf(services, actor, document_id, version)
        name = hashlib.sha256(f"{pdf}:{page}".encode()).hexdigest()
        place = self._folder / f"{name}.png"
        if place.exists():
            return place.read_bytes()
        drawn, _ = self._run("page_images", services.files.get(pdf), page - 1, page - 1)
        if not drawn:
            raise NotFound("Такой страницы в документе нет.", "Вернитесь к документу.")
        self._keep(name, drawn[0])
        picture: bytes = drawn[0]
        return picture

    def marked(self, pdf: bytes, wanted: Sequence[Wanted]) -> tuple[MarkedPage, ...]:
        """Pages of any PDF with numbered frames around the wanted words; nothing is kept. Raises FileRefused kinds."""
        pages: tuple[MarkedPage, ...] = self._run("marked_pages", pdf, tuple(wanted))
        return pages

    def _pdf(self, services: Services, actor: Actor, document_id: int, version: int | None) -> tuple[int, str]:
        with services.database.reading() as session:
            documents.season_of(session, actor, document_id)
            if documents.is_masked(session, actor, document_id):
                raise NotAllowed(*NAMED)
            return _shown(session, actor, document_id, version)

    def _run(self, *args: object) -> Any:  # noqa: ANN401 - whatever the child's function returns
        with self._lock:
            if self._guard is None:
                self._guard = Guard(f"{CHILD}:perform", limits=self._settings.limits, setup=(CHILD,))
                weakref.finalize(self, self._guard.close)
            return self._guard.run(*args, wall=WALL_SECONDS)

    def _keep(self, name: str, data: bytes) -> None:
        """Another process may write the same page: each writes its own file and puts it in place at once."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{name}.{threading.get_ident()}"
        draft.write_bytes(data)
        draft.replace(self._folder / f"{name}.png")
        kept = sorted(self._folder.glob("*.png"), key=lambda place: place.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _shown(session: Session, actor: Actor, document_id: int, version: int | None) -> tuple[int, str]:
    """(number, hash of the PDF) of a version: the file itself, or what LibreOffice made of it."""
    every = versions.for_actor(session, actor, document_id)
    shown = next((one for one in every if version is None or one.number == version), None)
    if shown is None:
        raise NotFound("Такой версии у документа нет.", "Откройте последнюю версию.")
    pdf = versions.pdf_of(session, shown.id)
    if pdf is None:
        raise NotFound(NOT_YET, NOT_YET_HINT)
    return shown.number, pdf
