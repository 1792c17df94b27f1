"""The same kits with their documents told in another order, and answers that can be compared with the first ones."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def reordered(kits: Sequence[Path], folder: Path) -> list[str]:
    """Copies of the kits under the same names, each with its documents listed backwards."""
    for kit in kits:
        shutil.copytree(kit, folder / kit.name)
        card = folder / kit.name / "kit.json"
        told = json.loads(card.read_text(encoding="utf-8"))
        told["documents"].reverse()
        card.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return [str(folder / kit.name) for kit in kits]


def by_name(answers: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Answers by kit and file, without seconds and without the folders the kits lie in."""
    found = {}
    for item in answers:
        folder = item["file"].rsplit("/", 2)[0] + "/"
        text = json.dumps({key: value for key, value in item.items() if key != "seconds"}, ensure_ascii=False)
        plain = json.loads(text.replace(folder, ""))
        found[plain["file"]] = plain
    return found
