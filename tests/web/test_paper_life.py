"""Screens of a paper's life: approval, signature, end, register, own templates, words, and what anybody may verify."""

import io
import json
from datetime import date

import docx
import pytest

from review.flow.papers.issuing import registering, renditions
from review.flow.papers.issuing.registering import PaperRequest
from review.flow.papers.register import approving, life
from review.flow.papers.register.approving import Asked
from review.flow.papers.templates import own_templates
from review.issue.template.templates import find
from tests.signing import signed
from tests.web.town import Client

ORDER = "prikaz-ob-itogah-ekspertizy"


@pytest.fixture
def clerk(sign_in):
    return sign_in("administrator")


def a_draft(town):
    services = town.services
    templates = services.settings.templates
    facts = json.loads((templates / ORDER / "example.json").read_text(encoding="utf-8"))
    body = next(one for one in town.bodies if one.municipality_id == town.near.id)
    sheet = find(ORDER, templates).sheet
    request = PaperRequest(ORDER, sheet.title, sheet.type, body.id, date(2022, 4, 7), "Об итогах экспертизы")
    return approving.begin(services, town.admin, request=request, facts=facts)


def a_paper(town):
    draft = a_draft(town)
    return approving.register_draft(town.services, town.admin, draft_id=draft.id, expected=draft.version)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    return answer.get_data(as_text=True)


def test_a_draft_is_agreed_on_its_page_and_registered(town, sign_in, clerk):
    draft = a_draft(town)
    expert = sign_in("municipal_expert")
    assert expert.get(f"/papers/drafts/{draft.id}").status_code == 404
    person = town.people["municipal_expert"].id
    clerk.post(f"/papers/drafts/{draft.id}/ask", version=draft.version, person=person, name="Юрист А. А.", post="юрист")
    assert "ждёт вашего ответа" in page(expert, "/papers/drafts")
    assert "ПРОЕКТ" in page(expert, f"/papers/drafts/{draft.id}")
    known = approving.draft(town.services, town.admin, draft_id=draft.id)
    mine, other = known.visas
    assert expert.post(f"/papers/drafts/{draft.id}/answer", visa=other.id, word="agreed").status_code == 403
    expert.post(f"/papers/drafts/{draft.id}/answer", visa=mine.id, word="remark", remark="Исправьте <b>срок</b>")
    assert "Исправьте &lt;b&gt;срок&lt;/b&gt;" in page(clerk, f"/papers/drafts/{draft.id}")
    assert clerk.post(f"/papers/drafts/{draft.id}/register", version=known.version + 1).status_code == 409
    expert.post(f"/papers/drafts/{draft.id}/answer", visa=mine.id, word="agreed")
    clerk.post(f"/papers/drafts/{draft.id}/answer", visa=other.id, word="agreed")
    version = approving.draft(town.services, town.admin, draft_id=draft.id).version
    answer = clerk.post(f"/papers/drafts/{draft.id}/register", version=version)
    assert answer.status_code == 302
    assert "действует" in page(clerk, answer.location)


def test_a_draft_seen_too_long_ago_is_not_registered(town, clerk):
    draft = a_draft(town)
    approving.ask(
        town.services, town.admin, draft_id=draft.id, people_asked=[Asked(name="Юрист А. А.")], expected=draft.version
    )
    assert clerk.post(f"/papers/drafts/{draft.id}/drop", version=draft.version).status_code == 409
    assert clerk.post(f"/papers/drafts/{draft.id}/drop", version=draft.version + 1).status_code == 302


def test_a_signature_is_shown_without_claiming_trust(town, clerk):
    paper = a_paper(town)
    _, data = registering.paper_file(town.services, town.admin, paper_id=paper.id, format="docx")
    path = f"/papers/{paper.id}/signature/file"
    assert clerk.post(path, file=(io.BytesIO(b"no"), "x.sig")).status_code == 400
    assert clerk.post(path, file=(io.BytesIO(signed(data)), "x.sig")).status_code == 302
    shown = page(clerk, f"/papers/{paper.id}")
    assert "Мельник Ирина Павловна" in shown
    assert "не проверялась на доверие" in shown
    assert clerk.get(f"/papers/{paper.id}/signature").data.startswith(b"0\x82")


def test_anybody_learns_that_a_paper_was_replaced_and_nothing_personal(town, clerk):
    old, new = a_paper(town), a_paper(town)
    clerk.post(f"/papers/{old.id}/end", how="replace", by=new.id)
    renditions.make(town.services, town.admin, paper_id=new.id, kind="public")
    anybody = Client(town.app)
    told = page(anybody, f"/v/{old.code}")
    assert "Бумага заменена другой" in told
    assert f"№\u00a0{new.shown_number}" in told.replace("&nbsp;", "\u00a0")
    assert "Администратор" not in told
    trail = life.paper_trail(town.services, town.admin, paper_id=new.id)
    public = next(one for one in trail.renditions if one.kind == "public")
    file = town.services.files.get(public.sha256)
    answer = anybody.post("/v", file=(io.BytesIO(file), "бумага.docx")).get_data(as_text=True)
    assert "совпал с выданным байт в байт: публичная версия" in answer
    changed = anybody.post("/v", file=(io.BytesIO(file + b" "), "бумага.docx")).get_data(as_text=True)
    assert "Такого файла мы не выдавали" in changed


def named_in(facts):
    """Surnames of everybody a paper names."""
    if isinstance(facts, dict):
        own = [str(facts["name"]).split()[0]] if {"name", "post"} <= set(facts) else []
        return [*own, *(name for value in facts.values() for name in named_in(value))]
    return [name for value in facts for name in named_in(value)] if isinstance(facts, list) else []


def test_guessing_codes_is_stopped_at_its_address_and_the_page_names_nobody(town):
    paper = a_paper(town)
    facts = registering.paper_facts(town.services, town.admin, paper_id=paper.id)
    guesser, other = ({"REMOTE_ADDR": address} for address in ("203.0.113.5", "203.0.113.6"))
    ask = town.app.test_client().get
    told = ask(f"/v/{paper.code}", environ_overrides=guesser).get_data(as_text=True)
    assert "Бумага подлинная" in told
    people = set(named_in(facts))
    assert len(people) >= 3
    assert not [name for name in people if name in told]
    tried = [ask(f"/v/AAAA-BBBB-CC{number:02}", environ_overrides=guesser).status_code for number in range(20, 45)]
    assert tried == [200] * 20 + [429] * 5
    assert ask(f"/v/{paper.code}", environ_overrides=guesser).status_code == 429, "a hit among guesses is not told"
    file = {"file": (io.BytesIO(b"a"), "a.docx")}
    assert Client(town.app).post("/v", **file).status_code == 200
    assert ask(f"/v/{paper.code}", environ_overrides=other).status_code == 200


def test_the_register_is_filtered_sorted_and_taken_away(town, clerk):
    paper = a_paper(town)
    shown = page(clerk, "/papers/register?type=order&order=number&since=2022-04-01")
    assert f"/papers/{paper.id}" in shown
    assert f"/papers/{paper.id}" not in page(clerk, "/papers/register?type=letter")
    assert clerk.get("/papers/register?since=вчера").status_code == 400
    assert clerk.get("/papers/register.xlsx?type=order").data[:2] == b"PK"
    assert clerk.get("/papers/register.docx?type=order").data[:2] == b"PK"


def test_a_template_with_faults_comes_back_to_its_own_author_alone(town, clerk, sign_in):
    _, ours = own_templates.our_file(town.services, name=ORDER)
    opened = docx.Document(io.BytesIO(ours))
    opened.paragraphs[0].insert_paragraph_before("{{ singer.iof.nomn }}")
    stream = io.BytesIO()
    opened.save(stream)
    body = next(one for one in town.bodies if one.municipality_id == town.near.id)
    answer = clerk.post("/papers/templates", name=ORDER, body=body.id, file=(io.BytesIO(stream.getvalue()), "наш.docx"))
    told = answer.get_data(as_text=True)
    assert "ближайшее — «signer»" in told
    path = told.split('href="/papers/templates/returned/')[1].split('"')[0]
    file = clerk.get(f"/papers/templates/returned/{path}").data
    assert len(list(docx.Document(io.BytesIO(file)).comments)) == 1
    assert sign_in("municipal_coordinator").get(f"/papers/templates/returned/{path}").status_code == 404


def test_a_corrected_word_is_listed_and_forgotten(town, clerk):
    body = next(one for one in town.bodies if one.municipality_id == town.near.id)
    shown = page(clerk, f"/papers/words?body={body.id}&kind=name&text=Шевченко Олег Викторович")
    assert "Шевченко Олегу Викторовичу" in shown
    forms = {
        "nomn": "Шевченко Олег Викторович",
        "gent": "Шевченко Олега Викторовича",
        "datv": "Шевченку Олегу Викторовичу",
        "accs": "Шевченко Олега Викторовича",
        "ablt": "Шевченко Олегом Викторовичем",
        "loct": "Шевченко Олеге Викторовиче",
    }
    fields = {"body_id": body.id, "word_kind": "name", "word_text": forms["nomn"], "gender": "m", **forms}
    assert clerk.post("/papers/words", **fields).status_code == 302
    listed = page(clerk, "/papers/words")
    assert "Шевченку Олегу Викторовичу" in listed
    number = listed.split("/papers/words/")[1].split("/forget")[0]
    clerk.post(f"/papers/words/{number}/forget")
    assert "Шевченку" not in page(clerk, "/papers/words")
