"""Every table, imported once so that the metadata is whole."""

from __future__ import annotations

from review.store.tables import documents, expertise, papers, people, territory, work
from review.store.tables.declared import Table

metadata = Table.metadata

__all__ = ["Table", "documents", "expertise", "metadata", "papers", "people", "territory", "work"]
