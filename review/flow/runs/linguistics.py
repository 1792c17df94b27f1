"""Russian for scripts: the JSON of the commands `inflect` and `dates`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from review.model.language import Language, NameKind


def inflect_line(language: Language, text: str, kind: NameKind | None) -> dict[str, Any]:
    """A name, position or organisation in the cases papers need; the kind is guessed when it is not told."""
    found = language.inflect(text.strip(), kind)
    cases: dict[str, str] = {case: form for case, form in found.forms.items() if case != "nomn"}
    return {"text": text, "gender": found.gender, **cases}


def dates_line(language: Language, text: str, year: int | None) -> dict[str, Any]:
    """Terms and periods of a line; `year` completes those that name none."""
    return {
        "text": text,
        "spans": [
            {"words": span.words, "start": _day(span.first), "end": _day(span.last), "recurring": span.recurring}
            for span in language.dates(text, year=year)
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
