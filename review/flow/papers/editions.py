"""Editions of templates: which one a body uses, and every used one kept, so that a paper can be made again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from review.errors import NotFound
from review.flow.papers.guarded import GuardedTemplate
from review.issue.engine import CompiledTemplate
from review.issue.fields import read_sheet
from review.issue.templates import Template, find
from review.store import template_editions as store
from review.store import versions

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.settings import Limits
    from review.store.database import Session


def stored(services: Services, t: Transaction, data: bytes) -> str:
    """Keep a file for good; its hash."""
    sha256 = services.files.put(data)
    versions.note_file(t.session, sha256, len(data), t.now)
    return sha256


def template_for(services: Services, session: Session, *, name: str, body_id: int) -> Template:
    """The template a body issues this paper with: its own, else ours. Raises NotFound, BadTemplate."""
    brought = store.active(session, body_id=body_id, name=name)
    if brought is not None:
        return _opened(services, brought)
    return find(name, services.settings.templates, services.settings.own_templates)


def edition_of(services: Services, session: Session, edition: str) -> Template:
    """The very edition a registered paper was made with. Raises NotFound."""
    kept = store.kept(session, edition)
    if kept is None:
        raise NotFound("Редакция шаблона этой бумаги не сохранилась.", "Пользуйтесь самой бумагой: её файл хранится.")
    return _opened(services, kept)


def keep_edition(services: Services, t: Transaction, *, name: str, edition: str) -> None:
    """Freeze the edition a paper is made with."""
    if store.kept(t.session, edition) is not None:
        return
    kept = store.brought(t.session, edition)
    if kept is None:
        try:
            ours = find(name, services.settings.templates, services.settings.own_templates)
        except NotFound:
            return  # a paper made elsewhere: its file is kept, its template never was ours
        if ours.edition != edition:
            return
        files = stored(services, t, ours.docx), stored(services, t, ours.fields.encode())
        kept = store.KeptEdition(edition, name, *files, own=False)
    store.keep(t.session, kept, t.now)


def _opened(services: Services, kept: store.KeptEdition) -> Template:
    docx, fields = services.files.get(kept.docx_sha256), services.files.get(kept.fields_sha256)
    return _template(kept.name, kept.edition, docx, fields.decode(), kept.own, services.settings.limits)


@lru_cache(maxsize=64)
def _template(name: str, edition: str, docx: bytes, fields: str, own: bool, limits: Limits) -> Template:  # noqa: FBT001 - a cache's key
    sheet = read_sheet(fields, f"{name}/fields.toml")
    compiled = GuardedTemplate(docx, limits) if own else CompiledTemplate(docx)
    return Template(name, edition, sheet, compiled, None, docx, fields)
