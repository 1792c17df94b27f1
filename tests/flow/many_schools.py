"""A campaign far on in its year: as many schools as are wanted, each with a decided document of the campaign."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from review.flow.campaigns import seating
from review.flow.register import people, territory
from review.flow.register.territory import BodyForm, CardForm
from review.model.assessment import Verdict
from review.store.tables.campaigns import AssignmentRow, SampleItemRow
from review.store.tables.documents import DocumentRow, ExaminationRow, TextRow, VersionRow
from review.store.tables.expertise import AssessmentRow, DecisionRow, MarkRow
from tests.flow.campaigning import begin, draw, hand_in_two, invite
from tests.flow.paper_story import PEOPLE, REGION_BODY, TOWN_BODY
from tests.stage import assess, decide_on

if TYPE_CHECKING:
    from review.model.campaigns import Campaign
    from review.store.database import Session
    from tests.stage import Stage

COPIED = (  # table, what ties a row to the document, and what its copy is called by the others
    (VersionRow, "document_id", "version_id"),
    (TextRow, "version_id", ""),
    (ExaminationRow, "version_id", ""),
    (AssessmentRow, "version_id", "assessment_id"),
    (MarkRow, "assessment_id", ""),
    (DecisionRow, "version_id", ""),
    (AssignmentRow, "assessment_id", ""),
    (SampleItemRow, "document_id", ""),
)


def speak(stage: Stage) -> None:
    """Bodies have letterheads, people posts, schools directors and addresses."""
    services, admin = stage.services, stage["admin"]
    for body in territory.list_bodies(services, admin):
        if body.region_id == stage.places["region"]:
            form = BodyForm(**{name: getattr(TOWN_BODY, name) for name in BodyForm.__dataclass_fields__})
            territory.save_body(services, admin, body_id=body.id, form=form if body.municipality_id else REGION_BODY)
    for login in ("coordinator", "expert", "second_expert", "curator"):
        name, post = PEOPLE[login]
        person = people.person(services, admin, person_id=stage.actors[login].id)
        people.update_person(services, admin, person_id=person.id, full_name=name, post=post, grants=person.grants)
    for school in ("school", "neighbour"):
        _card(stage, stage.places[school])


def _card(stage: Stage, school_id: int) -> None:
    card = territory.school_card(stage.services, stage["admin"], school_id=school_id)
    names, curator = (card.full_name, card.short_name), stage.actors["curator"].id
    form = CardForm(
        *names, "Борисов Иван Ильич", "директор", f"school{school_id}@example.ru", None, None, None, curator
    )
    territory.save_card(stage.services, stage["admin"], school_id=school_id, form=form, expected=card.version)


def campaign_of_two(stage: Stage, **policy: Any) -> Campaign:
    """Both concepts are drawn; that of `school` is decided, that of `neighbour` waits for its expert."""
    speak(stage)
    mine, theirs = hand_in_two(stage)
    campaign = begin(stage, **policy)
    invite(stage, campaign, "expert", "second_expert")
    draw(stage, campaign)
    mark = seating.plan(stage.services, stage["coordinator"], campaign_id=campaign.id).mark
    seating.apply(stage.services, stage["coordinator"], campaign_id=campaign.id, mark=mark)
    with stage.services.database.reading() as session:
        seats = {
            row.document_id: row.expert_id
            for row in session.scalars(select(AssignmentRow).where(AssignmentRow.campaign_id == campaign.id))
        }
    stage.places |= {"decided": mine.id, "open": theirs.id}
    stage.seated = {login: stage.actors[login].id for login in ("expert", "second_expert")}  # type: ignore[attr-defined]
    reader = next(login for login in ("expert", "second_expert") if stage.actors[login].id == seats[mine.id])
    stage.places["reader"] = stage.actors[reader].id
    assess(stage, mine.id, who=reader)
    decide_on(stage, mine.id, verdict=Verdict.REWORK, due=date(2022, 4, 1))
    return campaign


def more_schools(stage: Stage, count: int) -> None:
    """So many further schools of the town whose document is a copy of the decided one, down to its seat."""
    services = stage.services
    for number in range(count):
        name = f"МБОУ «Ольховская СОШ № {number + 1}»"
        full = f"Муниципальное бюджетное общеобразовательное учреждение «Ольховская СОШ № {number + 1}»"
        town = stage.places["town"]
        school = territory.add_school(services, stage["admin"], municipality_id=town, full_name=full, short_name=name)
        _card(stage, school.id)
        with services.database.session() as session:
            _copy(session, stage.places["decided"], school.id)


def _copy(session: Session, document_id: int, school_id: int) -> None:
    old = {"document_id": document_id}
    new = {"document_id": _copied(session, DocumentRow, {"id": document_id}, {"school_id": school_id})}
    for table, tie, called in COPIED:
        found = session.scalar(select(table).where(getattr(table, tie) == old[tie]).limit(1))
        assert found is not None, table
        if called:
            old[called] = found.id
        if table is MarkRow:
            for mark in session.scalars(select(MarkRow).where(MarkRow.assessment_id == old[tie])):
                _copied(session, MarkRow, {"id": mark.id}, new)
            continue
        number = _copied(session, table, {tie: old[tie]}, new)
        if called:
            new[called] = number


def _copied(session: Session, table: Any, where: dict[str, int], changes: dict[str, int]) -> int:
    columns = table.__table__.columns
    row = session.execute(
        select(*columns).where(*(columns[name] == value for name, value in where.items())).limit(1)
    ).one()
    told = {name: value for name, value in row._mapping.items() if name != "id"}
    told |= {name: value for name, value in changes.items() if name in columns}
    made = session.execute(insert(table.__table__).values(**told))
    return int(made.inserted_primary_key[0] or 0)
