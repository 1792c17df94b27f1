"""Levels of an earlier version carried into a new form: only where their evidence stands unchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.assess.anchors import Versions, anchor_in
from review.errors import BadInput
from review.flow.campaigns import seats
from review.model.anchor import Fate
from review.store.documents import texts, versions
from review.store.expertise import assessments, decisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.assessment import Mark
    from review.model.finding import Examination
    from review.store.database import Session
    from review.store.expertise.assessments import Form

STANDING = (Fate.KEPT, Fate.MOVED)


@dataclass(frozen=True, slots=True)
class Carried:
    """Marks to begin a new form with, and the version they come from. They hold for one edition of the rubric."""

    version_id: int  # the new version
    number: int  # of the version they come from
    rubric_sha256: str
    marks: tuple[Mark, ...]


def levels_to_carry(services: Services, actor: Actor, *, document_id: int) -> Carried | None:
    """What of the version before may be carried into the actor's form for the latest version.

    One's own marks; on the shared desk, where one expert reads after another, those the decision rested on. A level is
    carried when the machine proposes what it proposed, on the same words, and each of these words is found again.
    """
    with services.database.reading() as session:
        every = versions.for_actor(session, actor, document_id)
        if len(every) == 1:
            return None
        latest, before = every[0], every[1]
        form = _form_before(session, actor, document_id, latest.id, before.id)
        old, new = versions.examination(session, before.id), versions.examination(session, latest.id)
        pair = texts.document(session, before.id), texts.document(session, latest.id)
    if form is None or old is None or new is None or pair[0] is None or pair[1] is None:
        return None
    if old.rubric_sha256 != new.rubric_sha256 or form.rubric_sha256 != new.rubric_sha256:
        return None
    marks = tuple(_standing(form, old, new, Versions(pair[0], pair[1])))
    carried = tuple(replace(mark, version=0, carried_from=before.number) for mark in marks)
    return Carried(latest.id, before.number, form.rubric_sha256, carried)


def _form_before(session: Session, actor: Actor, document_id: int, latest: int, before: int) -> Form | None:
    forms = [form for form in assessments.of_version(session, before) if form.assessment.finished_at is not None]
    own = [form for form in forms if form.assessment.expert_id == actor.id]
    if own:
        return own[-1]
    if seats.held(session, document_id=document_id, version_id=latest, person_id=actor.id) is not None:
        return None
    taken = decisions.of_versions(session, [before])
    return next((form for form in forms if taken and form.assessment.id == taken[0].assessment_id), None)


def _standing(form: Form, old: Examination, new: Examination, pair: Versions) -> Iterator[Mark]:
    """Marks whose proposal and evidence are what they were."""
    was = {finding.code: finding for finding in old.findings}
    now = {finding.code: finding for finding in new.findings}
    for mark in form.assessment.marks:
        before, after = was.get(mark.code), now.get(mark.code)
        if mark.level is None or before is None or after is None or not before.evidence:
            continue
        if before.level != after.level or len(before.evidence) != len(after.evidence):
            continue
        spans = [(quote.block, quote.start, quote.end) for quote in before.evidence]
        if all(_stands(pair, span) for span in spans):
            yield replace(mark, proposed=after.level)


def _stands(pair: Versions, span: tuple[str, int, int]) -> bool:
    try:
        anchor = anchor_in(pair.old, [span])
    except BadInput:  # evidence without words: nothing tells whether it stands
        return False
    return pair.find(anchor).fate in STANDING


def carry(t: Transaction, carried: Carried | None, *, assessment_id: int, version_id: int, rubric_sha256: str) -> int:
    """Put the marks into a form that has just been opened; how many there were."""
    if carried is None or carried.version_id != version_id or carried.rubric_sha256 != rubric_sha256:
        return 0
    assert t.actor is not None  # noqa: S101 - a form is opened by a person
    for mark in carried.marks:
        assessments.save_mark(t.session, assessment_id, mark, expected=0, by=t.actor.id, now=t.now)
    return len(carried.marks)
