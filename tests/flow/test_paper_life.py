"""From a draft through approval, number and signature to revocation and replacement; every file told apart."""

import base64
import json
import zipfile
from datetime import date
from io import BytesIO

import pytest

from review.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from review.flow.notices import own
from review.flow.papers.issuing import registering, renditions
from review.flow.papers.issuing.registering import PaperRequest
from review.flow.papers.register import approving, life, verifying
from review.flow.papers.register.approving import Asked
from review.flow.papers.register.life import Attached
from review.flow.upkeep import maintenance
from review.issue.template.templates import find
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.signing import signed
from tests.stage import a_docx, body_of, issue

ORDER = "prikaz-ob-itogah-ekspertizy"
SCAN = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def order_facts(stage):
    facts = json.loads((stage.services.settings.templates / ORDER / "example.json").read_text(encoding="utf-8"))
    return {name: value for name, value in facts.items() if name not in ("reg", "verify")}


def a_draft(stage, who="coordinator"):
    sheet = find(ORDER, stage.services.settings.templates).sheet
    request = PaperRequest(
        template=ORDER,
        title=sheet.title,
        type=sheet.type,
        body_id=body_of(stage, who).id,
        date=date(2022, 4, 1),
        heading="Об итогах экспертизы",
    )
    return approving.begin(stage.services, stage[who], request=request, facts=order_facts(stage))


def an_order(stage):
    draft = a_draft(stage)
    return approving.register_draft(stage.services, stage["coordinator"], draft_id=draft.id, expected=draft.version)


def docx_of(stage, paper):
    return registering.paper_file(stage.services, stage["coordinator"], paper_id=paper.id, format="docx")[1]


def words_of(docx):
    document = read_docx(docx, Limits())
    return " ".join(text for _, text in document.units()).replace("\u00a0", " ")


def rendition(stage, paper, kind):
    services, actor = stage.services, stage["coordinator"]
    told = life.paper_trail(services, actor, paper_id=paper.id)
    made = next(one for one in renditions.current(told) if (one.kind, one.format) == (kind, "docx"))
    return renditions.rendition_file(services, actor, paper_id=paper.id, rendition_id=made.id)[1]


def header_words(docx):
    with zipfile.ZipFile(BytesIO(docx)) as opened:
        return " ".join(opened.read(name).decode() for name in opened.namelist() if name.startswith("word/header"))


def test_a_draft_takes_no_number_and_says_so(stage):
    draft = a_draft(stage)
    name, docx = approving.draft_file(stage.services, stage["coordinator"], draft_id=draft.id)
    assert name.startswith("Проект.")
    assert "ПРОЕКТ" in words_of(docx)
    assert registering.list_papers(stage.services, stage["coordinator"]) == ()
    approving.drop(stage.services, stage["coordinator"], draft_id=draft.id, expected=draft.version)
    assert approving.list_drafts(stage.services, stage["coordinator"]) == ()
    assert an_order(stage).number == 1


def test_a_paper_is_registered_when_everybody_asked_has_agreed(stage):
    services, lead = stage.services, stage["coordinator"]
    expert = stage["expert"]
    asked = (Asked(person_id=expert.id), Asked(name="Юрист А. А.", post="юрист"))
    draft = a_draft(stage)
    draft = approving.ask(services, lead, draft_id=draft.id, people_asked=asked, expected=draft.version)
    assert [one.id for one in approving.list_drafts(services, expert, waiting=True)] == [draft.id]
    assert [one.path for one in own.list_notices(services, expert)] == [f"/papers/drafts/{draft.id}"]
    with pytest.raises(WrongState):
        approving.register_draft(services, lead, draft_id=draft.id, expected=draft.version)
    with pytest.raises(NotAllowed):
        approving.answer(services, lead, draft_id=draft.id, visa_id=draft.visas[0].id, word="agreed")
    with pytest.raises(BadInput):
        approving.answer(services, expert, draft_id=draft.id, visa_id=draft.visas[0].id, word="remark")
    draft = approving.answer(
        services, expert, draft_id=draft.id, visa_id=draft.visas[0].id, word="remark", remark="Срок раньше приказа"
    )
    with pytest.raises(NotAllowed):
        approving.register_draft(services, expert, draft_id=draft.id, expected=draft.version)
    draft = approving.answer(services, expert, draft_id=draft.id, visa_id=draft.visas[0].id, word="agreed")
    draft = approving.answer(services, lead, draft_id=draft.id, visa_id=draft.visas[1].id, word="agreed")
    with pytest.raises(Stale):
        approving.register_draft(services, lead, draft_id=draft.id, expected=draft.version - 1)
    paper = approving.register_draft(services, lead, draft_id=draft.id, expected=draft.version)
    assert paper.shown_number in words_of(docx_of(stage, paper))
    sheet = words_of(approving.visa_sheet(services, expert, draft_id=draft.id)[1])
    assert "ЛИСТ СОГЛАСОВАНИЯ" in sheet
    assert f"№ {paper.shown_number} от {paper.date:%d.%m.%Y}" in sheet
    assert sheet.count("согласовано") == 2
    with pytest.raises(WrongState):
        approving.register_draft(services, lead, draft_id=draft.id, expected=draft.version + 1)
    assert maintenance.doctor(services).ailments == ()


def test_a_draft_is_seen_by_its_body_and_by_those_who_were_asked(stage):
    draft = a_draft(stage)
    for who in ("other_coordinator", "expert", "school", "curator"):
        with pytest.raises(NotFound):
            approving.draft(stage.services, stage[who], draft_id=draft.id)


def test_a_signature_file_is_read_and_printed_and_trust_is_not_claimed(stage):
    services, lead = stage.services, stage["coordinator"]
    paper = an_order(stage)
    with pytest.raises(BadInput, match="не файл электронной подписи"):
        life.sign_with_file(services, lead, paper_id=paper.id, file=Attached("x.sig", b"hello"))
    with pytest.raises(BadInput, match="не для этой бумаги"):
        life.sign_with_file(services, lead, paper_id=paper.id, file=Attached("x.sig", signed(b"other bytes")))
    made = base64.encodebytes(signed(docx_of(stage, paper)))
    assert life.sign_with_file(services, lead, paper_id=paper.id, file=Attached("x.sig", made)).state == "signed"
    told = life.paper_trail(services, lead, paper_id=paper.id).signature
    assert (told.owner, told.serial, told.covers) == ("Мельник Ирина Павловна", "1A2B3C4D5E6F708", "docx")
    assert len(told.fingerprint) == 64
    words = words_of(rendition(stage, paper, "esigned"))
    assert "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ" in words
    assert "Действителен с 10.01.2022 по 10.04.2023" in words
    assert "ДОКУМЕНТ ПОДПИСАН" not in words_of(docx_of(stage, paper))


def test_a_scan_signs_a_paper_without_an_electronic_mark(stage):
    services, lead = stage.services, stage["coordinator"]
    paper = an_order(stage)
    with pytest.raises(BadInput, match="Скан"):
        life.sign_with_scan(services, lead, paper_id=paper.id, file=Attached("скан.docx", a_docx("нет")))
    life.sign_with_scan(services, lead, paper_id=paper.id, file=Attached("скан.png", SCAN))
    told = life.paper_trail(services, lead, paper_id=paper.id)
    assert (told.signature.kind, told.renditions) == ("scan", ())
    assert [step.state for step in told.steps] == ["signed"]
    assert verifying.verify_file(services, data=SCAN).file == ("scan", "")
    assert life.send(services, lead, paper_id=paper.id, how="почтой").state == "sent"


def test_a_replaced_paper_and_its_successor_name_each_other(stage):
    services, lead = stage.services, stage["coordinator"]
    letter, old = issue(stage), an_order(stage)
    services.now.move(days=30)
    new = an_order(stage)
    before = docx_of(stage, old)
    life.replace(services, lead, paper_id=old.id, by_id=new.id)
    assert f"Заменён приказом от {new.date:%d.%m.%Y} № {new.shown_number}" in words_of(rendition(stage, old, "chain"))
    assert f"Взамен приказа от {old.date:%d.%m.%Y} № {old.shown_number}" in words_of(rendition(stage, new, "chain"))
    assert docx_of(stage, old) == before
    told = verifying.verify(services, code=old.code)
    assert (told.state, told.ended_by.shown_number, told.ended_by.replaced) == ("revoked", new.shown_number, True)
    assert verifying.verify_file(services, data=rendition(stage, old, "chain")).file == ("chain", "docx")
    assert registering.paper(services, lead, paper_id=old.id).replaced
    with pytest.raises(BadInput):
        life.replace(services, lead, paper_id=new.id, by_id=old.id)
    with pytest.raises(BadInput, match="того же вида"):
        life.replace(services, lead, paper_id=letter.id, by_id=new.id)
    life.revoke(services, lead, paper_id=letter.id, reason="", by_id=new.id)
    assert "Отменено приказом" in words_of(rendition(stage, letter, "chain"))
    assert "Отменяет письмо" in words_of(rendition(stage, new, "chain"))


def test_the_public_version_hides_people_and_tells_so(stage):
    services, lead = stage.services, stage["coordinator"]
    paper = an_order(stage)
    renditions.make(services, lead, paper_id=paper.id, kind="public")
    docx = rendition(stage, paper, "public")
    words = words_of(docx)
    assert "Публичная версия. Персональные данные скрыты" in header_words(docx)
    for name in ("Шевченко", "Гаджиев", "Магомед"):
        assert name not in words
    assert "координатору 1" in words
    assert "Мельник" in words, "who signed is public"
    assert verifying.verify_file(services, data=docx).file == ("public", "docx")
    life.revoke(services, lead, paper_id=paper.id, reason="ошибка", act="приказом министерства от 01.06.2022 № 5")
    assert "Отменён приказом министерства от 01.06.2022 № 5" in words_of(rendition(stage, paper, "public"))


def test_a_paper_is_made_again_from_its_facts_and_edition(stage):
    paper = an_order(stage)
    with stage.services.database.reading() as session:
        assert renditions.made_again(stage.services, session, paper.id) == docx_of(stage, paper)
