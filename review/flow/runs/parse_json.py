"""The document model as the contract's `parse` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.document import Block, Document


def document_json(document: Document) -> dict[str, object]:
    """Format, pages, blocks, what was not read, warnings."""
    return {
        "format": document.format,
        "pages": document.pages,
        "blocks": [_block(block) for block in document.blocks],
        "unread": unread_json(document),
        "warnings": warnings_json(document),
    }


def unread_json(document: Document) -> list[dict[str, object]]:
    """Pages whose words we do not know."""
    return [{"page": u.page, "reason": u.reason, "confidence": u.confidence} for u in document.unread]


def warnings_json(document: Document) -> list[dict[str, object]]:
    """How the file was read, in words."""
    return [{"code": w.code, "message": w.message} for w in document.warnings]


def _block(block: Block) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": block.id,
        "type": block.type,
        "part": block.part,
        "level": block.level,
        "number": block.number,
        "text": block.text,
        "page": block.page,
    }
    if block.table is not None:
        shown["rows"] = [
            [{"text": c.text, "rowspan": c.rowspan, "colspan": c.colspan, "block": c.id} for c in row]
            for row in block.table.rows
        ]
    return shown
