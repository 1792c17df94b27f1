"""Facts of papers from plain values at their limits: no schools, five hundred, hostile and very long names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from review.flow.papers.choosing.kinds import BY_TEMPLATE
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing.drafting import drafted
from review.flow.papers.issuing.issuing import render
from review.issue.facts.defaults import load as load_defaults
from review.issue.facts.evidence import lines
from review.issue.facts.known import Known, Named, Reviewed, Running
from review.issue.facts.sample import drawn_from, fingerprint
from review.issue.facts.shares import interval, told
from review.issue.template.lacking import past_terms
from review.issue.template.templates import find
from review.language.russian import russian
from review.model.card import CardRisk
from review.model.document import Quote
from review.model.language import DateSpan
from review.model.plan import Plan, PlanRow
from review.model.programme import Facts, KindGuess
from review.model.register import Body, Municipality, SchoolCard
from review.model.submission import DocumentState, SchoolDocument, Version, VersionState
from review.parse.word.reader import read_docx
from review.rubric.library import load
from review.settings import Limits, Settings

SETTINGS = Settings()
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BODY = Body(
    id=1,
    level="municipal",
    municipality_id=1,
    region_id=1,
    full_name="Управление образования администрации Ольховского района",
    short_name="Управление образования",
    founder="",
    place="пос. Ольховка",
    address="",
    phone="",
    email="",
    signer_post="начальник управления образования",
    signer_name="Мельник Ирина Павловна",
    executor_name="",
    executor_phone="",
    number_suffix="",
    order_word="ПРИКАЗ",
    order_verb="ПРИКАЗЫВАЮ:",
)
NOW = datetime(2022, 3, 14, 9, tzinfo=UTC)
HOSTILE = 'МБОУ «Школа & <b>«Лес»</b> {{ reg.no }} {% if %} "№ 7"»\u0007'
LONG = "Муниципальное бюджетное общеобразовательное учреждение с углублённым изучением отдельных предметов " * 2
ANSWERS = {
    "grounds": "приказом министерства от 01.02.2022 № 45",
    "control": {"name": "Гаджиев Магомед Алиевич", "post": "заместитель начальника"},
}
SECRETARY = {"name": "Гусь Елена Викторовна", "post": "методист"}
LISTS = ["prikaz-shkoly", "prikaz-kuratory", "prikaz-o-realizacii", "anketa-koordinatora", "prikaz-ekspertnaya-gruppa"]


def card(number: int, name: str = "") -> SchoolCard:
    return SchoolCard(
        id=number,
        full_name=name or f"Муниципальное общеобразовательное учреждение «Школа № {number}»",
        short_name=name or f"МОУ «Школа № {number}»",
        municipality_id=1,
        municipality="Ольховский район",
        region="Залесская область",
        director="Алиева Патимат Ибрагимовна",
        director_post="директор",
        email="",
        season_id=1,
        period_start=None,
        period_end=None,
        risks=(CardRisk("RF-06", "high", activated=True),),
        curator_id=7,
        curator="Белова Татьяна Игоревна",
        version=1,
    )


def document(number: int, school: str = "Школа") -> SchoolDocument:
    version = Version(
        number, number, 1, "к.docx", f"{number:064}", 1, NOW, "", VersionState.CHECKED, "", None, None, (), None, None
    )
    return SchoolDocument(
        id=number,
        school_id=number,
        school=school,
        municipality="Ольховский район",
        season_id=1,
        kind="concept",
        kind_title="Концепция развития",
        risk=None,
        stage=None,
        measure=None,
        state=DocumentState.UPLOADED,
        curator_confirmed=number % 5 != 0,
        latest=version,
        versions=1,
        expert_total=None,
        marked=0,
        to_mark=0,
        expert="",
        version=1,
    )


@pytest.fixture(scope="module")
def known() -> Known:
    library = load(SETTINGS.rubrics)
    profile = library.profile("500plus-2022")
    return Known(
        body=BODY,
        profile=profile,
        language=russian(),
        day=date(2022, 3, 14),
        place="Ольховский район",
        region="Залесская область",
        actor=Named("Шевченко Олег Викторович", "методист", 1),
        municipalities=(Municipality(1, "Ольховский район", 1, "Залесская область"),),
        curators={7: Named("Белова Татьяна Игоревна", "директор гимназии № 1", 7)},
        coordinators={1: Named("Шевченко Олег Викторович", "методист", 1)},
        experts=(Named("Лаптева Нина Сергеевна", "методист", 9),),
        reviewed={9: Reviewed(3, date(2022, 3, 1), date(2022, 3, 12))},
        rubrics=tuple(library.rubrics[kind.rubric] for kind in profile.kinds if kind.rubric in library.rubrics),
        defaults=load_defaults(TEMPLATES),
    )


def drawn(known: Known, name: str, **answers: object):
    fields = find(name, TEMPLATES).sheet.fields
    told_ = {key: value for key, value in {**ANSWERS, **answers}.items() if key in fields}
    return drafted(BY_TEMPLATE[name], find(name, TEMPLATES), known, Target(municipality_id=1), told_, {})


def words_of(data: bytes) -> str:
    read = read_docx(data, Limits())
    return " ".join(" ".join((*(text for _, text in read.units()), *(block.text for block in read.blocks))).split())


@pytest.mark.parametrize("name", LISTS)
def test_without_schools_a_list_is_stopped_with_a_reason(known, name):
    offer = drawn(known, name).offer
    assert offer.blocked or name == "prikaz-ekspertnaya-gruppa"
    assert all(problem[0].islower() for problem in offer.problems)


@pytest.mark.parametrize("name", LISTS)
def test_five_hundred_schools_stand_in_one_paper(known, name):
    many = replace(
        known, cards=tuple(card(n) for n in range(1, 501)), documents=tuple(document(n) for n in range(1, 501))
    )
    made = drawn(many, name)
    assert not made.offer.stopped
    shown = words_of(render(made.template, made.facts, russian()))
    assert name == "prikaz-ekspertnaya-gruppa" or "Школа № 500»" in shown
    assert made.request.school_ids == tuple(range(1, 501))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("school", [HOSTILE, LONG.strip()])
def test_hostile_and_long_names_are_printed_as_they_are(known, name, school):
    made = drawn(replace(known, cards=(card(1, school),), documents=(document(1, school),)), name)
    shown = words_of(render(made.template, made.facts, russian()))
    if name != "prikaz-ekspertnaya-gruppa":
        assert ("<b>" in shown and "{% if %}" in shown) if school == HOSTILE else "углублённым изучением" in shown
    assert "\u0007" not in shown


def test_a_draw_is_repeated_by_whoever_knows_the_seed():
    frame = [document(number) for number in range(1, 41)]
    first, again = drawn_from(frame, 10, "20220314"), drawn_from(list(reversed(frame)), 10, "20220314")
    assert first == again
    assert drawn_from(frame, 10, "1") != first
    assert fingerprint(frame) == fingerprint(list(reversed(frame))) != fingerprint(frame[1:])


def test_the_sample_tells_its_frame_and_what_was_left_out(known):
    made = drawn(
        replace(known, documents=tuple(document(n) for n in range(1, 41))),
        "protokol-vyborki",
        secretary=SECRETARY,
        size=8,
    )
    assert (made.facts["frame"], made.facts["excluded_count"], made.facts["size"], made.facts["share"]) == (
        32,
        8,
        8,
        25.0,
    )
    whole = drawn(replace(known, documents=(document(1),)), "protokol-vyborki", secretary=SECRETARY)
    assert "сплошной" in str(whole.facts["method"])


def test_small_bases_are_told_in_numbers_and_shares_have_intervals():
    assert (told(3, 4, 4), told(3, 6, 2), told(0, 0, 9), told(40, 80, 80)) == ("3 из 4", "3 из 6", "–", "50\u00a0%")
    assert interval(3, 4) == ""
    assert interval(40, 80).replace("\u00a0", " ") == "39,3–60,7 %"


def test_deadlines_before_the_paper_and_duties_without_any_are_told():
    groups = [{"who": "кураторы", "duties": [{"do": "посетить школы", "due": "2022-03-01"}, {"do": "помочь"}]}]
    found = past_terms({"groups": groups, "due": "2022-02-01"}, date(2022, 3, 14))
    assert found == ["срок раньше даты бумаги: 01.02.2022; 01.03.2022 («посетить школы»)", "поручений без срока: 1"]


def test_a_curator_of_the_own_school_and_a_school_twice_stop_the_order(known):
    own = replace(known, curators={7: Named("Белова Татьяна Игоревна", "учитель МОУ «Школа № 1»", 7)}, cards=(card(1),))
    assert (
        "куратор работает в курируемой школе: Белова Татьяна Игоревна (МОУ «Школа № 1»)"
        in drawn(own, "prikaz-kuratory").offer.problems
    )
    twice = replace(known, cards=(card(1), replace(card(2), full_name=card(1).full_name)))
    assert drawn(twice, "prikaz-shkoly").offer.stopped


def test_votes_must_be_those_of_the_present_without_a_conflict(known):
    question = {
        "title": "Итоги",
        "by": SECRETARY,
        "about": "об итогах",
        "votes": {"pro": 3, "contra": 0, "abstained": 0},
    }
    present = [SECRETARY, {"name": "Лаптева Нина Сергеевна", "post": "эксперт"}]
    made = drawn(known, "protokol-ekspertnoy-gruppy", secretary=SECRETARY, present=present, agenda=[question])
    assert any("голосов 3, а голосовать могли 2" in problem for problem in made.offer.problems)


def test_a_measure_without_a_document_is_not_done_and_a_term_ahead_is_not_missed(known):
    rows = [
        {"no": "1", "name": "А", "term": "01.03.2022", "resp": "К", "fact": "1/1", "proof": "Справка № 1"},
        {
            "no": "2",
            "name": "Б",
            "term": "01.03.2022",
            "resp": "К",
            "fact": "1/0",
            "proof": "нет",
            "status": "выполнено",
        },
        {"no": "3", "name": "В", "term": "01.06.2022", "resp": "К", "fact": "–", "proof": "нет"},
        {
            "no": "4",
            "name": "Г",
            "term": "01.02.2022",
            "resp": "К",
            "fact": "1/1",
            "proof": "Акт",
            "status": "выполнено позже срока",
        },
    ]
    made = drawn(known, "spravka-dorozhnyh-kart", measures=rows)
    assert [row["status"] for row in made.facts["measures"]] == [
        "выполнено",
        "не выполнено",
        "срок не наступил",
        "выполнено позже срока",
    ]
    assert made.facts["q"] == {"planned": 4, "due": 3, "done": 2, "late": 1, "missed": 1}


def test_the_sum_of_an_act_follows_from_its_rows(known):
    services = [{"name": "Посещение", "n": 3, "price": 5000.5}, {"name": "Справка", "n": 1, "price": 0.25}]
    person = replace(known, person=Named("Седых Марина Львовна", "", 7))
    made = drawn(person, "akt-okazannyh-uslug", services=services)
    assert (made.facts["total"], made.facts["services"][0]["sum"]) == (15001.75, 15001.5)
    worded = drawn(person, "akt-okazannyh-uslug", services=[{"name": "Оклад за месяц", "n": 1, "price": 1.0}])
    assert any("трудового договора" in problem for problem in worded.offer.problems)


def test_two_files_on_one_measure_prove_one_measure_and_an_unnamed_file_none(known):
    programme = replace(document(1), kind="antirisk_program", risk="RF-06", school_id=1)
    proofs = [
        replace(
            document(n), kind="evidence", risk="RF-06", stage=1, school_id=1, curator_confirmed=True, measure=measure
        )
        for n, measure in ((2, "Диагностика"), (3, "Диагностика"), (4, None), (6, "Собрание"))
    ]
    rows = tuple(a_row(name, day) for name, day in (("Диагностика", 1), ("Собрание", 2), ("Неделя", 3), ("Поздно", 25)))
    read = {1: Facts(KindGuess("antirisk_program", 1.0), plans=(Plan("b", (), (), rows),))}
    about = replace(known, documents=(programme, *proofs), read=read)
    [line] = lines(about, 1, date(2022, 3, 20))
    assert (line.planned, line.proved) == (3, 2)
    made = drawn(replace(about, cards=(card(1),)), "spravka-podtverzhdeniy")
    assert any("без указания мероприятия: 1" in problem for problem in made.offer.problems)


def a_row(name: str, day: int) -> PlanRow:
    quote = Quote("b", 0, len(name), name)
    span = DateSpan(0, 1, "", None, date(2022, 3, day))
    return PlanRow(1, "1", None, quote, quote, (span,), quote, quote, None)


def test_the_order_on_the_group_tells_the_campaign_that_runs(known):
    group = (
        (Named("Лаптева Нина Сергеевна", "методист", 9), ("RF-06",)),
        (Named("Гусь Елена Викторовна", "методист", 8), ()),
    )
    campaign = Running(
        title="Весна",
        first=date(2022, 4, 1),
        last=date(2022, 4, 15),
        upload=date(2022, 3, 31),
        results=date(2022, 4, 20),
        experts=group,
        seats=((1, "Лаптева Нина Сергеевна", date(2022, 4, 8)), (1, "Гусь Елена Викторовна", date(2022, 4, 10))),
        blind=False,
        share_gap=0.15,
        level_gaps=3,
        drawn=True,
    )
    about = replace(known, cards=(card(1),), documents=(document(1),), campaign=campaign)
    made = drawn(about, "prikaz-ekspertnaya-gruppa")
    assert [made.facts[name] for name in ("from_date", "to_date", "upload", "due")] == [
        "2022-04-01",
        "2022-04-15",
        "2022-03-31",
        "2022-04-20",
    ]
    [row] = made.facts["schedule"]
    assert row["experts"].replace("\u00a0", " ") == "Лаптева Н.С., Гусь Е.В."
    assert row["due"] == "2022-04-10"
    assert made.facts["experts"][0]["fields"] == "Низкая учебная мотивация обучающихся"
    blind = drawn(replace(about, campaign=replace(campaign, blind=True)), "prikaz-ekspertnaya-gruppa")
    assert blind.facts["schedule"][0]["experts"] == "Э-01, Э-02"
    assert any("в кампании «Весна»" in words for words in drawn(about, "protokol-vyborki").offer.problems)
