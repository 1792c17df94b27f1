"""The documents inside a school's ZIP archive, under limits and with the names people gave them.

Names are only shown and matched, never used as paths; what is no document of ours is left out by `accept` later.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from review.errors import ArchiveBomb, Damaged, EmptyFile, Encrypted, TooLarge, UnsupportedType

if TYPE_CHECKING:
    from review.settings import Limits

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_UTF8: Final = 0x800  # the flag of names in UTF-8
_UNICODE_NAME: Final = 0x7075  # extra field some archivers put the true name into
_ARCHIVES: Final = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_LITTER: Final = ("thumbs.db", "desktop.ini")
_SPARE_BYTES: Final = 1 << 20
_PACK_ANEW: Final = "Соберите архив заново: только документы, без вложенных архивов, и загрузите ещё раз."


def members(data: bytes, limits: Limits) -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of every document in the archive, in its own order. Raises FileRefused kinds."""
    with _opened(data) as archive:
        found = tuple((name, _inflate(archive, name, info, limits)) for name, info in _documents(archive, limits))
    if not found:
        raise EmptyFile("В архиве нет ни одного документа.", _PACK_ANEW)
    return found


def member(data: bytes, number: int, limits: Limits) -> bytes:
    """The bytes of one of the `members`. Raises FileRefused kinds."""
    with _opened(data) as archive:
        return _inflate(archive, *_documents(archive, limits)[number], limits)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Damaged("Архив повреждён и не открывается.", _PACK_ANEW) from error


def _documents(archive: zipfile.ZipFile, limits: Limits) -> list[tuple[str, zipfile.ZipInfo]]:
    wanted = [(name, info) for info in archive.infolist() if (name := _name(info))]
    _measure([info for _, info in wanted], limits)
    return _distinct(wanted)


def _name(info: zipfile.ZipInfo) -> str:
    """The name to show, folders kept; empty for folders, hidden files and what systems leave behind."""
    name = _decoded(info).replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".", "..") and not part.endswith(":")]
    if info.is_dir() or name.endswith("/") or not parts:
        return ""
    if any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts) or parts[-1].lower() in _LITTER:
        return ""
    shown = "/".join(parts)
    if shown.lower().endswith(_ARCHIVES):
        raise UnsupportedType(f"Внутри архива лежит ещё один архив: «{shown}».", _PACK_ANEW)
    return shown


def _decoded(info: zipfile.ZipInfo) -> str:
    """A name as its author typed it: flagged UTF-8, the extra field, else the old code pages of Russian systems."""
    if info.flag_bits & _UTF8:
        return info.filename
    extra = _from_extra(info.extra)
    if extra:
        return extra
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("ascii", "utf-8"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return max((raw.decode(page, "replace") for page in ("cp866", "cp1251")), key=_russian)


def _from_extra(extra: bytes) -> str:
    place = 0
    while place + 4 <= len(extra):
        kind = int.from_bytes(extra[place : place + 2], "little")
        size = int.from_bytes(extra[place + 2 : place + 4], "little")
        if kind == _UNICODE_NAME:
            return extra[place + 9 : place + 4 + size].decode("utf-8", "replace")
        place += 4 + size
    return ""


def _russian(name: str) -> int:
    """How much a name looks like one: Russian letters for it, signs of a wrong code page against it."""
    good = sum("а" <= letter <= "я" or letter == "ё" for letter in name)
    capitals = sum("А" <= letter <= "Я" for letter in name)
    strange = sum(not letter.isascii() and not ("А" <= letter <= "я" or letter in "ёЁ№«»—–") for letter in name)
    inside = sum("А" <= after <= "Я" and "а" <= before <= "я" for before, after in pairwise(name))
    return 2 * good + capitals - 3 * strange - 3 * inside


def _distinct(wanted: list[tuple[str, zipfile.ZipInfo]]) -> list[tuple[str, zipfile.ZipInfo]]:
    """Two members of one name stay two: the later gets a number."""
    counts: dict[str, int] = {}
    result: list[tuple[str, zipfile.ZipInfo]] = []
    for name, info in wanted:
        counts[name] = counts.get(name, 0) + 1
        stem, dot, ending = name.rpartition(".")
        again = f"{stem} ({counts[name]}){dot}{ending}" if stem else f"{name} ({counts[name]})"
        result.append((name if counts[name] == 1 else again, info))
    return result


def _measure(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuses by what the archive declares, before anything is inflated."""
    if len(infos) > limits.kit_files:
        raise TooLarge(f"В архиве {len(infos)} файлов, принимается не больше {limits.kit_files}.", _PACK_ANEW)
    if any(info.flag_bits & 1 for info in infos):
        raise Encrypted("Архив защищён паролем.", "Соберите архив без пароля и загрузите ещё раз.")
    for info in infos:
        if info.file_size > limits.zip_ratio * max(info.compress_size, 1) + _SPARE_BYTES:
            raise ArchiveBomb("Архив распаковывается до недопустимого размера.", _PACK_ANEW)
    if sum(info.file_size for info in infos) > limits.zip_total_bytes:
        raise TooLarge("Файлы архива вместе слишком велики.", "Загрузите документы несколькими архивами.")


def _inflate(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if info.file_size > limits.file_bytes:
        allowed = limits.file_bytes >> 20
        raise TooLarge(f"Файл «{name}» в архиве больше {allowed}\u00a0МБ.", "Сожмите в нём рисунки или разделите его.")
    try:
        with archive.open(info) as stream:
            return stream.read(limits.file_bytes + 1)
    except _BROKEN as error:
        raise Damaged(f"Архив повреждён: файл «{name}» не распаковывается.", _PACK_ANEW) from error
    except RuntimeError as error:
        raise Encrypted("Архив защищён паролем.", "Соберите архив без пароля и загрузите ещё раз.") from error
