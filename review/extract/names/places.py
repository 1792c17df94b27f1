"""Municipalities, regions and settlements named in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from review.extract.stems import stem
from review.model.programme import PlaceMention

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.extract.scene import Scene, Unit
    from review.model.programme import Where

_NAME = r"[А-Я][А-Яа-я]+(?:-[А-Я][А-Яа-я]+)*"
_CASED = r"(?i:ий|ого|ому|им|ом|ый|ым|ой)"
_PATTERNS: tuple[tuple[Literal["district", "region", "settlement"], re.Pattern[str]], ...] = (
    (
        "district",
        re.compile(rf"(?P<name>{_NAME}{_CASED}) (?i:(?:муниципальн|городск|внутригородск)\w+ )?(?i:район"
                   rf"|округ)(?i:[аеу]|ом)?(?![а-я])"),
    ),
    ("district", re.compile(rf"(?i:городск(?:ой|ого|ом|ому|им) округ(?:а|е|у|ом)?) (?:город\w* |г\. "
                            rf"?)?\"?(?P<name>{_NAME})")),
    ("region", re.compile(rf"(?P<name>{_NAME}(?i:ая|ой|ую)) (?i:област)(?i:ь|и|ью)|(?P<name2>{_NAME}(?i:ий"
                          rf"|ого|ому|им|ом)) (?i:кра)(?i:й|я|ю|ем|е)(?![а-я])")),
    ("region", re.compile(rf"(?i:республик)(?i:[аиуе]|ой) (?P<name>{_NAME}(?: ?- ?{_NAME})?)")),
    ("settlement", re.compile(rf"(?<![А-Яа-я./])(?:г|с|п|д|пос|пгт|ст|х|рп|р\.п)\. ?(?P<name>{_NAME}(?: {_NAME})?)")),
    ("settlement", re.compile(rf"(?<![А-Яа-я])(?i:город|села?|селе|деревн|поселк|посел|станиц)[а-я]{{0,3}} "
                              rf"(?P<name>{_NAME}(?: [А-Я][а-я]+)?)")),
)  # fmt: skip
_MAY = re.compile(
    r"район|округ|област|кра[йяюе]|республик|(?<![а-я])(?:г|с|п|д|пос|пгт|ст|х|рп)\.|город|сел[аое]|деревн|посел|станиц"
)


def places(scene: Scene, where: Callable[[Unit], Where]) -> tuple[PlaceMention, ...]:
    """Every territory named, in order of the document."""
    made = []
    for unit in scene.units:
        if not _MAY.search(unit.lower):
            continue
        found = []
        for kind, pattern in _PATTERNS:
            for match in pattern.finditer(unit.norm.text):
                name = match["name"] or match.groupdict().get("name2") or ""
                found.append((match.start(), match.end(), kind, _key(name)))
        for start, end, kind, key in sorted(found):
            made.append(PlaceMention(scene.quote(unit, start, end), where(unit), key, kind))
    return tuple(made)


def _key(name: str) -> str:
    """The name without its ending, an adjective as masculine: «Залесского» → «залесский»."""
    lower = name.lower()
    cut = stem(lower)
    return cut + "ий" if cut.endswith(("ск", "цк")) else cut
