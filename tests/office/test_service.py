from __future__ import annotations

import io
import os
import shutil
import signal
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from review.errors import ConverterDown, Damaged, ReadingTimeout
from review.office import service
from review.office.service import Office
from review.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def letter(words: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    office = Office(Settings())
    yield office
    office.close()


def test_absent_libreoffice_is_named_with_what_to_install() -> None:
    office = Office(replace(Settings(), soffice="no-such-office"))
    assert not office.available
    with pytest.raises(ConverterDown) as raised:
        office.convert(b"x", "doc", "docx")
    assert "LibreOffice" in raised.value.message
    assert "apt install" in raised.value.hint


@needs_office
@pytest.mark.office
class TestWithLibreOffice:
    def test_document_goes_through_every_format_and_back(self, office: Office) -> None:
        source = letter("Концепция развития школы на 2022 год")
        for extension in ("doc", "odt", "rtf"):
            other = office.convert(source, "docx", extension)
            back = docx.Document(io.BytesIO(office.convert(other, extension, "docx")))
            assert [p.text for p in back.paragraphs if p.text] == ["Концепция развития школы на 2022 год"]
        assert office.convert(source, "docx", "pdf").startswith(b"%PDF")

    def test_second_document_finds_the_same_warm_processes(self, office: Office) -> None:
        office.convert(letter("первый"), "docx", "pdf")
        before = office.pids
        start = time.perf_counter()
        office.convert(letter("второй"), "docx", "pdf")
        assert office.pids == before
        assert time.perf_counter() - start < 5

    def test_file_that_is_no_document_is_damaged_and_the_next_is_read(self, office: Office) -> None:
        broken = io.BytesIO()
        with zipfile.ZipFile(broken, "w") as archive:
            archive.writestr("word/document.xml", "<w")
        with pytest.raises(Damaged):
            office.convert(broken.getvalue(), "docx", "pdf")
        assert office.convert(letter("дальше"), "docx", "pdf")

    def test_hanging_libreoffice_is_ended_in_time_and_replaced(self, office: Office) -> None:
        office.convert(letter("тепло"), "docx", "pdf")
        stopped = office.pids[1]
        os.kill(stopped, signal.SIGSTOP)
        with pytest.raises(ReadingTimeout):
            office.convert(letter("зависло"), "docx", "pdf", timeout=0.5)
        assert not Path(f"/proc/{stopped}").exists()
        assert office.convert(letter("снова"), "docx", "pdf")

    def test_killed_libreoffice_is_replaced(self, office: Office) -> None:
        office.convert(letter("тепло"), "docx", "pdf")
        os.kill(office.pids[1], signal.SIGKILL)
        time.sleep(0.3)
        try:
            office.convert(letter("первая попытка"), "docx", "pdf")
        except Damaged:  # the very job that met the death
            office.convert(letter("вторая попытка"), "docx", "pdf")

    def test_replaced_after_its_share_of_documents(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service, "RECYCLE", 2)
        office = Office(Settings())
        office.convert(letter("1"), "docx", "pdf")
        first = office.pids
        office.convert(letter("2"), "docx", "pdf")
        assert office.pids == first
        office.convert(letter("3"), "docx", "pdf")
        assert not set(office.pids) & set(first)
        office.close()

    def test_nothing_is_left_after_close(self) -> None:
        office = Office(Settings())
        office.convert(letter("x"), "docx", "pdf")
        bridge, program = office.pids
        session = Path(f"/proc/{program}").exists()
        office.close()
        assert session
        assert office.pids == ()
        left = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if {int(fields[2]), int(fields[3])} & {bridge, program}:
                left.append(stat.parent.name)
        assert left == []

    def test_one_shot_conversion_works_where_no_python_has_uno(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service.processes, "python_with_uno", lambda _: None)
        office = Office(Settings())
        assert office.convert(letter("Разовая конвертация"), "docx", "pdf").startswith(b"%PDF")
        assert office.pids == ()


@needs_office
def test_a_file_with_remarks_is_opened_and_the_next_one_is_none_the_worse(office: Office) -> None:
    document = docx.Document(io.BytesIO(letter("Слово")))
    document.add_comment(document.paragraphs[0].runs, text="Замечание", author="Эксперт", initials="Э")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(io.BytesIO(office.convert(stream.getvalue(), "docx", "odt"))) as made:
        content = made.read("content.xml").decode()
    assert "Слово" in content
    assert "Замечание" in content
    assert office.convert(letter("Ещё"), "docx", "pdf").startswith(b"%PDF")
