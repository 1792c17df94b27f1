"""A zip whose bytes depend on its content alone: fixed times, members copied without being packed again."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

LOCAL = struct.Struct("<4sHHHHHIIIHH")
CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
END = struct.Struct("<4sHHHHIIH")
UTF8_NAMES = 0x800
MADE_BY = 20  # version 2.0, the first that deflates
FIRST_DAY = 0x21  # 1 January 1980, the zip format's zero
LOCAL_NAME_LENGTHS = slice(26, 30)
LOCAL_SIZE = 30


@dataclass(frozen=True, slots=True)
class Packed:
    """A member as it lies in the archive."""

    name: str
    method: int
    crc: int
    data: bytes  # already packed
    size: int  # unpacked


def unpacked_and_packed(archive: bytes) -> tuple[dict[str, bytes], dict[str, Packed]]:
    """Every member both ways: to read it, and to copy it without packing it again."""
    plain: dict[str, bytes] = {}
    packed: dict[str, Packed] = {}
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        for info in opened.infolist():
            name_length, extra_length = struct.unpack("<HH", archive[info.header_offset :][LOCAL_NAME_LENGTHS])
            start = info.header_offset + LOCAL_SIZE + name_length + extra_length
            data = archive[start : start + info.compress_size]
            plain[info.filename] = opened.read(info)
            packed[info.filename] = Packed(info.filename, info.compress_type, info.CRC, data, info.file_size)
    return plain, packed


def pack(name: str, content: bytes, level: int = 6) -> Packed:
    """Deflate one member."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflate.compress(content) + deflate.flush()
    return Packed(name, zipfile.ZIP_DEFLATED, zlib.crc32(content), data, len(content))


def write(members: list[Packed]) -> bytes:
    """The archive, members in the order given."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        name = member.name.encode()
        sizes = (member.crc, len(member.data), member.size, len(name))
        head = LOCAL.pack(b"PK\3\4", MADE_BY, UTF8_NAMES, member.method, 0, FIRST_DAY, *sizes, 0)
        entry = (b"PK\1\2", MADE_BY, MADE_BY, UTF8_NAMES, member.method, 0, FIRST_DAY, *sizes, 0, 0, 0, 0, 0, offset)
        body += [head, name, member.data]
        directory += [CENTRAL.pack(*entry), name]
        offset += len(head) + len(name) + len(member.data)
    listing = b"".join(directory)
    end = END.pack(b"PK\5\6", 0, 0, len(members), len(members), len(listing), offset, 0)
    return b"".join([*body, listing, end])
