"""Goals and tasks."""

import pytest

from tests.builders import doc, facts_of

TITLE = "@center Концепция развития школы\n\n"


def _texts(items):
    return [item.quote.text for item in items]


def test_goal_and_tasks_in_one_passport_cell():
    facts = facts_of(
        TITLE + "# Паспорт\n@table noheader\n| Наименование программы | Программа |\n"
        "| Цель и задачи | Цель: снизить долю неуспевающих с 20 % до 14 % к 20.12.2022.<br>Задачи:<br>1. "
        "Выявить причины.<br>2. Помочь. Каждому. |\n"
        "| Исполнители | директор |"
    )
    assert _texts(facts.goals) == ["снизить долю неуспевающих с 20 % до 14 % к 20.12.2022."]
    assert facts.goals[0].where == "passport"
    assert facts.goals[0].measurability.measurable
    assert [(task.number, task.quote.text) for task in facts.tasks] == [
        ("1", "Выявить причины."),
        ("2", "Помочь. Каждому."),
    ]


def test_tasks_in_one_line_are_split_by_their_numbers():
    facts = facts_of(
        TITLE + "@table noheader\n| Наименование программы | Программа |\n| Цель | Закрыть все вакансии |\n"
        "| Задачи | 1) найти учителей; 2) обучить молодых; 3) удержать их |\n| Исполнители | директор |"
    )
    assert _texts(facts.goals) == ["Закрыть все вакансии"]
    assert _texts(facts.tasks) == ["найти учителей;", "обучить молодых;", "удержать их"]


def test_goal_after_a_bold_word_and_a_numbered_list():
    facts = facts_of(
        TITLE
        + """
        # Цели и задачи
        **Цель:** к декабрю 2022 года снизить долю неуспевающих до 14 %.

        Для достижения цели необходимо решить следующие задачи:

        1. Выявить причины неуспешности.
        2. Организовать консультации.

        Решение задач позволит школе развиваться.
    """
    )
    assert _texts(facts.goals) == ["к декабрю 2022 года снизить долю неуспевающих до 14 %."]
    assert [(task.number, task.quote.text) for task in facts.tasks] == [
        ("1", "Выявить причины неуспешности."),
        ("2", "Организовать консультации."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Целью развития школы является снижение доли неуспевающих до 14 % к концу 2022 года.",
        "Поэтому мы ставим перед собой цель снизить долю неуспевающих до 14 % к концу 2022 года.",
        "Главная цель – снизить долю неуспевающих до 14 % к концу 2022 года.",
        "Цель развития школы на 2022 год: снизить долю неуспевающих до 14 %.",
    ],
)
def test_goal_in_a_sentence(sentence):
    facts = facts_of(
        TITLE + f"# Куда идём\n\nШкола работает в селе давно и успешно. {sentence} Педагоги готовы к этому."
    )
    assert len(facts.goals) == 1
    assert "14 %" in facts.goals[0].quote.text
    assert "Педагоги" not in facts.goals[0].quote.text


def test_several_goals_in_a_list():
    facts = facts_of(
        TITLE + "# Цели\n\nЦели:\n\n- снизить долю неуспевающих до 14 %;\n- закрыть вакансии учителей.\n\n# "
        "Меры\n\nКружки и консультации."
    )
    assert _texts(facts.goals) == ["снизить долю неуспевающих до 14 %;", "закрыть вакансии учителей."]


def test_heading_alone_opens_the_goal():
    facts = facts_of(
        TITLE + "# Цель развития\n\nСнизить долю неуспевающих до 14 % к концу года.\n\n# Задачи\n\n- Найти "
        "причины.\n- Помочь детям."
    )
    assert _texts(facts.goals) == ["Снизить долю неуспевающих до 14 % к концу года."]
    assert _texts(facts.tasks) == ["Найти причины.", "Помочь детям."]


def test_tasks_in_prose_by_counting_words():
    facts = facts_of(
        TITLE + "# Цели\n\nПредстоит решить три задачи: во-первых, обновить уроки; во-вторых, открыть кружки; "
        "в-третьих, говорить с семьями."
    )
    assert len(facts.tasks) == 3
    assert facts.tasks[1].quote.text == "во-вторых, открыть кружки;"


def test_sentence_about_tasks_is_no_list_of_tasks():
    facts = facts_of(TITLE + "# Меры\n\nОбе задачи взаимосвязаны: на новом оборудовании учиться интереснее.")
    assert facts.tasks == ()


def test_goal_matrix():
    facts = facts_of(
        TITLE
        + """
        # Цели по направлениям
        | Направление | Цель | Задачи | Показатель | Сейчас | К концу года |
        | Учебная неуспешность | Снизить долю двоек | Найти причины; Учить детей | Доля неуспевающих, % | 12 | 7 |
        | Дефицит педагогических кадров | Закрыть вакансии | Заключить договоры с вузом | Число вакансий | 3 | 0 |
    """
    )
    assert _texts(facts.goals) == ["Снизить долю двоек", "Закрыть вакансии"]
    assert _texts(facts.tasks) == ["Найти причины;", "Учить детей", "Заключить договоры с вузом"]
    assert [[value.quantity.value for value in item.values] for item in facts.indicators] == [[12, 7], [3, 0]]


def test_directions_of_goals_and_tasks():
    facts = facts_of(
        TITLE
        + """
        # Анализ
        Риски: низкая учебная мотивация обучающихся; низкий уровень вовлечённости родителей.
        # Цели и задачи
        Цель: снизить долю обучающихся с низкой учебной мотивацией до 30 %.

        Задачи:

        - способствовать повышению мотивации обучающихся;
        - чаще встречаться с родителями и семьями;
        - благоустроить двор к юбилею села.
    """
    )
    assert facts.goals[0].risks == ("RF-06",)
    assert [task.risks for task in facts.tasks] == [("RF-06",), ("RF-10",), ()]


def test_quotes_of_aims_are_exact():
    document = doc(
        TITLE + "# Цели\n\n**Цель\xa0–** снизить долю неуспевающих до\xa014\xa0%.\n\nЗадачи: 1) найти\xad "
        "причины; 2) помочь всем."
    )
    facts = facts_of(document)
    assert len(facts.goals) == 1
    assert len(facts.tasks) == 2
    for item in (*facts.goals, *facts.tasks):
        assert document.text_of(item.quote.block)[item.quote.start : item.quote.end] == item.quote.text


def test_a_matrix_row_gives_its_goal_the_values_and_term_beside_it():
    facts = facts_of("""
        @center Концепция развития

        # Цели и задачи

        | Направление | Цель | Было | Станет | Срок | Задачи |
        | Дефицит педагогических кадров | Сокращение числа вакансий | 6 | 2 | 01.12.2022 | Найти трёх учителей |
        | Низкая учебная мотивация | Снижение доли немотивированных | 40 % | 30 % | 01.12.2022 | Помочь родителям |
    """)
    assert [(goal.measurability.measurable, goal.measurability.deadline) for goal in facts.goals] == [(True, True)] * 2
    assert [task.risks for task in facts.tasks if "родителям" in task.quote.text] == [("RF-06",)]


def test_tasks_of_a_table_against_directions():
    tasks = facts_of(
        "@center Концепция развития на 2022 год\n\n# Цель и задачи\n\n"
        "| Задача / Риск | Низкая учебная мотивация | Низкий уровень вовлечённости родителей |\n"
        "| З1. Открыть мастерские | + | |\n| З2. Собрать клуб отцов | | + |\n| З3. Наладить чат | | + |\n"
    ).tasks
    assert [(task.quote.text, task.risks) for task in tasks] == [
        ("Открыть мастерские", ("RF-06",)),
        ("Собрать клуб отцов", ("RF-10",)),
        ("Наладить чат", ("RF-10",)),
    ]


def test_a_sentence_about_tasks_with_a_dash_opens_no_list():
    assert not facts_of(
        "@center Концепция развития на 2022 год\n\n# Пояснение\n\n"
        "Первые две задачи относятся к одному направлению, третья и четвёртая – к другому.\n"
    ).tasks


def test_tasks_announced_by_their_number_are_a_list_and_the_announcement_is_none():
    facts = facts_of("""
        @center Концепция развития школы

        # Куда идём

        Цель: снизить долю отстающих с 40 % до 30 % к 1 декабря 2022 года.

        Чтобы достичь цели, мы ставим перед собой две задачи.

        1. Находить пробелы дважды в год.

        2. Изменить урок.
    """)
    assert [task.quote.text for task in facts.tasks] == ["Находить пробелы дважды в год.", "Изменить урок."]


def test_tasks_announced_by_a_sentence_with_numbers_of_clauses():
    text = """
    3.2. Для преодоления рисков, указанных в пунктах 2.6 и 2.7, предстоит решить следующие задачи:

    а) научить педагогов замечать затруднения обучающихся;

    б) обеспечить учителей разноуровневыми материалами.
    """
    told = [task.quote.text.split()[0] for task in facts_of(text).tasks]
    assert told == ["научить", "обеспечить"]
