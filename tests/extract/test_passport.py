"""Passports in every layout."""

import pytest

from tests.builders import doc, facts_of

KEYS = ["name", "goal", "indicators", "terms", "results", "executors"]
ROWS = {
    "Наименование программы": "Антирисковая программа «Дефицит педагогических кадров»",
    "Цель и задачи программы": "Закрыть вакансии учителей к сентябрю 2022 года",
    "Целевые индикаторы и показатели": "число вакансий: с 3 до 0",
    "Сроки реализации": "апрель – декабрь 2022 года",
    "Ожидаемые конечные результаты": "вакансий нет",
    "Исполнители": "директор Седова Л. П.",
}


def _facts(body, **kwargs):
    return facts_of("@center Антирисковая программа\n\n" + body, **kwargs)


def test_table_of_two_columns():
    facts = _facts("# Паспорт\n@table noheader\n" + "\n".join(f"| {k} | {v} |" for k, v in ROWS.items()))
    assert [row.key for row in facts.passport] == KEYS
    assert [row.text for row in facts.passport] == list(ROWS.values())
    assert [row.label.text for row in facts.passport] == list(ROWS)


def test_table_with_numbers_and_a_header():
    rows = "\n".join(f"| {n} | {k} | {v} |" for n, (k, v) in enumerate(ROWS.items(), 1))
    facts = _facts("# Паспорт\n| № | Наименование раздела | Содержание |\n" + rows)
    assert [row.key for row in facts.passport] == KEYS


def test_labels_split_over_lines_and_numbered():
    rows = "\n".join(f"| {n}. {k.replace(' ', '<br>', 1)}: | {v} |" for n, (k, v) in enumerate(ROWS.items(), 1))
    assert [row.key for row in _facts("@table noheader\n" + rows).passport] == KEYS


def test_passport_torn_in_two_tables_with_a_torn_value():
    items = list(ROWS.items())
    first = "\n".join(f"| {k} | {v} |" for k, v in items[:3])
    second = "| | после торгов |\n" + "\n".join(f"| {k} | {v} |" for k, v in items[3:])
    facts = _facts(f"# Паспорт\n@table noheader\n{first}\n\n@table noheader\n{second}")
    assert [row.key for row in facts.passport] == KEYS
    assert facts.passport[2].text == "число вакансий: с 3 до 0\nпосле торгов"


def test_lines_with_a_colon():
    facts = _facts("# Паспорт\n\n" + "\n\n".join(f"{k}: {v}" for k, v in ROWS.items()))
    assert [row.key for row in facts.passport] == KEYS
    assert facts.passport[1].text == ROWS["Цель и задачи программы"]


def test_lines_with_an_unknown_label_keep_it_apart():
    facts = _facts("# Паспорт\n\n" + "\n\n".join(f"{k}: {v}" for k, v in ROWS.items()) + "\n\nСимвол программы: сова")
    assert [row.key for row in facts.passport] == [*KEYS, None]
    assert facts.passport[5].text == "директор Седова Л. П."


@pytest.mark.parametrize("headings", ["styles", "bold"])
def test_labels_as_headings_above_their_values(headings):
    body = "# Паспорт\n\n" + "\n\n".join(f"## {k}\n\n{v}" for k, v in ROWS.items())
    facts = _facts(body, headings=headings)
    assert [row.key for row in facts.passport] == KEYS
    assert facts.passport[4].text == "вакансий нет"


def test_several_paragraphs_in_one_pair_of_cells():
    facts = _facts("# Паспорт\n@table noheader\n| " + "<br>".join(ROWS) + " | " + "<br>".join(ROWS.values()) + " |")
    assert [row.key for row in facts.passport] == KEYS
    assert facts.passport[3].text == "апрель – декабрь 2022 года"


def test_colloquial_labels():
    facts = _facts("""
        # Паспорт
        @table noheader
        | Полное название | Программа «Дефицит педагогических кадров» |
        | Чего хотим добиться | Закрыть вакансии |
        | Откуда берём данные | тарификация |
        | Что получим в итоге | вакансий нет |
        | Команда | директор |
        | Контроль | педсовет |
    """)
    assert [row.key for row in facts.passport] == ["name", "goal", "methods", "results", "executors", "management"]


def test_empty_value_stays_an_empty_row():
    rows = dict(ROWS, **{"Сроки реализации": ""})
    facts = _facts("# Паспорт\n@table noheader\n" + "\n".join(f"| {k} | {v} |" for k, v in rows.items()))
    assert [row.text for row in facts.passport if row.key == "terms"] == [""]


def test_plan_is_no_passport():
    facts = facts_of("""
        @center Дорожная карта
        | Мероприятие | Сроки реализации | Исполнители |
        | Показатели успеваемости | май | директор |
        | Результаты ВПР | июнь | завуч |
        | Цели и задачи года | август | директор |
    """)
    assert facts.passport == ()
    assert len(facts.rows) == 3


def test_quotes_are_exact_with_odd_blanks():
    document = doc(
        "# Паспорт\n@table noheader\n" + "\n".join(f"| {k} | \xa0{v.replace(' ', chr(160))} |" for k, v in ROWS.items())
    )
    facts = facts_of(document)
    assert len(facts.passport) == len(KEYS)
    for row in facts.passport:
        for quote in (row.label, *row.values):
            assert document.text_of(quote.block)[quote.start : quote.end] == quote.text


def test_labels_in_the_authors_own_words_are_told_by_tell_tale_words_and_brackets():
    rows = facts_of("""
        # Паспорт программы

        | Как зовётся | Программа «Низкая учебная мотивация обучающихся» |
        | Замысел (цель) | Снизить долю учеников с низкой мотивацией с 40 % до 30 % к 1 декабря 2022 года |
        | Шаги к цели (задачи) | 1. Найти причины. 2. Открыть кружки. |
        | По каким меркам будем судить | Доля учеников с низкой мотивацией |
        | Откуда узнаем цифры | Анкета в мае и октябре |
        | Время работы | Март – декабрь 2022 года |
        | Что предпримем | Анкеты, кружки |
        | Чего дождёмся в конце | Низкая мотивация у 30 % |
        | Кто возьмётся | Учитель Петрова А. А. |
        | К программе прилагается | дорожная карта |
    """).passport
    expected = ["goal", "tasks", "indicators", "methods", "terms", "measures", "results", "executors", "annex"]
    assert [row.key for row in rows][1:] == expected


def test_the_heading_of_a_later_table_does_not_open_a_passport_row_again():
    rows = facts_of(
        """
        @center Среднесрочная программа развития

        # Основные сведения о программе

        Ради чего: к декабрю 2022 года снизить долю двоек с 20 % до 15 %.

        По чему судим (показатели): доля двоек.

        Что получится: доля двоек 15 %.

        Кто выполняет: завуч Иванова И. И.

        # По чему судим

        | Показатель | Было | Станет |
        | Доля двоек, % | 20 | 15 |
        """,
        headings="numbered-text",
    ).passport
    assert [row.key for row in rows] == ["goal", "indicators", "results", "executors"]


def test_a_label_may_end_with_a_full_stop():
    rows = facts_of(
        "@center Антирисковая программа\n\n# Паспорт\n\nНаименование программы. Программа «Шаг».\n\n"
        "Сроки. 1 апреля – 20 декабря 2022 года; этап 1: до 1 июня.\n\nИсполнители. Завуч, психолог.\n"
    ).passport
    assert [(row.key, row.text) for row in rows] == [
        ("name", "Программа «Шаг»."),
        ("terms", "1 апреля – 20 декабря 2022 года; этап 1: до 1 июня."),
        ("executors", "Завуч, психолог."),
    ]


def test_a_label_in_bold_above_its_list_does_not_end_a_passport_of_lines():
    rows = facts_of("""
        @center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год

        # Паспорт

        **Цель:** снизить долю с 40 % до 30 % к 1 декабря 2022 года.

        **Показатели, по которым судим о выполнении:**

        - доля обучающихся с низкой мотивацией – 30 %;

        **Сроки и этапы:** март – декабрь 2022 года.

        **Исполнители:** завуч Седова Л. П.
    """).passport
    assert [row.key for row in rows] == ["goal", "indicators", "terms", "executors"]
