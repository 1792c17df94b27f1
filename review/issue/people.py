"""People, dates and bodies as papers need them: every form a template may ask for, as plain strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.typography import NBSP, tidy
from review.model.language import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from review.model.language import Language

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
FULL_NAME = 3


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
    forms = language.inflect(text, "organisation" if organisation else "position").forms
    return {case: tidy(corrected.get(case, forms[case])) for case in CASES}


def person(language: Language, name: str, post: str, corrected: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """full, fio, iof in six cases; np, dear, a by gender; post and post_title in six cases ("" when unknown)."""
    told = language.inflect(name, "name")
    full = {case: corrected.get("full", {}).get(case, told.forms[case]) for case in CASES}
    gender = corrected.get("gender", told.gender)
    words = name.split()
    initials = "".join(f"{word[0]}." for word in words[1:FULL_NAME] if word[0].isalpha())
    posts = phrase(language, post, corrected.get("post", {})) if post else {}
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
