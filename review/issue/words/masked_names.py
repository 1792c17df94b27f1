"""People in a text, found by the shape of a name: «Иванов А.Б.», «А.Б. Иванов», «Иванова Анна Ильинична»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BLANK = r"[ \u00a0]"
WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
INITIALS = rf"[А-ЯЁ]\.{BLANK}?(?:[А-ЯЁ]\.)?"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:ович|евич|ич|овн|евн|ичн|иничн)(?:а|у|ем|ом|е|ы|ой|ою)?"
EASTERN = rf"[А-ЯЁ][а-яё]+{BLANK}(?:оглы|кызы)"
SURNAME = (
    r"[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ск(?:ий|ого|ому|им|ая|ой|ую)|цк(?:ий|ого|ому|им|ая|ой|ую)|ко|ук|юк|ян|[иы]х)"
    r"(?:а|у|ым|ой|ою|е|ых)?"
)
NAME = re.compile(
    rf"(?<![\w-])(?:{WORD}{BLANK}{INITIALS}{BLANK}{SURNAME}"  # «Директор Л. И. Петрова»: rather a word too many
    rf"|{WORD}{BLANK}{INITIALS}(?!\w)"
    rf"|{INITIALS}{BLANK}?{WORD}"
    rf"|{WORD}{BLANK}{WORD}{BLANK}(?:{EASTERN}|{PATRONYMIC})"
    rf"|{WORD}{BLANK}(?:{EASTERN}|{PATRONYMIC})(?:{BLANK}{WORD})?)(?![\w-])"
)
HONOURED = re.compile(rf"(?:им\.|имени|памяти|[Гг]ероя|ул\.|улица|пр\.|пос\.|г\.|с\.|д\.){BLANK}?$")
PHONE = re.compile(r"(?<![\d.])(?:\+7|8)[\s\u00a0(-]{0,3}\d{3,5}[\s\u00a0)-]{0,3}\d{1,3}(?:[\s\u00a0-]?\d{2}){2}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HIDDEN = "(скрыто)"


def replaced_names(text: str, word: Callable[[str], str]) -> str:
    """The text with every name given over to `word`; whom a school or street is named after stays."""

    def shown(found: re.Match[str]) -> str:
        return found[0] if HONOURED.search(text, 0, found.start()) else word(found[0])

    return NAME.sub(shown, text)


def without_contacts(text: str, hidden: str = HIDDEN) -> str:
    """The text without telephone numbers and mail addresses."""
    return EMAIL.sub(hidden, PHONE.sub(hidden, text))


def without_names(text: str, hidden: str = HIDDEN) -> str:
    """The text with every name hidden."""
    return replaced_names(text, lambda _: hidden)
