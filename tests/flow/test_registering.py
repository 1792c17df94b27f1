import threading

import pytest

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.papers.issuing import registering
from review.flow.papers.register import life, verifying
from review.flow.upkeep import maintenance
from tests.stage import assess, decide_on, hand_in, issue


def test_numbers_run_from_one_in_each_series_and_year(stage):
    shown = [issue(stage, kind=kind).shown_number for kind in ("letter", "letter", "order", "letter")]
    assert shown == ["1", "2", "1", "3"]


def test_a_paper_that_was_not_written_takes_no_number(stage):
    issue(stage)
    with pytest.raises(BadInput):
        issue(stage, write=lambda reserved: (_ for _ in ()).throw(BadInput(f"не вышло {reserved.number}")))
    assert issue(stage).number == 2
    assert maintenance.doctor(stage.services).ailments == ()


def test_twenty_at_once_get_twenty_numbers_without_gap_or_double(stage):
    problems, start = [], threading.Barrier(20)
    coordinator, admin = stage["coordinator"], stage["admin"]

    def take(number):
        start.wait()
        for _ in range(3):
            try:
                issue(stage, who="admin" if number % 2 else "coordinator")
            except BadInput:
                continue
            except Exception as error:  # noqa: BLE001 - whatever went wrong in a thread must fail the test
                problems.append(error)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    papers = registering.list_papers(stage.services, admin)
    by_body = {}
    for paper in papers:
        by_body.setdefault(paper.body_id, []).append(paper.number)
    assert sum(map(len, by_body.values())) == 60
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in by_body.values())
    assert coordinator.id != admin.id
    assert maintenance.doctor(stage.services).ailments == ()


def test_the_code_tells_the_paper_and_the_file_tells_it_too(stage):
    paper = issue(stage)
    _, data = registering.paper_file(stage.services, stage["coordinator"], paper_id=paper.id, format="docx")
    by_code = verifying.verify(stage.services, code=paper.code.lower().replace("-", " "))
    assert by_code.shown_number == "1"
    by_file = verifying.verify_file(stage.services, data=data)
    assert (by_file.shown_number, by_file.file) == ("1", ("original", "docx"))
    assert verifying.verify_file(stage.services, data=data + b" ") is None
    assert verifying.verify(stage.services, code="ABCD-EFGH-JKMN") is None


def test_a_revoked_paper_keeps_its_number_and_needs_a_reason(stage):
    paper = issue(stage)
    services, actor = stage.services, stage["coordinator"]
    with pytest.raises(BadInput):
        life.revoke(services, actor, paper_id=paper.id, reason=" ")
    revoked = life.revoke(services, actor, paper_id=paper.id, reason="Ошибка в дате")
    assert (revoked.state, revoked.number) == ("revoked", 1)
    with pytest.raises(WrongState):
        life.send(services, actor, paper_id=paper.id)
    assert issue(stage).number == 2


def test_a_paper_rests_on_decided_versions_alone(stage):
    document = hand_in(stage)
    school = stage.places["school"]
    assess(stage, document.id)
    with pytest.raises(WrongState, match="решения"):
        issue(stage, schools=[school], versions=[document.latest.id])
    decide_on(stage, document.id)
    paper = issue(stage, schools=[school], versions=[document.latest.id])
    assert registering.list_papers(stage.services, stage["school"]) == (paper,)
    assert registering.paper_facts(stage.services, stage["school"], paper_id=paper.id) == {"number": 1}


def test_papers_stay_in_their_territory(stage):
    services = stage.services
    one = issue(stage, schools=[stage.places["school"]])
    both = issue(stage, schools=[stage.places["school"], stage.places["neighbour"]])
    seen = {
        who: {paper.id for paper in registering.list_papers(services, stage[who])}
        for who in (
            "school",
            "neighbour",
            "curator",
            "coordinator",
            "regional",
            "expert",
            "other_coordinator",
            "far_school",
        )
    }
    assert seen == {
        "school": {one.id},
        "neighbour": set(),
        "curator": {one.id},
        "coordinator": {one.id, both.id},
        "regional": {one.id, both.id},
        "expert": set(),
        "other_coordinator": set(),
        "far_school": set(),
    }
    with pytest.raises(NotFound):
        registering.paper_file(services, stage["neighbour"], paper_id=one.id, format="docx")
    with pytest.raises(NotAllowed):
        issue(stage, who="coordinator", schools=[stage.places["far_school"]])
