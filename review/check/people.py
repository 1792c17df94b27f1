"""Who answers: a person or a post, or a crowd in which nobody does. Shared by the checks of responsibility."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from review.model.phrases import has_phrase
from review.model.text import normal

if TYPE_CHECKING:
    from review.model.language import Language
    from review.model.profile import Profile

Naming = Literal["personal", "collective", "empty"]

_SPLIT = re.compile(r"[,;\n]| и |\+|/")
_POST = re.compile(
    r"директор|завуч|руководител|педагог-|психолог|логопед|дефектолог|библиотекар|секретар|завхоз|председател"
    r"|методист|советник|заместител|зам\.|заведующ|ответственн(?:ый|ая|ые|ым|ого|ой|ому) за|координатор"
    r"|куратор|вожат\w+|соц\w*\.? ?педагог"
    r"|социальн\w+ педагог|тьютор|учитель|системн\w+ администратор|инженер|лаборант|педагог[- ]организатор|медсестр"
    r"|воспитатель|специалист по|администратор|бухгалтер|инспектор|фельдшер"
)
_NAME = re.compile(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё-]+")
_CLASSES = re.compile(
    r"\d{1,2}(?: ?[,-] ?\d{1,2})*(?:-?(?:х|й|го|ых|е))? ?(?:\"[а-я]\" ?)?(?:кл|класс(?:а|ы|ов|ах|ам|е|у)?)\b"
)
_IN_WORDS = re.compile(r"\w+надцат|\b(?:два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|двадцат|тридцат|сорок)")
_LEAD = re.compile(r"^(?:все|вся|весь|\d+) +")
_DASH = re.compile(r"^[\s\-–—.…/_]*$")


def naming(text: str, profile: Profile, language: Language) -> Naming:
    """Does a cell or line name a person or a post, only a crowd, or nobody?"""
    if _DASH.match(text):
        return "empty"
    if _NAME.search(text):
        return "personal"
    crowd = _crowd(profile.words.get("collective", ()))
    parts = [normal(part).lower.strip(" .") for part in _SPLIT.split(text) if part.strip(" .-–—")]
    if any(_POST.search(part) and not _is_crowd(part, crowd) for part in parts):
        return "personal"
    return "personal" if language.persons(text) else "collective"


def names_crowd(text: str, profile: Profile) -> bool:
    """Does a line of prose give the work to a crowd?"""
    return has_phrase(profile.words.get("collective", ()), text)


def _is_crowd(part: str, crowd: frozenset[str]) -> bool:
    bare = _LEAD.sub("", part)
    if _POST.search(bare) and _CLASSES.search(bare):
        return False  # «классные руководители 1-9 кл.»: everybody knows who
    return bare in crowd or any(bare.startswith(word + " ") for word in crowd)


@lru_cache(maxsize=8)
def _crowd(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(normal(word).lower for word in words)


def has_number(text: str) -> bool:
    """Is the size of a group told: «58 обучающихся», «9 классных руководителей»? Numbers of classes are none."""
    lower = _CLASSES.sub("", normal(text).lower)
    return any(letter.isdigit() for letter in lower) or _IN_WORDS.search(lower) is not None
