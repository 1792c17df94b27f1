"""What a paper must say of its facts: for every value the ways in which it may be printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from review.issue.template.context import context

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from review.issue.template.fields import Field, Sheet
    from review.model.language import Language

AS_FLAG = ("flag", "list")  # they choose words or are none
MACHINE = {"url", "code", "kind", "verb", "datv", "ablt", "this_gent"}  # in the QR code, or forms of the act's own name
ADDRESS = {"founder", "place", "address", "phone", "email"}  # of the letterhead: not every paper has one


def unspoken(
    shown: str, sheet: Sheet, facts: Mapping[str, Any], language: Language, *, printed: bool = False
) -> list[str]:
    """Paths of facts the text does not tell, however it is broken into lines; of a print only letters are compared."""
    bare = letters(shown) if printed else squeezed(shown)
    stands = _stands_in_print if printed else _stands
    return [where for where, texts in spoken(sheet, facts, language) if not any(stands(text, bare) for text in texts)]


def letters(text: str) -> str:
    """Without blanks and signs that a line's end may add."""
    return "".join(sign for sign in text if sign.isalnum() or sign in "№«»")


def squeezed(text: str) -> str:
    """With single blanks, whatever they were."""
    return " ".join(text.split())


def _stands(text: str, bare: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(squeezed(text))}(?!\w)", bare) is not None


def _stands_in_print(text: str, bare: str) -> bool:
    return letters(text) in bare


def spoken(sheet: Sheet, facts: Mapping[str, Any], language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(path of the fact, the texts of which one must stand on the paper)."""
    filled = context(sheet, facts, language)
    yield from _members(sheet.fields, facts, filled, "")


def _members(
    known: Mapping[str, Field], facts: Mapping[str, Any], filled: Mapping[str, Any], where: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in facts.items():
        spec = known[name]
        if value in (None, "", [], {}) or name in MACHINE or spec.type in AS_FLAG or name in ADDRESS:
            continue
        yield from _value(spec, value, filled[name], f"{where}{name}")


def _value(spec: Field, value: Any, filled: Any, where: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if spec.type == "object":
        yield from _members(spec.parts, value, filled, f"{where}.")
    elif spec.type in ("rows", "people"):
        for number, (row, shown) in enumerate(zip(value, filled, strict=True)):
            if spec.type == "people":
                yield f"{where}[{number}]", tuple(_names(shown))
            else:
                yield from _members(spec.parts, row, shown, f"{where}[{number}].")
    elif spec.type == "person":
        yield where, tuple(_names(filled))
    else:
        yield where, tuple(_texts(filled))


def _names(person: Mapping[str, Any]) -> Iterator[str]:
    return _texts([person[form] for form in ("full", "fio", "iof")])


def _texts(filled: Any) -> Iterator[str]:
    if isinstance(filled, dict):
        for part in filled.values():
            yield from _texts(part)
    elif isinstance(filled, list):
        for part in filled:
            yield from _texts(part)
    elif len(text := str(filled)) > 0:
        yield text
