"""What kind of document it is, by its content alone: what the title says, and how the text is built."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from review.model.phrases import pattern
from review.model.programme import KindGuess
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.extract.scene import Line, Scene
    from review.model.document import Quote
    from review.model.plan import Plan
    from review.model.programme import PassportRow, RiskMention, Section

_TERRITORY = re.compile(
    r"муниципальн\w+ (?:координатор|общеобразоват|управлени|образован)|региональн\w+|министерств|ис мэдк"
    r"|фис око|фиоко|муниципалитет|мouo|моуо"
)
_ACTED = re.compile(
    r"приказываю|слушали|решили|постановили|присутствовал|повестка|вывод[ы.:]|в ходе (?:проверки"
    r"|анкетирован)|были проведены|была проведена|участвовал[ио]"
    r"|прошл[аои]|состоял|проведен[аоы]?(?![^\W_])|фото ?\d|лист регистрации"
)
_RUSSIAN = re.compile(r"[А-Яа-яЁё]{4}")
_SLIGHT = 350  # words; so short a paper without any mark of a programme only confirms something
_SHORT = 900  # words; confirming documents are short


@dataclass(frozen=True, slots=True)
class Signs:
    """What the kind is told by, found before."""

    title: Sequence[Line]
    sections: Sequence[Section]
    passport: Sequence[PassportRow]
    plans: Sequence[Plan]
    risks: Sequence[RiskMention]


def guess_kind(scene: Scene, signs: Signs) -> KindGuess:
    """The kind with most signs; none when the signs are few or two kinds are alike."""
    scores: dict[str, float] = defaultdict(float)
    quote = _by_title(scene, signs.title, scores)
    _by_passport(scene, signs, scores)
    _by_structure(scene, signs, scores)
    _by_words(scene, signs, scores)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < 1.5:  # noqa: PLR2004 - one weak sign is no answer
        slight = 0 < scene.document.words < _SLIGHT and not signs.passport and not signs.plans and _is_russian(scene)
        return KindGuess("evidence", 0.6) if slight else KindGuess(None, 0.0)
    best, score = ranked[0]
    margin = score - (ranked[1][1] if len(ranked) > 1 else 0.0)
    confidence = round(1 / (1 + exp(-0.9 * margin - 0.15 * score)), 2)
    return KindGuess(best if margin > 0.25 else None, confidence, quote)  # noqa: PLR2004 - too close to tell


def _is_russian(scene: Scene) -> bool:
    """Does it hold Russian words? A paper in another language confirms nothing we could judge."""
    return any(_RUSSIAN.search(text) for _, text in scene.document.units())


def _by_title(scene: Scene, title: Sequence[Line], scores: dict[str, float]) -> Quote | None:
    """Words of the title, line by line: what stands first says what the paper is."""
    quote = None
    strength = 1.0
    confirming = {name: scene.vocabulary.words(name) for name in scene.profile.words if name.startswith("evidence_")}
    for line in title:
        begins = [name for name, marks in confirming.items() if marks and pattern(marks).match(line.lower.lstrip(' "'))]
        if begins:
            scores["evidence"] += strength * (0.8 if begins == ["evidence_plan"] else 1.5)
        named = scene.vocabulary.titles.matches(line.lower)
        if not named:
            continue
        first = min(item.first for item in named)
        for item in named:
            lead = item.first == first
            scores[item.key] += strength * ((3.0 if lead else 1.0) + 0.7 * min(item.covered - 1, 2) + 0.5 * item.share)
        if "антириск" in line.lower and not any(i.key == "evidence" and i.first == first for i in named):
            scores["antirisk_program"] += 2.0 * strength
        quote = quote or scene.quote(line.unit, line.start, line.end)
        strength *= 0.4
    return quote


def _by_passport(scene: Scene, signs: Signs, scores: dict[str, float]) -> None:
    keys = {row.key for row in signs.passport if row.key}
    for row in signs.passport:
        if row.key == "name":
            for item in scene.vocabulary.titles.matches(normal(row.text).lower):
                scores[item.key] += 1.0 + 0.5 * min(item.covered - 1, 2)
    if len(keys) < 4:  # noqa: PLR2004 - a real passport has nine rows
        return
    for kind in scene.profile.kinds:
        scores[kind.key] += 1.5 if kind.passport else 0.0
    scores["evidence"] -= 2.0
    scores["roadmap"] -= 1.0
    scores["concept"] -= 1.0
    _by_rows(scene, signs, scores)
    _by_risks(signs, scores)


def _by_rows(scene: Scene, signs: Signs, scores: dict[str, float]) -> None:
    """What the rows of the passport say of the programme."""
    keys = {row.key for row in signs.passport}
    text = "\n".join(f"{row.label.text} {row.text}" for row in signs.passport).lower()
    name = "\n".join(row.text for row in signs.passport if row.key == "name").lower()
    if "management" in keys:
        scores["midterm_program"] += 0.7
    if "подпрограмм" in text:
        scores["midterm_program"] += 1.5
    if "annex" in keys:
        scores["antirisk_program"] += 0.7
    if "антириск" in name and "среднесрочн" not in name:
        scores["antirisk_program"] += 2.0
    if "среднесрочн" in name:
        scores["midterm_program"] += 2.0
    elif "программа развития" in name:  # whichever kind of the profile bears that title
        scores[scene.vocabulary.titles.longest("программа развития") or "midterm_program"] += 2.0


def _by_risks(signs: Signs, scores: dict[str, float]) -> None:
    """One direction in the title and the passport: an antirisk programme; several: a programme of development."""
    blocks = {line.unit.id for line in signs.title}
    titled = {mention.code for mention in signs.risks if mention.quote.block in blocks}
    inside = {mention.code for mention in signs.risks if mention.where == "passport" and not mention.negated}
    if len(titled) == 1:
        scores["antirisk_program"] += 1.5
    if len(titled | inside) == 1:
        scores["antirisk_program"] += 1.0
    elif len(titled | inside) > 1:
        scores["midterm_program"] += 1.0


def _by_structure(scene: Scene, signs: Signs, scores: dict[str, float]) -> None:
    keys = {section.key for section in signs.sections if section.key}
    plain = {section.key for section in signs.sections if section.key and not section.implicit}
    core = keys & {"introduction", "analysis", "goals", "measures", "responsible"}
    few = len({row.key for row in signs.passport if row.key}) < 4  # noqa: PLR2004 - no passport
    if few and len(core) > 1:
        scores["concept"] += 0.8 * len(core & plain) + 0.4 * len(core - plain)
    if few and "analysis" in core and len({m.code for m in signs.risks}) > 1:
        scores["concept"] += 0.7
    rows = sum(len(plan.rows) for plan in signs.plans)
    if few and rows > 2:  # noqa: PLR2004 - a plan of one direction is an antirisk programme
        _by_one_direction(signs, scores)
    if not rows or not few:
        return
    total = max(1, scene.document.words)
    inside = sum(_words(scene, plan.block) for plan in signs.plans)
    if inside / total > 0.6 and rows > 5:  # noqa: PLR2004 - a plan and little else
        scores["roadmap"] += 1.5
    if rows > 3 and len(core) < 2:  # noqa: PLR2004
        scores["roadmap"] += 0.5


def _by_one_direction(signs: Signs, scores: dict[str, float]) -> None:
    """One direction in the title or in the whole text, and a plan: an antirisk programme without a passport."""
    blocks = {line.unit.id for line in signs.title}
    titled = {mention.code for mention in signs.risks if mention.quote.block in blocks}
    named = {mention.code for mention in signs.risks if not mention.negated}
    if len(named) == 1:
        scores["antirisk_program"] += 1.2
    if len(titled) == 1 and titled == named:
        scores["antirisk_program"] += 1.0


def _words(scene: Scene, block: str) -> int:
    return sum(len(unit.text.split()) for unit in scene.by_block.get(block, ()))


def _by_words(scene: Scene, signs: Signs, scores: dict[str, float]) -> None:
    lower = "\n".join(unit.lower for unit in scene.body)
    acted = len({match.group() for match in _ACTED.finditer(lower)})
    short = scene.document.words < _SHORT
    if acted and short and not signs.passport:
        scores["evidence"] += min(acted, 3) * 0.7
    if short and not signs.plans and len(signs.sections) < 4:  # noqa: PLR2004
        scores["evidence"] += 0.5
    territory = len(_TERRITORY.findall(lower))
    if signs.plans and territory > 8:  # noqa: PLR2004 - a school's plan names its founder once or twice
        scores["roadmap"] += 1.5
    for key in ("concept", "midterm_program", "antirisk_program"):
        marks = scene.vocabulary.words(f"self_{key}")
        if marks:
            scores[key] += 0.8 * min(3, _count(marks, lower))


def _count(marks: Iterable[str], lower: str) -> int:
    return len(pattern(tuple(marks)).findall(lower))
