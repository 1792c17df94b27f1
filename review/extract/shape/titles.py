"""The title: the lines of the first page that say what the document is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.extract.scene import Line, Scene

_PLACE_YEAR = re.compile(
    r"^\W*(?:(?:(?:г|с|п|пос|пгт|д|ст|х|рп|р\. ?п)\. ?[а-я -]+|(?:город|село|поселок|деревня|станица) [а-я -]+"
    r"|[а-я-]+(?:ский|ская|ское|ского|ской|ный|ного|ая|ое) (?:района?|округа?|област[ьи]|края?"
    r"|муниципальн\w+ \w+)(?: [а-я]+ "
    r"(?:области|края))?)"
    r"[,\s]*(?:20\d\d)?|(?!план|програм|концеп|стратег|дорож|отчет|на |до |за )[а-я-]+(?: [а-я-]+)?,? "
    r"20\d\d) ?(?:г(?:од|ода|\.)?)?[.\s]*$"
)
_YEAR_ONLY = re.compile(r"^[\s(]*20\d\d\s*(?:год|г\.?)?[\s)]*$")
_SCHOOL = re.compile(
    r"общеобразовательн|учреждени|(?:основн|средн|начальн)\w+ школ|(?<![а-я])(?:сош|оош|нош)(?![а-я])"
    r"|школа №|^\W*(?:гимнази|лицей)|^[\s\"]*(?:мбоу|мкоу|маоу|моу|гбоу|мобу|гкоу|фгкоу)|министерств"
    r"|управление образования|департамент"
)
_STAMP = re.compile(r"электронн\w+ подпис|сертификат|владелец|действителен|подписан")
_CONTENTS = re.compile(r"\W*(?:содержание|оглавление|введение|паспорт)(?![а-я])")
_MOST = 7


def title_lines(scene: Scene, used: set[tuple[str, int]]) -> list[Line]:
    """Lines of the title in order; `used` are the lines of approval marks, (unit, start)."""
    lines = [
        line
        for unit in scene.body
        if scene.in_front(unit)
        for line in scene.lines(unit)
        if (unit.id, line.start) not in used and not _STAMP.search(line.lower)
    ]
    start = _start(scene, lines)
    if start is None:
        return []
    taken = [lines[start]]
    for line in lines[start + 1 : start + _MOST]:
        if _is_foot(line) or line.unit.index - taken[-1].unit.index > 2 or len(line.lower.split()) > 30:  # noqa: PLR2004
            break
        if (_plain(line) and not _plain(taken[0])) or _CONTENTS.match(line.lower):
            break
        if line.unit.block.type == "heading" and taken[0].unit.block.type != "heading":
            break
        taken.append(line)
    return taken


def _start(scene: Scene, lines: Sequence[Line]) -> int | None:
    """The first line that names a kind of document; else the first that is neither school nor place."""
    for place, line in enumerate(lines):
        named = scene.vocabulary.titles.matches(line.lower)
        if named and not _starts_plain_sentence(line):
            return place
    for place, line in enumerate(lines):
        if not (_SCHOOL.search(line.lower) or _PLACE_YEAR.match(line.lower) or len(line.lower.split()) > 30):  # noqa: PLR2004
            return place
    return None


def _starts_plain_sentence(line: Line) -> bool:
    return len(line.lower.split()) > 30 or bool(_SCHOOL.match(line.lower))  # noqa: PLR2004 - no title is that long


def _plain(line: Line) -> bool:
    """Running text below a title set in the middle or in bold."""
    block = line.unit.block
    return (
        block.align not in ("center", "right")
        and not block.bold
        and block.type == "paragraph"
        and line.unit.cell is None
    )


def _is_foot(line: Line) -> bool:
    """«г. Залесье, 2022 год» at the page's foot; a bare year belongs to the title."""
    return bool(_PLACE_YEAR.match(line.lower)) and not _YEAR_ONLY.match(line.lower) and not line.lower.startswith("на ")
