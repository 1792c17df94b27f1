from __future__ import annotations

import pytest

from review.language.russian import russian
from tests.language.tables import SHARED, rows


def names(text: str) -> list[tuple[str, str, str]]:
    return [(person.words, person.surname, person.initials) for person in russian().persons(text)]


def test_people_of_the_reference_sentences_are_found() -> None:
    wrong = {}
    for text, entities in rows(SHARED / "ner.tsv"):
        wanted = [entity[4:] for entity in entities.split(";") if entity.startswith("PER=")]
        if [person.words for person in russian().persons(text)] != wanted:
            wrong[text] = names(text)
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Назначить Магомедова Магомеда Магомедовича", [("Магомедова Магомеда Магомедовича", "Магомедов", "ММ")]),
        ("на Гусь Елену Викторовну", [("Гусь Елену Викторовну", "Гусь", "ЕВ")]),
        ("директору Алиевой П.И.", [("Алиевой П.И.", "Алиева", "ПИ")]),
        ("Мамедову Эльдару Ариф оглы", [("Мамедову Эльдару Ариф оглы", "Мамедов", "ЭА")]),
        ("с Петровым-Водкиным К. С.", [("Петровым-Водкиным К. С.", "Петров-Водкин", "КС")]),
        ("Ткачом Николаем Васильевичем", [("Ткачом Николаем Васильевичем", "Ткач", "НВ")]),
        ("Директор: Ш. И. Шихсаидов", [("Ш. И. Шихсаидов", "Шихсаидов", "ШИ")]),
        ("Уважаемый Иван Петрович!", [("Иван Петрович", "", "ИП")]),
        ("Секретарь – Кузьмичёва И. В.", [("Кузьмичёва И. В.", "Кузьмичёва", "ИВ")]),
        ("Иван Петрович Сидоров, завуч", [("Иван Петрович Сидоров", "Сидоров", "ИП")]),
        ("гимназия имени А. С. Пушкина, ул. М. Горького", []),
        ("В. Классы А. Б. и С. ФИО", []),
        ("МБОУ СОШ № 12 г. Махачкалы", []),
    ],
)
def test_people_in_many_forms(text: str, found: list[tuple[str, str, str]]) -> None:
    assert names(text) == found


def test_a_name_with_odd_blanks_is_quoted_as_it_stands() -> None:
    text = "Ответственный: Ивaнова\u00a0П.\u00a0И."
    (person,) = russian().persons(text)
    assert text[person.start : person.end] == person.words == "Ивaнова\u00a0П.\u00a0И."
