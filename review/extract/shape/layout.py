"""Which part of the document a text stands in: title, approval, passport, plan, page header or running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from review.extract.scene import Line, Scene, Unit
    from review.model.plan import Plan
    from review.model.programme import Approval, RiskMention, Where


class Layout:
    """Places of a document, known once its marks, passport and plans are."""

    def __init__(
        self,
        scene: Scene,
        title: Sequence[Line],
        marks: Sequence[Approval],
        passport: Collection[str],
        plans: Sequence[Plan],
    ) -> None:
        self._scene = scene
        self._title = {line.unit.id for line in title}
        self._marks = {quote.block for mark in marks for quote in mark.quotes}
        self._passport = passport
        self.plan_blocks = {row.block for plan in plans for row in plan.rows} | {plan.block for plan in plans}
        headings = [plan.heading for plan in plans if plan.heading is not None]
        self.plan_headings: list[Unit] = [
            scene.by_id[quote.block] for quote in headings if quote.block not in self._title
        ]

    def where(self, unit: Unit) -> Where:
        """The place of a unit."""
        if unit.part in ("header", "footer"):
            return "header"
        if unit.block.id in self._passport:
            return "passport"
        if unit.id in self._marks:
            return "approval"
        if unit.id in self._title:
            return "title"
        if unit.block.id in self.plan_blocks:
            return "plan"
        return "title" if self._scene.in_front(unit) else "body"

    def programme(self, named: Sequence[RiskMention]) -> str | None:
        """The direction of an antirisk programme: what its title or passport names, else what it names most."""
        for place in ("title", "passport", "header"):
            codes = [mention.code for mention in named if mention.where == place and not mention.negated]
            if codes:
                return codes[0]
        codes = [mention.code for mention in named if not mention.negated]
        return max(codes, key=codes.count) if codes else None
