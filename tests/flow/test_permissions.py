"""Role × territory × use case over data that could leak: a far school with a document, a draft, a paper, a curator."""

import json
from dataclasses import asdict, is_dataclass

import pytest
from sqlalchemy import func, select, text

from review.errors import NotAllowed, NotFound, ReviewError
from review.flow.expertise import assessing, deciding, desk, overview
from review.flow.papers.issuing import registering
from review.flow.register import people, seasons, territory
from review.flow.submission import documents, uploading, withdrawing
from review.flow.submission.documents import DocumentFilter
from review.flow.submission.uploading import Sent
from review.flow.upkeep import audit_log
from review.model.access import Grant, Role
from review.model.assessment import Verdict
from review.store.tables import metadata
from tests.stage import PEOPLE, a_concept, add_person

SECRETS = ("Соседская", "соседей", "Соседи", "neighbour")
OUTSIDERS = (
    "school",
    "far_school",
    "curator",
    "other_curator",
    "other_expert",
    "other_coordinator",
    "stranger_regional",
)
INSIDERS = ("neighbour", "expert", "second_expert", "coordinator", "regional", "admin")


def told(value):
    """Everything a value would put on a page."""
    if is_dataclass(value):
        value = asdict(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def neighbours_document(stage):
    rows = documents.list_documents(stage.services, stage["admin"], wanted=DocumentFilter()).rows
    return next(row for row in rows if row.school_id == stage.places["neighbour"])


def reads(stage, who):
    """Every list and page, with the neighbour's ids guessed."""
    services, actor = stage.services, stage[who]
    document = neighbours_document(stage)
    school, town = stage.places["neighbour"], stage.places["town"]
    every = DocumentFilter
    return {
        "list": lambda: documents.list_documents(services, actor, wanted=every()),
        "list by school": lambda: documents.list_documents(services, actor, wanted=every(school_id=school)),
        "search": lambda: documents.list_documents(services, actor, wanted=every(search="соседская")),
        "search file": lambda: documents.list_documents(services, actor, wanted=every(search="соседей")),
        "zone": lambda: documents.list_documents(services, actor, wanted=every(zone="green", school_id=school)),
        "page": lambda: documents.document_page(services, actor, document_id=document.id),
        "original": lambda: documents.original(services, actor, document_id=document.id),
        "progress": lambda: documents.progress(services, actor, document_ids=[document.id]),
        "decisions": lambda: deciding.decisions_of(services, actor, document_id=document.id),
        "desk": lambda: desk.desk(services, actor),
        "overview": lambda: overview.overview(services, actor),
        "overview of town": lambda: overview.overview(services, actor, municipality_id=town),
        "schools": lambda: territory.list_schools(services, actor),
        "schools search": lambda: territory.list_schools(services, actor, search="соседская"),
        "card": lambda: territory.school_card(services, actor, school_id=school),
        "papers": lambda: registering.list_papers(services, actor, school_id=school),
        "people": lambda: people.list_people(services, actor, search="neighbour"),
        "seasons": lambda: seasons.list_seasons(services, actor),
    }


def answer(read):
    try:
        return told(read())
    except ReviewError as error:
        return told([error.message, error.hint])


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nothing_of_a_school_reaches_those_it_is_not_for(lived_in, who):
    for name, read in reads(lived_in, who).items():
        shown = answer(read)
        assert not any(secret in shown for secret in SECRETS), (who, name)


def test_what_must_not_leak_is_there_for_those_it_is_for(lived_in):
    for who in INSIDERS:
        shown = {name: answer(read) for name, read in reads(lived_in, who).items()}
        for name in (
            "list",
            "list by school",
            "search",
            "search file",
            "page",
            "original",
            "overview",
            "schools",
            "card",
        ):
            assert any(secret in shown[name] for secret in SECRETS), (who, name)


def test_counts_tell_outsiders_nothing(lived_in):
    for who in OUTSIDERS:
        wanted = DocumentFilter(school_id=lived_in.places["neighbour"])
        found = documents.list_documents(lived_in.services, lived_in[who], wanted=wanted)
        assert (found.total, found.pages) == (0, 1)


def acts(stage, who):
    """Every act on the neighbour's document and school, with ids guessed and the right versions."""
    services, actor = stage.services, stage[who]
    document = neighbours_document(stage)
    one = {"document_id": document.id}
    school, town = stage.places["neighbour"], stage.places["town"]
    card = territory.school_card(services, stage["admin"], school_id=school)
    form = territory.CardForm(card.full_name, card.short_name, "Иванов", "", "", None, None, None, None)
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=town)
    told_kind = {"kind": "concept", "risk": None, "stage": None, "measure": None}
    version = document.version
    return {
        "upload": lambda: uploading.upload(services, actor, school_id=school, files=[Sent("a.docx", a_concept("a"))]),
        "upload_version": lambda: uploading.upload_version(services, actor, **one, name="b.docx", data=a_concept("b")),
        "withdraw": lambda: withdrawing.withdraw(services, actor, **one, reason="ошибка"),
        "set_kind": lambda: documents.set_kind(services, actor, **one, **told_kind, expected=version),
        "confirm": lambda: documents.confirm(services, actor, **one, confirmed=True, remark="", expected=version),
        "mark": lambda: assessing.open_assessment(services, actor, **one),
        "decide": lambda: deciding.decide(
            services, actor, **one, verdict=Verdict.CONFORMS, grounds="да", due=None, expected=version
        ),
        "edit_card": lambda: territory.save_card(services, actor, school_id=school, form=form, expected=card.version),
        "add_school": lambda: territory.add_school(services, actor, municipality_id=town, full_name="Н", short_name=""),
        "add_municipality": lambda: territory.add_municipality(
            services, actor, region_id=stage.places["region"], name="Новый"
        ),
        "add_region": lambda: territory.add_region(services, actor, name="Новая область"),
        "invite": lambda: people.invite(services, actor, login="x", full_name="Х У", post="", grants=(grant,)),
        "audit": lambda: audit_log.list_audit(services, actor),
        "curators": lambda: territory.possible_curators(services, actor, school_id=school),
        "open_season": lambda: seasons.open_season(services, actor, title="", year=2023, profile="500plus-2022"),
    }


ALLOWED = {
    "school": set(),
    "far_school": set(),
    "curator": set(),
    "other_curator": set(),
    "other_expert": set(),
    "other_coordinator": {"audit"},
    "stranger_regional": {"audit"},
    "neighbour": {"upload", "upload_version", "withdraw", "set_kind", "edit_card"},
    "expert": {"set_kind", "mark"},
    "second_expert": {"set_kind", "mark"},
    "coordinator": {
        "upload",
        "upload_version",
        "withdraw",
        "set_kind",
        "mark",
        "decide",
        "edit_card",
        "add_school",
        "invite",
        "audit",
        "curators",
    },
}
ALLOWED["regional"] = ALLOWED["coordinator"] | {"add_municipality"}
ALLOWED["admin"] = ALLOWED["regional"] | {"add_region", "open_season"}


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_the_matrix_of_roles_and_acts(lived_in, who):
    """Each act alone: refused ones leave nothing behind, allowed ones fail at most by the state of the thing."""
    refused = set()
    names = list(acts(lived_in, who))
    for name in names:
        database = lived_in.services.database
        before = _rows(database)
        try:
            acts(lived_in, who)[name]()
        except (NotAllowed, NotFound):
            refused.add(name)
            assert _rows(database) == before, name
        except ReviewError:
            pass
        _undo_withdrawal(lived_in, name)
    assert set(names) - refused == ALLOWED[who]


COUNTED = ("document", "document_version", "assessment", "decision", "person", "school", "school_card", "audit", "job")


def _rows(database):
    with database.reading() as session:
        return {name: session.scalar(select(func.count()).select_from(metadata.tables[name])) for name in COUNTED}


def _undo_withdrawal(stage, name):
    """The next act needs the document again."""
    if name in ("withdraw", "upload_version"):
        with stage.services.database.session() as session:
            session.execute(text("UPDATE document SET withdrawn_at = NULL, latest = 1"))
            session.execute(text("DELETE FROM document_version WHERE number > 1"))
            session.execute(text("UPDATE document_version SET state = 'checked'"))


def test_nobody_gives_a_role_above_or_beside_their_own(stage):
    services = stage.services
    beyond = {
        "coordinator": [
            Grant(Role.ADMINISTRATOR),
            Grant(Role.REGIONAL_COORDINATOR, region_id=stage.places["region"]),
            Grant(Role.MUNICIPAL_COORDINATOR, municipality_id=stage.places["town"]),
            Grant(Role.MUNICIPAL_EXPERT, municipality_id=stage.places["other_town"]),
            Grant(Role.SCHOOL, school_id=stage.places["far_school"]),
        ],
        "regional": [
            Grant(Role.ADMINISTRATOR),
            Grant(Role.REGIONAL_COORDINATOR, region_id=stage.places["region"]),
            Grant(Role.SCHOOL, school_id=stage.places["island"]),
        ],
        "expert": [Grant(Role.MUNICIPAL_EXPERT, municipality_id=stage.places["town"])],
        "school": [Grant(Role.SCHOOL, school_id=stage.places["school"])],
    }
    for who, grants in beyond.items():
        for grant in grants:
            with pytest.raises(NotAllowed):
                people.invite(services, stage[who], login="x", full_name="Х У", post="", grants=(grant,))


def test_a_coordinator_neither_renames_nor_closes_somebody_with_more_rights(stage):
    """Somebody with a role here and another elsewhere stays the other's."""
    both = add_person(
        stage.services, "both", "Обоев Пётр", Grant(Role.MUNICIPAL_EXPERT, municipality_id=stage.places["town"])
    )
    far = Grant(Role.MUNICIPAL_EXPERT, municipality_id=stage.places["other_town"])
    known = people.person(stage.services, stage["admin"], person_id=both.id)
    people.update_person(
        stage.services, stage["admin"], person_id=both.id, full_name="Обоев Пётр", post="", grants=(*known.grants, far)
    )
    services, actor = stage.services, stage["coordinator"]
    with pytest.raises(NotAllowed):
        people.set_active(services, actor, person_id=both.id, active=False)
    with pytest.raises(NotAllowed):
        people.invite_again(services, actor, person_id=both.id)
    with pytest.raises(NotAllowed):
        people.update_person(services, actor, person_id=both.id, full_name="Другой", post="", grants=known.grants)
    left = people.update_person(services, actor, person_id=both.id, full_name="Обоев Пётр", post="", grants=())
    assert [grant.municipality_id for grant in left.grants] == [stage.places["other_town"]]


def test_a_curator_sees_the_school_of_the_card_and_of_its_season_alone(lived_in):
    services = lived_in.services
    listed = documents.list_documents(services, lived_in["curator"], wanted=DocumentFilter())
    assert {row.school_id for row in listed.rows} == {lived_in.places["school"]}
    was = seasons.current_season(services).id
    seasons.open_season(services, lived_in["admin"], title="2023", year=2023, profile="500plus-2022")
    card = territory.school_card(services, lived_in["admin"], school_id=lived_in.places["school"])
    assert card.curator_id == lived_in["curator"].id
    form = territory.CardForm(
        card.full_name, card.short_name, "", "", "", None, None, None, curator_id=lived_in["other_curator"].id
    )
    territory.save_card(services, lived_in["coordinator"], school_id=card.id, form=form, expected=card.version)
    old = DocumentFilter(season_id=was)
    assert documents.list_documents(services, lived_in["curator"], wanted=old).total == 1
    assert documents.list_documents(services, lived_in["other_curator"], wanted=old).total == 0
