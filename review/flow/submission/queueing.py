"""Which jobs an act causes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from review.store import jobs
from review.store.documents import versions

if TYPE_CHECKING:
    from review.flow.writes import Writes

EXAMINE, CHECK_KIT, MAKE_PDF, NUMBER_PAGES = "examine", "check_kit", "make_pdf", "number_pages"
ISSUE_BATCH = "issue_batch"
MAKE_RENDITION = "make_rendition"
CARRY_REMARKS = "carry_remarks"
SEND_LETTER, DAILY = "send_letter", "daily"
KIT_DELAY_SECONDS = 2  # several uploads in a row are checked together


def queue_examination(t: Writes, version_id: int) -> None:
    """Read and check one version: somebody waits for it."""
    t.queue(EXAMINE, {"version_id": version_id}, key=f"{EXAMINE}:{version_id}", priority=jobs.URGENT)


def queue_kit(t: Writes, *, school_id: int, season_id: int) -> None:
    """Check a school's documents again, if there are any; one waiting job per kit is enough."""
    if not versions.kit(t.session, school_id=school_id, season_id=season_id):
        return
    t.queue(
        CHECK_KIT,
        {"school_id": school_id, "season_id": season_id},
        key=f"{CHECK_KIT}:{secrets.token_hex(8)}",
        merge=f"{CHECK_KIT}:{school_id}:{season_id}",
        delay=KIT_DELAY_SECONDS,
    )


def queue_pdf(t: Writes, paper_id: int) -> None:
    """Make the PDF of a registered paper; people can work with its DOCX meanwhile."""
    key = f"{MAKE_PDF}:{paper_id}:{secrets.token_hex(8)}"
    t.queue(MAKE_PDF, {"paper_id": paper_id}, key=key, merge=f"{MAKE_PDF}:{paper_id}", priority=jobs.LATER)


def queue_rendition(t: Writes, paper_id: int, kind: str) -> None:
    """Make the PDF of another file of a paper: public, with its fate printed on it, PDF/A."""
    same = f"{MAKE_RENDITION}:{paper_id}:{kind}"
    values = {"paper_id": paper_id, "kind": kind}
    t.queue(MAKE_RENDITION, values, key=f"{same}:{secrets.token_hex(8)}", merge=same, priority=jobs.LATER)


def queue_pages(t: Writes, version_id: int) -> None:
    """Find out on which pages the words of a Word file stand; nobody waits for it."""
    t.queue(NUMBER_PAGES, {"version_id": version_id}, key=f"{NUMBER_PAGES}:{version_id}", priority=jobs.LATER)


def queue_remarks(t: Writes, version_id: int) -> None:
    """Find the remarks of earlier versions again in a new one: the expert who opens it waits for them."""
    t.queue(CARRY_REMARKS, {"version_id": version_id}, key=f"{CARRY_REMARKS}:{version_id}", priority=jobs.URGENT)


def queue_batch(t: Writes, batch_id: int) -> None:
    """Issue the papers of a batch that wait; whoever ordered them watches."""
    same = batch_job(batch_id)
    t.queue(ISSUE_BATCH, {"batch_id": batch_id}, key=f"{same}{secrets.token_hex(8)}", merge=same)


def batch_job(batch_id: int) -> str:
    """What keys of a batch's jobs begin with."""
    return f"{ISSUE_BATCH}:{batch_id}:"
