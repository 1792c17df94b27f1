"""Approval marks in every layout."""

from datetime import date

import pytest

from tests.builders import doc, facts_of

TITLE = "\n\n@center КОНЦЕПЦИЯ РАЗВИТИЯ\n@center на 2022 год\n\n# Введение\n\nШкола работает давно."


def test_marks_in_cells_of_a_table():
    first, second = facts_of(
        "@table noheader\n| ПРИНЯТО<br>на заседании педагогического совета<br>протокол от 14 марта 2022 года № 6 "
        "| УТВЕРЖДЕНО<br>приказом директора<br>от 15 марта 2022 года № 41-ОД |" + TITLE
    ).approvals
    assert (first.kind, first.by, first.act, first.date, first.number) == (
        "accepted", "collegial", "протокол", date(2022, 3, 14), "6",
    )  # fmt: skip
    assert (second.kind, second.by, second.date, second.number, second.signed) == (
        "approved", "director", date(2022, 3, 15), "41-ОД", True,
    )  # fmt: skip
    assert second.blanks == ()


def test_mark_spread_over_rows_of_a_table():
    marks = facts_of(
        "@table noheader\n| ПРИНЯТО | УТВЕРЖДАЮ |\n| педагогическим советом | Директор школы |\n"
        "| протокол № 3 от 10.03.2022 | приказ № 12 от 11.03.2022 |" + TITLE
    ).approvals
    assert [(mark.kind, mark.number) for mark in marks] == [("accepted", "3"), ("approved", "12")]


def test_mark_in_right_aligned_lines_with_blanks():
    (mark,) = facts_of(
        "@right УТВЕРЖДАЮ\n@right Директор школы\n@right ____________ И. С. Ветрова\n@right «___» __________ 2022 г."
        + TITLE
    ).approvals
    assert (mark.kind, mark.date, mark.number, mark.signed, mark.signer) == (
        "approved",
        None,
        None,
        False,
        "И. С. Ветрова",
    )
    assert [blank.text for blank in mark.blanks] == ["____________", "«___»", "__________"]


def test_marks_set_side_by_side_with_blanks():
    first, second = facts_of(
        "РАССМОТРЕНО                         УТВЕРЖДАЮ\n\nпедсоветом, протокол № 3            Директор "
        "________ И. С. Ветрова\n\n"
        "от 15.03.2022                       Приказ № 7 от 16.03.2022" + TITLE
    ).approvals
    assert (first.kind, first.by, first.number, first.date) == ("considered", "collegial", "3", date(2022, 3, 15))
    assert (second.kind, second.by, second.number, second.date) == ("approved", "director", "7", date(2022, 3, 16))


def test_mark_in_a_text_box():
    (mark,) = facts_of("@textbox УТВЕРЖДЕНА\n@textbox приказом от 25.03.2022 № 18/1" + TITLE).approvals
    assert (mark.date, mark.number, mark.signed) == (date(2022, 3, 25), "18/1", True)


def test_marks_in_a_closing_sentence():
    accepted, approved = facts_of(
        TITLE + "\n\nПринято на педагогическом совете 18.03.2022, протокол № 5. Утверждено приказом директора "
        "от 21.03.2022 № 34."
    ).approvals
    assert (accepted.kind, accepted.date) == ("accepted", date(2022, 3, 18))
    assert (approved.kind, approved.date, approved.number) == ("approved", date(2022, 3, 21), "34")


def test_order_without_its_number_lists_the_blank():
    (mark,) = facts_of("@right УТВЕРЖДЕНА\n@right приказом директора\n@right от 25 марта 2022 года №" + TITLE).approvals
    assert mark.number is None
    assert mark.date == date(2022, 3, 25)
    assert [blank.text for blank in mark.blanks] == ["№"]


@pytest.mark.parametrize(
    "stamp",
    [
        "Документ подписан электронной подписью",
        "Д о к у м е н т  п о д п и с а н  э л е к т р о н н о й  п о д п и с ь ю",
    ],
)
def test_electronic_stamp_signs_the_directors_mark(stamp):
    (mark,) = facts_of(f"@right УТВЕРЖДАЮ\n@right Директор И. С. Ветрова\n@right {stamp}" + TITLE).approvals
    assert mark.signed


def test_founders_agreement_and_annex():
    agreed, annex = facts_of(
        "@table noheader\n| СОГЛАСОВАНО<br>начальник управления образования<br>А. Н. "
        "Румянцев<br>16.03.2022, исх. № 318 |\n\n"
        "@right Приложение № 2\n@right к приказу управления образования\n@right от «  » марта 2022 г. № ___" + TITLE
    ).approvals
    assert (agreed.kind, agreed.by, agreed.date, agreed.signed) == ("agreed", "founder", date(2022, 3, 16), True)
    assert (annex.kind, annex.by, annex.act, annex.date, annex.number) == ("annex", "founder", "приказ", None, None)


def test_name_inside_the_schools_name_is_not_the_signer():
    (mark,) = facts_of(
        "@right УТВЕРЖДЕНО\n@right приказом МОУ «СОШ им. П. И. Кравцова»\n@right от 24.03.2022 № "
        "61\n@right Директор В. Н. Лукашина" + TITLE
    ).approvals
    assert mark.signer == "В. Н. Лукашина"


def test_row_named_annex_is_no_approval():
    facts = facts_of(
        TITLE
        + "\n\n@table noheader\n| Наименование | Программа |\n| Цель | Помочь детям |\n| Приложение | Дорожная карта |"
    )
    assert facts.approvals == ()


def test_every_quote_of_a_mark_is_exact():
    document = doc("@right УТВЕРЖДЕНА\n@right приказом директора от\xa025.03.2022 №\xa018" + TITLE)
    for mark in facts_of(document).approvals:
        for quote in mark.quotes:
            assert document.text_of(quote.block)[quote.start : quote.end] == quote.text


def test_mark_with_every_place_left_blank_is_not_signed():
    (mark,) = facts_of(
        "@table noheader\n| «Рассмотрено» педагогический совет протокол №___ от «___»________2022г. |" + TITLE
    ).approvals
    assert (mark.kind, mark.date, mark.number, mark.signed) == ("considered", None, None, False)
    assert len(mark.blanks) == 4


def test_heads_of_three_columns_run_together_by_a_page():
    marks = facts_of(
        "СОГЛАСОВАНА ПРИНЯТА УТВЕРЖДЕНА управление образования педагогическим советом приказом от 04.04.2022 № 15 "
        "01.04.2022, подпись 31 марта 2022 г., протокол № 3 директор (подпись) О. И. Лунь\n\n"
        "@center Среднесрочная программа развития на 2022 год\n"
    ).approvals
    assert [(mark.kind, mark.by, mark.number, mark.date, mark.signed) for mark in marks] == [
        ("agreed", "founder", None, date(2022, 4, 1), True),
        ("accepted", "collegial", "3", date(2022, 3, 31), True),
        ("approved", "director", "15", date(2022, 4, 4), True),
    ]


def test_an_empty_line_before_the_name_is_no_signature_though_the_order_has_its_number():
    table = "| УТВЕРЖДАЮ<br>Директор школы<br>{line} Г. А. Пестова<br>Приказ от 21.03.2022 № 41-о | РАССМОТРЕНО |"
    empty, signed = (
        next(one for one in facts_of(table.format(line=line)).approvals if one.kind == "approved")
        for line in ("_____________", "подпись")
    )
    assert (empty.signed, signed.signed) == (False, True)
    assert empty.number == signed.number == "41-о"
