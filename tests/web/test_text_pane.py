from dataclasses import replace

from lxml import html

from review.model.document import Unread
from review.web.evidence import Trace
from review.web.text_pane import TextPane
from tests.builders import doc

SAMPLE = """
@header Колонтитул школы
# ВВЕДЕНИЕ
@center **КОНЦЕПЦИЯ**

Школа <script>alert(1)</script> & «лучшая».

1. Первая задача.
- Пункт

@pagebreak
| Мера | Срок | Кто |
| Собрание<br>родителей | ^ | < |
| Урок | май | Иванова |
"""


def traces(document, *words, code="C-07", level=0):
    found = []
    for block, text in document.units():
        for one in words:
            at = text.find(one)
            if at >= 0:
                quote = document.quote(block, at, at + len(one))
                found.append(Trace(code, "Цель", level, f"ev-{code}-{len(found) + 1}", quote))
    return found


def tree(document, *marks):
    return html.fragment_fromstring(str(TextPane(document, marks).html()), create_parent="div")


def test_every_element_holds_the_characters_of_its_block_and_nothing_else():
    document = doc(SAMPLE)
    page = tree(document, *traces(document, "лучшая", "родителей"))
    for block, text in document.units():
        assert page.get_element_by_id(f"b-{block}").text_content() == text


def test_words_of_the_file_never_become_markup():
    page = tree(doc(SAMPLE))
    assert page.findall(".//script") == []


def test_evidence_is_a_link_to_its_criterion_with_a_code_in_the_margin():
    document = doc(SAMPLE)
    page = tree(document, *traces(document, "«лучшая»"))
    [link] = page.findall(".//a[@class='ev']")
    assert (link.get("href"), link.get("data-level"), link.text_content()) == ("#C-07", "0", "«лучшая»")
    assert link.find("i").get("id") == "ev-C-07-1"


def test_merged_cells_keep_their_spans_and_holes_stay_holes():
    page = tree(doc("@table noheader\n| а | б |\n| в | ^ |\n| г | < |\n"))
    cells = [[(td.text, td.get("rowspan"), td.get("colspan")) for td in tr] for tr in page.findall(".//tr")]
    assert cells == [[("а", None, None), ("б", "2", None)], [("в", None, None)], [("г", None, "2")]]


def test_a_new_page_is_marked_where_it_begins():
    document = doc(SAMPLE)
    page = tree(document)
    assert page.get_element_by_id("p2").text == "страница 2"


def test_an_unread_page_says_so_in_its_place():
    document = replace(doc("Один.\n\n@pagebreak\nДва.\n"), unread=(Unread(2, "scan"),))
    text = str(TextPane(document, ()).html())
    assert text.index("Страница 2 не прочитана") < text.index("Два.")


def test_an_unread_last_page_is_told_too():
    document = replace(doc("Один.\n"), pages=2, unread=(Unread(2, "failed"),))
    assert "Страница 2 не прочитана" in str(TextPane(document, ()).html())


def test_page_headers_stand_apart_at_the_end():
    text = str(TextPane(doc(SAMPLE), ()).html())
    assert text.index("колонтитулы") < text.index("Колонтитул школы")


def test_numbers_of_lists_are_drawn_not_typed():
    page = tree(doc(SAMPLE))
    items = [p for p in page.iter("p") if "li" in (p.get("class") or "").split()]
    assert [(p.get("data-no"), p.text) for p in items] == [("1.", "Первая задача."), ("•", "Пункт")]
