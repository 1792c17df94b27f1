"""A small territory made through the use cases: two districts, three schools, a person of every role."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import docx

from review.flow.campaigns import running
from review.flow.composing import compose
from review.flow.expertise.remarks import rounds
from review.flow.register import people, signing_in, territory
from review.flow.submission import examining, uploading
from review.flow.upkeep import maintenance
from review.model.access import Grant, Role
from review.model.campaigns import CampaignLevel, CampaignSubject, Phase, PhaseKey, Policy
from review.model.card import CardRisk
from review.settings import Settings
from review.store import jobs
from tests.reading import InProcess

PASSWORD = "лиловый трактор 27"
HOSTILE = "Школа <script>alert(1)</script> № 7 & «Лес»"
NOW = datetime(2022, 4, 7, 9, 0, tzinfo=UTC)
CONCEPT = (
    ("Title", "Концепция развития МБОУ «Приозёрная СОШ № 5» на 2022 год"),
    ("", "Утверждена приказом директора от 25 марта 2022 г. № 41"),
    ("Heading 1", "Введение"),
    ("", "МБОУ «Приозёрная СОШ № 5» Приозёрного района участвует в проекте «500+» в 2022 году."),
    ("Heading 1", "1. Анализ текущего состояния и ключевые риски развития"),
    ("", "По данным рискового профиля активированы: низкая учебная мотивация обучающихся."),
    ("Heading 1", "2. Цель и задачи развития"),
    ("", "Цель: создание благоприятных условий для повышения качества образования."),
    ("List Number", "Способствовать повышению мотивации <b>обучающихся</b>."),
    ("Heading 1", "3. Меры и мероприятия"),
    ("", "Провести родительские собрания в мае 2022 года."),
)


def a_file(paragraphs=CONCEPT):
    """A Word file of styled paragraphs."""
    made = docx.Document()
    for style, text in paragraphs:
        made.add_paragraph(text, style or None)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def work_off(services):
    """Do what the queue would do, until nothing waits."""
    while True:
        later = services.now() + timedelta(minutes=5)
        with services.database.session() as session:
            job = jobs.claim(session, owner="test", now=later, lease=60)
        if job is None:
            return
        work = examining.Work(
            InProcess(), lambda _: None, lambda session, job=job, end=later: jobs.finish(session, job, now=end)
        )
        if job.kind == "examine":
            examining.examine_version(services, work, **job.payload)
        elif job.kind == "check_kit":
            examining.check_kit(services, work, **job.payload)
        elif job.kind == "carry_remarks":
            rounds.carry_remarks(services, work, **job.payload)
        else:
            with services.database.session() as session:
                work.settle(session)


def build(data):
    """The territory, without documents."""
    services = compose(Settings(data=data), lambda _: None)
    services = replace(services, now=lambda: NOW)
    first = maintenance.init(services)
    admin = signing_in.accept_invitation(services, token=first.token, password=PASSWORD).actor
    town = SimpleNamespace(services=services, admin=admin, logins={"administrator": first.person.login}, people={})
    region = territory.add_region(services, admin, name="Тверская область")
    near = territory.add_municipality(services, admin, region_id=region.id, name="Приозёрный район")
    far = territory.add_municipality(services, admin, region_id=region.id, name="Дальний округ")
    town.near, town.far, town.region = near, far, region
    named = ((near, "МБОУ «Приозёрная СОШ № 5»"), (near, HOSTILE), (far, "Тайная СОШ дальнего округа"))
    town.schools = [
        territory.add_school(services, admin, municipality_id=place.id, full_name=name, short_name=name)
        for place, name in named
    ]
    for role, grant in _grants(town).items():
        town.people[role] = _person(town, role, grant)
    _fill_card(town)
    return town


def _grants(town):
    school, near, region = town.schools[0].id, town.near.id, town.region.id
    return {
        "school": Grant(Role.SCHOOL, school_id=school),
        "curator": Grant(Role.CURATOR, school_id=school),
        "municipal_expert": Grant(Role.MUNICIPAL_EXPERT, municipality_id=near),
        "municipal_coordinator": Grant(Role.MUNICIPAL_COORDINATOR, municipality_id=near),
        "regional_coordinator": Grant(Role.REGIONAL_COORDINATOR, region_id=region),
        "far_coordinator": Grant(Role.MUNICIPAL_COORDINATOR, municipality_id=town.far.id),
    }


def _person(town, role, grant):
    invitation = people.invite(
        town.services,
        town.admin,
        login=role.replace("_", "."),
        full_name=f"Лаптева Нина {role.title()}",
        post="",
        grants=(grant,),
    )
    town.logins[role] = invitation.person.login
    return signing_in.accept_invitation(town.services, token=invitation.token, password=PASSWORD).actor


def _fill_card(town):
    card = territory.school_card(town.services, town.admin, school_id=town.schools[0].id)
    form = territory.CardForm(
        full_name=card.full_name,
        short_name=card.short_name,
        director="Громова Анна Петровна",
        director_post="директор",
        email="school@example.ru",
        period_start=None,
        period_end=None,
        risks=(CardRisk("RF-06", "high", activated=True),),
        curator_id=town.people["curator"].id,
    )
    territory.save_card(town.services, town.admin, school_id=card.id, form=form, expected=card.version)


def send(town, name="Концепция.docx", data=None, school=0):
    """Hand in a document and have it checked."""
    sent = uploading.Sent(name, data or a_file(), kind="concept")
    [received] = uploading.upload(town.services, town.admin, school_id=town.schools[school].id, files=[sent])
    work_off(town.services)
    return received.document.id


class Client:
    """Flask's client that sends the CSRF token as a page would."""

    def __init__(self, app):
        self.client = app.test_client()

    def get(self, path, **options):
        return self.client.get(path, **options)

    def post(self, path, *, headers=None, **fields):
        page = self.client.get("/password").text if "csrf" not in fields else ""
        if 'name="csrf-token"' not in page:
            page = self.client.get("/sign-in").text
        token = page.split('name="csrf-token" content="')[1].split('"')[0]
        return self.client.post(path, data={**fields, "csrf_token": token}, headers=headers)


def a_campaign(town, who, **policy):
    """A campaign of the coordinator's place, begun and not drawn yet; its phases are all open."""
    day = town.services.now().date()
    phases = tuple(Phase(key, day - timedelta(days=9), day + timedelta(days=60)) for key in PhaseKey)
    [grant] = town.people[who].grants
    regional = grant.municipality_id is None
    return running.begin(
        town.services,
        town.people[who],
        level=CampaignLevel.REGIONAL if regional else CampaignLevel.MUNICIPAL,
        region_id=grant.region_id,
        municipality_id=grant.municipality_id,
        subject=CampaignSubject.CONCEPT,
        form=running.CampaignForm(f"Кампания: {grant.municipality_id}", Policy(**policy), phases),
    )
