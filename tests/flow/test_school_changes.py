"""Schools are renamed, joined, led by others: documents and papers of before stay readable, own and as they were."""

import json
from datetime import date
from pathlib import Path

import pytest

from review.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from review.flow.papers.issuing import renditions
from review.flow.papers.issuing.registered_issue import issue_registered
from review.flow.register import changing, seasons, territory
from review.flow.register.territory import CardForm
from review.flow.submission import documents, uploading, withdrawing
from review.flow.submission.documents import DocumentFilter
from review.flow.submission.uploading import Sent
from review.issue.template.templates import find
from review.model.card import Card, School
from review.model.register import FormerPerson
from review.store.register import seasons as season_store
from tests.stage import a_concept, body_of, hand_in, work_off

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NEW = "Муниципальное бюджетное общеобразовательное учреждение «Приозёрный лицей»"


def card_of(stage, school="school", who="coordinator"):
    return territory.school_card(stage.services, stage[who], school_id=stage.places[school])


def rename(stage, who="coordinator", **changes):
    card = card_of(stage, who="admin")
    told = {
        "full_name": NEW,
        "short_name": "Приозёрный лицей",
        "since": date(2022, 3, 1),
        "ground": "Постановление № 7",
        "expected": card.version,
        **changes,
    }
    return changing.rename_school(stage.services, stage[who], school_id=card.id, **told)


def merge(stage, who="coordinator", school="school", successor="neighbour", **changes):
    card = card_of(stage, school, who="admin")
    told = {"since": date(2022, 3, 1), "ground": "", "expected": card.version, **changes}
    return changing.merge_school(
        stage.services, stage[who], school_id=card.id, successor_id=stage.places[successor], **told
    )


def save(stage, **changes):
    card = card_of(stage)
    form = CardForm(**{name: getattr(card, name) for name in CardForm.__dataclass_fields__} | changes)
    return territory.save_card(
        stage.services, stage["coordinator"], school_id=card.id, form=form, expected=card.version
    )


def history(stage, school="school", who="coordinator"):
    card = card_of(stage, school, who)
    return changing.school_history(stage.services, stage[who], school_id=card.id, season_id=card.season_id)


def test_a_renamed_school_keeps_its_former_names_with_their_day(stage):
    before = card_of(stage)
    after = rename(stage)
    assert (after.full_name, after.short_name) == (NEW, "Приозёрный лицей")
    [name] = history(stage, who="school").names
    assert (name.full_name, name.until, name.ground) == (before.full_name, date(2022, 3, 1), "Постановление № 7")
    with pytest.raises(Stale):
        rename(stage, full_name="Ещё одно", expected=before.version)
    for wrong in ({"full_name": " "}, {"full_name": "Другое", "since": None}, {}):
        with pytest.raises(BadInput):
            rename(stage, **wrong)
    for who in ("school", "expert", "curator"):
        with pytest.raises((NotAllowed, NotFound)):
            rename(stage, who=who, full_name="Ещё одно")


def test_a_document_names_the_school_as_it_was_called_when_it_was_written(stage):
    from review.flow.submission import kit_tasks

    document = hand_in(stage)  # approved on 10.02.2022
    old = card_of(stage)
    rename(stage)
    with stage.services.database.reading() as session:
        season = season_store.current(session)
        kit = kit_tasks.load_kit(stage.services, session, school_id=old.id, season_id=season.id)
        task = kit_tasks.task_for(session, kit, document.latest.id)
        assert task.card.school.former == (old.full_name, old.short_name)
        card = Card("500plus-2022", School(NEW))
        later = kit_tasks.in_their_time(session, card, kit, date(2022, 4, 1)).school
        assert (later.former, later.outdated) == ((), (old.full_name, old.short_name))
    work_off(stage.services)
    page = documents.document_page(stage.services, stage["coordinator"], document_id=document.id)
    assert not [
        one for one in page.examination.findings if "Залесск" in one.explanation and "другой" in one.explanation
    ]


def test_former_directors_and_curators_are_kept_with_their_day(stage):
    save(stage, director="Петрова Л. И.", curator_id=stage["curator"].id)
    save(stage, director="Петрова Любовь Ивановна")
    assert history(stage).people == ()
    card = save(stage, director="Орлова Вера Павловна", curator_id=stage["other_curator"].id)
    director, curator = sorted(history(stage).people, key=lambda one: one.role, reverse=True)
    today = stage.services.now().date()
    assert director == FormerPerson("director", "Петрова Любовь Ивановна", "", card.season_id, today)
    assert (curator.role, curator.name) == ("curator", stage["curator"].name)


def test_documents_of_a_school_that_joined_another_are_read_by_the_successor_and_changed_by_nobody(stage):
    services = stage.services
    document = hand_in(stage)
    with pytest.raises(NotFound):
        documents.document_page(services, stage["neighbour"], document_id=document.id)
    made = merge(stage)
    assert (made.school, made.successor) == ("МБОУ «Залесская СОШ № 2»", "МБОУ «Соседская ООШ»")
    assert documents.document_page(services, stage["neighbour"], document_id=document.id).acts == frozenset()
    assert documents.list_documents(services, stage["school"], wanted=DocumentFilter()).total == 1
    assert documents.list_documents(services, stage["far_school"], wanted=DocumentFilter()).total == 0
    sent = [Sent("Новая.docx", a_concept("Новая."))]
    for who in ("school", "coordinator"):
        with pytest.raises(WrongState, match="Соседская"):
            uploading.upload(services, stage[who], school_id=stage.places["school"], files=sent)
    uploading.upload(services, stage["neighbour"], school_id=stage.places["neighbour"], files=sent)
    assert [one.school for one in history(stage, "neighbour").joined] == ["МБОУ «Залесская СОШ № 2»"]
    assert card_of(stage).successor == "МБОУ «Соседская ООШ»"


def test_a_chain_of_mergers_leads_to_the_last_and_can_be_undone(stage):
    services = stage.services
    document = hand_in(stage)
    merge(stage)
    with pytest.raises(WrongState):
        merge(stage)
    with pytest.raises((NotAllowed, NotFound)):
        merge(stage, school="neighbour", successor="far_school")
    merge(stage, who="regional", school="neighbour", successor="far_school")
    assert documents.document_page(services, stage["far_school"], document_id=document.id)
    card = card_of(stage, "neighbour")
    changing.part_school(services, stage["coordinator"], school_id=card.id, expected=card.version)
    with pytest.raises(NotFound):
        documents.document_page(services, stage["far_school"], document_id=document.id)
    assert documents.document_page(services, stage["neighbour"], document_id=document.id)


def test_a_school_that_joined_another_stays_in_its_last_year(stage):
    merge(stage)
    opened = seasons.open_season(stage.services, stage["admin"], title="2023", year=2023, profile="500plus-2022")
    assert opened.schools == 3
    card = card_of(stage, who="neighbour")
    assert card.season_id != opened.season.id
    assert not territory.may_edit_card(stage.services, stage["coordinator"], school_id=card.id)


def test_papers_of_before_are_made_again_to_the_last_byte(lived_in):
    services, lead = lived_in.services, lived_in["coordinator"]
    template = find("pismo-vozvrat", TEMPLATES)
    facts = json.loads((TEMPLATES / "pismo-vozvrat" / "example.json").read_text(encoding="utf-8"))
    paper, docx = issue_registered(services, lead, template=template, facts=facts, body_id=body_of(lived_in).id)
    rename(lived_in)
    save(lived_in, director="Орлова Вера Павловна")
    document = hand_in(lived_in, who="neighbour", school="neighbour", name="Ещё.docx", data=a_concept("Ещё."))
    withdrawing.withdraw(services, lead, document_id=document.id, reason="Ошибка")
    merge(lived_in)
    with services.database.reading() as session:
        assert renditions.made_again(services, session, paper.id) == docx
