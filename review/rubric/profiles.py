"""A year's profile from its TOML file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from review.model.language import Concept
from review.model.profile import CalendarStep, Kind, Profile, Risk, Stage
from review.rubric.entry import Entry, read_toml

if TYPE_CHECKING:
    from pathlib import Path


def read_profile(path: Path) -> Profile:
    """The profile in this file; its id is the file's name."""
    source, table = read_toml(path)
    entry = Entry(source, table)
    if entry.text("id") != path.stem:
        entry.fail("id", f"должен совпадать с именем файла: «{path.stem}»")
    profile = Profile(
        id=path.stem,
        title=entry.text("title"),
        project=_strings(entry.sub("project")),
        year=entry.whole("year"),
        start=entry.day("start"),
        end=entry.day("end"),
        risks=tuple(_risk(item) for item in entry.children("risk", "направление", "code")),
        stages=tuple(_stage(item) for item in entry.children("stage", "этап", "key")),
        calendar=tuple(_step(item) for item in entry.children("calendar", "шаг календаря", "key")),
        kinds=tuple(_kind(item) for item in entry.children("kind", "вид документа", "key")),
        passport_labels=_lists(entry.sub("passport_labels")),
        section_titles=_lists(entry.sub("section_titles")),
        column_headers=_lists(entry.sub("column_headers")),
        words=_lists(entry.sub("words")),
        thresholds=_numbers(entry.sub("thresholds")),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    entry.finish()
    for key, codes in (("risk", [r.code for r in profile.risks]), ("kind", [k.key for k in profile.kinds])):
        for code in codes:
            if codes.count(code) > 1:
                entry.fail(key, f"«{code}» встречается дважды")
    _check_kinds(entry, profile)
    return profile


def _check_kinds(entry: Entry, profile: Profile) -> None:
    """Every row, section and column a kind asks for has its synonyms."""
    for kind in profile.kinds:
        known = (
            ("passport", kind.passport, profile.passport_labels),
            ("sections", kind.sections, profile.section_titles),
            ("columns", kind.columns, profile.column_headers),
        )
        for key, wanted, lists in known:
            for name in wanted:
                if name not in lists:
                    entry.fail(key, f"вид «{kind.key}» требует «{name}», но синонимов для него нет")


def _risk(entry: Entry) -> Risk:
    risk = Risk(
        code=entry.text("code"),
        name=entry.text("name"),
        names=entry.texts("names"),
        concepts=_concepts(entry),
        theme=entry.texts("theme"),
    )
    entry.finish()
    return risk


def _concepts(entry: Entry) -> tuple[Concept, ...]:
    return tuple(_concept(entry, item) for item in entry.children("concepts", "понятие", "name"))


def _concept(parent: Entry, entry: Entry) -> Concept:
    entry.name, entry.anchor = f"{parent.name}, {entry.name}", parent.anchor
    slots = entry.table.get("slots")
    entry.seen.add("slots")
    if not isinstance(slots, list) or not slots or not all(isinstance(slot, list) and slot for slot in slots):
        entry.fail("slots", "ожидается список непустых списков слов")
    if not all(isinstance(word, str) for slot in slots for word in slot):
        entry.fail("slots", "в списках должны быть только строки")
    window = entry.number("window")
    entry.seen.add("window")
    concept = Concept(
        name=entry.text("name"),
        slots=tuple(tuple(slot) for slot in slots),
        window=8 if window is None else int(window),
        without=entry.texts("without", ()),
    )
    entry.finish()
    return concept


def _stage(entry: Entry) -> Stage:
    stage = Stage(entry.text("key"), entry.text("title"), entry.day_or_none("start"), entry.day("end"))
    entry.finish()
    return stage


def _step(entry: Entry) -> CalendarStep:
    step = CalendarStep(
        key=entry.text("key"),
        title=entry.text("title"),
        start=entry.day_or_none("start"),
        end=entry.day("end"),
        concepts=_concepts(entry),
    )
    entry.finish()
    return step


def _kind(entry: Entry) -> Kind:
    kind = Kind(
        key=entry.text("key"),
        title=entry.text("title"),
        rubric=entry.text("rubric"),
        title_words=entry.texts("title_words"),
        passport=entry.texts("passport", ()),
        sections=entry.texts("sections", ()),
        columns=entry.texts("columns", ()),
        per_risk=entry.flag("per_risk", default=False),
        per_stage=entry.flag("per_stage", default=False),
    )
    entry.finish()
    return kind


def _strings(entry: Entry) -> dict[str, str]:
    return {key: entry.text(key) for key in list(entry.table)}


def _lists(entry: Entry) -> dict[str, tuple[str, ...]]:
    return {key: entry.texts(key) for key in list(entry.table)}


def _numbers(entry: Entry) -> dict[str, float]:
    return {key: entry.number(key) or 0.0 for key in list(entry.table)}
