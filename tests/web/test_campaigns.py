"""Campaigns on their pages: begun, drawn with a seed, seated, read by experts, decided, closed."""

import io
import itertools
import re

import openpyxl
import pytest

from review.flow.register import people, signing_in
from review.model.access import Grant, Role
from review.web.app import create_app
from tests.web.town import CONCEPT, PASSWORD, Client, a_campaign, a_file, build, send

KEYS = ("intake", "sampling", "assignment", "expertise", "results")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A territory of its own: a draw takes documents from the shared desk."""
    made = build(tmp_path_factory.mktemp("campaigns"))
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=made.near.id)
    invitation = people.invite(
        made.services, made.admin, login="second.expert", full_name="Гордеев Антон Петрович", post="", grants=(grant,)
    )
    signed = signing_in.accept_invitation(made.services, token=invitation.token, password=PASSWORD)
    made.people["second_expert"], made.logins["second_expert"] = signed.actor, "second.expert"
    made.documents = [send(made), send(made, "Вторая.docx", a_file((*CONCEPT, ("", "Вторая."))), school=1)]
    made.app = create_app(made.services)
    made.app.testing = True
    return made


@pytest.fixture
def client(town):
    def enter(role):
        made = Client(town.app)
        made.post("/sign-in", login=town.logins[role], password=PASSWORD)
        return made

    return enter


def text(answer):
    assert answer.status_code == 200, answer.get_data(as_text=True)[-2500:]
    return answer.get_data(as_text=True)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def form_values(page):
    """Every field of the campaign's form as it is shown."""
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    dates = re.findall(r'type="date" name="([^"]+)" value="([^"]+)"', page)
    return {**found, **dict(dates)}


def test_a_campaign_goes_from_its_beginning_to_the_table(town, client):
    coordinator = client("municipal_coordinator")
    assert "Кампаний в этом году ещё нет" in text(coordinator.get("/campaigns"))
    page = text(coordinator.get("/campaigns/new"))
    assert "Концептуальные документы, 2022 год" in page
    fields = {key: value for key, value in form_values(page).items() if key not in ("csrf_token", "search")}
    dates = {
        f"{side}_{key}": "2022-04-01" if side == "start" else "2022-04-30"
        for side, key in itertools.product(("start", "end"), KEYS)
    }
    chosen = {"subject": "concept", "level": "municipal", "municipality": town.near.id, "reviewers": "2"}
    answer = coordinator.post("/campaigns", **{**fields, **dates, **chosen})
    assert answer.status_code == 302, answer.text
    shown = text(coordinator.get(answer.location))
    assert "Следующий шаг: отобрать документы" in shown
    assert text(coordinator.get("/campaigns")).count("Концептуальные документы, 2022 год") == 1


def test_a_wrong_date_is_refused_in_words(town, client):
    coordinator = client("municipal_coordinator")
    page = text(coordinator.get("/campaigns/new"))
    fields = {key: value for key, value in form_values(page).items() if key not in ("csrf_token", "search")}
    answer = coordinator.post(
        "/campaigns",
        **{**fields, "end_expertise": "2022-01-01", "reviewers": "1", "municipality": town.near.id},
    )
    assert answer.status_code == 400
    assert "кончается раньше, чем начинается" in answer.get_data(as_text=True)
    fields["cap"] = "много"
    answer = coordinator.post("/campaigns", **{**fields, "reviewers": "1", "municipality": town.near.id})
    assert answer.status_code == 400


def leads_to_its_papers(town, client, campaign, coordinator):
    about = f"municipality={town.near.id}&campaign={campaign.id}"
    assert f"/papers?{about}".replace("&", "&amp;") in text(coordinator.get(f"/campaigns/{campaign.id}"))
    page = text(coordinator.get(f"/papers?{about}"))
    assert f"Кампания «{campaign.title}»" in page
    letters = f"/papers/batch?template=pismo-rekomendacii-shkole&{about}"
    assert letters.replace("&", "&amp;") in page
    page = text(coordinator.get(letters))
    assert "можно выпустить 0 из 1" in page
    assert "по документам школы нет решений" in page
    assert client("far_coordinator").get(letters).status_code == 404


def test_the_whole_road_of_a_sample(town, client):
    campaign = a_campaign(town, "municipal_coordinator", reviewers=2, confirmed_only=False)
    address = f"/campaigns/{campaign.id}"
    coordinator, expert, second = client("municipal_coordinator"), client("municipal_expert"), client("second_expert")

    rule = "method=random&size_by=count&size=1&unit=document&confidence=0.95&seed=20220407"
    page = text(coordinator.get(f"{address}/sample?{rule}"))
    assert "Предварительный отбор" in page
    sent = {"method": "random", "size_by": "count", "size": "1", "unit": "document", "seed": "20220407"}
    assert coordinator.post(f"{address}/sample", **sent, confidence="0.95", shown="другая").status_code == 409
    drawn = coordinator.post(f"{address}/sample", **sent, confidence="0.95", shown=hidden(page, "shown"))
    assert drawn.status_code == 302
    page = text(coordinator.get(f"{address}/sample"))
    assert "Отбор №&nbsp;1" in page
    assert "0,50" in page
    assert coordinator.post(f"{address}/draws/1/replay").status_code == 302
    assert "выбраны те же документы" in text(coordinator.get(f"{address}/sample"))

    assert "собрать экспертную группу" in text(coordinator.get(address))
    page = text(coordinator.get(f"{address}/group"))
    ids = re.findall(r'name="person" value="(\d+)"', page)
    assert len(ids) == 2
    assert coordinator.post(f"{address}/group", person=ids).status_code == 302
    assert "Приглашение в экспертную группу" in text(expert.get("/"))
    assert "Вас приглашают" in text(expert.get(address))
    for one in (expert, second):
        assert one.post(f"{address}/answer", accepts="1").status_code == 302

    page = text(coordinator.get(f"{address}/plan"))
    assert "Предлагаются 2\u00a0назначения" in page
    assert coordinator.post(f"{address}/plan", mark=hidden(page, "mark")).status_code == 302
    assert "Эксперты работают" in text(coordinator.get(address))

    document = int(re.search(rf"{address}/documents/(\d+)", text(coordinator.get(address))).group(1))
    assert "Принять" in text(expert.get("/"))
    seat = re.search(r"/assignments/(\d+)/accept", text(expert.get("/"))).group(1)
    assert expert.post(f"/assignments/{seat}/accept").status_code == 302
    assert second.post(f"/assignments/{seat}/accept").status_code == 404
    assert text(coordinator.get(f"{address}/documents/{document}")).count("Заменить или отменить") == 2
    other = next(one for one in town.documents if one != document)
    assert expert.get(f"/documents/{other}").status_code == 200, "the shared desk keeps what was not drawn"

    assert "Выпустить нельзя" in text(coordinator.get(f"{address}/protocol")), "the body's letterhead is empty"
    leads_to_its_papers(town, client, campaign, coordinator)
    book = openpyxl.load_workbook(io.BytesIO(coordinator.get(f"{address}/table.xlsx").data))
    assert book.sheetnames == ["Документы", "Эксперты", "Выборка"]
    assert book["Выборка"].max_row == 2
    assert expert.get(f"{address}/table.xlsx").status_code == 403

    _acts_on_many(coordinator, expert, campaign.id, document)
    _leaves_and_comes_back(coordinator, address, document)


def _acts_on_many(coordinator, expert, campaign_id, document):
    """A tick, a change-set, its button; the list keeps its order as a view."""
    address = f"/campaigns/{campaign_id}"
    page = text(coordinator.get(f"{address}?sort=school&order=desc"))
    assert f'form="bulk" name="document" value="{document}"' in page
    assert 'aria-sort="descending"' in page
    query = "view=&sort=school&order=desc"
    assert coordinator.post(
        "/views", page=f"campaigns.show:{campaign_id}", title="По школам", query=query
    ).location == (f"{address}?{query}")
    assert "По школам" in text(coordinator.get(address))
    assert "Ничего не отмечено" in text(coordinator.get(f"/bulk?act=remind&campaign={campaign_id}"))
    asked = {"act": "remind", "campaign": campaign_id, "document": document}
    page = text(coordinator.get("/bulk", query_string=asked))
    assert "Пока ничего не сделано" in page
    assert coordinator.post("/bulk", **asked, mark="другая").status_code == 409
    assert coordinator.post("/bulk", **asked, mark=hidden(page, "mark")).status_code == 302
    assert "Сделано: 1\u00a0документ." in text(coordinator.get(address))
    assert "Координатор напоминает" in text(expert.get("/notices"))


def _leaves_and_comes_back(coordinator, address, document):
    excluded = coordinator.post(f"{address}/documents/{document}/exclude", reason="школа закрыта")
    assert excluded.status_code == 302
    page = text(coordinator.get(address))
    assert "Выбыли из выборки: 1" in page
    assert "школа закрыта" in page
    assert coordinator.post(f"{address}/documents/{document}/include").status_code == 302
    assert "Выбыли из выборки" not in text(coordinator.get(address))


def test_settings_of_a_stale_page_are_refused(town, client):
    campaign = a_campaign(town, "municipal_coordinator")
    coordinator = client("municipal_coordinator")
    fields = form_values(text(coordinator.get(f"/campaigns/{campaign.id}/settings")))
    sent = {key: value for key, value in fields.items() if key not in ("csrf_token", "search")}
    assert coordinator.post(f"/campaigns/{campaign.id}/settings", **sent, reviewers="1").status_code == 302
    assert coordinator.post(f"/campaigns/{campaign.id}/settings", **sent, reviewers="1").status_code == 409
    assert coordinator.post(f"/campaigns/{campaign.id}/close").status_code == 302
    assert "Кампания завершена" in text(coordinator.get(f"/campaigns/{campaign.id}"))
    assert coordinator.post(f"/campaigns/{campaign.id}/resume").status_code == 302


def test_an_expert_without_an_invitation_learns_nothing(town, client):
    campaign = a_campaign(town, "municipal_coordinator")
    expert = client("second_expert")
    for page in ("", "/sample", "/plan", "/group", "/settings", "/table.xlsx", "/protocol"):
        assert expert.get(f"/campaigns/{campaign.id}{page}").status_code in (403, 404), page
    assert f"/campaigns/{campaign.id}" not in text(expert.get("/campaigns"))
