"""Is every piece of a template a whole piece of XML? Proved once at load, it need not be checked at every print.

Filled-in values are escaped, so only the template itself could break a paper: an {% if %} or a {% for %} around half
of an element. What cannot be proved here is parsed after filling in, as before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

TAG = re.compile(r"<(/?)([\w:.-]+)(?:\s[^<>]*?)?(/?)>")
SAFE_FILTERS = frozenset(
    ("upper", "lower", "capitalize", "title", "trim", "length", "first", "last", "default", "d", "int", "round")
)


def proved(template: nodes.Template) -> bool:
    """Whatever the facts are, the filled template is well-formed."""
    if any(template.find_all((nodes.Call, nodes.MarkSafe, nodes.MarkSafeIfAutoescape))):
        return False
    if any(found.name not in SAFE_FILTERS for found in template.find_all(nodes.Filter)):
        return False
    return _whole(template.body)


def _whole(pieces: Iterable[nodes.Node]) -> bool:
    """Every element opened in the pieces is closed in them; loops and branches are whole by themselves."""
    data: list[str] = []
    for piece in pieces:
        if isinstance(piece, nodes.Output):
            data += [part.data for part in piece.nodes if isinstance(part, nodes.TemplateData)]
            if any(_inside_tag(part.data) for part in piece.nodes if isinstance(part, nodes.TemplateData)):
                return False
        elif isinstance(piece, nodes.If):
            if not (_whole(piece.body) and _whole(piece.elif_) and _whole(piece.else_)):
                return False
        elif isinstance(piece, nodes.For):
            if not (_whole(piece.body) and _whole(piece.else_)):
                return False
        elif not isinstance(piece, nodes.Assign):
            return False
    return _balanced("".join(data))


def _inside_tag(text: str) -> bool:
    """A value would stand inside a tag, where escaping does not help."""
    return text.rfind("<") > text.rfind(">") or ("<" not in text and ">" in text)


def _balanced(text: str) -> bool:
    open_names: list[str] = []
    for closing, name, empty in TAG.findall(text):
        if closing:
            if not open_names or open_names.pop() != name:
                return False
        elif not empty:
            open_names.append(name)
    return not open_names and "<" not in TAG.sub("", text)
