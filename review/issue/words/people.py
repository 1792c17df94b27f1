"""People, dates and bodies as papers need them: every form a template may ask for, as plain strings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from review.issue.words.typography import NBSP, tidy
from review.model.language import CASES
from review.model.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from review.model.language import Case, Language, NameKind

FULL_NAME = 3
NAMED = re.compile(
    r"^([А-ЯЁа-яё][а-яё -]*[а-яё])( (?:[А-ЯЁ]{2,}\b|«).*)$", re.DOTALL
)  # what follows a name is never inflected

PLACED = re.compile(r"^([а-яё][^А-ЯЁ«]*) ([А-ЯЁ][а-яё]+ое [^«]*учреждение.*)$", re.DOTALL)


def day(value: date) -> dict[str, str]:
    """A date four ways: num 05.03.2022 · words 5 марта 2022 г. · long 5 марта 2022 года · iso."""
    spoken = f"{value.day}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}{NBSP}"
    return {
        "num": value.strftime("%d.%m.%Y"),
        "words": f"{spoken}г.",
        "long": f"{spoken}года",
        "iso": value.isoformat(),
    }


def phrase(
    language: Language, text: str, corrected: Mapping[str, str], *, organisation: bool = False
) -> dict[str, str]:
    """Six cases of a phrase; `corrected` holds forms a secretary confirmed."""
    head, tail = text, ""
    if found := NAMED.match(text):
        head, tail = found.group(1), found.group(2)
    kind: NameKind = "organisation" if organisation else "position"
    forms = _forms(language, head, kind)  # type: ignore[arg-type]  # a language is hashed as any object
    return {case: tidy(corrected[case] if case in corrected else forms[case] + tail) for case in CASES}


@lru_cache(maxsize=10_000)
def _forms(language: Language, text: str, kind: NameKind) -> Mapping[Case, str]:
    return language.inflect(text, kind).forms


def _with_place(language: Language, post: str) -> str:
    """«директор Муниципальное … учреждение «Ручей»» → «директор Муниципального … учреждения «Ручей»»."""
    found = PLACED.match(post)
    return f"{found[1]} {phrase(language, found[2], {}, organisation=True)['gent']}" if found else post


def person(language: Language, name: str, post: str, corrected: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """full, fio, iof in six cases; np, dear, a by gender; post and post_title in six cases ("" when unknown)."""
    told = language.inflect(name, "name")
    full = {case: corrected.get("full", {}).get(case, told.forms[case]) for case in CASES}
    gender = corrected.get("gender", told.gender)
    words = name.split()
    initials = "".join(f"{word[0]}." for word in words[1:FULL_NAME] if word[0].isalpha())
    posts = phrase(language, _with_place(language, post), corrected.get("post", {})) if post else {}
    shown: dict[str, object] = {
        "full": full,
        "fio": {case: f"{full[case].split()[0]}{NBSP}{initials}".rstrip(NBSP) for case in CASES},
        "iof": {case: f"{initials}{NBSP}{full[case].split()[0]}".lstrip(NBSP) for case in CASES},
        "np": " ".join(words[1:]) or name,
        "dear": "Уважаемая" if gender == "f" else "Уважаемый",
        "a": "а" if gender == "f" else "",
        "post": posts or "",
        "post_title": {case: form[:1].upper() + form[1:] for case, form in posts.items()} if posts else "",
    }
    return shown
