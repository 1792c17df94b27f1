"""One blueprint per stage of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.web.stages import (
    agreement,
    appeals,
    audit,
    batches,
    bulk,
    campaigns,
    criteria,
    desk,
    documents,
    entry,
    help,  # noqa: A004 - the section's own word
    importing,
    letters,
    marking,
    notices,
    opinions,
    overview,
    own_templates,
    paper_life,
    papers,
    people,
    pictures,
    precheck,
    rechecks,
    register_book,
    remarks,
    sampling,
    seasons,
    seating,
    territory,
    verify,
    wording,
)

if TYPE_CHECKING:
    from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (
    entry.stage,
    desk.stage,
    documents.stage,
    appeals.stage,
    marking.stage,
    remarks.stage,
    opinions.stage,
    agreement.stage,
    rechecks.stage,
    pictures.stage,
    campaigns.stage,
    sampling.stage,
    seating.stage,
    bulk.stage,
    overview.stage,
    papers.stage,
    batches.stage,
    paper_life.stage,
    register_book.stage,
    own_templates.stage,
    wording.stage,
    verify.stage,
    precheck.stage,
    territory.stage,
    people.stage,
    importing.stage,
    seasons.stage,
    criteria.stage,
    audit.stage,
    notices.stage,
    letters.stage,
    help.stage,
)
