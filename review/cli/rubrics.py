"""`rubric lint` and `rubric diff`: for specialists who write editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from review.check.catalogue import parameters
from review.cli.output import DONE, say
from review.errors import BadInput
from review.flow.runs.edition_diff import edition_diff
from review.rubric.editions import read_rubric

if TYPE_CHECKING:
    import argparse

    from review.settings import Settings

PAIR = 2


def rubric(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - commands share one signature
    """`rubric lint FILE…`, `rubric diff OLD NEW`. Raises BadRubric for the first file that is wrong."""
    paths = [Path(name) for name in args.files]
    missing = next((path for path in paths if not path.is_file()), None)
    if missing is not None:
        raise BadInput(f"Нет файла {missing}.", "Проверьте путь к файлу редакции.")
    editions = [read_rubric(path, parameters()) for path in paths]
    if args.act == "lint":
        for path, edition in zip(paths, editions, strict=True):
            say(f"{path}: {edition.id}, критериев {len(edition.criteria)}, ошибок нет")
        return DONE
    if len(editions) != PAIR:
        raise BadInput("Для сравнения нужны два файла: старая и новая редакция.")
    lines = edition_diff(editions[0], editions[1])
    say("\n".join(lines) if lines else "Редакции не отличаются.")
    return DONE
