"""Places of a template nobody filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from review.extract.scene import Scene
    from review.model.document import Quote

_BLANK = re.compile(
    r"_{3,}|(?<!\.)\.{6,}(?!\.)(?!\s*\d+\s*(?:\n|$))|…{2,}"
    r"|\[[^\]\n\d]{3,80}\]|<[а-я][^>\n]{3,60}>|\{+[^}\n]{3,60}\}+"
    r"|\((?:указать|вписать|вставить|наименование (?:оо|школы|учреждения|организации)|название (?:оо"
    r"|школы)|фио|ф\. ?и\. ?о\.)[^)\n]{0,60}\)"
    r"|(?<![а-я])(?:указать|вписать|вставить|впишите|укажите|заполнить|выбрать нужное|нужное "
    r"(?:подчеркнуть|вписать))(?: \w+){0,5}"
    r"|(?<![а-я])(?:фамилия|имя) и\. ?о\.|и\. ?о\. фамилия|(?<![а-яa-z])(?:х{3,}|x{3,})(?![а-яa-z])"
    r"|20_{1,2}(?:\s?г)?|\"\s*\"\s*(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|20)\w*"
)
_TEMPLATE = re.compile(r"(?<![а-я])(?:указать|вписать|вставить|впишите|укажите|заполнить)")
_VERB_CONTEXT = re.compile(
    r"(?:необходимо|следует|нужно|можно|предложено|просим|должн\w+|предстоит|обязан\w*|могут|может|,)\s*$"
)


def blanks(scene: Scene, marks: Collection[str]) -> tuple[Quote, ...]:
    """Unfilled places outside approval marks, in order."""
    found = []
    for unit in scene.units:
        if unit.id in marks:
            continue
        for match in _BLANK.finditer(unit.lower):
            if _TEMPLATE.match(match.group()) and not _stands_alone(unit.lower, match):
                continue
            quote = scene.quote(unit, match.start(), match.end())
            if quote.text:
                found.append(quote)
    return tuple(found)


def _stands_alone(lower: str, match: re.Match[str]) -> bool:
    """«указать наименование» as the whole cell or line, not «необходимо указать причины» inside a sentence."""
    before, after = lower[: match.start()], lower[match.end() :]
    if _VERB_CONTEXT.search(before):
        return False
    return not before.rsplit("\n", 1)[-1].strip(' :"(-') or after.startswith(("]", ")"))
