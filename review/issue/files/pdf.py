"""DOCX → PDF behind a Protocol: the office is one way, and may be absent."""

from __future__ import annotations

from typing import Protocol


class Converter(Protocol):
    """Anything that turns one format into another. Raises ConverterDown."""

    def convert(self, data: bytes, source: str, target: str, *, timeout: float = 60) -> bytes:
        """The same document in the other format."""
        ...


def to_pdf(docx: bytes, converter: Converter) -> bytes:
    """The paper as PDF. Raises ConverterDown."""
    return converter.convert(docx, "docx", "pdf")
