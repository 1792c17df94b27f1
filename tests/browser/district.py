"""A district for a whole year's expertise, and what its people do when nobody looks at their pages."""

from review.flow.expertise import assessing, deciding, desk
from review.flow.register import people, signing_in, territory
from review.flow.submission import documents
from review.model.access import Grant, Role
from review.model.assessment import Verdict
from tests.web.town import CONCEPT, PASSWORD, a_file, build, send

EXPERTS = {
    "expert1": "Гордеев Антон Петрович",
    "expert2": "Мельник Тарас Юрьевич",
    "expert3": "Ширяева Ольга Максимовна",
    "expert4": "Зуева Инна Павловна",
}
VILLAGES = (
    *("Каменская", "Липковская", "Ильинская", "Дубровская", "Заозёрская", "Старосельская", "Марьинская"),
    *("Красноборская", "Подсосенская", "Новосёловская"),
)


def district(folder):
    """Twelve schools of a district, eleven with a checked concept; four experts, and one of another district."""
    made = build(folder)
    for login, name in EXPERTS.items():
        _expert(made, login, name, made.near.id)
    _expert(made, "far", "Рыбаков Лев Ильич", made.far.id)
    for village in VILLAGES:
        name = f"МБОУ «{village} СОШ»"
        added = territory.add_school(
            made.services, made.admin, municipality_id=made.near.id, full_name=name, short_name=name
        )
        made.schools.append(added)
    for place, school in enumerate(made.schools):
        if place and school.municipality_id == made.near.id:
            words = (*CONCEPT, ("", f"Школа стоит у дороги, до города {place + 7} километров."))
            send(made, f"Концепция {place + 1}.docx", a_file(words), school=place)
    return made


def _expert(made, login, name, municipality_id):
    grant = Grant(Role.MUNICIPAL_EXPERT, municipality_id=municipality_id)
    invited = people.invite(made.services, made.admin, login=login, full_name=name, post="", grants=(grant,))
    made.people[login] = signing_in.accept_invitation(made.services, token=invited.token, password=PASSWORD).actor
    made.logins[login] = login


def decides(town, number):
    """Both readers of a document finish and it is found to conform."""
    services, chief = town.services, town.people["municipal_coordinator"]
    for login in EXPERTS:
        actor = town.people[login]
        if any(one.document.id == number for one in desk.desk(services, actor).todos):
            reads(town, login, number, 0)
    shown = documents.document_page(services, chief, document_id=number).document
    deciding.decide(
        services,
        chief,
        document_id=number,
        verdict=Verdict.CONFORMS,
        grounds="По порогам.",
        due=None,
        expected=shown.version,
    )


def reads(town, login, number, lowered):
    """The expert finishes; the first criteria come out at 0."""
    services, actor = town.services, town.people[login]
    form = assessing.open_assessment(services, actor, document_id=number)
    form = assessing.accept_proposals(services, actor, assessment_id=form.id)
    held = {mark.code: mark for mark in form.marks}
    for place, item in enumerate(documents.document_page(services, actor, document_id=number).rubric.criteria):
        level = 0 if place < lowered else held[item.code].level if item.code in held else 1
        wanted = assessing.MarkForm(item.code, level, reason="в тексте этого нет")
        version = held[item.code].version if item.code in held else 0
        assessing.save_mark(services, actor, assessment_id=form.id, form=wanted, expected=version)
    assessing.finish(services, actor, assessment_id=form.id)
