"""The words of diagrams and charts: they stand in parts of their own, beside the drawing that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DIAGRAM: Final = _DIAGRAM + "relIds"
CHART: Final = _CHART + "chart"
_SHAPES: Final = (None, "node", "asst")  # points of a diagram that people type into


def related(drawing: _Element) -> str:
    """The relationship id of the part with the words."""
    return drawing.get(_RELATION + ("dm" if drawing.tag == DIAGRAM else "id")) or ""


def words_of(root: _Element) -> Iterator[str]:
    """What a diagram or a chart says, shape by shape; of a chart its titles, then what it compares."""
    for point in root.iter(_DIAGRAM + "pt"):
        if point.get("type") in _SHAPES:
            yield from _paragraphs(point)
    for title in root.iter(_CHART + "title"):
        yield from _paragraphs(title)
    for names in ("tx", "cat"):  # the legend, then the axis
        texts = (value.text for series in root.iter(_CHART + "ser") for value in _values(series, names))
        if line := "; ".join(dict.fromkeys(text.strip() for text in texts if text and text.strip())):
            yield line


def _values(series: _Element, names: str) -> Iterable[_Element]:
    named = series.find(_CHART + names)
    return () if named is None else named.iter(_CHART + "v")


def _paragraphs(element: _Element) -> Iterator[str]:
    for paragraph in element.iter(_DRAWN + "p"):
        text = "".join(part.text or "" for part in paragraph.iter(_DRAWN + "t"))
        if text.strip():
            yield text
