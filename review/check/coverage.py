"""Which directions of the risk profile a text is about. Shared by the checks of coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.model.language import Language
    from review.model.profile import Profile, Risk

STRONG = 3  # the first lemmas of a theme tell the direction alone
ENOUGH = 2  # other lemmas of a theme must be met together


def about(
    text: str,
    known: Sequence[str],
    codes: Iterable[str],
    profile: Profile,
    language: Language,
    *,
    trusting: bool = True,
) -> set[str]:
    """Directions among `codes` the text is about; `known` are those the facts already tell.

    When the facts know some direction they are trusted alone; without `trusting` the words are looked at all the same.
    """
    wanted = [risk for code in codes if (risk := profile.risk(code)) is not None]
    told = {risk.code for risk in wanted if risk.code in known}
    if known and trusting:
        return told
    lemmas = language.lemmas(text)
    return told | {risk.code for risk in wanted if risk.code not in told and _speaks_of(lemmas, risk, language)}


def touches(text: str, codes: Iterable[str], profile: Profile, language: Language, *, strongly: bool = False) -> bool:
    """Does the text hold a single word of the directions' themes (of those that tell it alone)?"""
    lemmas = language.lemmas(text)
    wanted = [risk for code in codes if (risk := profile.risk(code)) is not None]
    return any(word & lemmas for risk in wanted for word in _theme(risk, language)[: STRONG if strongly else None])


def _speaks_of(lemmas: frozenset[str], risk: Risk, language: Language) -> bool:
    theme = _theme(risk, language)
    if any(word & lemmas for word in theme[:STRONG]):
        return True
    return sum(bool(word & lemmas) for word in theme) >= ENOUGH


_themes: dict[tuple[str, ...], tuple[frozenset[str], ...]] = {}


def _theme(risk: Risk, language: Language) -> tuple[frozenset[str], ...]:
    """All lemmas of each word of a theme; worked out once for every profile."""
    if risk.theme not in _themes:
        _themes[risk.theme] = tuple(language.lemmas(word) | {normal(word).lower} for word in risk.theme)
    return _themes[risk.theme]


def title(profile: Profile, code: str) -> str:
    """The direction's name in quotation marks."""
    risk = profile.risk(code)
    return f"«{risk.name}»" if risk is not None else code


def titles(profile: Profile, codes: Iterable[str]) -> str:
    """Names of directions, comma between."""
    return ", ".join(title(profile, code) for code in codes)
