"""Pages of papers: what stands on them, what they refuse, who reaches them."""

import re

import pytest

from review.flow.register import territory
from tests.web.town import HOSTILE

FIELDS = tuple(territory.BodyForm.__dataclass_fields__)
ORDER = "prikaz-shkoly"
GROUND = "приказом министерства от 01.02.2022 № 45 <script>alert(2)</script>"


@pytest.fixture(scope="module")
def speaking(town):
    """The near district's body has a letterhead."""
    body = next(one for one in territory.list_bodies(town.services, town.admin) if one.municipality_id == town.near.id)
    told = {name: getattr(body, name) for name in FIELDS} | {
        "full_name": "Управление образования Приозёрного района",
        "short_name": "Управление образования",
        "place": "пос. Озёрный",
        "signer_post": "начальник управления",
        "signer_name": "Мельник Ирина Павловна",
    }
    territory.save_body(town.services, town.admin, body_id=body.id, form=territory.BodyForm(**told))
    return town


def form_of(page):
    """Every field of the page's paper form as a browser would send it."""
    found = {}
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page):
        found[name] = value.strip()
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'name="(field\.[^"]+)"', tag)
        if name:
            found[name[1]] = (re.search(r'value="([^"]*)"', tag) or ["", ""])[1]
    return found


@pytest.mark.usefixtures("speaking")
def test_the_page_tells_what_is_ready_and_what_is_to_be_written(sign_in):
    page = sign_in("municipal_coordinator").get("/papers").text
    assert "Приозёрный район: готово к выпуску" in page
    assert "Дописать и выпустить" in page
    assert "дописать: Основания в нужном падеже" in page
    assert "<script>alert(1)" not in page
    assert "Сразу многим" in page


def test_a_paper_is_written_in_its_form_and_issued_with_a_number(speaking, sign_in):
    client = sign_in("municipal_coordinator")
    town = speaking.near.id
    page = client.get(f"/papers?template={ORDER}&municipality={town}").text
    assert "Основания в нужном падеже" in page
    sent = form_of(page) | {"template": ORDER, "municipality": str(town)}
    refused = client.post("/papers/issue", **sent)
    assert refused.status_code == 422
    assert "Осталось дописать" in refused.text
    sent["field.grounds"] = GROUND
    shown = client.post("/papers/preview", **sent).text
    assert "<script>alert(2)" not in shown
    assert "/papers/drafts/" in shown or "paper draft" in shown
    grown = client.post("/papers/preview", **sent, grow="groups").text
    assert grown.count('name="field.groups.') > shown.count('name="field.groups.')
    issued = client.post("/papers/issue", **sent)
    assert issued.status_code == 302
    paper = client.get(issued.headers["Location"]).text
    assert "Приказ об утверждении перечня школ" in paper
    again = client.get(f"/papers?template={ORDER}&municipality={town}").text
    assert "приказом министерства от 01.02.2022" in again


def test_a_wrong_value_is_refused_in_words(speaking, sign_in):
    client = sign_in("municipal_coordinator")
    sent = {"template": "prikaz-mkc", "municipality": str(speaking.near.id), "field.report": "завтра"}
    answer = client.post("/papers/preview", **sent)
    assert answer.status_code == 400
    assert "не дата" in answer.text


def test_a_paper_without_a_number_is_given_as_a_file(speaking, sign_in):
    client = sign_in("municipal_coordinator")
    town = speaking.near.id
    page = client.get(f"/papers?template=anketa-koordinatora&municipality={town}").text
    assert "Скачать Word" in page
    sent = form_of(page) | {"template": "anketa-koordinatora", "municipality": str(town)}
    made = client.post("/papers/issue", **sent)
    assert made.status_code == 200
    assert made.data.startswith(b"PK")


def test_the_curator_is_offered_the_visit_of_their_school(speaking, sign_in):
    client = sign_in("curator")
    page = client.get("/papers").text
    assert "Справка куратора о первичном посещении" in page
    assert "Сразу многим" not in page
    form = client.get(f"/papers?template=spravka-kuratora&school={speaking.schools[0].id}").text
    assert "Верификация рискового профиля" in form
    assert client.get(f"/papers?template={ORDER}&municipality={speaking.near.id}").status_code in (403, 404)


def test_people_of_an_event_get_certificates_together(speaking, sign_in):
    client = sign_in("municipal_coordinator")
    town = speaking.near.id
    address = f"/papers/batch?template=sertifikat-uchastnika&municipality={town}"
    assert "впишите, кому" in client.get(address).text
    sent = {
        "template": "sertifikat-uchastnika",
        "municipality": str(town),
        "field.event.loct": "в семинаре",
        "field.event.title": HOSTILE,
        "field.event.when": "18 мая 2022 г.",
        "listed": "Иванова Анна Петровна; учитель\nПетров Илья Ильич",
    }
    shown = client.post("/papers/batch", **sent).text
    assert "можно выпустить 1 из 2" in shown
    assert "не указана должность" in shown
    assert "<script>alert(1)" not in shown
    key = re.search(r'name="to" value="([^"]+учитель)"', shown)[1]
    form_key = re.search(r'name="form_key" value="([^"]+)"', shown)[1]
    ordered = client.post("/papers/batch", **sent, how="issue", to=key, form_key=form_key)
    assert ordered.status_code == 302
    page = client.get(ordered.headers["Location"]).text
    assert "выпущено 0 из 1" in page
    assert 'http-equiv="refresh"' in page
    assert sign_in("far_coordinator").get(ordered.headers["Location"]).status_code == 404


@pytest.mark.parametrize("role", ["school", "municipal_expert", "far_coordinator"])
def test_others_neither_see_the_form_nor_issue(speaking, sign_in, role):
    client = sign_in(role)
    town = speaking.near.id
    page = client.get(f"/papers?template={ORDER}&municipality={town}")
    assert page.status_code in (200, 403, 404)
    assert "field.grounds" not in page.text
    sent = {"template": ORDER, "municipality": str(town), "field.grounds": "приказом"}
    assert client.post("/papers/issue", **sent).status_code in (403, 404)
    assert client.post("/papers/preview", **sent).status_code in (403, 404)
    assert client.get(f"/papers/batch?template=pismo-rekomendacii-shkole&municipality={town}").status_code in (403, 404)
    assert client.get("/papers/drafts/abc.png").status_code in (403, 404)


def test_the_order_on_the_group_knows_the_campaign(speaking, sign_in):
    page = (
        sign_in("municipal_coordinator")
        .get(f"/papers?template=prikaz-ekspertnaya-gruppa&municipality={speaking.near.id}")
        .text
    )
    assert "Правило при расхождении оценок" in page
    assert "процентных пунктов" in page
