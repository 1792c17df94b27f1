"""A file is what its bytes say, whatever its name; what we do not take is refused with a reason and a way out."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest

from review.errors import (
    Damaged,
    EmptyFile,
    Encrypted,
    FileMissing,
    FileRefused,
    HasMacros,
    TooLarge,
    UnsupportedType,
)
from review.intake.accept import accept, read_file
from review.settings import Limits

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEXT = "Концепция развития школы на 2022 год.\r\n\tЦель — повысить качество образования (с 41 до 55 %)."


def zipped(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def office(types: str, **members: str | bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": f'<Types><Override ContentType="{types}"/></Types>'}, **members)


def ole(*names: str, flags: int = 0) -> bytes:
    """An OLE file of one FAT sector, one directory sector for each four names and a .doc head."""
    directory = b""
    doc_sector = 1 + (len(names) + 3) // 4
    for name in names:
        raw = name.encode("utf-16-le") + b"\0\0"
        entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 2, 1) + b"\0" * 48
        directory += entry + struct.pack("<IQ", doc_sector, 8192)
    sectors = (len(directory) + 511) // 512
    follows = [0xFFFFFFFD, *[*range(2, sectors + 1), 0xFFFFFFFE][:sectors]]
    fat = struct.pack(f"<{len(follows)}I", *follows).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<III", 1, 1, 0) + struct.pack("<I", 4096)
    head = head.ljust(76, b"\0") + struct.pack("<I", 0)
    fib = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0, 0, flags).ljust(512, b"\0")
    return head.ljust(512, b"\xff") + fat + directory.ljust(sectors * 512, b"\0") + fib


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (office(WORD, word__document="x"), "docx"),
        (office(WORD.replace("document.main", "template.main")), "docx"),
        (zipped(**{"word__document.xml": "<x/>"}), "docx"),
        (zipped(**{"a.docx": "x", "b.pdf": "y"}), "zip"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text", content="x"), "odt"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\r\njunk\n%PDF-1.4", "pdf"),
        (b"{\\rtf1\\ansi \xd8", "rtf"),
        (ole("Root Entry", "WordDocument", "1Table"), "doc"),
        (TEXT.encode(), "txt"),
        (TEXT.encode("utf-8-sig"), "txt"),
        (TEXT.encode("utf-16"), "txt"),
        (TEXT.encode("cp1251"), "txt"),
        ((TEXT * 2000).encode(), "txt"),
    ],
)
def test_the_type_is_told_by_content(data: bytes, kind: str) -> None:
    accepted = accept(data, Limits())
    assert (accepted.type, accepted.size, len(accepted.sha256)) == (kind, len(data), 64)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (office(MACRO, word__document="x"), HasMacros),
        (office(WORD, **{"word__document.xml": "x", "word__vbaProject.bin": b"x"}), HasMacros),
        (office("x", xl__workbook="x"), UnsupportedType),
        (office("x", ppt__presentation="x"), UnsupportedType),
        (office("x", other="x"), UnsupportedType),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), UnsupportedType),
        (
            zipped(
                **{
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF__manifest.xml": "<manifest:encryption-data/>",
                }
            ),
            Encrypted,
        ),
        (office(WORD, word__document="x" * 500)[:200], Damaged),
        (ole("Root Entry", "EncryptedPackage", "EncryptionInfo"), Encrypted),
        (ole("ROOT ENTRY", "ENCRYPTEDPACKAGE"), Encrypted),
        (ole("Root Entry", "WordDocument", flags=0x0100), Encrypted),
        (ole("Root Entry", "WordDocument", "Macros", "VBA"), HasMacros),
        (ole("Root Entry", "Workbook"), UnsupportedType),
        (ole("Root Entry", "PowerPoint Document"), UnsupportedType),
        (ole("Root Entry", "Something"), UnsupportedType),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1short", Damaged),
        (b"MZ\x90\x00\x03\x00\x00\x00", UnsupportedType),
        (b"\x89PNG\r\n\x1a\n\x00\x00", UnsupportedType),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", UnsupportedType),
        (bytes(range(128, 256)) * 4, UnsupportedType),
    ],
)
def test_what_we_do_not_take_is_refused_with_a_way_out(data: bytes, error: type[FileRefused]) -> None:
    with pytest.raises(error) as caught:
        accept(data, Limits())
    assert type(caught.value) is error
    assert re.search("[а-я]", caught.value.message)
    assert re.search("[а-я]", caught.value.hint)


def test_the_limit_counts_every_byte() -> None:
    limits = Limits(file_bytes=len(TEXT.encode()))
    assert accept(TEXT.encode(), limits).type == "txt"
    with pytest.raises(TooLarge):
        accept(TEXT.encode() + b"!", limits)


def test_a_file_on_disk_is_read_within_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "Концепция.docx"
    path.write_bytes(b"x" * 100)
    assert read_file(path, Limits()) == b"x" * 100
    with pytest.raises(TooLarge):
        read_file(path, Limits(file_bytes=99))


def test_a_path_to_nothing_or_to_a_folder_is_missing(tmp_path: Path) -> None:
    for path in (tmp_path / "нет.docx", tmp_path):
        with pytest.raises(FileMissing):
            read_file(path, Limits())
