"""Editions of templates: which one a body uses, and every used one kept, so that a paper can be made again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from review.errors import BadTemplate, NotFound
from review.flow.papers.templates.guarded import GuardedTemplate
from review.issue.files.gost import formed, read_forms
from review.issue.template.engine import CompiledTemplate
from review.issue.template.fields import read_sheet
from review.issue.template.templates import Template, find
from review.issue.template.templates import edition_of as edition_hash
from review.store.documents import versions
from review.store.papers import template_editions as store
from review.store.register import seasons

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.issue.files.gost import Form
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
    ours = find(name, services.settings.templates, services.settings.own_templates)
    return in_form(services, ours, _form(services, session))


def in_form(services: Services, ours: Template, wanted: str) -> Template:
    """Our template in the form the profile names. Raises BadTemplate for a form there is none of."""
    shipped, forms = read_forms(services.settings.templates)
    if wanted in ("", shipped):
        return ours
    if wanted not in forms:
        raise BadTemplate(f"Формы бумаг «{wanted}» нет.", f"Есть: {', '.join(forms)}.")
    return _formed(ours.name, ours.docx, ours.fields, forms[wanted], services.settings.limits)


def _form(services: Services, session: Session) -> str:
    """The form of the current year."""
    return services.library.profile(seasons.current(session).profile).project.get("paper_form", "")


@lru_cache(maxsize=64)
def _formed(name: str, docx: bytes, fields: str, form: Form, limits: Limits) -> Template:
    made = formed(docx, form)
    return _template(name, edition_hash(made, fields.encode()), made, fields, False, limits)


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
        _, forms = read_forms(services.settings.templates)
        ours = next((one for form in ("", *forms) if (one := in_form(services, ours, form)).edition == edition), ours)
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
