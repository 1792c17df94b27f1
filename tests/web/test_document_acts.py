"""What a document's page offers besides marks: kind, version, withdrawal, the curator's word, the decision."""

import io

import pytest

from review.flow.submission import uploading
from tests.web.town import a_file, send, work_off

PROSE = "О море, ветре и чайках над старым причалом, где никто никого не ждёт. " * 12


def unnamed(town, data, name="Без вида.docx"):
    """A document nobody said anything of."""
    [got] = uploading.upload(
        town.services, town.admin, school_id=town.schools[0].id, files=[uploading.Sent(name, data)]
    )
    work_off(town.services)
    return got.document.id


def version_of(client, number):
    return client.get(f"/documents/{number}").text.split('name="version" value="')[1].split('"')[0]


def test_a_document_of_no_kind_asks_for_it_and_is_checked_then(town, sign_in):
    number = unnamed(town, a_file((("", PROSE),) * 12))
    client = sign_in("school")
    text = client.get(f"/documents/{number}").text
    assert "Укажите, что это за документ" in text
    assert "Вид документа не определён" in text
    answer = client.post(f"/documents/{number}/kind", kind="concept", version=version_of(client, number))
    assert answer.status_code == 302
    work_off(town.services)
    assert 'id="C-07"' in client.get(f"/documents/{number}").text


def test_a_file_that_cannot_be_read_says_why_and_stays_downloadable(town, sign_in):
    number = unnamed(town, b"%PDF-1.7\nbroken beyond repair", "Скан.pdf")
    client = sign_in("school")
    text = client.get(f"/documents/{number}").text
    assert "Файл не прочитан" in text
    assert "Загрузите исправленный документ" in text
    original = client.get(f"/documents/{number}/original")
    assert original.data.startswith(b"%PDF-1.7")
    assert "attachment" in original.headers["Content-Disposition"]


def test_a_wrong_upload_is_withdrawn_with_a_reason(town, sign_in):
    number = send(town, "Не тот файл.docx", a_file((("", "Не тот документ."),)))
    client = sign_in("school")
    assert client.post(f"/documents/{number}/withdraw", reason="Ошиблись файлом").status_code == 302
    assert "Не тот файл.docx" not in client.get("/documents").text


def test_a_curator_who_refuses_says_what_to_mend(town, sign_in):
    number = send(town, "Для куратора.docx", a_file((("", "Документ для куратора."),)))
    client = sign_in("curator")
    silent = client.post(f"/documents/{number}/confirmation", answer="no", version=version_of(client, number))
    assert silent.status_code == 400
    told = client.post(
        f"/documents/{number}/confirmation", answer="no", remark="Нет даты", version=version_of(client, number)
    )
    assert told.status_code == 302
    assert "Замечание куратора: Нет даты" in sign_in("school").get(f"/documents/{number}").text


def test_progress_is_told_until_the_file_is_read(town, sign_in):
    files = [uploading.Sent("В очереди.docx", a_file((("", "Документ, который ждёт очереди."),)))]
    [got] = uploading.upload(town.services, town.admin, school_id=town.schools[0].id, files=files)
    client = sign_in("school")
    waiting = client.get(f"/documents/{got.document.id}/progress").text
    assert "hx-get" in waiting
    assert "Документ читается" in client.get(f"/documents/{got.document.id}").text
    work_off(town.services)
    assert "hx-get" not in client.get(f"/documents/{got.document.id}/progress").text
    assert client.get(f"/documents/{got.document.id}/progress?page=1").headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Не выбрано решение"),
        ({"verdict": "rework", "due": "скоро"}, "не дата"),
        ({"verdict": "чепуха"}, "Неизвестное"),
    ],
)
def test_an_unfilled_decision_is_refused_in_words(town, sign_in, fields, words):
    answer = sign_in("municipal_coordinator").post(f"/documents/{town.document}/decision", **fields)
    assert answer.status_code == 400
    assert words in answer.text


def test_a_document_nobody_has_marked_cannot_be_decided(town, sign_in):
    answer = sign_in("municipal_coordinator").post(
        f"/documents/{town.document}/decision", verdict="conforms", grounds="Так", version=1
    )
    assert answer.status_code == 409


def test_a_new_version_takes_the_place_of_the_old(town, sign_in):
    number = send(town, "Первая.docx", a_file((("", "Первая редакция."),)))
    client = sign_in("school")
    answer = client.post(
        f"/documents/{number}/version", file=(io.BytesIO(a_file((("", "Вторая редакция."),))), "Вторая.docx")
    )
    assert answer.status_code == 302
    work_off(town.services)
    assert "Вторая редакция." in client.get(f"/documents/{number}").text
    assert "Первая редакция." in client.get(f"/documents/{number}?version=1").text


def test_a_pupils_name_is_dotted_out_of_the_text(town, sign_in):
    number = unnamed(
        town, a_file((("Title", "Справка"), ("", "Пронин Артём, 7 класс – диагноз СДВГ."))), "О детях.docx"
    )
    text = sign_in("school").get(f"/documents/{number}").text
    assert "Пронин Артём" not in text
    assert "Точками закрыты личные данные" in text
