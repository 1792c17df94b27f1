"""The small territory of town.py, made once, and clients signed in as its people."""

import pytest

from review.flow.register import territory
from review.web.app import create_app
from tests.web.town import CONCEPT, PASSWORD, Client, a_campaign, a_file, build, send


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """Shared by tests that read; a test that changes documents sends its own."""
    made = build(tmp_path_factory.mktemp("town"))
    made.document = send(made)
    made.far_document = send(made, "Секрет дальней школы.docx", a_file((*CONCEPT, ("", "Тайные слова."))), school=2)
    made.campaign, made.far_campaign = a_campaign(made, "municipal_coordinator"), a_campaign(made, "far_coordinator")
    made.bodies = territory.list_bodies(made.services, made.admin)
    made.app = create_app(made.services)
    made.app.testing = True
    return made


@pytest.fixture
def sign_in(town):
    """sign_in("school") → a client of that person; its `post` carries the form's token."""

    def enter(role):
        client = Client(town.app)
        answer = client.post("/sign-in", login=town.logins[role], password=PASSWORD)
        assert answer.status_code == 302, answer.text
        return client

    return enter
