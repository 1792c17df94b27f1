"""docxtpl's templates, compiled once: patched and parsed at load, rendered as strings, zipped to the same bytes.

The rendered word/document.xml is canonically equal to what docxtpl makes of the same context with autoescape on.
What differs on purpose: unknown fields are errors, templates run in a sandbox over plain values, metadata is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from review.errors import BadTemplate
from review.issue.metadata import CORE, core_properties
from review.issue.pictures import placeholders
from review.issue.zipping import Packed, pack, unpacked_and_packed, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from review.issue.metadata import Metadata

TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
DOCUMENT = "word/document.xml"
HAS_TAGS = re.compile(r"\{(?:<[^>]*>)*[{%#]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARAGRAPH = re.compile(r"<w:p([ >])")
SPLIT_PARAGRAPH = re.compile(r"\n<w:p([ >])")
LISTING = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t\a\f]")
DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*"')
FIRST_DRAWING = 1001  # docxtpl counts from here
CONTROL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff]")
GRID_CHANGES = ("{%tc", "{%-tc", "colspan", "{% hm", "{%hm")


class _Patcher(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """docxtpl's text surgery without its document: only patch_xml, resolve_listing and fix_tables are used."""

    def __init__(self) -> None:
        """Opens nothing."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    template: Template
    grid_changes: bool  # columns may be added or merged by loops


def environment() -> ImmutableSandboxedEnvironment:
    """Plain values only: no attribute of Python reachable, an unknown field is an error, text is escaped."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_plain)


def _plain(value: object) -> object:
    """Control characters would make the XML invalid and lose the whole paper."""
    return CONTROL.sub("", value) if type(value) is str else value


class CompiledTemplate:
    """One template.docx, ready to be rendered many times. Raises BadTemplate when its tags cannot be parsed."""

    def __init__(self, docx: bytes) -> None:
        """Compile every part that holds tags; keep the others packed as they lie in the file."""
        self._patcher = _Patcher()
        self._parts: list[_Part] = []
        plain, packed = unpacked_and_packed(docx)
        self._order = [name for name in packed if name != CORE]
        self._packed = packed
        self._pictures = placeholders(plain)
        jinja = environment()
        for name in self._order:
            if TEXT_PARTS.fullmatch(name):
                source = _serialised(plain[name])
                if HAS_TAGS.search(source):
                    self._parts.append(self._compile(jinja, name, source))

    def _compile(self, jinja: ImmutableSandboxedEnvironment, name: str, source: str) -> _Part:
        patched = PARAGRAPH.sub(r"\n<w:p\1", self._patcher.patch_xml(source))
        try:
            return _Part(name, jinja.from_string(patched), any(mark in source for mark in GRID_CHANGES))
        except TemplateError as error:
            line = _line_of(patched, getattr(error, "lineno", None))
            message = f"Шаблон не разобран ({name}): {error}. Место: «{line}»."
            raise BadTemplate(
                message, "Проверьте, что каждому {% if %} и {% for %} отвечает свой {% end… %}."
            ) from error

    def xml(self, context: Mapping[str, object]) -> dict[str, bytes]:
        """Rendered parts by name. Raises BadTemplate for an unknown field."""
        return {part.name: self._render(part, context) for part in self._parts}

    def _render(self, part: _Part, context: Mapping[str, object]) -> bytes:
        try:
            text = part.template.render(context)
        except UndefinedError as error:
            raise BadTemplate(f"Поля шаблона не заполнены: {error}.", "Сверьте данные с описанием полей.") from error
        except (TemplateError, TypeError, ValueError, OverflowError) as error:
            raise BadTemplate(f"Шаблон не удалось заполнить: {error}.", "Проверьте выражения в шаблоне.") from error
        text = SPLIT_PARAGRAPH.sub(r"<w:p\1", text)
        for escaped, literal in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
            if escaped in text:
                text = text.replace(escaped, literal)
        if LISTING.search(text):
            text = self._patcher.resolve_listing(text)
        if part.name == DOCUMENT and "<wp:docPr" in text:
            numbers = count(FIRST_DRAWING)
            text = DRAWING_ID.sub(lambda found: f'{found.group(1)}{next(numbers)}"', text)
        return self._checked(part, text)

    def _checked(self, part: _Part, text: str) -> bytes:
        """A part that is not well-formed would be silently mended by Word, with loss of text: never give it out."""
        content = (XML_HEAD + text).encode()
        try:
            tree = etree.fromstring(content)
        except etree.XMLSyntaxError as error:
            message = f"Заполненный шаблон испорчен ({part.name}): {error}."
            raise BadTemplate(
                message, "Проверьте теги {%p %} и {%tr %}: каждый стоит один в своём абзаце или строке."
            ) from error
        if part.grid_changes:
            fixed = self._patcher.fix_tables(text)
            content = XML_HEAD.encode() + etree.tostring(fixed)
        del tree
        return content

    def render(
        self, context: Mapping[str, object], metadata: Metadata, pictures: Mapping[str, bytes] | None = None
    ) -> bytes:
        """The paper's DOCX: the same context, metadata and pictures give the same bytes.

        `pictures` replaces placeholders by their alternative text ("QR"); ones the template lacks are left out.
        """
        rendered = self.xml(context)
        drawn = {self._pictures[name]: data for name, data in (pictures or {}).items() if name in self._pictures}
        members: list[Packed] = []
        for name in self._order:
            if name in drawn:
                members.append(pack(name, drawn[name]))
            elif name in rendered:
                members.append(pack(name, rendered[name]))
            else:
                members.append(self._packed[name])
        members.append(pack(CORE, core_properties(metadata)))
        return write(members)


def _serialised(part: bytes) -> str:
    """As docxtpl sees it: parsed and written again by lxml, without the declaration."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return DECLARATION.sub("", etree.tostring(etree.fromstring(part, parser), encoding="unicode"))
    except etree.XMLSyntaxError as error:
        raise BadTemplate(f"Шаблон повреждён: {error}.", "Сохраните его в Word заново.") from error


def _line_of(source: str, number: int | None) -> str:
    """The words of the template near the fault, without XML."""
    lines = source.split("\n")
    if number is None or not 0 < number <= len(lines):
        return ""
    return " ".join(re.sub(r"<[^>]+>", " ", lines[number - 1]).split())[:120]
