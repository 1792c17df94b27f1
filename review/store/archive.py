"""Backup and restore: every row as JSON Lines, every file, a manifest of hashes, in one .tar.gz.

Rows travel by column name, so an archive of SQLite can be restored into PostgreSQL and the reverse.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

from review.errors import BadInput
from review.store import migrate
from review.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Table
    from sqlalchemy.orm import Session

    from review.store.database import Database
    from review.store.files import FileStore

MANIFEST = "manifest.json"
FORMAT = 1
BATCH = 500
DAMAGED_HINT = "Возьмите другую резервную копию: эта повреждена или неполна."


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive says it holds."""

    made_at: str
    revision: str
    rows: int
    files: int
    hashes: Mapping[str, str]


def write(session: Session, files: FileStore, own: Mapping[str, Path], target: IO[bytes], *, made_at: str) -> Contents:
    """Write the rows of one consistent moment, then the files they name and a body's own folders.

    `session` must be a reading one: what is written meanwhile is not part of the copy; files never change.
    """
    hashes: dict[str, str] = {}
    rows = 0
    with tarfile.open(fileobj=target, mode="w:gz", compresslevel=6) as tar:
        for table in metadata.sorted_tables:
            rows += _add_table(tar, session, table, hashes)
        names = list(session.scalars(select(metadata.tables["stored_file"].c.sha256).order_by("sha256")))
        for sha256 in names:
            _add(tar, f"files/{sha256}", files.get(sha256), hashes)
        for name, folder in own.items():
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if path.is_file():
                    _add(tar, f"own/{name}/{path.relative_to(folder)}", path.read_bytes(), hashes)
        contents = Contents(made_at, migrate.newest(), rows, len(names), hashes)
        manifest = {"format": FORMAT, **{name: getattr(contents, name) for name in Contents.__dataclass_fields__}}
        _add(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode(), {})
    return contents


def _add(tar: tarfile.TarFile, name: str, data: bytes, hashes: dict[str, str]) -> None:
    hashes[name] = hashlib.sha256(data).hexdigest()
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))


def _add_table(tar: tarfile.TarFile, session: Session, table: Table, hashes: dict[str, str]) -> int:
    """One table by its primary key, through a temporary file: a million rows do not fit into memory."""
    rows, digest = 0, hashlib.sha256()
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    with tempfile.TemporaryFile() as stream:
        for row in session.execute(query).mappings():
            plain = {column.name: _plain(row[column.name]) for column in table.columns}
            line = (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
            stream.write(line)
            digest.update(line)
            rows += 1
        name = f"tables/{table.name}.jsonl"
        hashes[name] = digest.hexdigest()
        info = tarfile.TarInfo(name)
        info.size, info.mode = stream.tell(), 0o600
        stream.seek(0)
        tar.addfile(info, stream)
    return rows


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column's value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def verify(source: Path) -> Contents:
    """Read the whole archive and compare every member with the manifest. Raises BadInput."""
    found: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    with _readable():
        for name, stream in _members(source):
            if name == MANIFEST:
                manifest = json.loads(stream.read())
            else:
                found[name] = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # a binary stream
    if manifest.get("format") != FORMAT:
        raise BadInput("В архиве нет описи, или она другой программы.", DAMAGED_HINT)
    wrong = sorted(
        name for name in found.keys() | manifest["hashes"] if found.get(name) != manifest["hashes"].get(name)
    )
    if wrong:
        raise BadInput(f"Резервная копия повреждена: {', '.join(wrong[:3])}.", DAMAGED_HINT)
    if manifest["revision"] != migrate.newest():
        raise BadInput(
            f"Копия сделана другой версией программы (база {manifest['revision']}, нужна {migrate.newest()}).",
            "Установите ту версию программы, восстановите копию и обновите программу.",
        )
    return Contents(**{name: manifest[name] for name in Contents.__dataclass_fields__})


@contextmanager
def _readable() -> Iterator[None]:
    """A torn or foreign file is the operator's to mend."""
    try:
        yield
    except (tarfile.TarError, EOFError, OSError, zlib.error, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadInput(f"Архив не читается: {error}.", DAMAGED_HINT) from error


def _members(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(source, mode="r:gz") as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if not member.isreg() or stream is None or ".." in Path(member.name).parts:
                raise BadInput(f"Неожиданное содержимое архива: {member.name}.", DAMAGED_HINT)
            yield member.name, stream


def read(source: Path, database: Database, files: FileStore, own: Mapping[str, Path]) -> None:
    """Put a verified archive in place of what is there: files first, then all rows in one transaction."""
    for name, stream in _members(source):
        if name.startswith("files/"):
            files.put(stream.read())
        elif name.startswith("own/"):
            _, folder, rest = name.split("/", 2)
            if folder in own:
                path = own[folder] / rest
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(stream.read())
    with database.rebuilding() as connection:
        migrate.recreate(connection)
        for name, stream in _members(source):
            if name.startswith("tables/"):
                table = metadata.tables[name.removeprefix("tables/").removesuffix(".jsonl")]
                _load(connection, table, stream)
        _restart_numbering(connection)


def _load(connection: Connection, table: Table, stream: IO[bytes]) -> None:
    readers = {column.name: _reader(column.type.python_type) for column in table.columns}
    batch = []
    for line in stream:
        raw = json.loads(line)
        batch.append({name: None if raw[name] is None else read_(raw[name]) for name, read_ in readers.items()})
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def _reader(kind: type) -> Callable[[Any], Any]:
    if kind is bytes:
        return base64.b64decode
    if kind in (datetime, date):
        return kind.fromisoformat
    return lambda value: value


def _restart_numbering(connection: Connection) -> None:
    """PostgreSQL counts ids apart from the rows."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        key = table.primary_key.columns.values()
        if len(key) == 1 and key[0].name == "id" and key[0].type.python_type is int:
            last = connection.scalar(select(func.max(key[0])))
            if last is not None:
                sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
                connection.execute(sequence, {"name": table.name, "last": last})
