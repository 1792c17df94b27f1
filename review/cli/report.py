"""Results for people: the same objects as the JSON, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ZONES = {"green": "зелёная зона", "yellow": "жёлтая зона", "red": "красная зона"}
OUTCOMES = {"not_checked": "не проверено", "not_applicable": "не применимо", "expert_only": "судит эксперт"}


def refusal_report(result: Mapping[str, Any]) -> str:
    """A file that could not be read."""
    error = result["error"]
    return f"{result['file']}\n  Не прочитан: {error['message']} {error['hint']}\n"


def check_report(result: Mapping[str, Any]) -> str:
    """A document's proposed levels with the words behind them."""
    lines = [str(result["file"])]
    if result["share"] is not None:
        zone = ZONES.get(result["zone"] or "", "зона не определена: проверено не всё")
        lines.append(
            f"  Предложено {result['score']} из {result['max_score']} баллов ({_percent(result['share'])}), {zone}"
        )
    if result["conclusion"]:
        lines.append(f"  Вывод: {result['conclusion']}")
    lines += [f"  Внимание: {warning['message']}" for warning in result["warnings"]]
    lines += [f"  Страница {page['page']} не прочитана" for page in result["unread"]]
    for criterion in result["criteria"]:
        lines += _criterion(criterion)
    return "\n".join(lines) + "\n"


def _criterion(criterion: Mapping[str, Any]) -> list[str]:
    level = criterion["level"]
    shown = OUTCOMES.get(criterion["outcome"], "") if level is None else f"{level} из {criterion['max_level']}"
    lines = [f"  {criterion['code']} {criterion['name']}: {shown}"]
    if criterion["explanation"]:
        lines.append(f"      {criterion['explanation']}")
    for evidence in criterion["evidence"][:3]:
        page = f" (с.\u00a0{evidence['page']})" if evidence["page"] else ""
        lines.append(f"      «{' '.join(evidence['quote'].split())}»{page}")
    if level is not None and level < criterion["max_level"] and criterion["advice"]:
        lines.append(f"      → {criterion['advice']}")
    return lines


def outline_report(result: Mapping[str, Any]) -> str:
    """The outline of a document as read."""
    pages = f"{result['pages']} с." if result["pages"] else "страницы не размечены"
    lines = [f"{result['file']}: {result['format']}, {pages}, блоков: {len(result['blocks'])}"]
    for block in result["blocks"]:
        number = f"{block['number']} " if block["number"] else ""
        if block["type"] == "table":
            lines.append(f"    [таблица: строк {len(block['rows'])}]")
        elif block["type"] == "heading":
            lines.append(f"  {'#' * (block['level'] or 1)} {number}{block['text']}")
        else:
            lines.append(f"    {number}{block['text']}")
    lines += [f"  Страница {page['page']} не прочитана" for page in result["unread"]]
    return "\n".join(lines) + "\n"


def roadmap_report(result: Mapping[str, Any]) -> str:
    """A road map's measures and remarks."""
    lines = [f"{result['file']}: {result['title'] or 'без названия'}", f"  Мероприятий: {len(result['measures'])}"]
    for measure in result["measures"]:
        term = " ".join((measure["term"] or "срок не указан").split())
        lines.append(f"  {measure['number'] or '—'} {' '.join(measure['name'].split())} — {term}")
    lines += [f"  {found['code']} {found['measure'] or ''}: {found['explanation']}" for found in result["findings"]]
    return "\n".join(lines) + "\n"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}\u00a0%".replace(".", ",")
