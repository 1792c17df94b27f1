from pathlib import Path

from review.exchange.workbook import read_sheets, write_sheets
from review.flow.register import importing, people, territory
from review.flow.upkeep import maintenance
from review.model.access import Role

SAMPLE = (Path(__file__).parents[2] / "samples" / "schools.xlsx").read_bytes()


def test_the_sample_fills_an_empty_installation_and_repeats_without_doubles(services):
    maintenance.init(services)
    admin = people.operator(services)
    trial = importing.import_schools(services, admin, SAMPLE, dry_run=True)
    assert territory.list_schools(services, admin) == ()
    done = importing.import_schools(services, admin, SAMPLE, dry_run=False)
    assert done.faults == ()
    assert (trial.created, trial.updated) == (done.created, done.updated) == (10, 2)
    assert next(name for name, _, _ in done.invited) == "Громова Наталья Викторовна"
    cards = {card.short_name: card for card in territory.list_schools(services, admin)}
    assert len(cards) == 3
    card = cards["МБОУ «Ольховская СОШ»"]
    assert card.curator == "Кузнецова Вера Олеговна"
    assert [(risk.code, risk.activated) for risk in card.risks] == [("RF-01", False), ("RF-06", True), ("RF-10", True)]
    again = importing.import_schools(services, admin, SAMPLE, dry_run=False)
    assert (again.created, again.updated, again.faults, again.invited) == (0, 0, (), ())


def test_faulty_rows_are_returned_and_the_others_taken(stage):
    data = write_sheets(
        {
            "Школы": [
                ("Муниципалитет", "Полное наименование", "Начало периода", "Куратор"),
                ("Залесский район", "Новая школа", "01.01.2022", ""),
                ("Боровской район", "Чужая школа", "", ""),
                ("Залесский район", "Третья школа", "весной", ""),
                ("Залесский район", "Четвёртая школа", "", "nobody"),
            ],
            "Люди": [
                ("ФИО", "Логин", "Роль", "Муниципалитет"),
                ("Новый Эксперт", "new", "эксперт", "Залесский район"),
                ("Чужой Эксперт", "foreign", "эксперт", "Боровской район"),
                ("Выше прав", "above", "администратор", ""),
            ],
        }
    )
    report = importing.import_schools(stage.services, stage["coordinator"], data, dry_run=False)
    assert [(fault.sheet, fault.row, fault.column) for fault in report.faults] == [
        ("Люди", 3, "Муниципалитет"),
        ("Люди", 4, "Логин"),
        ("Школы", 3, "Муниципалитет"),
        ("Школы", 4, "Начало периода"),
        ("Школы", 5, "Куратор"),
    ]
    names = {card.full_name for card in territory.list_schools(stage.services, stage["coordinator"])}
    assert {"Новая школа", "Четвёртая школа"} < names
    assert not names & {"Чужая школа", "Третья школа"}
    found = people.list_people(stage.services, stage["coordinator"], role=Role.MUNICIPAL_EXPERT, search="новый")
    assert [person.login for person in found] == ["new"]
    assert "не дата" in read_sheets(report.returned)["Школы"][3][0]
