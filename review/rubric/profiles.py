"""A year's profile from its TOML file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from review.model.language import Concept
from review.model.profile import CalendarStep, Kind, Profile, Risk, Stage
from review.rubric.entry import Entry, Source, read_toml

if TYPE_CHECKING:
    from pathlib import Path


ARRAYS = {"risk": "code", "stage": "key", "calendar": "key", "kind": "key"}
EXTENDS = "extends"


def read_profile(path: Path) -> Profile:
    """The profile in this file; its id is the file's name."""
    source, table, content = _merged(path)
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
        sha256=hashlib.sha256(content).hexdigest(),
    )
    entry.finish()
    for key, codes in (("risk", [r.code for r in profile.risks]), ("kind", [k.key for k in profile.kinds])):
        for code in codes:
            if codes.count(code) > 1:
                entry.fail(key, f"«{code}» встречается дважды")
    _check_kinds(entry, profile)
    return profile


def _merged(path: Path) -> tuple[Source, dict[str, object], bytes]:
    """The file's table over that of the profile it extends, and the bytes both came from."""
    source, table = read_toml(path)
    content = path.read_bytes()
    parent = table.pop(EXTENDS, None)
    if parent is None:
        return source, table, content
    entry = Entry(source, table)
    folder = path.with_name(f"{parent}.toml")
    if not isinstance(parent, str) or parent == path.stem or not folder.is_file():
        entry.fail(EXTENDS, f"профиля «{parent}» рядом нет")
    _, base, below = _merged(folder)
    left_out = entry.texts("without", ())
    table.pop("without", None)
    merged = dict(base)
    for key, value in table.items():
        known = base.get(key)
        if key in ARRAYS and isinstance(value, list) and isinstance(known, list):
            merged[key] = _over(known, value, ARRAYS[key])
        elif isinstance(value, dict) and isinstance(known, dict):
            merged[key] = {**known, **value}
        else:
            merged[key] = value
    for key, mark in ARRAYS.items():
        rows = merged.get(key)
        if isinstance(rows, list):
            merged[key] = [row for row in rows if not (isinstance(row, dict) and row.get(mark) in left_out)]
    return source, merged, below + content


def _over(known: list[object], new: list[object], mark: str) -> list[object]:
    """Rows of the base, each replaced by the new row of the same mark; new ones at the end."""
    rows = {str(row.get(mark)): row for row in new if isinstance(row, dict)}
    kept = [rows.pop(str(row.get(mark)), row) if isinstance(row, dict) else row for row in known]
    return [*kept, *rows.values()]


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
