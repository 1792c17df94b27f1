"""One rubric edition from its TOML file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from review.model.params import MisfitError, fit
from review.model.rubric import Criterion, Mode, Rubric, Threshold, Zone
from review.rubric.entry import Entry, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_rubric(path: Path, known_checks: Mapping[str, type] | None = None) -> Rubric:
    """The edition in this file; `known_checks` gives each check's Params, to test the file's parameters."""
    source, table = read_toml(path)
    entry = Entry(source, table)
    kind, edition = entry.text("kind"), entry.text("edition")
    if (path.parent.name, path.stem) != (kind, edition):
        entry.fail("kind", f"файл должен лежать как {kind}/{edition}.toml")
    criteria = tuple(_criterion(item, known_checks) for item in entry.children("criterion", "критерий", "code"))
    if not criteria:
        entry.fail("criterion", "в рубрике нет ни одного критерия")
    codes = [criterion.code for criterion in criteria]
    for code in codes:
        if codes.count(code) > 1:
            entry.fail("criterion", f"код {code} встречается дважды")
    thresholds = tuple(_threshold(item) for item in entry.children("conclusion", "вывод", "label"))
    if not thresholds:
        entry.fail("conclusion", "не указан ни один вывод")
    last = thresholds[-1]
    if any(value is not None for value in (last.min_share, last.below_share, last.max_critical_zeros)):
        entry.fail("conclusion", "последний вывод должен быть без условий: он действует «иначе»")
    share = entry.number("minimum_assessed")
    entry.seen.add("minimum_assessed")
    rubric = Rubric(
        id=f"{kind}@{edition}",
        kind=kind,
        edition=edition,
        title=entry.text("title"),
        criteria=criteria,
        thresholds=thresholds,
        minimum_assessed=0.8 if share is None else share,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        unit=entry.text("unit", ""),
    )
    entry.finish()
    return rubric


def _criterion(entry: Entry, known_checks: Mapping[str, type] | None) -> Criterion:
    levels = entry.texts("levels")
    if len(levels) < 2:  # noqa: PLR2004 - a scale needs two ends
        entry.fail("levels", "нужно не меньше двух уровней")
    weight = entry.whole("weight")
    if weight < 1:
        entry.fail("weight", "вес должен быть не меньше 1")
    check = entry.text("check", "") or None
    params = entry.mapping("params")
    if check is not None and known_checks is not None and check not in known_checks:
        entry.fail("check", f"проверки «{check}» нет; список проверок — в rubrics/CHECKS.md")
    if check is not None and known_checks is not None:
        try:
            fit(known_checks[check], params)
        except MisfitError as misfit:
            entry.fail(misfit.key, misfit.message)
    criterion = Criterion(
        code=entry.text("code"),
        name=entry.text("name"),
        looks_for=entry.text("looks_for"),
        levels=levels,
        weight=weight,
        critical=entry.flag("critical"),
        mode=cast("Mode", entry.choice("mode", ("auto", "assist", "expert"))),
        signal=entry.text("signal", ""),
        defects=entry.texts("defects", ()),
        basis=entry.text("basis", ""),
        check=check,
        params=params,
        rulings=entry.texts("rulings", ()),
        why=entry.text("why", ""),
        advice=_advice(entry, len(levels)),
        sample=entry.text("sample", ""),
        wording=_wording(entry),
        confidence=_confidence(entry),
    )
    entry.finish()
    return criterion


def _advice(entry: Entry, levels: int) -> dict[int, str]:
    advice: dict[int, str] = {}
    for key, value in entry.mapping("advice").items():
        if not key.isdigit() or int(key) >= levels:
            entry.fail(key, f"совет даётся по уровню: от 0 до {levels - 1}")
        if not isinstance(value, str):
            entry.fail(key, "ожидается строка")
        advice[int(key)] = value
    return advice


def _wording(entry: Entry) -> dict[str, str]:
    wording: dict[str, str] = {}
    for key, value in entry.mapping("wording").items():
        if not isinstance(value, str):
            entry.fail(key, "ожидается строка")
        try:
            value.format_map(_Anything())
        except (ValueError, IndexError, AttributeError):
            entry.fail(key, "фигурные скобки расставлены неверно: пишите {имя}")
        wording[key] = value
    return wording


def _confidence(entry: Entry) -> dict[str, float]:
    confidence: dict[str, float] = {}
    for key, value in entry.mapping("confidence").items():
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 1:
            entry.fail(key, "уверенность — число больше 0 и не больше 1")
        confidence[key] = float(value)
    return confidence


class _Anything(dict[str, str]):
    """Stands for every value while a template's braces are tried."""

    def __missing__(self, key: str) -> str:
        return key


def _threshold(entry: Entry) -> Threshold:
    keys = ("min_share", "below_share", "max_critical_zeros", "or_critical_zeros")
    values = {key: entry.number(key) for key in keys}
    entry.seen.update(keys)
    zeros, more = values["max_critical_zeros"], values["or_critical_zeros"]
    threshold = Threshold(
        label=entry.text("label"),
        zone=cast("Zone", entry.choice("zone", ("green", "yellow", "red"))),
        min_share=values["min_share"],
        below_share=values["below_share"],
        max_critical_zeros=None if zeros is None else int(zeros),
        or_critical_zeros=None if more is None else int(more),
    )
    entry.finish()
    return threshold
