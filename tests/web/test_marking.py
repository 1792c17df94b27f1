"""The expert's form over HTTP: one key, one save, two tabs."""

import pytest

from tests.web.town import a_file, send

JSON = {"Accept": "application/json"}


@pytest.fixture
def form(town, sign_in):
    """A document an expert has just begun: (client, path of its marks)."""
    form.count = getattr(form, "count", 0) + 1
    number = send(town, "К разметке.docx", a_file((("Title", f"Концепция развития школы, вариант {form.count}"),)), 1)
    client = sign_in("municipal_expert")
    assert client.post(f"/documents/{number}/assessment").status_code == 302
    page = client.get(f"/documents/{number}").text
    path = page.split('action="/assessments/')[1].split("/")[0]
    return client, number, f"/assessments/{path}"


def proposal(client, number, code):
    page = client.get(f"/documents/{number}").text
    return page.split(f'id="{code}"')[1].split('data-p="')[1].split('"')[0]


def save(client, path, code, **fields):
    return client.post(f"{path}/marks/{code}", headers=JSON, **fields)


def test_the_proposed_level_is_saved_at_once_and_moves_the_total(form):
    client, number, path = form
    answer = save(client, path, "C-01", level=proposal(client, number, "C-01"), version=0)
    assert answer.status_code == 200
    assert answer.json["mark"]["version"] == 1
    assert answer.json["total"]["max_score"] > 0


def test_another_level_needs_its_reason(form):
    client, number, path = form
    other = str((int(proposal(client, number, "C-01")) + 1) % 3)
    refused = save(client, path, "C-01", level=other, version=0)
    assert refused.status_code == 400
    assert refused.json["error"]["message"]
    assert (
        save(client, path, "C-01", level=other, version=0, reason="Раздел есть под другим названием").status_code == 200
    )


def test_two_tabs_do_not_overwrite_each_other(form):
    client, number, path = form
    level = proposal(client, number, "C-01")
    assert save(client, path, "C-01", level=level, version=0).status_code == 200
    late = save(client, path, "C-01", level=level, version=0, recommendation="Второе окно")
    assert late.status_code == 409
    stored = client.get(f"{path}/marks/C-01", headers=JSON).json
    assert stored["mark"]["version"] == 1
    assert len(stored["history"]) == 1


def test_without_a_script_the_page_comes_back_at_the_same_criterion(form):
    client, number, path = form
    answer = client.post(f"{path}/marks/C-01", level=proposal(client, number, "C-01"), version=0, document=number)
    assert answer.location == f"/documents/{number}#C-01"


def test_an_unfinished_form_is_not_closed(form):
    client, number, path = form
    answer = client.post(f"{path}/finish", document=number)
    assert answer.status_code == 400


def test_another_person_does_not_see_or_touch_the_draft(form, sign_in):
    client, number, path = form
    save(client, path, "C-01", level=proposal(client, number, "C-01"), version=0, recommendation="Тайный черновик")
    coordinator = sign_in("municipal_coordinator")
    assert "Тайный черновик" not in coordinator.get(f"/documents/{number}").text
    assert coordinator.get(f"{path}/marks/C-01").status_code in (403, 404)
    assert save(coordinator, path, "C-01", level=0, version=1, reason="чужое").status_code in (403, 404)
