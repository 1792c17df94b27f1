"""A school's archive: the documents with the names people gave them, and no more than we can bear."""

from __future__ import annotations

import io
import zipfile

import pytest

from review.errors import ArchiveBomb, Damaged, EmptyFile, Encrypted, FileRefused, TooLarge, UnsupportedType
from review.intake.archive import member, members
from review.settings import Limits


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def named(raw: bytes) -> bytes:
    """An archive whose one member carries these raw bytes as its name, without the UTF-8 flag."""
    return zipped(("N" * len(raw), b"text")).replace(b"N" * len(raw), raw)


def names(data: bytes, limits: Limits | None = None) -> list[str]:
    return [name for name, _ in members(data, limits or Limits())]


def test_documents_come_in_their_own_order_with_their_folders() -> None:
    data = zipped(("комплект/б.docx", b"1"), ("комплект/а.pdf", b"2"), ("в.txt", b"3"))
    assert members(data, Limits()) == (("комплект/б.docx", b"1"), ("комплект/а.pdf", b"2"), ("в.txt", b"3"))


@pytest.mark.parametrize("page", ["cp866", "cp1251", "utf-8"])
@pytest.mark.parametrize("name", ["Концепция 500+.docx", "СПРАВКА № 3.pdf", "антирисковая программа.doc", "plan.docx"])
def test_names_are_read_in_the_code_page_they_were_written_in(name: str, page: str) -> None:
    raw = name.replace("№", "N").encode(page)
    assert names(named(raw)) == [name.replace("№", "N")]


def test_what_systems_leave_behind_is_skipped() -> None:
    litter = ["__MACOSX/._a.docx", ".DS_Store", "папка/Thumbs.db", "папка/~$план.docx", "папка/"]
    assert names(zipped(*[(name, b"") for name in litter], ("план.docx", b"x"))) == ["план.docx"]


def test_names_never_lead_out_of_the_archive() -> None:
    data = zipped(("../../etc/passwd.txt", b"x"), ("/root/a.txt", b"x"), ("C:\\Users\\b.txt", b"x"))
    assert names(data) == ["etc/passwd.txt", "root/a.txt", "Users/b.txt"]


def test_two_members_of_one_name_stay_two() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("план.docx", b"1"), ("план.docx", b"2"))
    assert members(data, Limits()) == (("план.docx", b"1"), ("план (2).docx", b"2"))
    assert [member(data, number, Limits()) for number in (0, 1)] == [b"1", b"2"]


@pytest.mark.parametrize(
    ("data", "limits", "error"),
    [
        (zipped(("внутри.zip", b"x")), Limits(), UnsupportedType),
        (zipped(*[(f"{index}.txt", b"x") for index in range(4)]), Limits(kit_files=3), TooLarge),
        (zipped(("a.txt", b"x" * 101)), Limits(file_bytes=100), TooLarge),
        (zipped(("a.txt", b"x" * 60), ("b.txt", b"x" * 60)), Limits(zip_total_bytes=100), TooLarge),
        (zipped(("a.txt", b"\0" * (8 << 20))), Limits(), ArchiveBomb),
        (zipped((".DS_Store", b"x")), Limits(), EmptyFile),
        (zipped(("a.txt", b"x" * 99))[:60], Limits(), Damaged),
        (b"PK\x03\x04", Limits(), Damaged),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(data: bytes, limits: Limits, error: type[FileRefused]) -> None:
    with pytest.raises(error):
        members(data, limits)


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(zipped(("a.txt", b"text")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Encrypted):
        members(bytes(data), Limits())


def test_a_member_that_does_not_unpack_is_named() -> None:
    data = zipped(("план.txt", b"text" * 30)).replace(b"text", b"tixt")
    broken = bytearray(data)
    at = broken.index("план.txt".encode()) + len("план.txt".encode())
    broken[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(Damaged, match=r"план\.txt"):
        members(bytes(broken), Limits())
