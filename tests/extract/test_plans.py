"""Tables of measures in every layout."""

from datetime import date

from tests.builders import facts_of

HEAD = "@center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год\n\n# Дорожная карта\n"


def test_all_columns_and_tasks_merged_over_rows():
    (plan,) = facts_of(
        HEAD
        + """
        | Задача | Мероприятие | Сроки реализации | Показатели реализации | Ответственные | Участники |
        | 1. Изучить мотивацию | Анкетирование | апрель 2022 г. | справка | психолог | 5–9 классы |
        | ^ | Повторное анкетирование | 14–18 ноября | справка | психолог | 5–9 классы |
        | 2. Поднять интерес | Кружок | | журнал | учитель | |
    """
    ).plans
    assert plan.columns == ("task", "measure", "term", "indicator", "responsible", "participants")
    assert plan.heading is not None
    assert plan.heading.text == "Дорожная карта"
    assert [row.task.text for row in plan.rows if row.task] == ["1. Изучить мотивацию"] * 2 + ["2. Поднять интерес"]
    assert plan.rows[1].inherited == ("task",)
    assert [(span.first, span.last) for span in plan.rows[1].dates] == [(date(2022, 11, 14), date(2022, 11, 18))]
    assert plan.rows[2].term is not None
    assert plan.rows[2].term.text == ""
    assert plan.rows[2].participants is not None
    assert {row.risks for row in plan.rows} == {("RF-06",)}


def test_header_of_two_rows_with_beginning_end_and_a_counting_row():
    (plan,) = facts_of(
        HEAD
        + """
        | № | Содержание работы | Срок | < | Исполнитель, участники |
        | ^ | ^ | начало | конец | ^ |
        | 1 | 2 | 3 | 4 | 5 |
        | Направление 1. Кадры | < | < | < | < |
        | 1.1 | Встречи с выпускниками | 01.04.2022 | 15.04.2022 | директор |
    """
    ).plans
    (row,) = plan.rows
    assert (row.number, row.section) == ("1.1", "Направление 1. Кадры")
    assert [(span.first, span.last) for span in row.dates] == [(date(2022, 4, 1), date(2022, 4, 15))]
    assert row.responsible == row.participants


def test_table_goes_on_after_a_page_break_with_its_header_repeated():
    (plan,) = facts_of(
        HEAD
        + """
        | Мероприятие | Сроки | Ответственный |
        | Анкетирование | апрель | психолог |

        @pagebreak
        | Мероприятие | Сроки | Ответственный |
        | Кружок | май | учитель |
        | Собрание | июнь | директор |
    """
    ).plans
    assert [row.measure.text for row in plan.rows if row.measure] == ["Анкетирование", "Кружок", "Собрание"]
    assert [row.row for row in plan.rows] == [1, 2, 3]


def test_table_goes_on_without_a_header():
    (plan,) = facts_of(
        HEAD
        + """
        | Мероприятие | Сроки | Ответственный |
        | Анкетирование | апрель | психолог |

        @table noheader
        | Кружок | май | учитель |
    """
    ).plans
    assert len(plan.rows) == 2


def test_column_of_tasks_that_holds_the_measures():
    (plan,) = facts_of(
        "@center Дорожная карта\n\n| № п/п | Задачи | Сроки реализации | Исполнитель |\n| 1. | Издать "
        "приказ | март | управление |"
    ).plans
    assert plan.columns == ("number", "measure", "term", "responsible")
    assert plan.rows[0].task is None


def test_header_in_other_words_is_told_by_the_cells():
    (plan,) = facts_of(
        HEAD
        + """
        | Дата | Затея | Кто отвечает | Итог |
        | 14.01.2022 | Приказ о рабочей группе проекта | директор | приказ |
        | 08.02.2022 | Встреча с куратором в школе | директор | протокол |
        | апрель 2022 | Анкетирование обучающихся и родителей | психолог | справка |
    """
    ).plans
    assert plan.columns == ("term", "measure", "responsible", "indicator")
    assert plan.rows[1].measure is not None
    assert plan.rows[1].measure.text == "Встреча с куратором в школе"


def test_ditto_marks_repeat_the_cell_above():
    (plan,) = facts_of(
        HEAD + "\n| Мероприятие | Сроки | Ответственный |\n| Опрос | май | психолог |\n| Беседа | –//– | то же |"
    ).plans
    assert plan.rows[1].responsible == plan.rows[0].responsible
    assert plan.rows[1].term == plan.rows[0].term
    assert set(plan.rows[1].inherited) == {"term", "responsible"}


def test_data_and_indicator_tables_are_no_plans():
    facts = facts_of(
        HEAD
        + """
        | Показатель | 2019 год | 2020 год | 2021 год |
        | Контингент | 301 | 294 | 286 |

        Значения показателей приведены ниже.

        | Показатель | База | Этап 1 | Этап 2 | Итог |
        | Доля, % | 20 | 18 | 16 | 14 |
    """
    )
    assert facts.plans == ()


def test_order_of_rows_does_not_change_a_row():
    rows = [
        "| Опрос | май 2022 | психолог |",
        "| Кружок | июнь 2022 | учитель |",
        "| Собрание | июль 2022 | директор |",
    ]
    head = HEAD + "\n| Мероприятие | Сроки | Ответственный |\n"

    def read(lines):
        return {
            row.measure.text: (row.term.text, row.dates[0].first, row.responsible.text, row.risks)
            for row in facts_of(head + "\n".join(lines)).rows
            if row.measure and row.term and row.responsible
        }

    assert read(rows) == read(rows[::-1])
    assert len(read(rows)) == 3


def test_columns_nobody_named_before_are_told_by_their_cells():
    (plan,) = facts_of(
        HEAD
        + """
        | На какую задачу работает | Что намечаем | Когда | Кто в деле | Кому адресуем | Знак успеха |
        | Найти причины | Большая анкета для пятых классов | 11.04.2022 | психолог Иванова | 40 учеников | справка |
        | Открыть дело | Кружок робототехники в кабинете | 05.09.2022 | учитель Петров | 12 учеников | журнал |
        | Позвать семьи | Встреча в библиотеке с детьми | 20.05.2022 | завуч Сидорова | 30 родителей | протокол |
    """
    ).plans
    assert plan.columns == ("task", "measure", "term", "responsible", "participants", "indicator")


def test_figures_set_against_stages_are_no_plan_whatever_the_headers_say():
    facts = facts_of(
        HEAD
        + """
        | Задача | Что смотрим | База | 1 этап | 2 этап | Чем, когда и кто измеряет |
        | 1 | Доля двоек | 20 | 18 | 15 | журнал, ежемесячно, завуч |
        | 2 | Доля семей | 46 | 51 | 59 | листы, в мае, психолог |
    """
    )
    assert facts.plans == ()


def test_columns_under_unheard_of_names_are_told_by_their_cells_and_by_what_is_left():
    (plan,) = facts_of(
        HEAD
        + """
        | № | Мероприятие | Пора | Кому вручено | Чего дождёмся |
        | 1 | Анкетирование подростков | до 8 апреля 2022 г. | Ким А. Р., психолог | узнаем причины скуки |
        | 2 | Вечер опытов | 20 апреля 2022 г. | Цой Л. Д., завуч | проснётся любопытство |
        | 3 | Обход музеев | 12 мая 2022 г. | Ким А. Р., психолог | появятся темы проектов |
    """
    ).plans
    assert plan.columns == ("number", "measure", "term", "responsible", "indicator")
    assert plan.rows[0].responsible is not None
    assert plan.rows[0].responsible.text == "Ким А. Р., психолог"
    assert plan.rows[2].dates[0].last == date(2022, 5, 12)


def test_a_column_of_places_is_no_indicator():
    (plan,) = facts_of(
        HEAD
        + """
        | № | Мероприятие | Срок | Ответственный | Место встречи |
        | 1 | Анкетирование подростков | до 8 апреля 2022 г. | Ким А. Р., психолог | кабинет физики на этаже |
        | 2 | Вечер опытов | 20 апреля 2022 г. | Цой Л. Д., завуч | большой актовый зал |
        | 3 | Обход музеев | 12 мая 2022 г. | Ким А. Р., психолог | улица у крыльца |
    """
    ).plans
    assert "indicator" not in plan.columns


def test_a_header_with_two_names_is_first_what_it_begins_with():
    (plan,) = facts_of(
        """
        @center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год

        # Дорожная карта

        | Мероприятие, участники | Срок | Ответственный |
        | Входная диагностика (248 человек) | 11–15 апреля 2022 г. | Завуч |
        | Практикум для учителей (22 учителя) | 20 апреля 2022 г. | Завуч |
        """,
        kind="antirisk_program",
    ).plans
    assert plan.columns == ("measure", "participants", "term", "responsible")
    assert plan.rows[0].measure.text == plan.rows[0].participants.text == "Входная диагностика (248 человек)"
