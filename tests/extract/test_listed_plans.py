"""Plans told as lists of measures, each with its term, who answers, for whom and what shows it."""

from datetime import date

from tests.builders import facts_of

HEAD = "@center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год\n\n"


def test_an_item_tells_its_measure_term_people_and_indicator():
    (plan,) = facts_of(
        HEAD
        + """
# Дорожная карта по этапам

**Первый этап, весна**

- Опрос «Кто я» в 5–9 классах, 28.03–01.04. Участвуют 57 человек. Отвечает Ким А. С. Показатель: 95 %; остаётся акт.

- Встреча с родителями, 14.04. Приглашены 22 семьи. Отвечает Ким А. Р. Показатель: 15 семей.

**Второй этап, осень**

- Неделя проб, II квартал (администрация).

- Ярмарка проектов, в течение года (педагоги).
""",
        kind="antirisk_program",
    ).plans
    assert [row.measure.text for row in plan.rows] == [
        "Опрос «Кто я» в 5–9 классах",
        "Встреча с родителями",
        "Неделя проб",
        "Ярмарка проектов",
    ]
    first, second, third, last = plan.rows
    assert (first.dates[0].first, first.dates[0].last) == (date(2022, 3, 28), date(2022, 4, 1))
    assert second.dates[0].last == date(2022, 4, 14)
    assert first.responsible.text == "Отвечает Ким А. С"
    assert first.indicator.text == "Показатель: 95 %"
    assert first.participants.text == "Участвуют 57 человек"
    assert second.indicator.text == "Показатель: 15 семей"
    assert (third.responsible.text, last.responsible.text) == ("администрация", "педагоги")
    assert (first.section, third.section) == ("Первый этап, весна", "Второй этап, осень")


def test_sentences_that_begin_with_their_day_are_measures_and_no_tasks():
    facts = facts_of(
        HEAD
        + """
# Содержание работы

## Направление «Низкая учебная мотивация обучающихся»

Задача: узнать причины.

1. С 28 марта по 8 апреля 2022 г. психолог Ким А. Р. проводит опрос 40 обучающихся.

2. 26 апреля 2022 г. завуч Седова Л. П. ведёт семинар для 16 учителей.

3. До 1 сентября 2022 г. библиотекарь Бегзи Д. К. собирает банк заданий.

4. 28 октября 2022 г. завуч Седова Л. П. проводит мастер-класс.
""",
        kind="midterm_program",
    )
    assert [row.measure.text for row in facts.rows][:2] == [
        "психолог Ким А. Р. проводит опрос 40 обучающихся",
        "завуч Седова Л. П. ведёт семинар для 16 учителей",
    ]
    assert [task.quote.text for task in facts.tasks] == ["узнать причины."]


def test_lists_of_indicators_and_of_stages_are_no_plan():
    facts = facts_of(
        HEAD
        + """
# Что меряем и когда

- доля обучающихся с низкой мотивацией, 30 % к 1 июня 2022 г.;

- число пропусков, 5 к 1 ноября 2022 г.;

- доля уроков с обратной связью, 60 % к 20 декабря 2022 г.;

- охват пробами, 40 % к 20 декабря 2022 г.

# Как идёт время

- первый этап, до 1 июня 2022 г.

- второй этап, до 1 ноября 2022 г.

- третий этап, до 20 декабря 2022 г.

- четвёртый этап, до 31 декабря 2022 г.
""",
        kind="antirisk_program",
    )
    assert facts.plans == ()


def test_cells_may_hold_several_dated_measures():
    (plan,) = facts_of(
        HEAD
        + """
# Встречи

| Месяц | Что устраиваем |
| Апрель | 21 апреля 2022 года – опрос родителей<br>28 апреля 2022 года – беседы в кругу семей |
| Май | 12 мая 2022 года – мастер-класс «Тёплые вещи» |
""",
        kind="antirisk_program",
    ).plans
    assert [row.measure.text for row in plan.rows] == [
        "опрос родителей",
        "беседы в кругу семей",
        "мастер-класс «Тёплые вещи»",
    ]


def test_paragraphs_that_begin_with_their_day_tell_a_plan():
    (plan,) = facts_of(
        HEAD
        + """
# Зачем это нужно

Новым ученикам трудно: они знают мало русских слов, а взрослым дома некогда, поэтому мы поможем и детям, и семьям.

# Как всё пойдёт

Двадцать восьмого марта 2022 года завуч проводит практикум «Слово с картинкой».

С пятого апреля по двадцать шестое мая 2022 года пройдут занятия «Говорим по-русски».

Двадцать девятого апреля 2022 года приглашаем родителей на встречу с переводчиком.
""",
        kind="antirisk_program",
    ).plans
    assert [row.dates[0].last for row in plan.rows] == [date(2022, 3, 28), date(2022, 5, 26), date(2022, 4, 29)]


def test_a_table_without_a_header_has_its_columns_in_their_usual_order():
    (plan,) = facts_of(
        HEAD
        + """
# Кто, что и к какому дню

@table noheader
| Узнать причины | Объезд семей отделений | 21 марта 2022 г. | Побывали в 33 семьях | Ким А. Е., завуч | 33 семьи |
| ^ | Собрание о правилах для семьи | 22 апреля 2022 г. | Пришли 70 семей | Седова Л. С., директор | 118 семей |
| Показать урок | День открытых уроков | 13 мая 2022 г. | На уроках 30 родителей | Ким А. Е., завуч | 30 родителей |
| ^ | Практикум «Начни с хорошего» | 29 августа 2022 г. | Обучены 11 учителей | Ким А. Е., завуч | 11 педагогов |
""",
        kind="antirisk_program",
    ).plans
    first = plan.rows[0]
    assert (first.task.text, first.measure.text) == ("Узнать причины", "Объезд семей отделений")
    assert (first.indicator.text, first.participants.text) == ("Побывали в 33 семьях", "33 семьи")
