"""Six cases of a person's name, a position or an organisation, and a guess which of them a text is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.language.names import inflect_name, is_patronymic
from review.language.noun_phrases import head, inflect_phrase
from review.language.wording import wording
from review.language.words import morphology

if TYPE_CHECKING:
    from review.model.language import Inflected, NameKind


_NAME_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*|[А-ЯЁ]{2,}(?:-[А-ЯЁ]+)*|оглы|кызы|гызы|улы")
_ABBREVIATION = re.compile(r"^[А-ЯЁ]{3,}(?:\s|$|-)")
LONGEST_NAME = 5


def inflect(text: str, kind: NameKind) -> Inflected:
    """All cases of the text."""
    if kind == "name":
        return inflect_name(text)
    return inflect_phrase(text, person=kind == "position")


def guess_kind(text: str) -> NameKind:
    """A name by its pattern, an organisation by its head noun or abbreviation, else a position."""
    words = text.split()
    if words and len(words) <= LONGEST_NAME and _is_name(text, words):
        return "name"
    found = head(text)
    if found is None:
        return "organisation" if _ABBREVIATION.match(text) else "position"
    lemma, is_somebody = found
    if lemma in wording().words("organisation_heads"):
        return "organisation"
    # A thing is no post, but the dictionary takes an unknown post («тьютор») for a thing: a name has a capital.
    return "position" if is_somebody or text[:1].islower() else "organisation"


def _is_name(text: str, words: list[str]) -> bool:
    if re.search(r"[«»\"№\d,]", text):
        return False
    if re.fullmatch(
        r"(?:[А-ЯЁ]\.\s?-?\s?)+[А-ЯЁ][А-ЯЁа-яё-]+|[А-ЯЁ][А-ЯЁа-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?\s(?:[А-ЯЁ]\.\s?-?\s?)+", text
    ):
        return True
    if len(words) < 2 or not all(_NAME_WORD.fullmatch(word) for word in words):  # noqa: PLR2004 - a name and a surname
        return False
    if any(is_patronymic(word) for word in words[1:]):
        return True
    tags = [parse.tag for word in words for parse in morphology().parse(word.lower())]
    return any("Name" in tag for tag in tags) and not _has_organisation(words)


def _has_organisation(words: list[str]) -> bool:
    heads = wording().words("organisation_heads")
    return any(
        parse.normal_form.replace("ё", "е") in heads for word in words for parse in morphology().parse(word.lower())
    )
