"""What the command line was pointed at → documents to read, in order: files, kits, members of archives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import FileMissing, ReviewError
from review.flow.runs.kits import Kit, read_kit
from review.intake.accept import accept, read_file
from review.intake.archive import member, members
from review.model.card import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from review.settings import Limits

NO_KIT = "В папке нет файла kit.json, поэтому непонятно, какие документы составляют комплект."
NO_KIT_HINT = "Укажите отдельные файлы или добавьте в папку kit.json."


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read. Exactly one of `load` and `error` is set.

    The bytes are fetched when their turn comes: a large run would else hold all of its files at once.
    """

    label: str  # as the results name it
    entry: Entry
    kit: Kit | None = None
    type: str = ""
    load: Callable[[], bytes] = bytes
    error: ReviewError | None = None


def collect(paths: Sequence[str], limits: Limits) -> Iterator[Input]:
    """Documents behind the paths, in order. A path that cannot be used gives an Input with its error.

    Raises BadInput for a kit.json that is wrong: a whole kit cannot be guessed.
    """
    for path in paths:
        if Path(path).is_dir():
            yield from _kit(path, limits)
        else:
            yield from _file(path, path, Entry(name=Path(path).name), None, limits)


def _kit(folder: str, limits: Limits) -> Iterator[Input]:
    if not (Path(folder) / "kit.json").is_file():
        yield Input(folder, Entry(name=folder), error=FileMissing(NO_KIT, NO_KIT_HINT))
        return
    kit = read_kit(Path(folder))
    for entry in kit.entries:
        path = str(Path(folder) / entry.name)
        label = f"{folder.rstrip('/')}/{entry.name}"
        if Path(entry.name).is_absolute() or ".." in Path(entry.name).parts:
            yield Input(label, entry, kit, error=FileMissing("Файл комплекта лежит вне его папки.", NO_KIT_HINT))
        else:
            yield from _file(path, label, entry, kit, limits)


def _file(path: str, label: str, entry: Entry, kit: Kit | None, limits: Limits) -> Iterator[Input]:
    try:
        data = read_file(Path(path), limits)
        accepted = accept(data, limits)
        inside = members(data, limits) if accepted.type == "zip" else None
    except ReviewError as error:
        yield Input(label, entry, kit, error=error)
        return
    if inside is None:
        known = replace(entry, sha256=accepted.sha256)
        yield Input(label, known, kit, accepted.type, partial(read_file, Path(path), limits))
        return
    for number, (name, content) in enumerate(inside):
        one = replace(entry, name=name, sha256=hashlib.sha256(content).hexdigest())
        try:
            kind = accept(content, limits).type
        except ReviewError as error:
            yield Input(f"{label}!/{name}", one, kit, error=error)
        else:
            yield Input(f"{label}!/{name}", one, kit, kind, partial(_member, Path(path), number, limits))


def _member(archive: Path, number: int, limits: Limits) -> bytes:
    return member(read_file(archive, limits), number, limits)
