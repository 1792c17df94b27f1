"""The error family on one page: every way work can fail, grouped by who can mend it.

A finding about a document is not an error, it is the product. Each class has a stable `code` (part of the command
line's contract), a message for the user in Russian, and a hint that says what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class ReviewError(Exception):
    """Any failure we can explain. `message` says what happened, `hint` what to do."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders, so they are rebuilt from their own words."""
        return (type(self), (self.message, self.hint))


class FileRefused(ReviewError):
    """The sender can mend it: another file, another format."""

    code = "damaged"


class UnsupportedType(FileRefused):
    """Not a type we read."""

    code = "unsupported_type"


class TooLarge(FileRefused):
    """Over the limits of settings.Limits."""

    code = "too_large"


class Encrypted(FileRefused):
    """Opens only with a password."""

    code = "encrypted"


class Damaged(FileRefused):
    """Not what its first bytes promise, or broken beyond reading."""

    code = "damaged"


class HasMacros(FileRefused):
    """A Word file with macros."""

    code = "macros"


class ArchiveBomb(FileRefused):
    """Inflates to far more than it weighs, or nests without end."""

    code = "archive_bomb"


class EmptyFile(FileRefused):
    """No bytes, or no content at all."""

    code = "empty"


class ReadingTimeout(FileRefused):
    """Reading went over its time or memory and was stopped."""

    code = "timeout"


class FileMissing(FileRefused):
    """The path names nothing we can open."""

    code = "missing"


class BadInput(ReviewError):
    """A form, an argument or a table row the user can correct."""

    code = "bad_input"


class NotFound(ReviewError):
    """No such thing, or none this actor may know of."""

    code = "not_found"


class NotAllowed(ReviewError):
    """The actor's roles do not include this act."""

    code = "not_allowed"


class WrongState(ReviewError):
    """The act does not fit the present state of the thing."""

    code = "wrong_state"


class Stale(ReviewError):
    """Somebody saved meanwhile; both versions are kept by the caller."""

    code = "stale"


class TooOften(ReviewError):
    """Asked more often than anybody honest needs to."""

    code = "too_often"


class BadRubric(ReviewError):
    """A specialist's data file is wrong; the message names file, entry, key and line."""

    code = "bad_rubric"


class BadTemplate(ReviewError):
    """A paper's template or its data does not fit; nothing was written."""

    code = "bad_template"


class ConverterDown(ReviewError):
    """LibreOffice or tesseract is absent or does not answer."""

    code = "converter_down"


class StorageDown(ReviewError):
    """The database or the file store does not answer."""

    code = "storage_down"
