"""Old Office files (OLE compound files): which one it is, and whether it is locked or carries macros.

Only the directory and the first bytes of one stream are read; the rest is the converter's work.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final, Literal

from review.errors import Damaged, Encrypted, HasMacros, UnsupportedType

_END: Final = 0xFFFFFFFA  # sector numbers from here on mean something else
_ENTRY: Final = 128  # bytes of a directory entry
_MINI: Final = 64  # bytes of a sector of small streams
_HEAD_FAT: Final = 109  # FAT sectors listed in the header itself
_FIB_MAGIC: Final = (0xA5EC, 0xA5DC)
_FIB_ENCRYPTED: Final = 0x0100
_SAVE_AS_DOCX: Final = "Откройте файл в Word, сохраните его как «Документ Word (*.docx)» и загрузите ещё раз."
_TAKEN: Final = "Принимаются DOCX, PDF, ODT, RTF, DOC, TXT и архив ZIP с такими файлами."


@dataclass(frozen=True, slots=True)
class _Entry:
    first: int  # sector
    size: int


def ole_type(data: bytes) -> Literal["doc"]:
    """The type "doc", or a refusal that says what the file is."""
    try:
        entries = _directory(data)
    except (struct.error, ValueError) as error:
        raise Damaged("Файл повреждён: его содержание не открывается.", _SAVE_AS_DOCX) from error
    if "encryptedpackage" in entries or "encryptioninfo" in entries or _is_encrypted(data, entries):
        raise Encrypted(
            "Файл защищён паролем.",
            "Снимите пароль (в Word: «Файл» → «Сведения» → «Защита документа») и загрузите файл ещё раз.",
        )
    if "worddocument" in entries:
        if "macros" in entries and "vba" in entries:
            raise HasMacros("В файле есть макросы.", "Сохраните его как «Документ Word (*.docx)», без макросов.")
        return "doc"
    if "workbook" in entries or "book" in entries:
        raise UnsupportedType("Это таблица Excel, а не документ.", _TAKEN)
    if "powerpoint document" in entries:
        raise UnsupportedType("Это презентация PowerPoint, а не документ.", _TAKEN)
    raise UnsupportedType("Такой файл система не читает.", _TAKEN)


def _sector_size(data: bytes) -> int:
    shift: int = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError(shift)
    return 1 << shift


def _directory(data: bytes) -> dict[str, _Entry]:
    """Every stream and storage by its name in small letters."""
    size = _sector_size(data)
    entries: dict[str, _Entry] = {}
    for start in _chain(data, struct.unpack_from("<I", data, 48)[0]):
        for place in range(start, min(start + size, len(data) - _ENTRY + 1), _ENTRY):
            length = struct.unpack_from("<H", data, place + 64)[0]
            if data[place + 66] and 2 < length <= 64:  # noqa: PLR2004 - a name of 1 to 31 letters and its end
                name = data[place : place + length - 2].decode("utf-16-le", "replace").lower()
                first, bytes_ = struct.unpack_from("<II", data, place + 116)
                entries.setdefault(name, _Entry(first, bytes_))
    return entries


def _chain(data: bytes, sector: int) -> list[int]:
    """Offsets of the sectors of a stream, in order."""
    size = _sector_size(data)
    fat = _fat(data, size)
    offsets: list[int] = []
    seen: set[int] = set()
    while sector < _END and sector not in seen and (sector + 1) * size < len(data):
        seen.add(sector)
        offsets.append((sector + 1) * size)
        sector = fat[sector] if sector < len(fat) else _END
    return offsets


def _fat(data: bytes, size: int) -> list[int]:
    """Which sector follows which, as far as the header itself lists the table (enough for files up to 7 MB)."""
    table: list[int] = []
    count = min(struct.unpack_from("<I", data, 44)[0], _HEAD_FAT)
    for sector in struct.unpack_from(f"<{count}I", data, 76):
        start = (sector + 1) * size
        if sector >= _END or start + size > len(data):
            break
        table.extend(struct.unpack_from(f"<{size // 4}I", data, start))
    return table


def _is_encrypted(data: bytes, entries: dict[str, _Entry]) -> bool:
    """The flag of the file information block a .doc begins with; unreadable means no, the converter will say."""
    entry = entries.get("worddocument")
    if entry is None:
        return False
    size = _sector_size(data)
    start = (entry.first + 1) * size
    if entry.size < struct.unpack_from("<I", data, 56)[0]:  # a small stream lives inside the root's
        offset = entry.first * _MINI
        root = _chain(data, entries["root entry"].first) if "root entry" in entries else []
        if offset // size >= len(root):
            return False
        start = root[offset // size] + offset % size
    if start + 12 > len(data):
        return False
    magic, flags = struct.unpack_from("<H", data, start)[0], struct.unpack_from("<H", data, start + 10)[0]
    return magic in _FIB_MAGIC and bool(flags & _FIB_ENCRYPTED)
