"""Uploaded and issued files in a local folder, named by what they hold."""

from __future__ import annotations

import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from review.errors import StorageDown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HINT = "Сообщите администратору: команда «doctor» покажет, какие файлы пострадали; их можно вернуть из резервной копии."


class FileStore:
    """Files by sha256. What was put once is never changed; what is read is compared with its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Store the bytes for good and give their hash. The same bytes are stored once."""
        sha256 = hashlib.sha256(data).hexdigest()
        place = self._place(sha256)
        if place.exists() and place.stat().st_size == len(data):
            return sha256
        try:
            self._write(place, data)
        except OSError as error:
            raise StorageDown(
                f"Файл не удалось сохранить: {error.strerror or error}.",
                "Проверьте свободное место и права на папку файлов.",
            ) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises StorageDown when they are gone or no longer what they were."""
        try:
            data = self._place(sha256).read_bytes()
        except OSError as error:
            raise StorageDown(f"Файл {sha256[:12]}… не найден в хранилище.", HINT) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StorageDown(f"Файл {sha256[:12]}… в хранилище повреждён.", HINT)
        return data

    def has(self, sha256: str) -> bool:
        """Is there a file of this name?"""
        return self._place(sha256).exists()

    def names(self) -> Iterator[str]:
        """Hashes of everything stored."""
        for place in sorted(self.folder.glob("??/??/*")):
            yield place.name

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def _write(self, place: Path, data: bytes) -> None:
        """Whole or not at all, also when the machine loses power."""
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
        try:
            with draft.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
