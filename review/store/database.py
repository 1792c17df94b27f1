"""Connections and transactions. SQLite is run in WAL mode with the write lock taken at BEGIN; PostgreSQL as it is."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from review.errors import Stale, StorageDown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

BUSY_SECONDS = 30
CACHE_KIB = 16 * 1024  # pages a SQLite connection keeps in memory
UNIQUE_VIOLATION = "23505"  # PostgreSQL's code
STALE = "Пока вы работали, эти данные изменил кто-то другой."
STALE_HINT = "Обновите страницу: ваши правки нужно внести ещё раз поверх новых данных."

__all__ = ["Database", "Session", "stale"]


def stale() -> Stale:
    """What is said when somebody saved meanwhile."""
    return Stale(STALE, STALE_HINT)


class Database:
    """The one door to the database. Nothing is opened before the first session."""

    def __init__(self, url: str) -> None:
        self.url: URL = _normal(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)
        self._reading = self._engine.execution_options(reading=True)

    @property
    def file(self) -> Path | None:
        """The SQLite file, if it is one."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction that may write: all of it is kept, or nothing."""
        with self._translated(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look that takes no write lock."""
        with self._translated(), Session(self._reading) as session:
            yield session
            session.rollback()

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A look at one moment that lasts as long as needed, whatever is written meanwhile."""
        with self._translated(), Session(self._reading) as session:
            if not self.is_sqlite:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                session.execute(text("SET LOCAL statement_timeout = 0"))
            yield session
            session.rollback()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare connection in a transaction, for migrations and backups."""
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """A connection for migrations and restores, in a transaction.

        SQLite rebuilds a table by copying it, which its watch over references would forbid: it is paused, and every
        reference is looked at before the commit.
        """
        with self._translated(), self._engine.connect() as connection:
            if not self.is_sqlite:
                with connection.begin():
                    yield connection
                return
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")  # outside the transaction: inside it nothing would happen
            try:
                with connection.begin():
                    yield connection
                    torn = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                    if torn is not None:
                        raise StorageDown(
                            f"В таблице {torn[0]} есть ссылка в никуда: изменения не приняты.",
                            "Восстановите базу из резервной копии и сообщите разработчикам.",
                        )
            finally:
                driver.execute("PRAGMA foreign_keys=ON")

    def close(self) -> None:
        """Give all connections back, before the file is replaced or a process forks."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except StaleDataError as error:
            raise stale() from error
        except IntegrityError as error:
            if not _is_double(error):
                raise
            raise stale() from error
        except OperationalError as error:
            raise StorageDown(
                f"База данных не отвечает: {_words(error)}",
                "Повторите через минуту; если не поможет, обратитесь к администратору.",
            ) from error


def _is_double(error: IntegrityError) -> bool:
    """Did somebody write the same thing a moment earlier?"""
    return getattr(error.orig, "sqlstate", None) == UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(error.orig)


def _words(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _normal(url: str) -> URL:
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.get_backend_name() == "postgresql" else parsed


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_size=20)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
        connection.isolation_level = None  # transactions begin where we say, below
        connection.create_function("folded", 1, _lower, deterministic=True)
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # a committed number must survive the loss of power
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgres(url: URL) -> Engine:
    options = "-c lock_timeout=30s -c statement_timeout=120s -c timezone=UTC"
    return create_engine(url, connect_args={"options": options}, pool_size=20, max_overflow=20, pool_pre_ping=True)
