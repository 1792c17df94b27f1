"""Searching without regard to capitals, in Russian, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler


class folded(FunctionElement[str]):  # noqa: N801 - reads as an SQL function
    """Lower case of a text. SQLite by itself knows only Latin capitals, PostgreSQL only those of its locale."""

    type = Text()
    inherit_cache = True
    name = "folded"


@compiles(folded, "sqlite")
def _sqlite(element: folded, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return f"folded({compiler.process(element.clauses, **options)})"  # made in database.py for every connection


@compiles(folded, "postgresql")
def _postgres(element: folded, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return f'lower(({compiler.process(element.clauses, **options)}) COLLATE "und-x-icu")'


def holds(column: Any, word: str) -> ColumnElement[bool]:  # noqa: ANN401 - any text column
    """Does the text hold the word, whatever its capitals? The word's own % and _ are plain characters."""
    condition: ColumnElement[bool] = folded(column).contains(word.lower(), autoescape=True)
    return condition
