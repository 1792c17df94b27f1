"""Old Office files (OLE compound files): which one it is, and whether it is locked or carries macros.

Only the directory and the first bytes of one stream are read; the rest is the converter's work.
"""

from __future__ import annotations

import struct
from typing import Final, Literal

from review.errors import Damaged, Encrypted, HasMacros, UnsupportedType

_HEADER: Final = 512
_ENTRY: Final = 128
_END: Final = 0xFFFFFFFA  # sector numbers from here on mean something else
_MOST_SECTORS: Final = 200_000
_FIB_MAGIC: Final = (0xA5EC, 0xA5DC)
_FIB_ENCRYPTED: Final = 0x0100
_HEAD_FAT: Final = 109  # FAT sectors listed in the header itself
_SAVE_AS_DOCX = "Откройте файл в Word, сохраните его как «Документ Word (*.docx)» и загрузите ещё раз."
_TAKEN = "Принимаются DOCX, PDF, ODT, RTF, DOC, TXT и архив ZIP с такими файлами."


def ole_type(data: bytes) -> Literal["doc"]:
    """The type "doc", or a refusal that says what the file is."""
    try:
        entries = _directory(data)
        encrypted = "WordDocument" in entries and _is_encrypted(data, entries["WordDocument"])
    except (struct.error, IndexError, ValueError) as error:
        raise Damaged("Файл повреждён: его содержание не открывается.", _SAVE_AS_DOCX) from error
    if encrypted or "EncryptedPackage" in entries or "EncryptionInfo" in entries:
        raise Encrypted(
            "Файл защищён паролем.",
            "Снимите пароль (в Word: «Файл» → «Сведения» → «Защита документа») и загрузите файл ещё раз.",
        )
    if "WordDocument" in entries:
        if "Macros" in entries and "VBA" in entries:
            raise HasMacros("В файле есть макросы.", "Сохраните его как «Документ Word (*.docx)», без макросов.")
        return "doc"
    if "Workbook" in entries or "Book" in entries:
        raise UnsupportedType("Это таблица Excel, а не документ.", _TAKEN)
    if "PowerPoint Document" in entries:
        raise UnsupportedType("Это презентация PowerPoint, а не документ.", _TAKEN)
    raise UnsupportedType("Такой файл система не читает.", _TAKEN)


def _directory(data: bytes) -> dict[str, int]:
    """Name of every stream and storage with the first sector of its data."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError(shift)
    size = 1 << shift
    first = struct.unpack_from("<I", data, 48)[0]
    fat = _fat(data, size)
    entries: dict[str, int] = {}
    sector, seen = first, 0
    while sector < _END and seen < _MOST_SECTORS:
        seen += 1
        start = (sector + 1) * size
        if start >= len(data):
            break
        for place in range(start, min(start + size, len(data) - _ENTRY + 1), _ENTRY):
            length = struct.unpack_from("<H", data, place + 64)[0]
            if data[place + 66] and 2 <= length <= 64:  # noqa: PLR2004 - a name of 1 to 31 letters and its end
                name = data[place : place + length - 2].decode("utf-16-le", "replace")
                entries.setdefault(name, struct.unpack_from("<I", data, place + 116)[0])
        sector = fat[sector] if sector < len(fat) else _END
    return entries


def _fat(data: bytes, size: int) -> list[int]:
    """Which sector follows which, as far as the header itself lists the table (files up to 7 MB, then in order)."""
    count = min(struct.unpack_from("<I", data, 44)[0], _HEAD_FAT)
    table: list[int] = []
    for sector in struct.unpack_from(f"<{count}I", data, 76):
        if sector >= _END:
            break
        start = (sector + 1) * size
        if start + size > len(data):
            break
        table.extend(struct.unpack_from(f"<{size // 4}I", data, start))
    return table


def _is_encrypted(data: bytes, sector: int) -> bool:
    """The flag of the file information block a .doc begins with."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    start = (sector + 1) * size
    magic, flags = struct.unpack_from("<H", data, start)[0], struct.unpack_from("<H", data, start + 10)[0]
    return magic in _FIB_MAGIC and bool(flags & _FIB_ENCRYPTED)
