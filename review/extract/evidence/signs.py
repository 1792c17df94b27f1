"""Requisites of a confirming document: its number, its signature, its author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.evidence.lines import requisite_lines
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.model.document import Document, Quote
    from review.model.language import Language
    from review.model.profile import Profile
    from review.model.programme import Facts

HEAD_UNITS = 16
TAIL_UNITS = 14
SIGNATURE_LINE = 220
_NUMBER = re.compile(r"(?:№|N|Nо|номер)\s*(?P<number>\d[\w/.–-]*|[\d]+)")
_NOT_OWN = re.compile(
    r"(?:школ\w*|СОШ|ООШ|НОШ|СШ|лице\w*|гимназ\w*|интернат\w*|ОО|каб\w*\.?|кабинет\w*|фото|рис\w*\.?|этап\w*|задач\w*|п\.|пункт\w*|"
    r"приложени\w*|таблиц\w*|строк\w*|саду?|ДОУ|ФЗ|вопрос\w*|заняти\w*|урок\w*|групп\w*|анкет\w*|класс\w*|задани\w*)\W{0,3}$",
    re.IGNORECASE,
)
_OTHER_ACT = re.compile(
    r"(?:закон|заключени|договор|приказ(?:ом|у|а)|постановлени|распоряжени(?:ем|я|ю)|письм)", re.IGNORECASE
)
_REGISTERED = re.compile(r"(?:исх|рег|вх)\w*\.?\s*$", re.IGNORECASE)
_SIGNED = re.compile(
    r"подпись(?!\w)|подписи(?!\w)(?!\s+(?:к|под)\s)|подписан\w*|электронн\w+\s+(?:цифров\w+\s+)?подпис\w+|(?<!\w)ЭП(?!\w)|(?<!\w)ЭЦП(?!\w)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"_{2,}|\.{5,}|…{2,}")
_SIGNER = re.compile(r"[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+")
_HEADER_WORD = re.compile(r"подпис[ьи]", re.IGNORECASE)


def document_number(document: Document, facts: Facts) -> tuple[str | None, Quote | None]:
    """The document's own number: beside its type or its date, never a school's or a cited act's."""
    for line in requisite_lines(document)[:HEAD_UNITS]:
        text = line.text
        for match in _NUMBER.finditer(text):
            before = text[: match.start()]
            if _NOT_OWN.search(before) or text[match.end() :].lstrip("-– ").startswith("ФЗ"):
                continue
            registered = _REGISTERED.search(before) is not None
            if (registered or len(text) <= 160) and not _OTHER_ACT.search(before):  # noqa: PLR2004 - a line of requisites, no sentence
                return match["number"].rstrip(".-–"), line.quote(document, *match.span())
    for approval in facts.approvals:
        if approval.number:
            return approval.number, approval.quote
    return None, None


def signature_of(document: Document) -> Quote | None:
    """The word that stands for a signature, a stamp, or a filled column "Подпись"; blanks are no signature."""
    for block in document.blocks:
        if block.table is not None:
            columns = {
                cell.col
                for row in block.table.rows[:2]
                for cell in row
                if _HEADER_WORD.search(cell.text) and cell.row < 2  # noqa: PLR2004
            }
            for row in block.table.rows:
                for cell in row:
                    filled = cell.col in columns and cell.row > 0 and re.search(r"\w", cell.text) is not None
                    if filled and not _BLANK.search(cell.text):
                        return document.quote(cell.id)
                    if cell.row > 0 and cell.col not in columns and _real(cell.text):
                        return document.quote(cell.id)
        elif _real(block.text):
            return document.quote(block.id)
    return None


def _real(text: str) -> bool:
    """Signed in words: "(подпись)" stands beside a name, not under a blank line."""
    if _BLANK.search(text):
        return False
    match = _SIGNED.search(text)
    if match is None:
        return False
    alone = not re.search(r"[А-ЯЁа-яё]{3,}", text[: match.start()] + text[match.end() :])
    if alone:
        return "электрон" in text.lower() or "подписан" in text.lower()
    return not re.search(
        r"(?:без|нет|для|под|отсутств\w+|собра\w+|лист\w* с|ваш\w*|образ\w*)\s*$", text[: match.start()].lower()
    )


def names_somebody(text: str, language: Language) -> bool:
    """A person's name, in full or with initials."""
    return _SIGNER.search(text) is not None or bool(language.persons(text))


def author_of(document: Document, facts: Facts, profile: Profile, language: Language) -> Quote | None:
    """Who answers for the text: a person with a post at the end, or named as its maker; else at the head."""
    lines = [line for line in requisite_lines(document) if line.text.strip()]
    posts = (*profile.words.get("staff_posts", ()), *profile.words.get("author_words", ()))
    for line in reversed(lines[-TAIL_UNITS:]):
        signs = has_phrase(posts, line.text) and names_somebody(line.text, language)
        if len(line.text) <= SIGNATURE_LINE and (signs or _SIGNER.fullmatch(line.text.strip(" /_"))):
            return line.quote(document)
    for mention in facts.persons:
        if mention.where == "signature":
            return mention.quote
    makers = profile.words.get("author_words", ())
    told = (line for line in lines if has_phrase(makers, line.text) and names_somebody(line.text, language))
    return next((line.quote(document) for line in told), None)
