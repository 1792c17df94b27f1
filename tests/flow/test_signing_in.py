import pytest

from review.errors import BadInput, NotAllowed, NotFound
from review.flow.register import people, signing_in
from review.model.access import Grant, Role
from tests.stage import PASSWORD


@pytest.fixture
def invited(stage):
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=stage.places["town"])
    return people.invite(
        stage.services,
        stage["coordinator"],
        login=" New@Example.org ",
        full_name="Новикова Мария",
        post="",
        grants=(grant,),
    )


def sign_in(stage, password=PASSWORD, login="new@example.org"):
    return signing_in.sign_in(stage.services, login=login, password=password)


def test_an_invitation_sets_the_password_once(stage, invited):
    assert signing_in.open_invitation(stage.services, token=invited.token).person.invited
    entered = signing_in.accept_invitation(stage.services, token=invited.token, password=PASSWORD)
    assert entered.actor.roles == (Role.MUNICIPAL_EXPERT,)
    with pytest.raises(NotFound):
        signing_in.accept_invitation(stage.services, token=invited.token, password=PASSWORD)
    assert sign_in(stage, login="NEW@example.org ").actor == entered.actor


def test_an_invitation_ends_after_two_weeks_and_with_a_newer_one(stage, invited):
    newer = people.invite_again(stage.services, stage["coordinator"], person_id=invited.person.id)
    with pytest.raises(NotFound):
        signing_in.open_invitation(stage.services, token=invited.token)
    stage.services.now.move(days=15)
    with pytest.raises(NotFound):
        signing_in.open_invitation(stage.services, token=newer.token)


def test_a_wrong_login_and_a_wrong_password_sound_alike(stage, invited):
    signing_in.accept_invitation(stage.services, token=invited.token, password=PASSWORD)
    messages = set()
    for login, password in (("new@example.org", "не тот пароль!"), ("nobody", PASSWORD), ("school", "")):
        with pytest.raises(BadInput) as caught:
            sign_in(stage, password, login)
        messages.add(caught.value.message)
    assert len(messages) == 1


def test_five_wrong_attempts_lock_the_account_longer_each_time(stage, invited):
    signing_in.accept_invitation(stage.services, token=invited.token, password=PASSWORD)
    for _ in range(5):
        with pytest.raises(BadInput):
            sign_in(stage, "не тот пароль!")
    with pytest.raises(NotAllowed, match="1 мин"):
        sign_in(stage)
    stage.services.now.move(minutes=1, seconds=1)
    with pytest.raises(BadInput):
        sign_in(stage, "не тот пароль!")
    with pytest.raises(NotAllowed, match="2 мин"):
        sign_in(stage)
    stage.services.now.move(minutes=2, seconds=1)
    assert sign_in(stage).actor.name == "Новикова Мария"
    with pytest.raises(BadInput):
        sign_in(stage, "не тот пароль!")
    sign_in(stage)


def test_a_new_password_ends_every_other_session(stage, invited):
    old = signing_in.accept_invitation(stage.services, token=invited.token, password=PASSWORD)
    other = "совсем другие пять слов"
    with pytest.raises(BadInput):
        signing_in.change_password(stage.services, old.actor, old="не тот", new=other)
    new = signing_in.change_password(stage.services, old.actor, old=PASSWORD, new=other)
    load = signing_in.load_actor
    assert load(stage.services, person_id=old.actor.id, epoch=old.epoch) is None
    assert load(stage.services, person_id=old.actor.id, epoch=new.epoch) == new.actor
    signing_in.sign_out_everywhere(stage.services, new.actor)
    assert load(stage.services, person_id=old.actor.id, epoch=new.epoch) is None


def test_a_closed_account_does_not_sign_in(stage, invited):
    entered = signing_in.accept_invitation(stage.services, token=invited.token, password=PASSWORD)
    people.set_active(stage.services, stage["coordinator"], person_id=entered.actor.id, active=False)
    assert signing_in.load_actor(stage.services, person_id=entered.actor.id, epoch=entered.epoch) is None
    with pytest.raises(BadInput):
        sign_in(stage)
    people.set_active(stage.services, stage["coordinator"], person_id=entered.actor.id, active=True)
    assert sign_in(stage).actor == entered.actor


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("короткий", "не меньше 10"),
        ("ааааааааааааа", "одинаковых"),
        ("Novikova-2022-god", "логин или имя"),
        ("парольпароль77", "подбирают"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password, fault):
    faults = signing_in.password_faults(password, login="novikova@example.org", name="Новикова Мария")
    assert any(fault in words for words in faults)


def test_a_good_password_has_no_faults():
    assert signing_in.password_faults(PASSWORD, login="new", name="Новикова Мария") == ()
