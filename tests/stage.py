"""A small territory with people in every role, for tests of use cases and pages."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import docx

from review.flow.expertise import assessing, deciding
from review.flow.papers.issuing.registering import PaperRequest, Written, register
from review.flow.register import people, signing_in, territory
from review.flow.services import Services, russian_language
from review.flow.submission.documents import DocumentFilter, list_documents
from review.flow.submission.queueing import NUMBER_PAGES
from review.flow.submission.uploading import Sent, upload
from review.flow.submission.work import Work
from review.flow.submission.working import perform as perform_job
from review.model.access import Actor, Grant, Role
from review.model.assessment import Verdict
from review.rubric.library import load
from review.settings import Settings
from review.store import jobs
from review.store.documents import versions
from review.store.expertise import assessments
from review.store.files import FileStore
from review.store.register import seasons as season_store
from tests.reading import InProcess

if TYPE_CHECKING:
    from pathlib import Path

    from review.store.database import Database

PASSWORD = "четыре случайных слова"
OPERATOR = Actor(0, "Проверка", (Grant(Role.ADMINISTRATOR),))


@dataclass
class Clock:
    """Time that stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def move(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass
class Bell:
    rung: list[int] = field(default_factory=list)

    def __call__(self, job_id: int) -> None:
        self.rung.append(job_id)


def a_clock() -> Clock:
    return Clock(datetime(2022, 3, 14, 9, 0, tzinfo=UTC))


@cache
def _library():
    return load(Settings().rubrics)


def services_over(database: Database, folder: Path, clock: Clock) -> Services:
    settings = Settings(data=folder / "data", database_url=str(database.url.render_as_string(hide_password=False)))
    settings.data.mkdir(parents=True, exist_ok=True)
    return Services(
        settings=settings,
        library=_library(),
        database=database,
        files=FileStore(settings.files),
        language=russian_language,
        now=clock,
        ring=Bell(),
    )


@dataclass
class Stage:
    services: Services
    places: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        """The actor as they are now."""
        found = signing_in.load_actor(self.services, person_id=self.actors[name].id, epoch=self._epoch(name))
        assert found is not None
        return found

    def _epoch(self, name: str) -> int:
        from review.store.register import people as store

        with self.services.database.reading() as session:
            known = store.account(session, person_id=self.actors[name].id)
        assert known is not None
        return known.epoch


PEOPLE = {
    "admin": (Role.ADMINISTRATOR, None),
    "regional": (Role.REGIONAL_COORDINATOR, "region"),
    "stranger_regional": (Role.REGIONAL_COORDINATOR, "far_region"),
    "coordinator": (Role.MUNICIPAL_COORDINATOR, "town"),
    "expert": (Role.MUNICIPAL_EXPERT, "town"),
    "second_expert": (Role.MUNICIPAL_EXPERT, "town"),
    "other_coordinator": (Role.MUNICIPAL_COORDINATOR, "other_town"),
    "other_expert": (Role.MUNICIPAL_EXPERT, "other_town"),
    "school": (Role.SCHOOL, "school"),
    "neighbour": (Role.SCHOOL, "neighbour"),
    "far_school": (Role.SCHOOL, "far_school"),
    "curator": (Role.CURATOR, "school"),
    "other_curator": (Role.CURATOR, "far_school"),
}
SURNAMES = [
    "Алиева",
    "Борисов",
    "Власова",
    "Громов",
    "Данилова",
    "Ершов",
    "Жукова",
    "Зотов",
    "Ильина",
    "Котов",
    "Лосева",
    "Мохов",
    "Носова",
]


def set_stage(services: Services) -> Stage:
    """`region` has `town` (school, neighbour) and `other_town` (far_school); `far_region` has `far_town` (island)."""
    with services.database.session() as session:
        season_store.open_season(session, title="2022 год", year=2022, profile="500plus-2022")
    places = {
        "region": territory.add_region(services, OPERATOR, name="Залесская область").id,
        "far_region": territory.add_region(services, OPERATOR, name="Приморский край").id,
    }
    for town, region, name in (
        ("town", "region", "Залесский район"),
        ("other_town", "region", "Боровской район"),
        ("far_town", "far_region", "Островной район"),
    ):
        places[town] = territory.add_municipality(services, OPERATOR, region_id=places[region], name=name).id
    for school, town, name in (
        ("school", "town", "МБОУ «Залесская СОШ № 2»"),
        ("neighbour", "town", "МБОУ «Соседская ООШ»"),
        ("far_school", "other_town", "МКОУ «Боровская СОШ»"),
        ("island", "far_town", "МКОУ «Островная СОШ»"),
    ):
        places[school] = territory.add_school(
            services,
            OPERATOR,
            municipality_id=places[town],
            full_name=f"Муниципальное бюджетное общеобразовательное учреждение {name[5:]}",
            short_name=name,
        ).id
    stage = Stage(services, places)
    for surname, (login, (role, place)) in zip(SURNAMES, PEOPLE.items(), strict=True):
        stage.actors[login] = add_person(services, login, f"{surname} Анна Ивановна", _grant(role, place, places))
    return stage


def _grant(role: Role, place: str | None, places: dict[str, int]) -> Grant:
    match role:
        case Role.ADMINISTRATOR:
            return Grant(role)
        case Role.REGIONAL_COORDINATOR:
            return Grant(role, region_id=places[place])
        case Role.MUNICIPAL_COORDINATOR | Role.MUNICIPAL_EXPERT:
            return Grant(role, municipality_id=places[place])
    return Grant(role, school_id=places[place])


def add_person(services: Services, login: str, name: str, grant: Grant) -> Actor:
    """An invited person as an actor; nobody hashes a password for it."""
    invitation = people.invite(services, OPERATOR, login=login, full_name=name, post="", grants=(grant,))
    found = signing_in.load_actor(services, person_id=invitation.person.id, epoch=1)
    assert found is not None
    return found


def work_off(services: Services, *, owner: str = "test", reader: object | None = None, pages: bool = False) -> int:
    """Do all waiting jobs here and now; how many there were. Pages, which need LibreOffice, are numbered on demand."""
    done = 0
    while True:
        later = services.now() + timedelta(minutes=20)
        with services.database.session() as session:
            job = jobs.claim(session, owner=owner, now=later, lease=60)
        if job is None:
            return done
        if job.kind == NUMBER_PAGES and not pages:
            with services.database.session() as session:
                jobs.finish(session, job, now=services.now())
            continue
        work = Work(
            reader=reader or InProcess(),  # type: ignore[arg-type]
            tell=lambda _: None,
            settle=lambda session, job=job: jobs.finish(session, job, now=services.now()),  # type: ignore[misc]
        )
        perform_job(services, work, job)
        done += 1


@cache
def a_docx(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs; «# » makes a heading. The same words are the same bytes."""
    made = docx.Document()
    for text in paragraphs:
        if text.startswith("# "):
            made.add_heading(text[2:], level=1)
        else:
            made.add_paragraph(text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


CONCEPT = (
    "Концепция развития МБОУ «Залесская СОШ № 2» на 2022–2024 годы",
    "УТВЕРЖДАЮ. Директор Л. И. Петрова. Приказ от 10.02.2022 № 15",
    "# Введение",
    "Концепция развития разработана по результатам анализа рискового профиля школы.",
    "# Анализ текущего состояния",
    "Доля обучающихся с низкой учебной мотивацией составила 32 % по итогам 2021 года.",
    "# Цели и задачи развития образовательной организации",
    "Цель: снизить долю обучающихся с низкой учебной мотивацией с 32 % до 20 % к декабрю 2022 года.",
    "# Меры и мероприятия по достижению целей развития",
    "Проведение диагностики мотивации в сентябре 2022 года.",
    "# Лица, ответственные за достижение результатов",
    "Заместитель директора Иванова А. П.",
)


def a_concept(extra: str = "") -> bytes:
    return a_docx(*CONCEPT, *([extra] if extra else []))


def a_zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def with_settings(services: Services, **changes: object) -> Services:
    return dataclasses.replace(services, settings=dataclasses.replace(services.settings, **changes))


def hand_in(stage: Stage, *, who: str = "school", school: str = "school", name: str = "Концепция.docx", data=None):
    """A checked concept of a school, as its list shows it."""
    sent = [Sent(name, data or a_concept(), kind="concept")]
    got = upload(stage.services, stage[who], school_id=stage.places[school], files=sent)[0]
    work_off(stage.services)
    found = list_documents(stage.services, stage["admin"], wanted=DocumentFilter(size=500))
    return next(row for row in found.rows if row.id == got.document.id)


def mark_all(stage: Stage, document_id: int, *, who: str = "expert", level: int = 2):
    """The expert's form with every criterion marked: proposals as they are, the rest at `level`."""
    services = stage.services
    form = assessing.open_assessment(services, stage[who], document_id=document_id)
    form = assessing.accept_proposals(services, stage[who], assessment_id=form.id)
    done = {mark.code for mark in form.marks}
    with services.database.reading() as session:
        rubric = services.library.rubrics[assessments.look(session, form.id).rubric]
    for criterion in rubric.criteria:
        if criterion.code not in done:
            wanted = assessing.MarkForm(criterion.code, min(level, criterion.max_level))
            form = assessing.save_mark(services, stage[who], assessment_id=form.id, form=wanted, expected=0)
    return form


def assess(stage: Stage, document_id: int, *, who: str = "expert"):
    form = mark_all(stage, document_id, who=who)
    return assessing.finish(stage.services, stage[who], assessment_id=form.id)


def decide_on(
    stage: Stage, document_id: int, *, who: str = "coordinator", verdict: Verdict = Verdict.CONFORMS, due=None
):
    with stage.services.database.reading() as session:
        shown = versions.look(session, document_id)
    return deciding.decide(
        stage.services,
        stage[who],
        document_id=document_id,
        verdict=verdict,
        grounds="",
        due=due,
        expected=shown.version,
    )


def body_of(stage: Stage, who: str = "coordinator"):
    return territory.list_bodies(stage.services, stage[who])[0]


def issue(stage: Stage, *, who: str = "coordinator", kind: str = "letter", schools=(), versions=(), write=None):
    """A registered paper whose DOCX says nothing but its number."""
    request = PaperRequest(
        template="pismo",
        title="Письмо",
        type=kind,
        body_id=body_of(stage, who).id,
        date=date(2022, 4, 1),
        heading="О результатах экспертизы",
        addressee="Директору",
        school_ids=tuple(schools),
        version_ids=tuple(versions),
    )
    plain_ = lambda reserved: Written(a_docx(f"№ {reserved.shown_number}"), "0" * 64, {"number": reserved.number})  # noqa: E731
    return register(stage.services, stage[who], request, write or plain_)


def live_in(stage: Stage) -> None:
    """A decided document of `school`, a checked one of `neighbour`, a letter about the first and one about nobody."""
    document = hand_in(stage)
    assess(stage, document.id)
    decide_on(stage, document.id)
    hand_in(stage, who="neighbour", school="neighbour", name="Концепция соседей.docx", data=a_concept("Соседи."))
    issue(stage, schools=[stage.places["school"]], versions=[document.latest.id])
    issue(stage)
