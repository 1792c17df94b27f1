"""Templates a body brings itself: linted, returned with comments where they need mending, tried on example data.

A foreign template runs in a guarded child: an endless loop in it costs the child, not the service. An edition a paper
was made with is frozen: a changed file is another edition.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from review.errors import BadTemplate, NotFound, ReadingTimeout, UnsupportedType, WrongState
from review.flow.papers.issuing.issuing import read_facts, render_context
from review.flow.papers.issuing.registering import has_office
from review.flow.papers.templates.editions import stored
from review.flow.papers.templates.guarded import GuardedTemplate
from review.flow.transaction import writing
from review.intake.accept import accept
from review.intake.guard import Guard
from review.issue.template.context import context
from review.issue.template.fields import read_sheet
from review.issue.template.templates import EXAMPLE, Template, edition_of, find, names
from review.language.russian import russian
from review.model.rights import demand
from review.store.papers import template_editions as store
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.issue.template.fields import Field
    from review.issue.template.lint import Fault
    from review.model.access import Actor
    from review.model.issued import PaperTemplate
    from review.settings import Limits, Settings
    from review.store.papers.template_editions import OwnTemplate

CHILD = "review.flow.papers.templates.guarded"  # what runs in the child loads no Russian: it starts at once
WALL_SECONDS = 20.0
SAMPLES = {  # how a field of each type is written in a template
    "person": "{{{{ {path}.fio.datv }}}}",
    "people": "{{%p for r in {path} %}}",
    "phrase": "{{{{ {path}.gent }}}}",
    "organisation": "{{{{ {path}.full.gent }}}}",
    "date": "{{{{ {path}.long }}}}",
    "quantity": "{{{{ {path}.nomn }}}}",
    "money": "{{{{ {path}.words }}}}",
    "rows": "{{%tr for r in {path} %}}",
    "list": "{{%p for r in {path} %}}",
    "flag": "{{% if {path} %}}",
}
LAST_PAGE = 2  # pages of the preview, counted from 0
ENDLESS = "Шаблон заполнялся дольше {seconds:.0f} секунд и был остановлен."
ENDLESS_HINT = "Проверьте циклы {% for %}: вложенные повторы не должны умножать друг друга."


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """What became of an uploaded template: its faults, the same file with them as comments, or an example of it."""

    faults: tuple[Fault, ...]
    returned: bytes | None  # with Word comments; None when there is nothing to mend
    example: bytes | None  # filled with the example's facts; None while there are errors
    template_id: int | None = None  # what it was kept as


@dataclass(frozen=True, slots=True)
class Tag:
    """A field as a template names it."""

    path: str
    label: str
    type: str

    @property
    def sample(self) -> str:
        """How it is written: «{{ signer.fio.datv }}»."""
        return SAMPLES.get(self.type, "{{{{ {path} }}}}").format(path=self.path)


def check_template(
    services: Services, *, docx: bytes, fields: str, example: str, wall: float = WALL_SECONDS
) -> CheckedTemplate:
    """Lint a template and try it. `fields` and `example` are the texts of fields.toml and example.json.

    Raises FileRefused for a file that is no good DOCX, BadTemplate for wrong fields or facts, ReadingTimeout for a
    template that does not end.
    """
    if accept(docx, services.settings.limits).type != "docx":
        raise UnsupportedType("Шаблон — это документ Word (DOCX).", "Сохраните его в Word в этом формате.")
    filled = context(read_sheet(fields, "fields.toml"), read_facts(example), russian())
    guard = Guard(f"{CHILD}:trial", limits=services.settings.limits, setup=(CHILD,))
    try:
        faults, returned, made = guard.run(docx, fields, filled, wall=wall)
    finally:
        guard.close()
    return CheckedTemplate(faults, returned, made)


def replaceable(services: Services) -> tuple[PaperTemplate, ...]:
    """Papers whose template a body may bring."""
    return tuple(find(name, services.settings.templates).shown for name in names(services.settings.templates))


def tags(services: Services, *, name: str) -> tuple[Tag, ...]:
    """What a template of this paper may name. Raises NotFound."""
    return tuple(_tags(find(name, services.settings.templates).sheet.fields, ""))


def _tags(known: Mapping[str, Field], where: str) -> list[Tag]:
    found = []
    for name, spec in known.items():
        if spec.type != "object":
            found.append(Tag(f"{where}{name}", spec.label, spec.type))
        found += _tags(spec.parts, f"{where}{name}." if spec.type == "object" else "r.")
    return found


def our_file(services: Services, *, name: str) -> tuple[str, bytes]:
    """(file name, DOCX) of the service's own template: what one begins with. Raises NotFound."""
    ours = find(name, services.settings.templates)
    return f"{ours.sheet.title}, шаблон.docx", ours.docx


def bring(
    services: Services,
    actor: Actor,
    *,
    name: str,
    body_id: int,
    file_name: str,
    docx: bytes,
    wall: float = WALL_SECONDS,
) -> CheckedTemplate:
    """Check a template in the place of ours; a sound one is kept and used by this body from now on.

    Raises NotFound, NotAllowed, FileRefused, BadTemplate for one that does not end.
    """
    with services.database.reading() as session:
        demand(actor, "issue", territory.body_place(session, territory.body(session, actor, body_id).id))
    ours = find(name, services.settings.templates)
    example = _example(ours)
    try:
        checked = check_template(services, docx=docx, fields=ours.fields, example=example, wall=wall)
    except ReadingTimeout as error:
        raise BadTemplate(ENDLESS.format(seconds=wall), ENDLESS_HINT) from error
    if checked.example is None:
        return checked
    fields = ours.fields.encode()
    with writing(services, actor) as t:
        files = stored(services, t, docx), stored(services, t, fields)
        kept = store.KeptEdition(edition_of(docx, fields), name, *files, own=True)
        number = store.add(t.session, kept, body_id=body_id, file_name=file_name[:120], person_id=actor.id, now=t.now)
        place = territory.body_place(t.session, body_id)
        t.note("template.brought", place=place, title=ours.sheet.title, edition=kept.edition)
    return CheckedTemplate(checked.faults, checked.returned, checked.example, number)


def list_own(services: Services, actor: Actor) -> tuple[OwnTemplate, ...]:
    """Templates of the bodies the actor acts for."""
    with services.database.reading() as session:
        return store.find(session, actor)


def own(services: Services, actor: Actor, *, template_id: int) -> OwnTemplate:
    """One of them. Raises NotFound."""
    with services.database.reading() as session:
        return store.load(session, actor, template_id)


def own_file(services: Services, actor: Actor, *, template_id: int) -> tuple[str, bytes]:
    """(file name, DOCX) as it was brought. Raises NotFound."""
    known = own(services, actor, template_id=template_id)
    return known.file_name, services.files.get(known.docx_sha256)


def choose(services: Services, actor: Actor, *, template_id: int, active: bool) -> None:
    """Use this edition from now on, or go back to the service's template."""
    with writing(services, actor) as t:
        known = _own(t, actor, template_id)
        store.set_active(t.session, known, active=active)
        _note(services, t, "template.chosen" if active else "template.set_aside", known)


def remove(services: Services, actor: Actor, *, template_id: int) -> None:
    """Take away an edition no paper was made with. Raises WrongState for a used one."""
    with writing(services, actor) as t:
        known = _own(t, actor, template_id)
        if known.used:
            raise WrongState(
                "По этому шаблону уже выпущены бумаги, он закреплён.", "Верните шаблон службы или загрузите новый."
            )
        store.remove(t.session, template_id)
        _note(services, t, "template.removed", known)


def example_docx(services: Services, actor: Actor, *, template_id: int) -> bytes:
    """The template filled with example data. Raises NotFound, BadTemplate."""
    known = own(services, actor, template_id=template_id)
    docx, fields = services.files.get(known.docx_sha256), services.files.get(known.fields_sha256)
    ours = find(known.name, services.settings.templates)
    return _example_of(docx, fields.decode(), _example(ours), services.settings.limits)


@lru_cache(maxsize=16)
def _example_of(docx: bytes, fields: str, example: str, limits: Limits) -> bytes:
    sheet = read_sheet(fields, "fields.toml")
    filled = context(sheet, json.loads(example), russian())
    return render_context(Template("", "", sheet, GuardedTemplate(docx, limits)), filled)


def example_pages(services: Services, actor: Actor, *, template_id: int) -> tuple[tuple[bytes, ...], int]:
    """(PNG of the first pages, how many there are). Raises NotFound without LibreOffice."""
    if not has_office(services):
        raise NotFound("Картинку страницы не сделать: LibreOffice не установлен.", "Скачайте пример в Word.")
    return _pages(services.settings, example_docx(services, actor, template_id=template_id))


@lru_cache(maxsize=8)
def _pages(settings: Settings, docx: bytes) -> tuple[tuple[bytes, ...], int]:
    """A foreign template's page is drawn in a child as well."""
    from review.issue.files.pdf import to_pdf
    from review.office.service import office

    module = "review.parse.pdf.page_image"
    guard = Guard(f"{module}:page_images", limits=settings.limits, setup=(module,))
    try:
        pages, count = guard.run(to_pdf(docx, office(settings)), 0, LAST_PAGE, wall=WALL_SECONDS)
    finally:
        guard.close()
    return pages, count


def _example(ours: Template) -> str:
    if ours.folder is None:
        raise NotFound("У этой бумаги нет образца данных.", "Выберите другую бумагу.")
    return (ours.folder / EXAMPLE).read_text(encoding="utf-8")


def _own(t: Transaction, actor: Actor, template_id: int) -> OwnTemplate:
    known = store.load(t.session, actor, template_id)
    demand(actor, "issue", territory.body_place(t.session, known.body_id))
    return known


def _note(services: Services, t: Transaction, action: str, known: OwnTemplate) -> None:
    title = find(known.name, services.settings.templates).sheet.title
    t.note(action, place=territory.body_place(t.session, known.body_id), title=title, edition=known.edition)
