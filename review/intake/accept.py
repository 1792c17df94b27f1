"""What a file is, told by its first bytes and never by its name, and whether we take it at all."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

from review.errors import Damaged, EmptyFile, Encrypted, FileMissing, HasMacros, TooLarge, UnsupportedType
from review.intake.ole import ole_type

if TYPE_CHECKING:
    from pathlib import Path

    from review.settings import Limits

Type = Literal["docx", "pdf", "odt", "rtf", "doc", "txt", "zip"]

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WHAT_WE_TAKE: Final = "Принимаются DOCX, PDF, ODT, RTF, DOC, TXT и архив ZIP с такими файлами."
SAVE_ANEW: Final = "Откройте файл, сохраните его заново как «Документ Word (*.docx)» и загрузите ещё раз."
_PDF_WITHIN = 1024  # bytes: some producers write a few lines before the header
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_MACRO_TYPE = re.compile(rb"application/vnd\.ms-word\.[\w.]*macroEnabled", re.IGNORECASE)
_WORD_TYPE = re.compile(rb"wordprocessingml\.(?:document|template)\.main\+xml", re.IGNORECASE)
_OTHER_OFFICE: Final = {"xl/": "таблица Excel", "ppt/": "презентация PowerPoint", "visio/": "схема Visio"}
_TEXT_SAMPLE = 64 * 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CYRILLIC_OR_PLAIN = re.compile(r"[А-Яа-яЁё\sA-Za-z0-9.,;:!?()\"'«»„“”—–№%/\\*+=<>@#&_$^~|\[\]{}…•§©®-]")
_PLAUSIBLE = 0.95  # of the letters of a text in an old encoding
_SMALL_PART = 4 << 20  # the content types and manifests we look into are far smaller


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file we take, with its true type."""

    type: Type
    sha256: str
    size: int
    data: bytes


def accept(data: bytes, limits: Limits) -> Accepted:
    """The file with its type. Raises FileRefused kinds with what to do about it."""
    if not data:
        raise EmptyFile("Файл пуст.", "Проверьте, тот ли файл выбран, и загрузите его ещё раз.")
    if len(data) > limits.file_bytes:
        raise _too_large(len(data), limits)
    return Accepted(_type(data), sha256(data).hexdigest(), len(data), data)


def read_file(path: Path, limits: Limits) -> bytes:
    """The bytes of a file on disk. One over the limit is refused before it is loaded."""
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise FileMissing(
            f"Файл «{path.name}» не найден или не открывается.", "Проверьте путь и права доступа."
        ) from error
    if len(data) > limits.file_bytes:
        raise _too_large(path.stat().st_size, limits)
    return data


def _too_large(size: int, limits: Limits) -> TooLarge:
    megabytes = f"{size / (1 << 20):.1f}".replace(".", ",")
    allowed = limits.file_bytes >> 20
    return TooLarge(
        f"Файл слишком велик: {megabytes}\u00a0МБ при наибольших {allowed}\u00a0МБ.",
        "Сожмите рисунки в документе (в Word: «Формат рисунка» → «Сжать рисунки») или разделите файл.",
    )


def _type(data: bytes) -> Type:
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip_type(data)
    if b"%PDF" in data[:_PDF_WITHIN] or (b"startxref" in data[-_PDF_WITHIN:] and b" obj" in data[:_PDF_WITHIN]):
        return "pdf"
    if data[:8] == OLE_MAGIC:
        return ole_type(data)
    if data[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if _is_text(data):
        return "txt"
    raise UnsupportedType("Такой файл система не читает.", WHAT_WE_TAKE)


def _zip_type(data: bytes) -> Type:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename.lstrip("/").replace("\\", "/").lower(): info for info in archive.infolist()}
            types = _small(archive, names.get("[content_types].xml"))
            mimetype = _small(archive, names.get("mimetype")).strip()
            manifest = _small(archive, names.get("meta-inf/manifest.xml"))
    except _BROKEN_ZIP as error:
        raise Damaged("Файл повреждён: архив не открывается.", SAVE_ANEW) from error
    if mimetype:
        return _open_document(mimetype, manifest)
    if any(name.endswith("vbaproject.bin") for name in names) or _MACRO_TYPE.search(types):
        raise HasMacros("В файле есть макросы.", "Сохраните его как «Документ Word (*.docx)», без макросов.")
    if "word/document.xml" in names or _WORD_TYPE.search(types):
        return "docx"
    for folder, what in _OTHER_OFFICE.items():
        if any(name.startswith(folder) for name in names) and "[content_types].xml" in names:
            raise UnsupportedType(f"Это {what}, а не документ.", WHAT_WE_TAKE)
    if "[content_types].xml" in names:
        raise UnsupportedType("Это не документ Word.", WHAT_WE_TAKE)
    return "zip"


def _small(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> bytes:
    """A part we only glance at; a very large one is not what it says."""
    if info is None or info.file_size > _SMALL_PART:
        return b""
    return archive.read(info)


def _open_document(mimetype: bytes, manifest: bytes) -> Type:
    if mimetype not in (
        b"application/vnd.oasis.opendocument.text",
        b"application/vnd.oasis.opendocument.text-template",
    ):
        raise UnsupportedType("Это не текстовый документ.", WHAT_WE_TAKE)
    if b"encryption-data" in manifest:
        raise Encrypted("Файл защищён паролем.", "Сохраните документ без пароля и загрузите ещё раз.")
    return "odt"


def _is_text(data: bytes) -> bool:
    """Plain text in an encoding of today or of yesterday."""
    sample = data[:_TEXT_SAMPLE]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = sample[: len(sample) // 2 * 2].decode("utf-16")
        except UnicodeDecodeError:
            return False
        return "\x00" not in text
    if _CONTROL.search(sample):
        return False
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(sample) - 4 and len(data) > len(sample):
            return True  # the sample ends inside a letter
    else:
        return True
    text = sample.decode("cp1251", "replace")
    return len(_CYRILLIC_OR_PLAIN.findall(text)) >= _PLAUSIBLE * len(text)
