"""What became of municipal results: returned by the region; what the expertise from above says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from review.model.assessment import Verdict
from review.model.opinion import OutsideResult, Returned
from review.store.tables.expertise import DecisionRow
from review.store.tables.people import PersonRow
from review.store.tables.second_opinion import OutsideResultRow, ReturnedResultRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def returned(session: Session, campaign_id: int) -> dict[int, Returned]:
    """Returned decisions of a re-check, by version; the latest of each."""
    rows = session.execute(
        select(ReturnedResultRow, DecisionRow.version_id, PersonRow.full_name)
        .join(DecisionRow, DecisionRow.id == ReturnedResultRow.decision_id)
        .join(PersonRow, PersonRow.id == ReturnedResultRow.returned_by)
        .where(ReturnedResultRow.campaign_id == campaign_id)
        .order_by(ReturnedResultRow.id)
    )
    return {version: Returned(row.decision_id, row.reason, name, row.returned_at) for row, version, name in rows}


def add_return(session: Session, *, campaign_id: int, decision_id: int, reason: str, by: int, now: datetime) -> None:
    """Write down that the region returned a decision."""
    session.add(
        ReturnedResultRow(
            campaign_id=campaign_id, decision_id=decision_id, reason=reason, returned_by=by, returned_at=now
        )
    )
    session.flush()


def is_returned(session: Session, decision_id: int) -> bool:
    """Was this decision returned?"""
    return session.scalar(select(ReturnedResultRow.id).where(ReturnedResultRow.decision_id == decision_id)) is not None


def outside(session: Session, campaign_id: int) -> dict[int, OutsideResult]:
    """Results from above, by document."""
    rows = session.execute(
        select(OutsideResultRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == OutsideResultRow.entered_by)
        .where(OutsideResultRow.campaign_id == campaign_id)
    )
    return {row.document_id: _outside(row, name) for row, name in rows}


def _outside(row: OutsideResultRow, by: str) -> OutsideResult:
    return OutsideResult(
        document_id=row.document_id,
        version_id=row.version_id,
        verdict=Verdict(row.verdict) if row.verdict else None,
        zone=row.zone,  # type: ignore[arg-type]  # the table holds these words alone
        levels={code: int(level) for code, level in json.loads(row.levels).items()},
        source=row.source,
        entered_by=by,
        entered_at=row.entered_at,
    )


def put_outside(session: Session, campaign_id: int, result: OutsideResult, *, by: int, now: datetime) -> None:
    """Keep a result, in place of one entered before."""
    row = session.scalar(
        select(OutsideResultRow).where(
            OutsideResultRow.campaign_id == campaign_id, OutsideResultRow.document_id == result.document_id
        )
    )
    if row is None:
        row = OutsideResultRow(campaign_id=campaign_id, document_id=result.document_id)
        session.add(row)
    row.version_id, row.verdict, row.zone = result.version_id, result.verdict, result.zone
    row.levels = json.dumps(dict(sorted(result.levels.items())))
    row.source, row.entered_by, row.entered_at = result.source, by, now
    session.flush()
