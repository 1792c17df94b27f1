from datetime import date

import pytest

from review.errors import BadInput, NotAllowed, NotFound, Stale
from review.flow.register import people, seasons, territory
from review.flow.register.territory import CardForm
from review.flow.submission import documents
from review.flow.submission.documents import DocumentFilter
from review.flow.upkeep import maintenance
from review.model.access import Grant, Role
from review.model.card import CardRisk
from tests.stage import add_person, hand_in, work_off


def form_of(card, **changes):
    names = CardForm.__dataclass_fields__
    return CardForm(**{**{name: getattr(card, name) for name in names}, **changes})


def card_of(stage, school="school", who="coordinator"):
    return territory.school_card(stage.services, stage[who], school_id=stage.places[school])


def save(stage, card, who="coordinator", **changes):
    return territory.save_card(
        stage.services, stage[who], school_id=card.id, form=form_of(card, **changes), expected=card.version
    )


def test_a_card_keeps_its_period_risks_and_curator(stage):
    risks = (CardRisk("RF-06", "high", True), CardRisk("RF-01", "low"))
    period = {"period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}
    saved = save(stage, card_of(stage), director="Петрова  Любовь Ивановна", risks=risks, **period)
    assert saved == card_of(stage, who="school")
    assert saved.director == "Петрова Любовь Ивановна"
    assert saved.risks == (CardRisk("RF-01", "low"), CardRisk("RF-06", "high", True))
    fewer = save(stage, saved, risks=(CardRisk("RF-06", None, True),))
    assert fewer.risks == (CardRisk("RF-06", None, True),)
    assert save(stage, fewer, risks=None).risks is None


def test_two_coordinators_do_not_overwrite_each_other(stage):
    card = card_of(stage)
    save(stage, card, director="Первый")
    with pytest.raises(Stale):
        save(stage, card, director="Второй")
    assert card_of(stage).director == "Первый"


def test_a_school_changes_its_contacts_and_nothing_else(stage):
    card = card_of(stage)
    saved = save(
        stage,
        card,
        who="school",
        director="Новый Директор",
        email="a@example.org",
        full_name="Другая",
        risks=(),
        curator_id=None,
    )
    assert (saved.director, saved.email) == ("Новый Директор", "a@example.org")
    assert (saved.full_name, saved.risks, saved.curator_id) == (card.full_name, card.risks, card.curator_id)
    for who in ("curator", "expert"):
        with pytest.raises(NotAllowed):
            save(stage, card_of(stage), who=who)
    assert territory.may_edit_card(stage.services, stage["school"], school_id=card.id)
    assert not territory.may_edit_card(stage.services, stage["expert"], school_id=card.id)


def test_a_wrong_card_is_refused(stage):
    card = card_of(stage)
    with pytest.raises(BadInput, match="RF-99"):
        save(stage, card, risks=(CardRisk("RF-99"),))
    with pytest.raises(BadInput, match="позже"):
        save(stage, card, period_start=date(2022, 5, 1), period_end=date(2022, 1, 1))
    with pytest.raises(BadInput, match="уже есть"):
        save(stage, card, full_name=card_of(stage, "neighbour").full_name)
    with pytest.raises(BadInput, match="куратор"):
        save(stage, card, curator_id=stage["expert"].id)
    assert card_of(stage) == card


def test_documents_are_checked_again_when_the_risks_become_known(stage):
    document = hand_in(stage)
    before = documents.document_page(stage.services, stage["school"], document_id=document.id).examination
    save(stage, card_of(stage), email="b@example.org")
    assert work_off(stage.services) == 0
    save(stage, card_of(stage), risks=(CardRisk("RF-06", "high", True),))
    assert work_off(stage.services) == 1
    after = documents.document_page(stage.services, stage["school"], document_id=document.id).examination
    assert before != after


def test_a_new_curator_sees_the_school_and_the_old_one_no_longer(stage):
    document = hand_in(stage)
    fresh = add_person(
        stage.services, "fresh", "Новая Вера Олеговна", Grant(Role.CURATOR, municipality_id=stage.places["other_town"])
    )
    stage.actors["fresh"] = fresh
    assert fresh.id in {
        p.id
        for p in territory.possible_curators(stage.services, stage["coordinator"], school_id=stage.places["school"])
    }
    save(stage, card_of(stage), curator_id=fresh.id)
    assert card_of(stage).curator == "Новая Вера Олеговна"
    assert (
        Grant(Role.CURATOR, stage.places["region"], stage.places["town"], stage.places["school"])
        in stage["fresh"].grants
    )
    documents.document_page(stage.services, stage["fresh"], document_id=document.id)
    with pytest.raises(NotFound):
        documents.document_page(stage.services, stage["curator"], document_id=document.id)


def test_places_are_added_once(stage):
    services = stage.services
    with pytest.raises(BadInput, match="уже есть"):
        territory.add_municipality(
            services, stage["regional"], region_id=stage.places["region"], name=" Залесский  район"
        )
    with pytest.raises(BadInput, match="название"):
        territory.add_region(services, stage["admin"], name="  ")
    with pytest.raises(NotFound):
        territory.add_municipality(services, stage["regional"], region_id=stage.places["far_region"], name="Новый")
    with pytest.raises(BadInput, match="уже есть"):
        territory.rename_municipality(
            services, stage["regional"], municipality_id=stage.places["town"], name="Боровской район"
        )
    renamed = territory.rename_municipality(
        services, stage["regional"], municipality_id=stage.places["town"], name="Залесский округ"
    )
    assert renamed.name == card_of(stage).municipality == "Залесский округ"


def test_search_knows_no_capitals_in_russian(stage):
    found = territory.list_schools(stage.services, stage["coordinator"], search="ЗАЛЕССКАЯ сош")
    assert [card.short_name for card in found] == ["МБОУ «Залесская СОШ № 2»"]
    document = hand_in(stage)
    for words in ("ЗАЛЕССКАЯ", "концепция РАЗВИТИЯ", "КОНЦЕПЦИЯ.DOCX", "залесский район"):
        rows = documents.list_documents(stage.services, stage["expert"], wanted=DocumentFilter(search=words)).rows
        assert [row.id for row in rows] == [document.id], words
    for words in ("%", "_", "соседская"):
        assert documents.list_documents(stage.services, stage["expert"], wanted=DocumentFilter(search=words)).total == 0


def test_bodies_are_edited_by_those_who_act_for_them(stage):
    services = stage.services
    own = territory.list_bodies(services, stage["coordinator"])
    assert [(body.level, body.municipality_id) for body in own] == [("municipal", stage.places["town"])]
    values = dict.fromkeys(territory.BodyForm.__dataclass_fields__, "") | {"signer_name": "Громова Н. В."}
    saved = territory.save_body(services, stage["coordinator"], body_id=own[0].id, form=territory.BodyForm(**values))
    assert saved.signer_name == "Громова Н. В."
    with pytest.raises(NotFound):
        territory.save_body(services, stage["other_coordinator"], body_id=own[0].id, form=territory.BodyForm(**values))
    assert territory.list_bodies(services, stage["expert"]) == ()


def test_a_new_year_brings_schools_people_and_curators_but_no_risks_and_documents(stage):
    hand_in(stage)
    save(stage, card_of(stage), director="Петрова", risks=(CardRisk("RF-06", "high", True),))
    opened = seasons.open_season(stage.services, stage["admin"], title="2023 год", year=2023, profile="500plus-2022")
    assert (opened.schools, opened.season.current) == (4, True)
    card = card_of(stage)
    assert (card.director, card.curator, card.risks) == ("Петрова", "Мохов Анна Ивановна", None)
    assert documents.list_documents(stage.services, stage["school"], wanted=DocumentFilter()).total == 0
    old = next(season for season in seasons.list_seasons(stage.services, stage["school"]) if season.year == 2022)
    assert documents.list_documents(stage.services, stage["school"], wanted=DocumentFilter(season_id=old.id)).total == 1
    with pytest.raises(BadInput, match="уже открыт"):
        seasons.open_season(stage.services, stage["admin"], title="", year=2023, profile="500plus-2022")
    with pytest.raises(BadInput, match="Профиля"):
        seasons.open_season(stage.services, stage["admin"], title="", year=2024, profile="none")
    assert maintenance.doctor(stage.services).ailments == ()


def test_the_last_administrator_stays_one(stage):
    services, admin = stage.services, stage["admin"]
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=stage.places["town"])
    with pytest.raises(BadInput, match="единственный"):
        people.update_person(services, admin, person_id=admin.id, full_name=admin.name, post="", grants=(grant,))
    with pytest.raises(BadInput):
        people.set_active(services, admin, person_id=admin.id, active=False)
    with pytest.raises(BadInput, match="занят"):
        people.invite(services, admin, login="SCHOOL ", full_name="Двойник", post="", grants=(grant,))
