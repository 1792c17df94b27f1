"""Approval marks: who approved, by which act, when, and what was left blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.names.marks import Mark, marks
from review.model.programme import Approval

if TYPE_CHECKING:
    from datetime import date

    from review.extract.scene import Scene
    from review.model.document import Quote

_ACT = re.compile(r"(приказ|протокол|распоряжени|постановлени|решени)\w*")
_ACTS = {"распоряжени": "распоряжение", "постановлени": "постановление", "решени": "решение"}
_NUMBER = re.compile(r"№\s*([\w][\w\-/.]*)|(?:приказ\w*|протокол\w*)\s+(\d+(?:-[а-я]+)?)(?=\s|$)")
_BLANK = re.compile(r'_{2,}|"[\s_]*"(?=\s*[_а-я\d])|№\s*(?=$|\n|_|от\b|;|,)|(?<=\s)от\s*(?=$|\n|№)|\.{4,}|…{2,}')
_SIGNED = re.compile(r"подпис[ьа](?![^\W_])|подписан[оа]?|/подпись/|\bэп\b|\bэцп\b")
_STAMP = re.compile(
    r"подписан\w*\s+(?:простой |усиленной |квалифицированной )*(?:электронн|эп\b|эцп\b)|электронн\w+ "
    r"подпис\w+|сертификат:? ?[\da-f]{4}"
)
_UNSIGNED = re.compile(
    r"_{3,}[\s/(]*(?:[а-я]\.\s?[а-я]\.\s?[а-я]{3,}|[а-я]{3,}\s[а-я]\.\s?[а-я]\.)"
)  # an empty line before a name
_SIGNER = re.compile(
    r"[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|(?!Директор|Начальник|Министр|Заведующ|Председател|Руководител|Глава|Заместител|Секретар"
    r"|Подпись)[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\. ?[А-ЯЁ]\."
)
_NAMESAKE = re.compile(r"(?:им\.|имени|Героя|Союза|генерала|маршала|академика)\s*$", re.IGNORECASE)
_BODIES = (
    ("founder", re.compile(r"учредител\w*|начальник\w*|глав[аыоу]\w*|администраци\w*|министр\w*"
                           r"|министерств\w*|департамент\w*|управлени\w+ (?:образовани|по)|отдел\w* "
                           r"образован|комитет\w* (?:по )?образовани")),
    ("collegial", re.compile(r"(?:педагогическ|управляющ|методическ|научно-методическ|общешкольн"
                             r"|наблюдательн)\w* совет\w*|педсовет\w*|совет\w* (?:школы|учреждени\w*"
                             r"|организаци\w*|оо|трудов)|заседани\w* (?:шмо|мо|методическ\w* объединени)"
                             r"|общ\w+ собрани\w* (?:трудов|работник|коллектив)")),
    ("parents", re.compile(r"(?:родительск\w*|совет\w* родител)\w*(?: \w+){0,2}|совет\w* (?:обучающихся"
                           r"|старшеклассник)")),
    ("director", re.compile(r"(?:и\. ?о\. |исполняющ\w+ обязанности )?директор\w*|руководител\w*"
                            r"|заведующ\w*|приказ\w* по школе|приказ\w* (?:мбоу|мкоу|маоу|моу|гбоу|мобу"
                            r"|школы|оо)")),
)  # fmt: skip
_CANONICAL = {"collegial": "педагогический совет", "director": "директор"}


def approvals(scene: Scene) -> tuple[Approval, ...]:
    """Every approval mark of the document."""
    stamped = _stamped(scene)
    return tuple(_approval(scene, mark, stamped=stamped) for mark in marks(scene))


def _stamped(scene: Scene) -> bool:
    """An electronic signature's stamp on the title page or the last page."""
    blocks = scene.document.blocks
    edge = {b.id for b in blocks[: scene.front + 2]} | {b.id for b in blocks[-6:]}
    units = [unit for unit in scene.units if unit.block.id in edge or unit.part != "body"]
    text = "\n".join(unit.lower for unit in units)
    return bool(_STAMP.search(text)) or "электроннойподписью" in re.sub(r"\s+", "", text)


def _approval(scene: Scene, mark: Mark, *, stamped: bool) -> Approval:
    text = "\n".join(line.lower for line in mark.lines)
    by, body = _body(mark)
    act = _ACT.search(text)
    number = next((m for m in _NUMBER.finditer(text, _act_place(mark, text)) if _is_number(m)), None)
    cased = "\n".join(line.text for line in mark.lines)
    day = _date(scene, mark)
    blanks = _blanks(scene, mark)
    act_name = _ACTS.get(act[1], act[1]) if act else ""
    signers = [
        m.group()
        for line in mark.lines
        for m in _SIGNER.finditer(line.text)
        if not _NAMESAKE.search(line.text[: m.start()])
    ]
    by_act = _by_act(mark.kind, by, act_name, text, number is not None or day is not None)
    return Approval(
        kind=mark.kind,
        body=body,
        act=act_name,
        date=day,
        number=cased[slice(*number.span(number.lastindex or 0))].rstrip(".") if number else None,
        signed=bool(_SIGNED.search(text)) or by_act or (stamped and by in ("director", "")),
        blanks=blanks,
        quote=scene.quote(mark.lines[0].unit, mark.lines[0].start, mark.lines[0].end),
        quotes=tuple(scene.quote(line.unit, line.start, line.end) for line in mark.lines),
        by=by,
        signer=signers[-1] if signers else "",
    )


def _act_place(mark: Mark, text: str) -> int:
    """«Приложение № 2 к приказу …»: the annex's own number is not the act's."""
    if mark.kind != "annex":
        return 0
    act = _ACT.search(text)
    return act.start() if act else len(text)


def _by_act(kind: str, by: str, act: str, text: str, numbered: bool) -> bool:  # noqa: FBT001 - a private helper
    """An order, a council's protocol or a founder's numbered letter needs no signature, but no empty line for one."""
    if _UNSIGNED.search(text):
        return False
    if kind == "agreed" or by == "founder":
        return numbered and bool(act or "исх" in text)
    return bool(act) and numbered


def _is_number(match: re.Match[str]) -> bool:
    value = match[1] or match[2] or ""
    if re.fullmatch(r"\d+-[а-я]{1,3}", value) or re.match(r"\s+от\s\d", match.string[match.end() :]):
        return True  # «приказ директора школы № 46-од от …»
    return any(letter.isdigit() for letter in value) and not re.search(
        r"(?:сош|оош|школ\w*|гимнази\w*|лице\w*|\bоу)\s*$", match.string[: match.start()]
    )


def _body(mark: Mark) -> tuple[str, str]:
    """Who approved: a known kind of body, and its name as written."""
    for name, pattern in _BODIES:
        if mark.kind == "approved" and name == "collegial" and _says_director(mark):
            continue
        for line in mark.lines:
            match = pattern.search(line.lower)
            if match is not None and not (name == "founder" and _inside_school(line.lower, match)):
                end = len(line.text) if name == "founder" else match.end()
                return name, line.text[match.start() : end].lower().strip(" ,.")
    if mark.kind == "approved" and any(_ACT.search(line.lower) and "приказ" in line.lower for line in mark.lines):
        return "director", "директор"
    return "", ""


def _says_director(mark: Mark) -> bool:
    return any("директор" in line.lower or "приказ" in line.lower for line in mark.lines)


def _inside_school(lower: str, match: re.Match[str]) -> bool:
    """«администрация школы» is no founder."""
    return match.group().startswith("администраци") and bool(
        re.match(r"\s*(?:школы|оо|учреждени)", lower[match.end() :])
    )


def _date(scene: Scene, mark: Mark) -> date | None:
    """The day of the act: the last full date of the mark's own lines."""
    found = []
    for line in mark.lines:
        for span in scene.language.dates(line.text, year=None):
            if span.last is not None and (span.first is None or span.first == span.last) and not span.whole_year:
                words = line.text[span.start : span.end]
                if any(letter.isdigit() for letter in words):
                    found.append(span.last)
    return found[0] if found else None


def _blanks(scene: Scene, mark: Mark) -> tuple[Quote, ...]:
    blanks = []
    for line in mark.lines:
        blanks += [
            scene.quote(line.unit, line.start + m.start(), line.start + m.end()) for m in _BLANK.finditer(line.lower)
        ]
    return tuple(quote for quote in blanks if quote.text)
