"""What a revoked or replaced paper says of its fate, and the paper that ended it of the old one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.issue.words.typography import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from review.model.issued import ChainLink

WORDS = "chain.toml"


@dataclass(frozen=True, slots=True)
class Wording:
    """templates/chain.toml."""

    raw: Mapping[str, Any]

    def ended(self, kind: str, link: ChainLink) -> str:
        """On the old paper: «Отменён приказом от 01.06.2022 № 12»."""
        revoked, replaced = self.raw["ending"][self._type(kind)["gender"]]
        act = link.act or self._named(link, "ablt")
        if link.replaced:
            return tidy(str(self.raw["replaced"]).format(replaced=replaced, act=act))
        return tidy(str(self.raw["revoked"]).format(revoked=revoked, act=act)) if act else revoked

    def ends(self, link: ChainLink) -> str:
        """On the new paper: «Взамен приказа от 01.03.2022 № 4»."""
        if link.replaced:
            return tidy(str(self.raw["instead"]).format(act=self._named(link, "gent")))
        return tidy(str(self.raw["ends"]).format(act=self._named(link, "accs")))

    def _named(self, link: ChainLink, case: str) -> str:
        if link.date is None:
            return ""
        word = self._type(link.type)["forms"][case]
        return str(self.raw["named"]).format(word=word, date=_day(link.date), number=link.shown_number)

    def _type(self, kind: str) -> Mapping[str, Any]:
        types: Mapping[str, Mapping[str, Any]] = self.raw["types"]
        return types.get(kind) or types["other"]


def read_wording(templates: Path) -> Wording:
    """The words of chains."""
    return Wording(tomllib.loads((templates / WORDS).read_text(encoding="utf-8")))


def _day(value: date) -> str:
    return f"{value:%d.%m.%Y}"
