"""docxtpl's templates, compiled once: patched and parsed at load, rendered as strings, zipped to the same bytes.

The rendered word/document.xml is canonically equal to what docxtpl makes of the same context with autoescape on.
What differs on purpose: unknown fields are errors, templates run in a sandbox over plain values, metadata is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import escape

from review.errors import BadTemplate
from review.issue.files.metadata import CORE, core_properties
from review.issue.files.pictures import placeholders
from review.issue.template.balance import proved
from review.issue.template.zipping import Packed, pack, unpacked_and_packed, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from review.issue.files.metadata import Metadata

TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
DOCUMENT = "word/document.xml"
HAS_TAGS = re.compile(r"\{(?:<[^>]*>)*[{%#]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
XML_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARAGRAPH = re.compile(r"<w:p([ >])")
LISTING = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t\a\f]")
DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*"')
FIRST_DRAWING = 1001  # docxtpl counts from here
CONTROL = bytes([*range(7), 8, 0x0B, *range(0x0E, 0x20)])  # what XML forbids and docxtpl does not set as breaks
NONCHARACTERS = "\ufffe\uffff"
LOOP_WORDS = frozenset(("index", "index0", "first", "last", "length", "revindex"))
DEFLATE_LEVEL = 3  # as small as 6 on our XML and three times faster
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
    whole: bool  # proved to be well-formed whatever the facts are


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to what templates ask for most: a field of plain facts."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - whatever the facts hold
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if type(obj) is LoopContext and attribute in LOOP_WORDS:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def environment() -> ImmutableSandboxedEnvironment:
    """Plain values only: no attribute of Python reachable, an unknown field is an error, text is escaped."""
    return _Environment(autoescape=True, undefined=StrictUndefined)


def _quick() -> ImmutableSandboxedEnvironment:
    """The same for templates proved whole: no macros and no marked text, so escaping needs no marks either."""
    return _Environment(undefined=StrictUndefined, finalize=_escaped)


def _escaped(value: object) -> object:
    text = value if type(value) is str else escape(value)
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text


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
        patched = self._patcher.patch_xml(source)
        try:
            whole = proved(jinja.parse(patched))
            template = (_quick() if whole else jinja).from_string(patched)
        except TemplateError as error:
            line = _line_of(jinja, patched)
            message = f"Шаблон не разобран ({name}): {error}. Место: «{line}»."
            raise BadTemplate(
                message, "Проверьте, что каждому {% if %} и {% for %} отвечает свой {% end… %}."
            ) from error
        return _Part(name, template, any(mark in source for mark in GRID_CHANGES), whole)

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
        if "{" in text or "}" in text:
            for escaped, literal in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
                text = text.replace(escaped, literal)
        listed = any(sign in text for sign in "\n\t\a\f") and LISTING.search(text) is not None
        if listed:
            text = self._patcher.resolve_listing(text)
        if part.name == DOCUMENT and "<wp:docPr" in text:
            numbers = count(FIRST_DRAWING)
            text = DRAWING_ID.sub(lambda found: f'{found.group(1)}{next(numbers)}"', text)
        if part.whole and not part.grid_changes and not listed:
            return _encoded(text)
        return self._checked(part, text)

    def _checked(self, part: _Part, text: str) -> bytes:
        """A part that is not well-formed would be silently mended by Word, with loss of text: never give it out."""
        content = _encoded(text)
        try:
            etree.fromstring(content)
        except etree.XMLSyntaxError as error:
            message = f"Заполненный шаблон испорчен ({part.name}): {error}."
            raise BadTemplate(
                message, "Проверьте теги {%p %} и {%tr %}: каждый стоит один в своём абзаце или строке."
            ) from error
        if part.grid_changes:
            fixed = self._patcher.fix_tables(text)
            content = XML_HEAD + etree.tostring(fixed)
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
                members.append(pack(name, rendered[name], DEFLATE_LEVEL))
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


def _encoded(text: str) -> bytes:
    """As bytes, without what XML forbids: one such sign in the facts would lose the whole paper."""
    for sign in NONCHARACTERS:
        if sign in text:
            text = text.replace(sign, "")
    try:
        content = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        content = text.encode("utf-8", "ignore")
    return XML_HEAD + content.translate(None, CONTROL)


def _line_of(jinja: ImmutableSandboxedEnvironment, patched: str) -> str:
    """The words of the paragraph near the fault, without XML."""
    lined = PARAGRAPH.sub(r"\n<w:p\1", patched)
    try:
        jinja.parse(lined)
    except TemplateError as error:
        number, lines = getattr(error, "lineno", None), lined.split("\n")
        if number is not None and 0 < number <= len(lines):
            return " ".join(re.sub(r"<[^>]+>", " ", lines[number - 1]).split())[:120]
    return ""
