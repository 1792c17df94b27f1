"""A remark as its line on a page shows it, and as the page's script knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.flow.expertise import bank
from review.flow.expertise.remarks import remarking
from review.model.anchor import FATE_TITLES, Fate
from review.model.remark import REMARK_STATE_TITLES, REMARK_WEIGHT_TITLES, RemarkKind
from review.web.current import actor, services

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.flow.expertise.remarks.remarking import ShownRemark
    from review.flow.submission.documents import DocumentPage
    from review.model.anchor import Anchor

STATE_ICONS = {
    "open": ("i-back", ""),
    "answered": ("i-pen", ""),
    "proposed": ("i-clock", "state-warn"),
    "closed": ("i-check", "state-ok"),
    "withdrawn": ("i-stop", ""),
}
FATE_ICONS = {
    Fate.KEPT: ("i-dot", ""),
    Fate.MOVED: ("i-split", ""),
    Fate.CHANGED: ("i-pen", ""),
    Fate.GONE: ("i-stop", ""),
    Fate.DOUBTFUL: ("z-yellow", "state-warn"),
}


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """What one line needs: words for states, the quote, where the words stand on this page."""

    shown: ShownRemark
    kind: str
    weight: str
    state: str
    state_icon: tuple[str, str]
    fate: str
    fate_icon: tuple[str, str]
    page: int | None

    @property
    def is_praise(self) -> bool:
        """Something done well has neither weight nor state."""
        return self.shown.remark.form.kind is RemarkKind.PRAISE


def remark_line(shown: ShownRemark) -> RemarkLine:
    """The line of one remark."""
    remark, fate = shown.remark, shown.fate
    return RemarkLine(
        shown=shown,
        kind="Отмечено" if remark.form.kind is RemarkKind.PRAISE else "Замечание",
        weight=REMARK_WEIGHT_TITLES[remark.form.weight],
        state="черновик" if remark.is_draft else REMARK_STATE_TITLES[remark.state],
        state_icon=("i-pen", "") if remark.is_draft else STATE_ICONS[remark.state],
        fate=FATE_TITLES[fate.fate] if fate else "",
        fate_icon=FATE_ICONS[fate.fate] if fate else ("", ""),
        page=shown.here.page if shown.here else remark.anchor.page,
    )


def told_remarks(shown: Iterable[ShownRemark]) -> list[dict[str, object]]:
    """What the page's script knows of each remark."""
    return [
        {
            "id": one.remark.id,
            "key": one.remark.key,
            "version": one.remark.version,
            "kind": one.remark.form.kind.value,
            "code": one.remark.form.code or "",
            "weight": one.remark.form.weight.value,
            "text": one.remark.form.text,
            "recommendation": one.remark.form.recommendation,
            "deadline": one.remark.form.deadline.isoformat() if one.remark.form.deadline else "",
            "words": one.words,
            "spans": _spans(one.here),
            "mine": "edit" in one.acts,
        }
        for one in shown
    ]


def _spans(anchor: Anchor | None) -> list[list[object]]:
    return [[quote.block, quote.start, quote.end] for quote in anchor.quotes] if anchor else []


def remark_values(page: DocumentPage, *, may_mark: bool) -> dict[str, object]:
    """What the document's page needs of its remarks: their lines, what the script knows, recommendations to take."""
    if page.text is None:
        return {"lines": [], "told": [], "advice": {}, "weights": REMARK_WEIGHT_TITLES}
    number, document_id = page.version.number, page.document.id
    shown = remarking.remarks_of(services(), actor(), document_id=document_id, version=number)
    advice = bank.offered(services(), actor(), document_id=document_id) if may_mark else {}
    return {
        "lines": [remark_line(one) for one in shown],
        "told": told_remarks(shown),
        "advice": advice,
        "weights": REMARK_WEIGHT_TITLES,
    }
