"""The heavy half of every examination. Runs inside a guarded child: reading, extracting, checking."""

from __future__ import annotations

import pickle
from functools import cache
from typing import TYPE_CHECKING

from review.check.run import examine
from review.extract.facts import extract
from review.extract.sketch import sketch
from review.flow.runs.packages import Package
from review.flow.runs.parse_json import document_json
from review.intake.guard import progress
from review.language.russian import russian
from review.model.finding import Examination, Member, Subject
from review.parse.reading import read
from review.rubric.library import LiveLibrary

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from review.flow.runs.packages import Source, Task
    from review.model.document import Document
    from review.settings import Settings


@cache
def library_of(*folders: Path) -> LiveLibrary:
    """The rubrics of these folders, read once per process; forks of the template find them read."""
    return LiveLibrary(*folders)


def _library(settings: Settings) -> LiveLibrary:
    return library_of(settings.rubrics, settings.own_rubrics)


def get_ready(settings: Settings) -> None:
    """Load what every document needs, before the first one waits for it."""
    _library(settings)


def read_document(source: Source, settings: Settings) -> Document:
    """A file of a known type → Document."""
    document = read(source.type, source.data, settings, docx=source.docx, progress=progress)
    if source.pdf is None or document.pages is not None:
        return document
    from review.parse.pages import with_pages  # only where pages were asked for

    return with_pages(document, page_texts(source.pdf))


def read_package(source: Source, profile: str, kind: str | None, settings: Settings) -> Package:
    """A file → document, facts and sketch. `kind` is what the kit or the user says; None: recognise."""
    document = read_document(source, settings)
    facts = extract(document, _library(settings).profile(profile), russian(), kind=kind)
    return Package(
        content=pickle.dumps((document, facts), pickle.HIGHEST_PROTOCOL),
        kind=facts.kind.kind,
        sketch=sketch(document, facts),
    )


def examine_package(task: Task, settings: Settings) -> Examination | None:
    """The proposals for one document; None when the profile has no rubric for its kind."""
    library = _library(settings)
    profile = library.profile(task.profile)
    if task.rubric and task.rubric not in library.rubrics:
        library.refresh()  # it was brought a moment ago
    rubric = library.rubric(task.rubric) if task.rubric else library.rubric_for(profile, task.kind)
    if rubric is None:
        return None
    document, facts = task.package.open()
    kit = tuple(Member(entry, entry.kind or package.kind, package.open()[1]) for entry, package in task.kit)
    subject = Subject(
        document=document,
        facts=facts,
        profile=profile,
        kind=task.kind,
        entry=task.entry,
        card=task.card,
        kit=kit,
        copies=task.copies,
        compared_with=task.compared_with,
    )
    return examine(subject, rubric, russian())


def parse_object(source: Source, settings: Settings) -> dict[str, object]:
    """The `parse` object of the contract, less file and seconds."""
    return document_json(read_document(source, settings))


def roadmap_object(source: Source, profile: str, as_of: date | None, settings: Settings) -> dict[str, object]:
    """The `roadmap` object of the contract, less file and seconds."""
    from review.flow.runs.roadmap import road_map_json  # only road maps need it

    library = _library(settings)
    known = library.profile(profile)
    document = read_document(source, settings)
    facts = extract(document, known, russian(), kind="roadmap")
    rubric = library.rubric_for(known, "roadmap")
    return road_map_json(document, facts, known, rubric, russian(), as_of)


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page of a rendered document."""
    from review.parse.pages import page_texts as texts_of  # rendered documents alone need it

    return texts_of(pdf)


def perform(name: str, *args: object) -> object:
    """The one door of a guarded child: run one of the functions above by its name."""
    work = {
        "get_ready": get_ready,
        "read_document": read_document,
        "read_package": read_package,
        "examine_package": examine_package,
        "parse_object": parse_object,
        "roadmap_object": roadmap_object,
        "page_texts": page_texts,
    }
    return work[name](*args)  # type: ignore[operator]  # each caller passes its function's own arguments
