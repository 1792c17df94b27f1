"""A year far enough on for every paper: bodies, posts, decided documents, evidence; and what a clerk would write."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import docx

from review.flow.papers.choosing.targets import Target
from review.flow.register import people, territory
from review.flow.register.territory import BodyForm, CardForm
from review.flow.submission import documents, uploading
from review.flow.submission.uploading import Sent
from review.model.assessment import Verdict
from review.model.card import CardRisk
from tests.stage import a_concept, a_docx, assess, decide_on, hand_in, work_off

if TYPE_CHECKING:
    from review.model.submission import SchoolDocument
    from tests.stage import Stage

TOWN_BODY = BodyForm(
    full_name="Управление образования администрации Залесского района",
    short_name="Управление образования",
    founder="Администрация Залесского района",
    place="пос. Залесье",
    address="412000, пос. Залесье, ул. Школьная, д. 3",
    phone="8 (84500) 2-11-05",
    email="obr@zalesye.example",
    signer_post="начальник управления образования",
    signer_name="Мельник Ирина Павловна",
    executor_name="Шевченко Олег Викторович",
    executor_phone="8 (84500) 2-11-07",
    number_suffix="приказ: -ОД; письмо: /01-20; договор: -К",
    order_word="ПРИКАЗ",
    order_verb="ПРИКАЗЫВАЮ:",
)
REGION_BODY = BodyForm(
    full_name="Министерство образования Залесской области",
    short_name="Министерство образования",
    founder="Правительство Залесской области",
    place="г. Залесск",
    address="410000, г. Залесск, ул. Соборная, д. 1",
    phone="8 (8450) 22-11-05",
    email="edu@zalessk.example",
    signer_post="министр образования",
    signer_name="Черных Игорь Павлович",
    executor_name="Гусь Елена Викторовна",
    executor_phone="8 (8450) 22-11-07",
    number_suffix="-пр",
    order_word="ПРИКАЗ",
    order_verb="п р и к а з ы в а ю:",
)
PEOPLE = {
    "coordinator": ("Шевченко Олег Викторович", "методист управления образования"),
    "other_coordinator": ("Жукова Анна Ивановна", "заместитель начальника отдела образования"),
    "regional": ("Гусь Елена Викторовна", "главный консультант министерства"),
    "expert": ("Данилова Анна Ивановна", "методист муниципального методического центра"),
    "second_expert": ("Ершов Пётр Ильич", "заместитель директора гимназии № 1"),
    "curator": ("Белова Татьяна Игоревна", "директор МБОУ «Гимназия № 1»"),
    "other_curator": ("Носов Игорь Павлович", "директор МБОУ «Лицей № 2»"),
}
PROGRAMME = (
    "Антирисковая программа «Низкая учебная мотивация обучающихся» МБОУ «Залесская СОШ № 2»",
    "Цель: снизить долю обучающихся с низкой учебной мотивацией с 32 % до 20 % к декабрю 2022 года.",
)
CONTROL = {"name": "Гаджиев Магомед Алиевич", "post": "заместитель начальника управления образования"}
SECRETARY = {"name": "Гусь Елена Викторовна", "post": "методист"}
GROUND = "приказа управления образования от 01.02.2022 № 45"
ORDER = {
    "grounds": "приказом министерства образования области от 01.02.2022 № 45 «О реализации проекта „500+“ в 2022 году»",
    "control": CONTROL,
    "acquaint": [{"post": "Муниципальный координатор", "who": "Власова А.И."}],
}
EVENT = {"loct": "в семинаре", "title": "Измеримые цели программы развития", "when": "18 мая 2022 г., пос. Залесье"}
# template → (who issues, scope, what a clerk writes into the form)
PAPERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "ekspertnoe-zaklyuchenie": ("coordinator", "document", {"ground": GROUND}),
    "pismo-rekomendacii-shkole": ("coordinator", "school", {}),
    "pismo-vozvrat": ("coordinator", "document", {"due": "2022-04-20"}),
    "spravka-kuratora": (
        "curator",
        "school",
        {
            "visit": "2022-03-11",
            "factors": [
                {
                    "name": "Низкая учебная мотивация обучающихся",
                    "level": "высокая",
                    "confirmed": "да",
                    "why": "Подтверждается опросом.",
                }
            ],
            "refused": "Низкий уровень оснащения школы (ремонт завершён в 2021 году)",
            "deals": [{"what": "Подготовить проект программы", "who": "Заместитель директора", "due": "2022-03-25"}],
        },
    ),
    "spravka-municipalnoy-ekspertizy": ("coordinator", "municipality", {"ground": GROUND}),
    "prikaz-ob-itogah-ekspertizy": ("coordinator", "municipality", {"control": CONTROL}),
    "protokol-ekspertnoy-gruppy": ("coordinator", "municipality", {"secretary": SECRETARY}),
    "protokol-vyborki": ("coordinator", "municipality", {"secretary": SECRETARY, "size": 1}),
    "spravka-podtverzhdeniy": ("coordinator", "municipality", {"ground": GROUND}),
    "prikaz-o-realizacii": ("coordinator", "municipality", ORDER),
    "prikaz-shkoly": ("coordinator", "municipality", ORDER),
    "prikaz-kuratory": ("coordinator", "municipality", ORDER),
    "prikaz-koordinatory": ("regional", "region", ORDER),
    "prikaz-dorozhnaya-karta": ("coordinator", "municipality", ORDER),
    "prikaz-ekspertnaya-gruppa": ("coordinator", "municipality", ORDER),
    "prikaz-mkc": (
        "coordinator",
        "municipality",
        {
            **ORDER,
            "base": "МБОУ «Гимназия № 1»",
            "chief": {"name": "Седых Марина Львовна", "post": "заместитель директора"},
            "work": [{"name": "Практикум «Измеримые цели»", "term": "март 2022 года", "resp": "Седых М.Л."}],
        },
    ),
    "spravka-regionalnogo-monitoringa": ("regional", "region", {"ground": "приказа министерства от 01.02.2022 № 45"}),
    "pismo-rekomendacii-municipalitetu": ("regional", "municipality", {}),
    "pismo-soprovoditelnoe": (
        "coordinator",
        "municipality",
        {"ground": "приказа министерства образования от 01.02.2022 № 45", "done": "2022-03-12"},
    ),
    "spravka-dorozhnyh-kart": ("coordinator", "municipality", {}),
    "anketa-koordinatora": (
        "coordinator",
        "municipality",
        {"difficulties": "в одной школе нет связи."},
    ),
    "dorozhnaya-karta-kn": ("coordinator", "municipality", {}),
    "dorozhnaya-karta-alb": ("coordinator", "municipality", {}),
    "sertifikat-uchastnika": (
        "coordinator",
        "municipality",
        {
            "person": {"name": "Седых Марина Львовна", "post": "заместитель директора МКОУ «Заречинская ООШ»"},
            "event": EVENT,
            "hours": {"n": 6, "noun": "час"},
        },
    ),
    "sertifikat-eksperta": ("coordinator", "municipality", {}),
    "blagodarstvennoe-pismo": ("coordinator", "municipality", {}),
    "dogovor-s-kuratorom": ("coordinator", "municipality", {"price": 15001.0, "self_employed": True}),
    "akt-okazannyh-uslug": (
        "coordinator",
        "municipality",
        {"services": [{"name": "Посещение школы и консультация", "n": 3, "price": 5000.5}]},
    ),
}
WITHOUT_NUMBER = ("anketa-koordinatora", "dorozhnaya-karta-kn", "dorozhnaya-karta-alb")
FOR_EXPERT = ("sertifikat-eksperta",)
FOR_CURATOR = ("dogovor-s-kuratorom", "akt-okazannyh-uslug", "blagodarstvennoe-pismo")
LATER = ("pismo-soprovoditelnoe", "akt-okazannyh-uslug", "spravka-dorozhnyh-kart")  # rest on papers issued before


def tell(stage: Stage) -> None:
    """Fill the stage: both bodies speak, everybody has a post, two documents are decided, one goes back."""
    services, admin = stage.services, stage["admin"]
    for body in territory.list_bodies(services, admin):
        if body.municipality_id in (None, stage.places["town"]) and body.region_id == stage.places["region"]:
            form = TOWN_BODY if body.municipality_id else REGION_BODY
            territory.save_body(services, admin, body_id=body.id, form=form)
    for login, (name, post) in PEOPLE.items():
        person = people.person(services, admin, person_id=stage.actors[login].id)
        people.update_person(services, admin, person_id=person.id, full_name=name, post=post, grants=person.grants)
    _card(stage, "school", "Алиева Патимат Ибрагимовна", "curator")
    _card(stage, "neighbour", "Борисов Иван Ильич", "other_curator")
    good = hand_in(stage, who="neighbour", school="neighbour", data=a_concept("Соседи."))
    back = hand_in(stage)
    for document, curator in ((good, "other_curator"), (back, "curator")):
        documents.confirm(
            services, stage[curator], document_id=document.id, confirmed=True, remark="", expected=document.version
        )
    for document in (good, back):
        assess(stage, document.id)
    decide_on(stage, good.id)
    decide_on(stage, back.id, verdict=Verdict.REWORK, due=date(2022, 4, 1))
    stage.places["document"] = back.id
    _programme(stage)
    work_off(services)


def _card(stage: Stage, school: str, director: str, curator: str) -> None:
    card = next(c for c in territory.list_schools(stage.services, stage["admin"]) if c.id == stage.places[school])
    form = CardForm(
        card.full_name,
        card.short_name,
        director,
        "директор",
        "school@example.ru",
        None,
        None,
        (CardRisk("RF-06", "high", activated=True), CardRisk("RF-01", "high", activated=False)),
        stage.actors[curator].id,
    )
    territory.save_card(stage.services, stage["admin"], school_id=card.id, form=form, expected=card.version)


def _programme(stage: Stage) -> None:
    """An antirisk programme with a plan, and a confirming document for one of its measures."""
    made = docx.Document(io.BytesIO(a_docx(*PROGRAMME)))
    rows = (
        ("№", "Мероприятие", "Срок", "Ответственный", "Показатель"),
        ("1", "Диагностика учебной мотивации", "до 25.02.2022", "Педагог-психолог", "Справка"),
        ("2", "Родительские собрания", "до 15.05.2022", "Классные руководители", "Протоколы"),
        ("3", "Неделя математики", "до 20.10.2022", "Заместитель директора", "Отчёт"),
    )
    table = made.add_table(rows=0, cols=5)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    files = [
        Sent("Антириск.docx", stream.getvalue(), kind="antirisk_program", risk="RF-06"),
        Sent(
            "Справка.docx",
            a_docx("Справка о диагностике учебной мотивации", "Дата: 24.02.2022. Охвачено 120 обучающихся."),
            kind="evidence",
            risk="RF-06",
            stage=1,
            measure="Диагностика учебной мотивации",
        ),
    ]
    got = uploading.upload(stage.services, stage["school"], school_id=stage.places["school"], files=files)
    work_off(stage.services)
    found = documents.list_documents(stage.services, stage["curator"], wanted=documents.DocumentFilter(size=100)).rows
    proof = next(row for row in found if row.id == got[1].document.id)
    _confirm(stage, "curator", proof)


def _confirm(stage: Stage, curator: str, document: SchoolDocument) -> None:
    documents.confirm(
        stage.services,
        stage[curator],
        document_id=document.id,
        confirmed=True,
        remark="",
        expected=document.version,
    )


def target_of(stage: Stage, template: str) -> Target:
    """What the paper is about in the story."""
    scope = PAPERS[template][1]
    place = {"municipality": "town"}.get(scope, scope)
    told = {f"{scope}_id": stage.places[place]}
    if template in FOR_EXPERT:
        told["person_id"] = stage.actors["expert"].id
    if template in FOR_CURATOR:
        told["person_id"] = stage.actors["curator"].id
    if template == "spravka-podtverzhdeniy":
        told["stage"] = 1
    return Target.of(told)
