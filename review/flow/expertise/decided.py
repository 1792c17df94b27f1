"""Decided documents with all that papers tell of them, personal data dotted out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.flow.expertise.remarks.remarking import Masks
from review.flow.submission.titles import titles_of
from review.issue.facts.decided import Decided, Noted, Reader
from review.model.campaigns import Purpose
from review.model.masking import masked_examination
from review.model.opinion import overruled
from review.model.paging import paged_examination
from review.model.remark import RemarkKind, RemarkState
from review.store.campaigns import assignments, campaigns
from review.store.documents import documents, texts, versions
from review.store.expertise import assessments, decisions, opinions, remarks
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.assessment import Assessment, Decision
    from review.model.opinion import Dissent
    from review.model.submission import SchoolDocument
    from review.store.database import Session


def decided_documents(
    services: Services,
    session: Session,
    actor: Actor,
    *,
    document_id: int | None = None,
    school_id: int | None = None,
    municipality_id: int | None = None,
) -> tuple[list[Decided], tuple[SchoolDocument, ...]]:
    """(decided ones, every document in view) of one document, one school or one municipality, by school and kind."""
    if document_id is not None:
        season = seasons.season(session, documents.season_of(session, actor, document_id))
    else:
        season = seasons.season(session, None)
    titles = titles_of(services.library.profile(season.profile))
    if document_id is not None:
        every = documents.load(session, actor, [document_id], titles)
    else:
        every = documents.every(
            session, actor, season_id=season.id, titles=titles, school_id=school_id, municipality_id=municipality_id
        )
    latest: dict[int, Decision] = {}
    for decision in reversed(decisions.of_versions(session, [item.latest.id for item in every])):
        latest[decision.version_id] = decision
    found = [
        _decided(services, session, actor, item, latest[item.latest.id])
        for item in every
        if item.latest.id in latest and item.state in documents.DECIDED
    ]
    whole = [item for item in found if item is not None]
    order = {kind.key: place for place, kind in enumerate(services.library.profile(season.profile).kinds)}
    whole.sort(key=lambda item: (item.card.short_name, order.get(item.document.kind or "", 99), item.document.id))
    return whole, every


def _decided(
    services: Services, session: Session, actor: Actor, document: SchoolDocument, decision: Decision
) -> Decided | None:
    """None while the form the decision rested on is open again."""
    version = document.latest
    examination = versions.examination(session, version.id)
    forms = [form.assessment for form in assessments.of_version(session, version.id)]
    form = next((item for item in forms if item.id == decision.assessment_id and item.finished_at is not None), None)
    rubric = services.library.rubrics.get(decision.rubric)
    if examination is None or form is None or rubric is None:
        return None
    stored = texts.load(session, [version.id]).get(version.id)
    if stored is not None:
        examination = masked_examination(paged_examination(examination, stored.document), stored.facts.personal)
    season = seasons.season(session, document.season_id)
    return Decided(
        document=document,
        version=version,
        card=territory.own_card(session, school_id=document.school_id, season_id=document.season_id),
        profile=services.library.profile(season.profile),
        rubric=rubric,
        examination=examination,
        assessment=form,
        decision=decision,
        noted=_noted(services, session, actor, document.id, version.id),
        readers=_readers(session, version.id, {item.id for item in forms if item.finished_at is not None}),
        numbers=_numbers(session, version.id),
        dissents=_dissents(session, version.id, {one.id: one for one in forms}, form),
    )


def _readers(session: Session, version_id: int, finished: set[int]) -> tuple[Reader, ...]:
    """By seat; who read again from above does not sign."""
    seats = assignments.of_version(session, version_id)
    return tuple(
        Reader(seat.expert, seat.purpose, seat.assessment_id)
        for seat in seats
        if seat.assessment_id in finished and seat.purpose is not Purpose.RECHECK
    )


def _numbers(session: Session, version_id: int) -> dict[int, int]:
    """Seats of a blind campaign by form: its papers name no expert."""
    seats = [one for one in assignments.of_version(session, version_id) if one.assessment_id is not None]
    blind = {number: campaigns.known(session, number).policy.blind for number in {one.campaign_id for one in seats}}
    return {one.assessment_id: one.seat for one in seats if one.assessment_id is not None and blind[one.campaign_id]}


def _dissents(
    session: Session, version_id: int, forms: Mapping[int, Assessment], final: Assessment
) -> tuple[Dissent, ...]:
    """What overruled experts attached, with the criteria in which the form that counts goes against theirs."""
    return tuple(
        replace(one, codes=overruled(forms[one.assessment_id], final))
        for one in opinions.of_version(session, version_id)
    )


def _noted(services: Services, session: Session, actor: Actor, document_id: int, version_id: int) -> tuple[Noted, ...]:
    """Remarks on the version's words that papers may repeat."""
    masks = Masks(services, session, None, document_id)
    return tuple(
        Noted(
            code=one.form.code or "",
            text=one.form.text,
            recommendation=one.form.recommendation,
            words=masks.words(one.anchor, version_id),
            page=one.anchor.page,
        )
        for one in remarks.of_document(session, actor, document_id)
        if one.version_id == version_id and one.form.kind is RemarkKind.REMARK and not one.is_draft
        if one.state is not RemarkState.WITHDRAWN
    )
