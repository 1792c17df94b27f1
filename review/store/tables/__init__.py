"""Every table, imported once so that the metadata is whole."""

from __future__ import annotations

from review.store.tables import (
    appeals,
    batches,
    campaigns,
    changes,
    documents,
    expertise,
    notices,
    paper_life,
    papers,
    people,
    region,
    remarks,
    second_opinion,
    territory,
    work,
)
from review.store.tables.declared import Table

metadata = Table.metadata

__all__ = [
    "Table",
    "appeals",
    "batches",
    "campaigns",
    "changes",
    "documents",
    "expertise",
    "metadata",
    "notices",
    "paper_life",
    "papers",
    "people",
    "region",
    "remarks",
    "second_opinion",
    "territory",
    "work",
]
