"""Pages of remarks: made, changed, answered, closed; nobody sees what is not theirs."""

import io
import json
import zipfile

import pytest

from review.flow.expertise import assessing, deciding
from review.flow.submission import documents, uploading
from review.model.assessment import Verdict
from tests.web.town import CONCEPT, NOW, a_file, send, work_off

JSON = {"Accept": "application/json"}
WORDS = "создание благоприятных условий"


@pytest.fixture
def number(town):
    return send(town, data=a_file((*CONCEPT, ("", f"Случай {id(object())}."))))


def spans(town, number, words=WORDS):
    page = documents.document_page(town.services, town.admin, document_id=number)
    block, text = next((block, text) for block, text in page.text.units() if words in text)
    return json.dumps([[block, text.index(words), text.index(words) + len(words)]])


def begin(town, number):
    expert = town.people["municipal_expert"]
    return assessing.open_assessment(town.services, expert, document_id=number).id


def put(client, town, number, form, **more):
    fields = {"key": "k1", "spans": spans(town, number), "code": "C-07", "text": "Цель не измерить", **more}
    return client.post(f"/assessments/{form}/remarks", headers=JSON, **fields)


def decide(town, number, form, verdict=Verdict.REWORK):
    expert, coordinator = town.people["municipal_expert"], town.people["municipal_coordinator"]
    assessing.accept_proposals(town.services, expert, assessment_id=form)
    page = documents.document_page(town.services, expert, document_id=number)
    done = {mark.code for mark in page.assessment.marks}
    for criterion in page.rubric.criteria:
        if criterion.code not in done:
            wanted = assessing.MarkForm(criterion.code, criterion.max_level)
            assessing.save_mark(town.services, expert, assessment_id=form, form=wanted, expected=0)
    assessing.finish(town.services, expert, assessment_id=form)
    shown = documents.document_page(town.services, coordinator, document_id=number).document
    deciding.decide(
        town.services,
        coordinator,
        document_id=number,
        verdict=verdict,
        grounds="",
        due=NOW.date(),
        expected=shown.version,
    )


def test_a_remark_is_made_changed_and_deleted(town, sign_in, number):
    client, form = sign_in("municipal_expert"), begin(town, number)
    made = put(client, town, number, form).json
    assert made["remark"]["words"] == WORDS
    assert "Цель не измерить" in made["line"]
    page = client.get(f"/documents/{number}").text
    assert "Цель не измерить" in page
    one = made["remark"]
    edit = {"key": "k1", "code": "C-07", "weight": "must", "text": "Названо иначе", "version": one["version"]}
    changed = client.post(f"/remarks/{one['id']}", headers=JSON, **edit).json["remark"]
    assert (changed["text"], changed["words"], changed["weight"]) == ("Названо иначе", WORDS, "must")
    stale = client.post(f"/remarks/{one['id']}", headers=JSON, **{**edit, "text": "Третье"})
    assert stale.status_code == 409
    theirs = client.get(f"/remarks/{one['id']}", headers=JSON).json
    assert theirs["remark"]["text"] == "Названо иначе"
    assert [line["what"] for line in theirs["history"]] == ["изменено", "создано"]
    gone = client.post(f"/remarks/{one['id']}/withdraw", headers=JSON, version=changed["version"])
    assert gone.status_code == 200
    assert "Названо иначе" not in client.get(f"/documents/{number}").text


def test_a_remark_says_what_is_wrong_with_it(town, sign_in, number):
    client, form = sign_in("municipal_expert"), begin(town, number)
    for wrong in ({"text": ""}, {"spans": "[]"}, {"spans": "[[1]]"}, {"spans": '[["b0", 0, 4]]'}, {"code": "C-99"}):
        answer = put(client, town, number, form, **wrong)
        assert (answer.status_code, bool(answer.json["error"]["message"])) == (400, True), wrong


def test_hostile_words_are_escaped(town, sign_in, number):
    client, form = sign_in("municipal_expert"), begin(town, number)
    put(client, town, number, form, text="<script>alert(1)</script></script>")
    page = client.get(f"/documents/{number}").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_drafts_and_other_districts_are_not_found(town, sign_in, number):
    form = begin(town, number)
    one = put(sign_in("municipal_expert"), town, number, form).json["remark"]["id"]
    for role in ("school", "curator", "municipal_coordinator", "regional_coordinator", "far_coordinator"):
        client = sign_in(role)
        assert client.get(f"/remarks/{one}", headers=JSON).status_code == 404
        for act in ("", "/withdraw", "/answer", "/close", "/reopen"):
            answer = client.post(f"/remarks/{one}{act}", headers=JSON, version=1, text="x", answer="x")
            assert answer.status_code == 404, (role, act)
        if role != "far_coordinator":
            assert "Цель не измерить" not in client.get(f"/documents/{number}/remarks").text
    far = sign_in("far_coordinator")
    for path in (f"/documents/{number}/remarks", f"/documents/{number}/compare", f"/documents/{number}/commented"):
        assert far.get(path).status_code == 404
    assert put(far, town, number, form).status_code in (400, 404)


def test_the_school_answers_after_the_decision_and_the_expert_closes(town, sign_in, number):
    expert, form = sign_in("municipal_expert"), begin(town, number)
    put(expert, town, number, form, recommendation="Назовите показатель", deadline="2022-04-15")
    school = sign_in("school")
    assert "Цель не измерить" not in school.get(f"/documents/{number}/remarks").text
    decide(town, number, form)
    page = school.get(f"/documents/{number}/remarks").text
    assert "Цель не измерить" in page
    assert "Лаптева" not in page.split("<main")[1]
    one = put_id(page)
    mended = [(style, text.replace("благоприятных", "измеримых")) for style, text in CONCEPT]
    uploading.upload_version(
        town.services, town.people["school"], document_id=number, name="Концепция 2.docx", data=a_file(mended)
    )
    work_off(town.services)
    version = school.get(f"/remarks/{one}", headers=JSON).json["remark"]["version"]
    told = school.post(f"/remarks/{one}/answer", headers=JSON, answer="Цель изменена", page="3", version=version)
    assert "Исправлено на с.\u00a03" in told.json["line"]
    page = expert.get(f"/documents/{number}/remarks").text
    assert "создание измеримых условий" in page
    assert "Похоже, исправлено: слова изменены" in page
    assert school.post(f"/remarks/{one}/close", headers=JSON, version=told.json["remark"]["version"]).status_code == 403
    closed = expert.post(f"/remarks/{one}/close", headers=JSON, version=told.json["remark"]["version"])
    assert "закрыто экспертом" in closed.json["line"]
    compared = school.get(f"/documents/{number}/compare").text
    assert "<mark>измеримых</mark>" in compared
    assert "<mark>благоприятных</mark>" in compared
    begin(town, number)
    assert "перенесено из версии\u00a01" in expert.get(f"/documents/{number}").text.replace("&nbsp;", "\u00a0")


def put_id(page):
    return int(page.split('<li id="rm-')[1].split('"')[0])


def test_the_file_comes_back_with_the_remarks_as_word_comments(town, sign_in, number):
    client, form = sign_in("municipal_expert"), begin(town, number)
    put(client, town, number, form, recommendation="Назовите показатель")
    answer = client.get(f"/documents/{number}/commented")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        comments = package.read("word/comments.xml").decode()
    assert "Цель не измерить" in comments
    assert "Назовите показатель" in comments
    assert sign_in("school").get(f"/documents/{number}/commented").status_code == 404


def test_a_single_version_has_nothing_to_compare(sign_in, number):
    assert sign_in("school").get(f"/documents/{number}/compare").status_code == 404
