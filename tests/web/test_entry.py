from review.flow.register import people
from review.model.access import Grant, Role
from tests.web.town import PASSWORD, Client


def newcomer(town, login):
    grant = Grant(Role.SCHOOL, school_id=town.schools[1].id)
    return people.invite(
        town.services, town.admin, login=login, full_name="Новый Иван Петрович", post="", grants=(grant,)
    )


def test_a_wrong_password_is_refused_in_one_sentence(town):
    client = Client(town.app)
    wrong = client.post("/sign-in", login=town.logins["school"], password="не тот")
    unknown = client.post("/sign-in", login="nobody", password="не тот")
    assert (wrong.status_code, unknown.status_code) == (400, 400)


def test_signing_in_leads_where_one_wanted_to_go_but_never_to_another_site(town):
    login = town.logins["curator"]
    for wanted, target in (("/documents", "/documents"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        answer = Client(town.app).post(f"/sign-in?next={wanted}", login=login, password=PASSWORD)
        assert answer.location == target


def test_a_session_begun_before_signing_in_is_not_kept(town):
    client = Client(town.app)
    client.get("/sign-in")
    before = client.client.get_cookie("expertiza").value
    client.post("/sign-in", login=town.logins["school"], password=PASSWORD)
    cookie = client.client.get_cookie("expertiza")
    assert cookie.value != before
    assert cookie.http_only


def test_an_invitation_sets_the_first_password_once(town):
    invitation = newcomer(town, "first.time")
    client = Client(town.app)
    assert "Новый Иван Петрович" in client.get(invitation.path).text
    different = client.post(invitation.path, password=PASSWORD, password_again="другой пароль 5")
    assert "различаются" in different.text
    weak = client.post(invitation.path, password="12345", password_again="12345")
    assert weak.status_code == 400
    assert client.post(invitation.path, password=PASSWORD, password_again=PASSWORD).location == "/"
    assert client.get("/").status_code == 200
    assert Client(town.app).get(invitation.path).status_code == 404


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(town):
    invitation = newcomer(town, "two.places")
    here, there = Client(town.app), Client(town.app)
    here.post(invitation.path, password=PASSWORD, password_again=PASSWORD)
    there.post("/sign-in", login="two.places", password=PASSWORD)
    changed = {"old": PASSWORD, "password": "синий пароход 4183", "password_again": "синий пароход 4183"}
    assert here.post("/password", **changed).status_code == 302
    assert here.get("/password").status_code == 200
    assert there.get("/password").status_code == 302


def test_signing_out_ends_the_session(sign_in):
    client = sign_in("curator")
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/").status_code == 302


def test_the_watchdog_gets_its_answer(town):
    assert town.app.test_client().get("/healthz").json == {"status": "ok"}
