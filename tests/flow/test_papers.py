"""From a decision to a registered paper with its PDF, and to whoever checks it by its code."""

import shutil
import threading
from dataclasses import replace
from datetime import date

import pytest

from review.errors import BadInput, NotAllowed, NotFound, TooOften
from review.flow.expertise import assessing, deciding
from review.flow.expertise.assessing import MarkForm
from review.flow.papers.batches import issue as batch_issue
from review.flow.papers.batches import ordering as batching
from review.flow.papers.choosing.kinds import LETTER, ORDER, SPRAVKA
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import drafting, papers, printing, registering
from review.flow.papers.register import life, verifying
from review.flow.register import territory
from review.flow.register.territory import BodyForm, CardForm
from review.flow.submission import uploading
from review.flow.submission.documents import document_page
from review.flow.submission.uploading import Sent
from review.flow.submission.work import Work
from review.model.assessment import Verdict
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.once import once
from tests.stage import a_concept, decide_on, with_settings, work_off

BODY = BodyForm(
    full_name="Управление образования администрации Залесского района",
    short_name="Управление образования",
    founder="Администрация Залесского района",
    place="пос. Залесье",
    address="",
    phone="",
    email="",
    signer_post="начальник управления образования",
    signer_name="Мельник Ирина Павловна",
    executor_name="",
    executor_phone="",
    number_suffix="-ОД",
    order_word="ПРИКАЗ",
    order_verb="ПРИКАЗЫВАЮ:",
)


@pytest.fixture
def services(stage):
    return stage.services


@pytest.fixture
@once
def decided(stage):
    """The stage with one document sent back for rework, a body and a director; returns the school's target."""
    services = stage.services
    school = stage.places["school"]
    files = [Sent("Концепция.docx", a_concept(), kind="concept")]
    document = uploading.upload(services, stage["school"], school_id=school, files=files)[0].document
    work_off(services)
    form = assessing.open_assessment(services, stage["expert"], document_id=document.id)
    page = document_page(services, stage["expert"], document_id=document.id)
    for criterion in page.rubric.criteria:
        mark = MarkForm(criterion.code, 0 if criterion.critical else criterion.max_level, reason="Так в тексте.")
        form = assessing.save_mark(services, stage["expert"], assessment_id=form.id, form=mark, expected=0)
    assessing.finish(services, stage["expert"], assessment_id=form.id)
    shown = document_page(services, stage["coordinator"], document_id=document.id)
    deciding.decide(
        services,
        stage["coordinator"],
        document_id=document.id,
        verdict=Verdict.REWORK,
        grounds="",
        due=date(2022, 4, 1),
        expected=shown.document.version,
    )
    body = next(b for b in territory.list_bodies(services, stage["coordinator"]) if b.municipality_id)
    territory.save_body(services, stage["coordinator"], body_id=body.id, form=BODY)
    card = next(c for c in territory.list_schools(services, stage["coordinator"]) if c.id == school)
    contacts = CardForm(
        card.full_name, card.short_name, "Алиева Патимат Ибрагимовна", "директор", "", None, None, None, None
    )
    territory.save_card(services, stage["coordinator"], school_id=school, form=contacts, expected=card.version)
    work_off(services)
    return Target(school_id=school)


def words(docx):
    return " ".join(" ".join(text for _, text in read_docx(docx, Limits()).units()).split())


def issued(stage, target, template=LETTER):
    return papers.issue_paper(stage.services, stage["coordinator"], template=template, target=target)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_registered_paper_gets_its_pdf_from_a_job(stage, services, decided):
    paper = issued(stage, decided)
    assert (paper.shown_number, paper.state, paper.pdf_sha256) == ("1-ОД", "registered", None)
    name, docx = registering.paper_file(services, stage["coordinator"], paper_id=paper.id, format="docx")
    assert name.endswith("№ 1-ОД от 14.03.2022.docx")
    assert "Директору МБОУ «Залесская СОШ № 2» Алиевой П.И." in words(docx)
    assert "Уважаемая Патимат Ибрагимовна!" in words(docx)
    with pytest.raises(NotFound, match="пока нет"):
        registering.paper_file(services, stage["coordinator"], paper_id=paper.id, format="pdf")
    assert work_off(services) == 1
    _, pdf = registering.paper_file(services, stage["school"], paper_id=paper.id, format="pdf")
    assert pdf.startswith(b"%PDF")
    assert verifying.verify_file(services, data=pdf).shown_number == "1-ОД"


def test_without_libreoffice_the_docx_stays_alone_and_says_why(stage, services, decided):
    bare = with_settings(services, soffice="no-such-office")
    paper = issued(stage, decided)
    assert work_off(bare) == 1
    with pytest.raises(NotFound, match="LibreOffice не установлен"):
        registering.paper_file(bare, stage["coordinator"], paper_id=paper.id, format="pdf")
    with pytest.raises(NotFound, match="LibreOffice не установлен"):
        printing.order_pdf(bare, stage["coordinator"], paper_id=paper.id)
    with pytest.raises(NotFound):
        printing.order_pdf(services, stage["other_coordinator"], paper_id=paper.id)


def test_the_code_tells_the_paper_and_nothing_personal(stage, services, decided):
    paper = issued(stage, decided)
    letters = paper.code.replace("-", "")
    assert len(letters) >= 12
    told = verifying.verify(services, code=letters.lower())
    assert (told.shown_number, told.state, told.date) == ("1-ОД", "registered", date(2022, 3, 14))
    assert "Алиев" not in repr(told)
    _, docx = registering.paper_file(services, stage["coordinator"], paper_id=paper.id, format="docx")
    assert replace(verifying.verify_file(services, data=docx), file=None) == told
    assert verifying.verify_file(services, data=docx + b" ") is None
    life.revoke(services, stage["coordinator"], paper_id=paper.id, reason="Ошибка в адресате.")
    assert verifying.verify(services, code=paper.code).state == "revoked"


def test_whoever_guesses_codes_must_wait(services):
    asker = "192.0.2.7" if services.database.is_sqlite else "192.0.2.9"  # misses are kept by the process
    for number in range(20):
        assert verifying.verify(services, code=f"AAAA-BBBB-{number:04}", asker=asker) is None
    with pytest.raises(TooOften):
        verifying.verify(services, code="AAAA-BBBB-CCCC", asker=asker)
    assert verifying.verify(services, code="AAAA-BBBB-CCCC", asker="192.0.2.8") is None
    services.now.move(minutes=11)
    assert verifying.verify(services, code="AAAA-BBBB-CCCC", asker=asker) is None


@pytest.mark.usefixtures("decided")
def test_spravka_and_order_follow_each_other(stage, services):
    town = Target(municipality_id=stage.places["town"])
    spravka = issued(stage, town, SPRAVKA)
    assert drafting.preview(services, stage["coordinator"], template=ORDER, target=town).offer.problems == ()
    order = issued(stage, town, ORDER)
    _, docx = registering.paper_file(services, stage["coordinator"], paper_id=order.id, format="docx")
    assert f"справки от 14.03.2022 № {spravka.shown_number}" in words(docx)
    assert "Контроль за исполнением настоящего приказа" in words(docx)


def test_a_draft_takes_no_number_corrections_reach_it_and_others_issue_nothing(stage, services, decided):
    shown = drafting.preview(
        services, stage["coordinator"], template=LETTER, target=decided, overrides={"praise": "ясная структура."}
    )
    assert "ПРОЕКТ" in words(shown.docx)
    assert "Положительно отмечено: ясная структура." in words(shown.docx)
    assert registering.list_papers(services, stage["coordinator"]) == ()
    with pytest.raises(BadInput, match="не исправляется"):
        drafting.preview(
            services, stage["coordinator"], template=LETTER, target=decided, overrides={"body": "чужое управление"}
        )
    for name in ("school", "expert", "curator", "other_coordinator"):
        with pytest.raises((NotAllowed, NotFound)):
            papers.issue_paper(services, stage[name], template=LETTER, target=decided)


def test_two_workers_on_one_batch_issue_every_letter_once(stage, services, decided):
    lead, town = stage["coordinator"], Target(municipality_id=stage.places["town"])
    keys = {one.key for one in batching.plan(services, lead, template=LETTER, target=town).addressees}
    assert keys == {f"school:{decided.school_id}"}
    batch = batching.begin(services, lead, template=LETTER, target=town, keys=keys, form_key="twice")
    services.language()
    ended = []

    def work_on():
        nothing = Work(reader=None, tell=lambda _: None, settle=lambda _: None)
        batch_issue.issue_batch(services, nothing, batch_id=batch.id)
        ended.append(True)

    threads = [threading.Thread(target=work_on) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert ended == [True, True]
    page = batching.batch_page(services, lead, batch_id=batch.id)
    whole, items = page.batch, page.items
    assert (whole.issued, whole.refused, len(items)) == (1, 0, 1)
    assert len(registering.list_papers(services, lead)) == 1


def test_many_recommendations_go_into_an_annex_and_three_stay(stage, services, decided):
    school = decided.school_id
    files = [Sent("Программа.docx", a_concept("Программа."), kind="midterm_program")]
    document = uploading.upload(services, stage["school"], school_id=school, files=files)[0].document
    work_off(services)
    form = assessing.open_assessment(services, stage["expert"], document_id=document.id)
    for criterion in document_page(services, stage["expert"], document_id=document.id).rubric.criteria:
        mark = MarkForm(criterion.code, 0, reason="Нет в тексте.")
        form = assessing.save_mark(services, stage["expert"], assessment_id=form.id, form=mark, expected=0)
    assessing.finish(services, stage["expert"], assessment_id=form.id)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=date(2022, 4, 1))
    paper = issued(stage, decided)
    facts = registering.paper_facts(services, stage["coordinator"], paper_id=paper.id)
    assert len(facts["recs"]) == 3
    assert len(facts["annex"]) > 8
    _, docx = registering.paper_file(services, stage["coordinator"], paper_id=paper.id, format="docx")
    shown = words(docx)
    assert "Нет в тексте." not in f"{shown} {facts}", "an expert's reason is for the coordinator"
    told = {
        who: {one.reason for one in document_page(services, stage[who], document_id=document.id).assessment.marks}
        for who in ("school", "coordinator", "expert")
    }
    assert told == {"school": {""}, "coordinator": {"Нет в тексте."}, "expert": {"Нет в тексте."}}
    assert f"Все рекомендации ({len(facts['annex'])}) приведены в приложении" in shown
    assert "Решение школы" in shown
    assert ("pages" in facts) == (shutil.which("soffice") is not None)
    if "pages" in facts:
        assert f"Приложение: на {facts['pages']} л. в 1 экз." in shown
