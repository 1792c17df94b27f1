"""Every construct that shows words on a page gives its words, once, and what is not shown gives none."""

from __future__ import annotations

import pytest

from tests.parse.word.docx_parts import NAMES, p, r, read, styles, tbl, tc, texts, tr

BOX = "<w:txbxContent>{}</w:txbxContent>"
CHOICE_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f'<w:hyperlink r:id="x">{r("ссылка")}</w:hyperlink>', "ссылка"),
        (f'<w:smartTag w:element="y">{r("метка")}</w:smartTag>', "метка"),
        (f'<w:fldSimple w:instr="REF x">{r("поле")}</w:fldSimple>', "поле"),
        (field("PAGEREF x", r("12")), "12"),
        (field("IF 1 = 1 " + field("REF y", r("внутри")), r("итог")), "итог"),
        (f'<w:ins w:id="1">{r("вставлено")}</w:ins>', "вставлено"),
        (f'<w:moveTo w:id="1">{r("сюда")}</w:moveTo>', "сюда"),
        (r("до") + '<w:del w:id="1"><w:r><w:delText>удалено</w:delText></w:r></w:del>', "до"),
        (r("до") + f'<w:moveFrom w:id="1">{r("отсюда")}</w:moveFrom>', "до"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('выбор')}</w:sdtContent></w:sdt>", "выбор"),
        (f'<w:customXml w:element="e">{r("данные")}</w:customXml>', "данные"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
        (r("а") + "<w:r><w:tab/></w:r>" + r("б") + "<w:r><w:br/></w:r>" + r("в"), "а\tб\nв"),
        (r("учебно") + "<w:r><w:noBreakHyphen/></w:r>" + r("методический"), "учебно\u2011методический"),
        (r("само") + "<w:r><w:softHyphen/></w:r>" + r("анализ"), "само\u00adанализ"),
        (r("№\u00a05"), "№\u00a05"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>' + r(" пункт"), "• пункт"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r(" да"), "☑ да"),
        ('<w:r><w:sym w:font="Odd" w:char="F0FE"/></w:r>' + r(" да"), "\ufffc да"),
        (
            "<w:r><w:ruby><w:rt>" + r("чтение") + "</w:rt><w:rubyBase>" + r("основа") + "</w:rubyBase></w:ruby></w:r>",
            "основа",
        ),
    ],
)
def test_shown_words_are_text_and_others_are_not(inside: str, expected: str) -> None:
    assert texts(read(p(inside))) == [expected]


def test_hidden_runs_are_left_out_and_told() -> None:
    document = read(p(r("видно"), r(" скрыто", "<w:vanish/>"), r(" снова", '<w:vanish w:val="0"/>')))
    assert texts(document) == ["видно снова"]
    assert [warning.code for warning in document.warnings] == ["hidden_text"]


def test_unaccepted_changes_and_comments_are_told() -> None:
    document = read(p(f'<w:ins w:id="1">{r("текст")}</w:ins>', '<w:r><w:commentReference w:id="1"/></w:r>'))
    assert {warning.code for warning in document.warnings} == {"tracked_changes", "comments"}


def test_a_text_box_is_read_once_as_a_part_of_its_own() -> None:
    document = read(p(r("перед рамкой"), CHOICE_BOX.format(box=BOX.format(p("в рамке")))))
    assert [(block.part, block.text) for block in document.blocks] == [("body", "перед рамкой"), ("textbox", "в рамке")]


def test_a_text_box_of_the_old_kind_is_read() -> None:
    document = read(p(r("слово"), f"<w:r><w:pict><v:textbox>{BOX.format(p('в рамке'))}</v:textbox></w:pict></w:r>"))
    assert [block.part for block in document.blocks] == ["body", "textbox"]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    document = read(tbl(tr(tc(p(r("ячейка"), CHOICE_BOX.format(box=BOX.format(p("рамка"))))))))
    assert document.blocks[0].table is not None
    assert [cell.text for cell in document.blocks[0].table.cells()] == ["ячейка\nрамка"]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote>'
        f'<w:footnote w:id="2">{p("сноска")}</w:footnote></w:footnotes>'
    )
    document = read(p(r("текст"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), p("дальше"), footnotes=notes)
    assert [(block.part, block.text) for block in document.blocks] == [
        ("body", "текст"),
        ("footnote", "сноска"),
        ("body", "дальше"),
    ]


def test_page_headers_are_apart_and_every_text_stands_once() -> None:
    header = f"<w:hdr {NAMES}>{p('Программа развития')}</w:hdr>"
    document = read(p("текст"), header1=header, header2=header, footer1=f"<w:ftr {NAMES}>{p('2022')}</w:ftr>")
    assert [(block.part, block.text) for block in document.blocks] == [
        ("body", "текст"),
        ("header", "Программа развития"),
        ("footer", "2022"),
    ]
    assert [text for _, text in document.units()] == ["текст"]


def test_bold_needs_every_word_bold_by_run_style_or_paragraph_style() -> None:
    known = styles(
        '<w:style w:type="paragraph" w:styleId="Strong"><w:name w:val="x"/><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Fat"><w:name w:val="y"/><w:rPr><w:b/></w:rPr></w:style>',
    )
    document = read(
        p(r("все", "<w:b/>"), r(" ", ""), r("слова", "<w:b/>")),
        p(r("не", "<w:b/>"), r(" все")),
        p("по стилю", style="Strong"),
        p(r("снято", '<w:b w:val="0"/>'), style="Strong"),
        p(r("знаком", '<w:rStyle w:val="Fat"/>')),
        styles=known,
    )
    assert [block.bold for block in document.blocks] == [True, False, True, False, True]


def test_pages_are_known_only_from_words_own_marks() -> None:
    mark = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = read(p("первая"), p(mark, r("вторая")), p(r("ещё вторая"), mark, r(" и третья")), p("третья"))
    assert [block.page for block in document.blocks] == [1, 2, 2, 3]
    assert document.pages is None
    assert [block.page for block in read(p("одна"), p('<w:r><w:br w:type="page"/></w:r>'), p("другая")).blocks] == [
        None,
        None,
    ]


def test_a_field_never_closed_swallows_nothing_after_its_paragraph() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>'
    assert texts(read(p(r("до"), broken), p("после"))) == ["до", "после"]


def test_latin_letters_in_russian_words_are_counted() -> None:
    document = read(p("Пpограмма pазвития МБOУ"), p("IT-класс и RF-06"))
    assert [(warning.code, "— 3" in warning.message) for warning in document.warnings] == [("homoglyphs", True)]


def test_a_source_leads_back_to_the_paragraph() -> None:
    document = read(p("первый"), f"<w:sdt><w:sdtContent>{p('второй')}</w:sdtContent></w:sdt>")
    assert [block.source.path for block in document.blocks if block.source] == [(0, 0), (0, 1, 0, 0)]


PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{}" cy="{}"/></wp:inline></w:drawing></w:r>'
)


def test_a_file_of_pictures_alone_is_unread_not_empty() -> None:
    document = read(p(PICTURE.format(6_000_000, 8_000_000)))
    assert [(page.page, page.reason) for page in document.unread] == [(1, "scan")]
    assert [warning.code for warning in document.warnings] == ["unreadable"]


def test_pictures_the_size_of_a_page_are_told_and_small_ones_are_not() -> None:
    large, small = PICTURE.format(6_000_000, 8_000_000), PICTURE.format(2_000_000, 2_000_000)
    assert [warning.code for warning in read(p(r("текст"), large, small)).warnings] == ["page_pictures"]
    assert read(p(r("текст"), small)).warnings == ()
