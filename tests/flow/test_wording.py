"""A corrected form is remembered for the body, printed next time, stored with the paper, and forgotten on demand."""

import pytest

from review.errors import BadInput, NotFound
from review.flow.papers.issuing import renditions
from review.flow.papers.register import approving
from review.flow.papers.templates import wording
from review.issue.template.context import context
from review.issue.template.templates import find
from review.model.language import CASES
from tests.flow.test_paper_life import a_draft, an_order, docx_of, words_of
from tests.stage import body_of

NAME = "Шевченко Олег Викторович"


def corrected(stage, **forms):
    services, lead, body = stage.services, stage["coordinator"], body_of(stage).id
    now = wording.one_word(services, lead, body_id=body, kind="name", text=NAME)
    told = {**{case: now.forms[case] for case in CASES}, **forms}
    return wording.confirm(services, lead, body_id=body, kind="name", text=NAME, forms=told)


def test_every_inflected_text_of_a_draft_is_shown_with_its_forms(stage):
    draft = a_draft(stage)
    _, words = wording.words_of_draft(stage.services, stage["coordinator"], draft_id=draft.id)
    shown = {(one.kind, one.text) for one in words}
    assert ("name", NAME) in shown
    assert ("position", "начальник управления образования") in shown
    assert ("organisation", "Управление образования") in shown
    assert all(set(one.forms) == set(CASES) for one in words)


def test_a_corrected_form_is_printed_and_stored_and_used_next_time(stage):
    services, lead = stage.services, stage["coordinator"]
    draft = a_draft(stage)
    assert "Шевченку" not in words_of(approving.draft_file(services, lead, draft_id=draft.id)[1])
    told = corrected(stage, datv="Шевченку Олегу Викторовичу")
    assert told.forms["datv"].startswith("Шевченку")
    assert "Шевченку О.В." in words_of(approving.draft_file(services, lead, draft_id=draft.id)[1])
    paper = an_order(stage)
    assert "Шевченку О.В." in words_of(docx_of(stage, paper))
    [kept] = wording.list_words(services, lead)
    assert (kept.text, kept.inflection, kept.form) == (NAME, "datv", "Шевченку Олегу Викторовичу")
    wording.forget(services, lead, word_id=kept.id)
    with services.database.reading() as session:
        assert renditions.made_again(services, session, paper.id) == docx_of(stage, paper)
    assert "Шевченку" not in words_of(docx_of(stage, an_order(stage)))


def test_forms_belong_to_their_body_and_are_never_empty(stage):
    services, lead = stage.services, stage["coordinator"]
    corrected(stage, datv="Шевченку Олегу Викторовичу")
    [kept] = wording.list_words(services, lead)
    assert wording.list_words(services, stage["other_coordinator"]) == ()
    with pytest.raises(NotFound):
        wording.forget(services, stage["other_coordinator"], word_id=kept.id)
    with pytest.raises(BadInput):
        corrected(stage, gent=" ")
    corrected(stage, datv="Шевченко Олегу Викторовичу")
    assert wording.list_words(services, lead) == (), "the machine's own form needs no remembering"


def test_a_gender_is_confirmed_with_the_name(stage):
    services, lead, body = stage.services, stage["coordinator"], body_of(stage).id
    name = "Гусь Саша Ким"
    forms = wording.one_word(services, lead, body_id=body, kind="name", text=name).forms
    told = wording.confirm(services, lead, body_id=body, kind="name", text=name, forms=forms, gender="f")
    sheet = find("pismo-vozvrat", services.settings.templates).sheet
    with services.database.reading() as session:
        facts = wording.confirmed(session, find("pismo-vozvrat", services.settings.templates), body, {"director": name})
    shown = context(
        type(sheet)(sheet.title, sheet.type, {"director": sheet.fields["director"]}), facts, services.language()
    )
    assert told.gender == "f"
    assert shown["director"]["dear"] == "Уважаемая"
