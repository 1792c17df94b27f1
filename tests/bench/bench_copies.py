"""How long it takes to find whose words a document has among 5,000 and 50,000 stored ones, on both databases.

Run by hand: `python tests/bench/bench_copies.py [documents …]`. Stored documents are sketches of invented words: each
tenth takes a third of its words from an earlier one, and all share a template's paragraphs. PostgreSQL is measured
when its programs are installed.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, insert, select, text

from review.flow.submission.copies import sampled_rows
from review.flow.submission.kit_tasks import STRANGERS
from review.model.document import Quote
from review.model.sketch import Passage, Sketch
from review.store import codec, migrate
from review.store.database import Database
from review.store.documents import texts
from review.store.tables.documents import CopyRow, DocumentRow, FileRow, TextRow, VersionRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import MunicipalityRow, RegionRow, SchoolRow, SeasonRow

WORDS, PASSAGE, TEMPLATE = 1200, 30, 120  # words of a document, of a passage, of the template in every document
PER_SCHOOL, BATCH = 20, 500
NOW = datetime(2022, 4, 1, tzinfo=UTC)
QUERIES = 40


def sketch_of(words: list[int]) -> Sketch:
    """Passages of the given word numbers."""
    cut = [tuple(words[start : start + PASSAGE]) for start in range(0, len(words), PASSAGE)]
    return Sketch(tuple(Passage(Quote(f"b{n}", 0, 100, "слова " * 16), part) for n, part in enumerate(cut)))


def documents(number: int) -> Iterator[Sketch]:
    """As many sketches as asked for, the same every time."""
    dice = random.Random(500)
    template = [dice.getrandbits(32) for _ in range(TEMPLATE)]
    earlier: list[int] = []
    for place in range(number):
        own = [dice.getrandbits(32) for _ in range(WORDS - TEMPLATE)]
        if place % 10 == 9:
            own[: WORDS // 3] = earlier[: WORDS // 3]
        if place % 10 == 0:
            earlier = own
        yield sketch_of(template + own)


def fill(database: Database, number: int) -> list[Sketch]:
    """Store the documents; gives back some of them to ask for."""
    asked: list[Sketch] = []
    held: dict[int, int] = {}
    with database.session() as session:
        session.execute(insert(RegionRow), [{"id": 1, "name": "Область"}])
        session.execute(insert(MunicipalityRow), [{"id": 1, "region_id": 1, "name": "Район"}])
        session.execute(insert(SeasonRow), [{"id": 1, "title": "2022", "profile": "p", "year": 2022, "current": True}])
        session.execute(insert(PersonRow), [{"id": 1, "login": "a", "full_name": "Проверка", "created_at": NOW}])
        schools = [
            {"id": n, "municipality_id": 1, "full_name": f"Школа {n}", "short_name": f"Школа {n}"}
            for n in range(1, number // PER_SCHOOL + 3)
        ]
        session.execute(insert(SchoolRow), schools)
    batch: list[tuple[int, Sketch]] = []
    for place, sketch in enumerate(documents(number), 1):
        batch.append((place, sketch))
        if place % max(1, number // QUERIES) == 0:
            asked.append(sketch)
        if len(batch) == BATCH or place == number:
            _store(database, batch, held)
            batch = []
    with database.session() as session:
        session.execute(text("ANALYZE"))
    return asked


def _store(database: Database, batch: list[tuple[int, Sketch]], held: dict[int, int]) -> None:
    empty, packed = codec.pack({}), codec.pack(batch[0][1])  # packing each would take longer than storing it
    rows = []
    for place, sketch in batch:
        for row in sampled_rows(sketch):
            held[row] = held.get(row, 0) + 1
            if held[row] <= texts.COMMON:  # as texts.save does, one document at a time
                rows.append({"version_id": place, "row": row})
    shared = {"number": 1, "type": "docx", "size": 1, "uploaded_at": NOW, "uploaded_by": 1, "state": "checked"}
    with database.session() as session:
        session.execute(insert(FileRow), [{"sha256": f"{n:064x}", "size": 1, "stored_at": NOW} for n, _ in batch])
        session.execute(
            insert(DocumentRow),
            [{"id": n, "school_id": n // PER_SCHOOL + 1, "season_id": 1, "kind": "concept", "version": 1}
             for n, _ in batch],
        )  # fmt: skip
        session.execute(
            insert(VersionRow),
            [{**shared, "id": n, "document_id": n, "file_name": "д.docx", "sha256": f"{n:064x}", "progress": "",
              "unread": "", "criteria": 0} for n, _ in batch],
        )  # fmt: skip
        session.execute(
            insert(TextRow),
            [{"version_id": n, "document": empty, "facts": empty, "sketch": packed, "facts_kind": "concept",
              "facts_edition": "0" * 64} for n, _ in batch],
        )  # fmt: skip
        session.execute(insert(CopyRow), rows)


def ask(database: Database, asked: list[Sketch], number: int) -> tuple[list[float], list[float], float, float]:
    """Milliseconds of each search and of each count; documents found and processor milliseconds of a search."""
    searched, counted, found, worked = [], [], 0, 0.0
    for sketch in asked:
        rows = sampled_rows(sketch)
        where = {"region_id": 1, "season_id": 1, "school_id": number // PER_SCHOOL + 2}
        with database.reading() as session:
            begun, busy = time.perf_counter(), time.process_time()
            found += len(texts.strangers(session, rows, "f" * 64, most=STRANGERS, **where))
            searched.append((time.perf_counter() - begun) * 1000)
            worked += (time.process_time() - busy) * 1000
            begun = time.perf_counter()
            texts.count_strangers(session, **where)
            counted.append((time.perf_counter() - begun) * 1000)
    return searched, counted, found / len(asked), worked / len(asked)


def measure(database: Database, number: int) -> tuple[float, float]:
    """Print a line of the table; gives the median and the slowest twentieth of the searches."""
    begun = time.perf_counter()
    asked = fill(database, number)
    filled = time.perf_counter() - begun
    ask(database, asked[:3], number)
    searched, counted, found, worked = ask(database, asked, number)
    with database.reading() as session:
        rows = session.scalar(select(func.count()).select_from(CopyRow))
    name = "SQLite" if database.is_sqlite else "PostgreSQL"
    median, slow = statistics.median(searched), sorted(searched)[int(len(searched) * 0.95)]
    print(
        f"{name:10} {number:7} документов, строк {rows:8}: поиск {median:6.1f} мс (95 % — {slow:6.1f}; "
        f"процессор {worked:6.1f}), "
        f"счёт {statistics.median(counted):6.1f} мс, найдено в среднем {found:.1f}; заполнение {filled:.0f} с",
        flush=True,
    )
    return median, slow


@contextmanager
def sqlite() -> Iterator[Database]:
    """A migrated database in a file of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-copies-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'db.sqlite3'}")
        migrate.upgrade(database)
        yield database
        database.close()


def main(sizes: list[int]) -> None:
    """The table."""
    from tests.databases import BINARIES, fresh_postgres, postgres_server, postgres_template

    for number in sizes:
        with sqlite() as database:
            measure(database, number)
    if not BINARIES:
        print("PostgreSQL не установлен: не измерено")
        return
    server = postgres_server.__wrapped__()
    url = next(server)
    try:
        for number in sizes:
            with (
                fresh_postgres(postgres_template.__wrapped__(url))
                if number == sizes[0]
                else fresh_postgres(url) as made
            ):
                measure(made, number)
    finally:
        next(server, None)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [5_000, 50_000])
