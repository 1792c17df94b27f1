"""Plans told in prose, month by month, where a programme has no table of measures."""

from datetime import date

from tests.builders import facts_of

HEAD = "@center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год\n\n# Что и когда делаем\n"


def test_months_with_a_full_stop_give_rows():
    (plan,) = facts_of(
        HEAD
        + """
Апрель. С 4 по 8 апреля психолог Ким А. Р. проводит опрос подростков (120 обучающихся), итог – сводка; 20 апреля –
круглый стол «Зачем учиться», протокол.

Май. До 20 мая библиотекарь собирает отзывы о книгах.

Остальное обсудим позже.
""",
        kind="antirisk_program",
    ).plans
    assert plan.columns == ()
    assert [row.measure.text for row in plan.rows] == [
        "психолог Ким А. Р. проводит опрос подростков",
        "круглый стол «Зачем учиться»",
        "библиотекарь собирает отзывы о книгах.",
    ]
    assert [(row.dates[0].first, row.dates[0].last) for row in plan.rows] == [
        (date(2022, 4, 4), date(2022, 4, 8)),
        (date(2022, 4, 20), date(2022, 4, 20)),
        (None, date(2022, 5, 20)),
    ]
    assert [row.participants is not None for row in plan.rows] == [True, False, False]
    assert plan.rows[1].inherited == ("responsible",)


def test_a_month_may_stand_above_a_list():
    (plan,) = facts_of(
        HEAD
        + """
Сентябрь

- неделя открытых уроков, отвечает завуч

- вечер выпускников 23 сентября

Октябрь

- защита проектов, 14 октября
""",
        kind="antirisk_program",
    ).plans
    assert [row.dates[0].last for row in plan.rows] == [date(2022, 9, 30), date(2022, 9, 23), date(2022, 10, 14)]


def test_two_dated_sentences_are_no_plan():
    assert not facts_of(HEAD + "Опрос прошёл 4 апреля. Итоги подвели 8 апреля.", kind="antirisk_program").plans


def test_a_table_leaves_prose_alone():
    (plan,) = facts_of(
        HEAD
        + """
| Мероприятие | Срок | Ответственный |
| Анкетирование | апрель 2022 г. | психолог |

Май. С 10 по 12 мая проверяем тетради. 20 мая собираем отзывы. 25 мая проводим сход.
""",
        kind="antirisk_program",
    ).plans
    assert len(plan.rows) == 1
