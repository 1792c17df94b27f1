"""The parts of a Word file under limits: what is declared is checked before anything is inflated.

Only XML parts are ever inflated, each once; pictures and other media never. A DTD anywhere is refused: Word writes
none, and they are how a small text names files of ours or grows without end. Strict OOXML is read as the usual kind.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from review.errors import ArchiveBomb, Damaged, Encrypted
from review.parse.word.names import MAIN, RELATIONSHIP, STRICT, STRICT_MATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.settings import Limits

ASK_ANOTHER: Final = "Откройте файл в Word, сохраните его заново как «Документ Word (*.docx)» и загрузите ещё раз."
_SPARE_BYTES = 1 << 20  # short parts compress well without being bombs
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, IndexError)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_STRICT_NAMES = (
    (STRICT.encode(), MAIN.encode()),
    (STRICT_MATH.encode(), b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_TOO_DEEP = re.compile(r"[Ee]xcessive depth|huge text node|too long|[Bb]uffer size limit")


class Package:
    """The XML parts of one DOCX or DOTX."""

    def __init__(self, data: bytes, limits: Limits, *, total: int = 0) -> None:
        self._limits = limits
        self.total = total  # bytes inflated so far, those of a file around this one included
        self.broken: list[str] = []  # side parts that could not be read
        self.outside: list[str] = []  # kinds of parts that lie outside the file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _BROKEN_ZIP as error:
            raise Damaged("Файл повреждён: архив документа не открывается.", ASK_ANOTHER) from error
        if len(infos) > limits.zip_members:
            raise ArchiveBomb(f"Внутри файла {len(infos)} частей — столько в документе Word не бывает.", ASK_ANOTHER)
        self._infos = {info.filename.lstrip("/").replace("\\", "/").lower(): info for info in infos}
        self.main = self._find_main()
        self.related = self._relations(self.main)

    def _find_main(self) -> str:
        for kind, target in self._relations(""):
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """(last word of the type, part name) of every inner relationship of a part."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return []
        found: list[tuple[str, str]] = []
        for relation in root.iter(RELATIONSHIP):
            target = relation.get("Target")
            if not target or relation.get("TargetMode") == "External":
                self.outside.append((relation.get("Type") or "").rsplit("/", 1)[-1])
                continue
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append(((relation.get("Type") or "").rsplit("/", 1)[-1], full))
        return found

    def names(self, kind: str, default: str = "") -> list[str]:
        """Names of the main part's related parts of one kind, each once."""
        found = list(dict.fromkeys(target for known, target in self.related if known == kind))
        return found or ([default] if default.lower() in self._infos else [])

    def main_part(self) -> etree._Element:
        """The root of the main part; without it there is no document."""
        root = self.part(self.main, required=True)
        if root is None:
            raise Damaged("В файле нет текста документа Word.", ASK_ANOTHER)
        return root

    def part(
        self, name: str, *, required: bool = False, trim: Callable[[bytes], bytes] | None = None
    ) -> etree._Element | None:
        """The root element of a part; None when it is absent, or broken and not required.

        `trim` cuts away what need not be parsed; should it cut wrongly, the whole is parsed.
        """
        info = self._infos.get(name.lower())
        if info is None:
            return None
        try:
            data = self._inflate(info)
            root = None if trim is None else _trimmed(data, trim)
            return _parse(data) if root is None else root
        except Damaged as error:
            if required or error.__cause__ is None:  # a refusal of ours, not a fault of the file
                raise
            self.broken.append(name)
            return None

    def targets(self, part: str = "") -> dict[str, str]:
        """Part names by relationship id of a part, the main one unless told otherwise."""
        folder, name = posixpath.split(part or self.main)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in () if root is None else root.iter(RELATIONSHIP):
            target = relation.get("Target") or ""
            if target and relation.get("TargetMode") != "External":
                inside = target if target.startswith("/") else posixpath.join(folder, target)
                found[relation.get("Id") or ""] = posixpath.normpath(inside).lstrip("/")
        return found

    def media(self, name: str) -> bytes | None:
        """The bytes of a part that is no XML, under the limits of any part: a picture, a document within this one."""
        info = self._infos.get(name.lower())
        return None if info is None else self._inflate(info)

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        limits = self._limits
        if info.flag_bits & 1:
            raise Encrypted("Файл защищён паролем.", "Снимите пароль в Word и загрузите файл ещё раз.")
        self.total += info.file_size
        if (
            info.file_size > limits.zip_part_bytes
            or self.total > limits.zip_total_bytes
            or info.file_size > limits.zip_ratio * max(info.compress_size, 1) + _SPARE_BYTES
        ):
            raise ArchiveBomb("Файл распаковывается до недопустимого размера.", ASK_ANOTHER)
        try:
            with self._zip.open(info) as stream:
                return stream.read(limits.zip_part_bytes + 1)
        except _BROKEN_ZIP as error:
            raise Damaged("Файл повреждён: часть документа не распаковывается.", ASK_ANOTHER) from error
        except RuntimeError as error:
            raise Encrypted("Файл защищён паролем.", "Снимите пароль в Word и загрузите файл ещё раз.") from error


def _trimmed(data: bytes, trim: Callable[[bytes], bytes]) -> etree._Element | None:
    if _is_suspicious(data):
        return None
    try:
        return _parse(trim(data))
    except Damaged:
        return None


def _is_suspicious(data: bytes) -> bool:
    return b"<!DOCTYPE" in data or b"<!ENTITY" in data


def _parse(data: bytes) -> etree._Element:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            data = _DECLARATION.sub("", data.decode("utf-16")).encode()
        except UnicodeDecodeError as error:
            raise Damaged("Файл повреждён: кодировка документа нарушена.", ASK_ANOTHER) from error
    if _is_suspicious(data):
        raise Damaged("В файле есть посторонние определения (DTD), в документах Word их не бывает.", ASK_ANOTHER)
    if b"purl.oclc.org/ooxml" in data[:4096]:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if _TOO_DEEP.search(str(error)):
            raise ArchiveBomb(
                "Документ устроен недопустимо глубоко или содержит сплошной текст.", ASK_ANOTHER
            ) from error
        raise Damaged("Файл повреждён: разметка документа нарушена.", ASK_ANOTHER) from error
    except ValueError as error:
        raise Damaged("Файл повреждён: разметка документа нарушена.", ASK_ANOTHER) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Damaged("В файле есть посторонние определения (DTD), в документах Word их не бывает.", ASK_ANOTHER)
    return root
