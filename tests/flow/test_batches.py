"""Papers to many at once: issued once each, interrupted, refused, sent twice; who may get which."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from review.errors import NotFound
from review.flow.papers.batches import issue as batch_issue
from review.flow.papers.batches import mail as batch_mail
from review.flow.papers.batches import ordering as batching
from review.flow.papers.choosing.kinds import CONCLUSION, EXPERT, LETTER, PARTICIPANT, THANKS
from review.flow.papers.choosing.targets import Target
from review.flow.register import territory
from review.flow.submission.work import Work
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.stage import work_off

if TYPE_CHECKING:
    from tests.stage import Stage


def words_of(data: bytes) -> str:
    document = read_docx(data, Limits())
    return " ".join(" ".join(text for _, text in document.units()).split())


def town_of(story: Stage) -> Target:
    return Target(municipality_id=story.places["town"])


def test_a_batch_is_issued_once_however_often_its_form_is_sent(story):
    plan = batching.plan(story.services, story["coordinator"], template=CONCLUSION, target=town_of(story))
    assert plan.ready == 2
    keys = {one.key for one in plan.addressees}
    call = {"template": CONCLUSION, "target": town_of(story), "keys": keys, "form_key": "once"}
    first = batching.begin(story.services, story["coordinator"], **call)
    assert batching.begin(story.services, story["coordinator"], **call).id == first.id
    work_off(story.services)
    page = batching.batch_page(story.services, story["coordinator"], batch_id=first.id)
    batch, items = page.batch, page.items
    assert (batch.issued, batch.size, batch.waiting) == (2, 2, 0)
    assert len({item.shown_number for item in items}) == 2
    _, archive = batch_issue.batch_zip(story.services, story["coordinator"], batch_id=first.id)
    assert len([name for name in zipfile.ZipFile(io.BytesIO(archive)).namelist() if name.endswith(".docx")]) == 2
    _, book = batch_issue.batch_book(story.services, story["coordinator"], batch_id=first.id)
    shown = words_of(book)
    assert all(f"№ {item.shown_number}" in shown for item in items)
    with pytest.raises(NotFound):
        batching.batch_page(story.services, story["other_coordinator"], batch_id=first.id)


def test_an_interrupted_batch_goes_on_where_it_stopped_and_tells_who_got_none(story):
    services, lead = story.services, story["coordinator"]
    listed = "Иванова Анна Петровна; учитель\nПетров Илья Ильич; учитель\nСидоров Пётр Ильич; учитель"
    sent = {"event.loct": "в семинаре", "event.title": "Цели", "event.when": "18 мая 2022 г."}
    call = {"template": PARTICIPANT, "target": town_of(story), "sent": sent, "listed": listed}
    keys = {one.key for one in batching.plan(services, lead, **call).addressees}
    batch = batching.begin(services, lead, keys=keys, form_key="stopped", **call)

    told = []

    def tell_and_die(words: str) -> None:
        told.append(words)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch_issue.issue_batch(services, _work(tell_and_die), batch_id=batch.id)
    half = batching.batch_page(services, lead, batch_id=batch.id).batch
    assert (half.issued, half.waiting) == (1, 2)
    work_off(services)
    page = batching.batch_page(services, lead, batch_id=batch.id)
    whole, items = page.batch, page.items
    assert (whole.issued, whole.waiting) == (3, 0)
    numbers = sorted(int(item.shown_number.split("-")[0]) for item in items)
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert told[0] == "Готово 0 из 3"


def test_who_cannot_get_a_paper_is_named_with_the_reason_and_tried_again(story):
    services, lead = story.services, story["coordinator"]
    call = {"template": LETTER, "target": town_of(story)}
    keys = {one.key for one in batching.plan(services, lead, **call).addressees}
    batch = batching.begin(services, lead, keys=keys, form_key="refused", **call)
    card = territory.school_card(services, lead, school_id=story.places["neighbour"])
    form = territory.CardForm(**{name: getattr(card, name) for name in territory.CardForm.__dataclass_fields__})
    bare = territory.save_card(
        services, lead, school_id=card.id, form=form_with(form, director=""), expected=card.version
    )
    work_off(services)
    page = batching.batch_page(services, lead, batch_id=batch.id)
    half, items = page.batch, page.items
    assert (half.issued, half.refused) == (1, 1)
    assert "не указан директор" in next(item.problem for item in items if item.state == "refused")
    territory.save_card(services, lead, school_id=card.id, form=form, expected=bare.version)
    batching.go_on(services, lead, batch_id=batch.id)
    work_off(services)
    whole = batching.batch_page(services, lead, batch_id=batch.id).batch
    assert (whole.issued, whole.refused) == (2, 0)
    written_, without = batch_mail.to_outbox(services, lead, batch_id=batch.id)
    assert (written_, without) == (2, [])
    assert batch_mail.to_outbox(services, lead, batch_id=batch.id) == (0, [])


def form_with(form: territory.CardForm, **changes: object) -> territory.CardForm:
    told = {name: getattr(form, name) for name in territory.CardForm.__dataclass_fields__}
    return territory.CardForm(**{**told, **changes})


def _work(tell):
    return Work(reader=None, tell=tell, settle=lambda _: None)


@pytest.mark.parametrize("template", [EXPERT, THANKS])
def test_people_of_the_year_are_found_for_certificates(story, template):
    plan = batching.plan(story.services, story["coordinator"], template=template, target=town_of(story))
    assert "Данилова Анна Ивановна" in {one.name for one in plan.addressees}
    assert plan.ready == len(plan.addressees)


def test_people_without_a_post_are_named_before_anything_is_issued(story):
    plan = batching.plan(
        story.services,
        story["coordinator"],
        template=PARTICIPANT,
        target=town_of(story),
        sent={"event.loct": "в семинаре", "event.title": "Цели", "event.when": "18 мая"},
        listed="Иванова Анна Петровна\nИванова Анна Петровна\nПетров Илья Ильич; учитель",
    )
    assert [(one.name, one.blocked) for one in plan.addressees] == [
        ("Иванова Анна Петровна", True),
        ("Петров Илья Ильич", False),
    ]


def test_single_papers_are_no_batch(story):
    with pytest.raises(NotFound):
        batching.plan(story.services, story["coordinator"], template="prikaz-shkoly", target=town_of(story))
