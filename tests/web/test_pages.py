"""Every screen once, for what it means; hostile words; refused forms."""

import io
import re

import pytest

from review.web.stages.help import PAGES, PICTURES, TOPICS
from tests.web.town import HOSTILE, a_file, send


def test_headers_forbid_inline_scripts_frames_and_guessing(town):
    headers = town.app.test_client().get("/sign-in").headers
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", ["school", "municipal_coordinator", "administrator"])
def test_no_page_asks_another_host_or_carries_inline_code(town, sign_in, role):
    client = sign_in(role)
    for path in (
        "/",
        "/documents",
        f"/documents/{town.document}",
        "/papers",
        f"/schools/{town.schools[0].id}",
        "/help",
    ):
        text = client.get(path).text
        assert "<script>" not in text
        for mark in (' style="', ' onclick="', 'src="http', 'href="http', "//cdn"):
            assert mark not in text, (path, mark)


def test_the_desk_of_a_newcomer_teaches(sign_in):
    text = sign_in("administrator").get("/").text
    assert "ждёт" in text


def test_a_hostile_school_name_stays_words(town, sign_in):
    client = sign_in("municipal_coordinator")
    for path in ("/territory", "/overview", "/documents/send", f"/schools/{town.schools[1].id}", "/people/new"):
        text = client.get(path).text
        assert HOSTILE not in text, path
        assert "Школа &lt;script&gt;" in text, path


def test_a_hostile_file_name_and_hostile_words_stay_words(town, sign_in):
    number = send(
        town, '"><img src=x onerror=alert(1)>.docx', a_file((("", "Цель: <img src=x onerror=alert(2)>."),)), 1
    )
    client = sign_in("municipal_coordinator")
    for path in ("/documents", f"/documents/{number}", "/audit", "/"):
        assert "<img src=x" not in client.get(path).text, path


def test_the_school_sees_the_text_with_evidence_and_the_proposed_levels(town, sign_in):
    text = sign_in("school").get(f"/documents/{town.document}").text
    assert 'class="ev' in text
    assert "Предложено:" in text
    assert "предварительная проверка" in text
    assert 'name="level"' not in text


def test_an_expert_sees_no_proposal_before_beginning(town, sign_in):
    client = sign_in("municipal_expert")
    text = client.get(f"/documents/{town.document}").text
    assert "Начать экспертизу" in text
    assert "Предложено:" not in text
    assert 'class="ev' not in text
    assert "% " not in client.get("/documents").text
    assert "зона" not in client.get("/documents").text


def test_one_refused_file_costs_the_others_nothing(town, sign_in):
    client = sign_in("school")
    files = [
        (io.BytesIO(b""), "Пустой.docx"),
        (io.BytesIO(b"MZ\x90\x00" + b"\x00" * 200), "Программа.docx"),
        (io.BytesIO(a_file((("", "Совсем другой документ школы."),))), "Хороший.docx"),
    ]
    page = client.get("/documents/send").text
    assert 'name="school"' in page
    answer = client.post("/documents/send", school=town.schools[0].id, files=files)
    assert answer.status_code == 200
    assert answer.text.count("state-stop") == 2
    assert "в очереди" in answer.text


def test_the_page_script_gets_the_same_words(town, sign_in):
    answer = sign_in("school").post(
        "/documents/send",
        headers={"Accept": "application/json"},
        school=town.schools[0].id,
        files=[(io.BytesIO(b"%PDF-1.4 broken"), "Скан.pdf")],
    )
    assert answer.status_code == 200
    assert len(answer.json["rows"]) == 1


def test_too_much_at_once_is_refused_on_a_friendly_page(town, sign_in):
    client = sign_in("school")
    town.app.config["MAX_CONTENT_LENGTH"], kept = 1000, town.app.config["MAX_CONTENT_LENGTH"]
    try:
        answer = client.post("/documents/send", school=1, files=[(io.BytesIO(b"x" * 5000), "Большой.docx")])
    finally:
        town.app.config["MAX_CONTENT_LENGTH"] = kept
    assert answer.status_code == 413
    assert "За один раз принимается не больше" in answer.text


def test_sending_nothing_says_what_to_do(town, sign_in):
    answer = sign_in("school").post("/documents/send", school=town.schools[0].id)
    assert answer.status_code == 400
    assert "Выберите один или несколько файлов" in answer.text


def test_a_form_sent_by_htmx_gets_its_refusal_in_place(sign_in):
    answer = sign_in("administrator").post("/territory/regions", headers={"HX-Request": "true"}, name="")
    assert answer.status_code == 400
    assert answer.headers["HX-Retarget"] == "find .problem"
    assert "<html" not in answer.text


def test_a_form_sent_by_htmx_changes_the_whole_page(sign_in):
    answer = sign_in("curator").post("/sign-out", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in")


def test_a_card_saved_meanwhile_is_not_overwritten(town, sign_in):
    client = sign_in("municipal_coordinator")
    path = f"/schools/{town.schools[1].id}"
    form = {"full_name": "Школа № 7", "short_name": HOSTILE, "director_post": "директор"}
    version = client.get(path).text.split('name="version" value="')[1].split('"')[0]
    assert client.post(f"{path}/card", version=version, **form).status_code == 302
    again = client.post(f"{path}/card", version=version, **form)
    assert again.status_code == 409


def test_an_unknown_page_and_a_wrong_address_are_told_plainly(sign_in):
    client = sign_in("school")
    assert "Такой страницы нет" in client.get("/nothing").text
    assert client.get("/documents?state=чепуха").status_code == 400
    assert client.get("/documents?page=много").status_code == 400
    assert client.get("/documents?sort=чепуха").status_code == 200


def test_every_page_of_the_manual_opens_without_an_account(town):
    for name in TOPICS:
        title = (PAGES / f"{name}.md").read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        page = town.app.test_client().get(f"/help/{name}").text
        assert f"<h1>{title}</h1>" in page
        for picture in re.findall(r'<img src="([^"]+)"', page):
            with town.app.test_client().get(picture) as answer:
                assert answer.status_code == 200, picture


def test_every_picture_of_the_manual_was_made():
    named = {name for page in PAGES.glob("*.md") for name in re.findall(r"\]\(([^)]+\.png)\)", page.read_text("utf-8"))}
    assert {path.name for path in PICTURES.glob("*.png")} == named


def test_a_paper_nobody_issued_is_not_confirmed(town):
    text = town.app.test_client().get("/v/AAAA-BBBB").text
    assert "Такой бумаги в реестре нет" in text


def test_a_link_for_a_new_person_is_shown_once(town, sign_in):
    client = sign_in("municipal_coordinator")
    answer = client.post(
        "/people/new",
        full_name="Гордеев Антон Павлович",
        login="gordeev",
        post="эксперт",
        role=["municipal_expert", ""],
        place=[f"m{town.near.id}", ""],
    )
    assert "/invitation/" in answer.text
    assert "Гордеев Антон Павлович" in client.get("/people").text


def test_a_role_outside_ones_rights_is_refused(sign_in):
    answer = sign_in("municipal_coordinator").post(
        "/people/new", full_name="Чужой Пётр", login="alien", role="administrator", place=""
    )
    assert answer.status_code == 403
