"""How a register number is written: one ending for every paper of a body, or one for each kind of paper."""

from __future__ import annotations

KINDS = {
    "приказ": "order",
    "распоряжение": "order",
    "письмо": "letter",
    "справка": "spravka",
    "заключение": "conclusion",
    "протокол": "protocol",
    "сертификат": "certificate",
    "договор": "contract",
}


def numbered(number: int, endings: str, kind: str) -> str:
    """«-ОД» gives «45-ОД» to all; «приказ: -ОД; письмо: /01-15» gives «45-ОД», «45/01-15» and a bare «45» to others."""
    if ":" not in endings:
        return f"{number}{endings}"
    return f"{number}{_by_kind(endings).get(kind, '')}"


def unknown_kinds(endings: str) -> list[str]:
    """Words that name no kind of paper."""
    if ":" not in endings:
        return []
    words = [part.partition(":")[0].strip() for part in endings.split(";") if part.strip()]
    return [word for word in words if word.casefold() not in KINDS]


def _by_kind(endings: str) -> dict[str, str]:
    parts = (part.partition(":") for part in endings.split(";"))
    return {KINDS[word.strip().casefold()]: end.strip() for word, _, end in parts if word.strip().casefold() in KINDS}
