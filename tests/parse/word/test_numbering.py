"""Automatic numbers as Word shows them."""

from __future__ import annotations

import pytest

from review.parse.word.numbering import formatted
from tests.parse.word.docx_parts import levels, numbered, numbering, p, read, styles, texts

DECIMALS = levels(("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"))


def a_list(*nums: str, shapes: str = DECIMALS) -> str:
    return numbering(f'<w:abstractNum w:abstractNumId="0">{shapes}</w:abstractNum>', *(nums or (num("1"),)))


def num(number: str, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'


def numbers(*body: str, lists: str, **parts: str) -> list[str | None]:
    return [block.number for block in read(*body, numbering=lists, **parts).blocks]


def test_deeper_levels_begin_anew_under_each_number() -> None:
    body = [numbered("п", depth) for depth in (0, 1, 1, 2, 0, 1, 2, 2)]
    assert numbers(*body, lists=a_list()) == ["1.", "1.1.", "1.2.", "а)", "2.", "2.1.", "а)", "б)"]


def test_two_lists_of_one_kind_count_on_unless_one_begins_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = [
        numbered("п"),
        numbered("п"),
        numbered("п", num_id="2"),
        numbered("п", num_id="3"),
        numbered("п", num_id="3"),
    ]
    lists = a_list(num("1"), num("2"), num("3", anew))
    assert numbers(*body, lists=lists) == ["1.", "2.", "3.", "1.", "2."]


def test_an_empty_numbered_paragraph_counts_too() -> None:
    assert numbers(numbered("раз"), numbered(""), numbered("три"), lists=a_list()) == ["1.", "3."]


def test_a_level_may_show_decimals_only_and_never_begin_anew() -> None:
    shapes = (
        levels(("upperRoman", "%1."))
        + '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    body = [numbered("п", depth) for depth in (0, 1, 0, 1)]
    assert numbers(*body, lists=a_list(shapes=shapes)) == ["I.", "1.1", "II.", "2.2"]


def test_bullets_are_shown_as_their_nearest_characters() -> None:
    for mark, shown in (("\uf0b7", "•"), ("-", "-"), ("\uf0e9", "•"), ("–", "–")):
        assert numbers(numbered("п"), lists=a_list(shapes=levels(("bullet", mark)))) == [shown]


def test_a_list_by_style_and_its_removal() -> None:
    known = styles(
        '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>",
        '<w:style w:type="paragraph" w:styleId="Deeper"><w:name w:val="Deeper"/><w:basedOn w:val="Item"/></w:style>',
    )
    shapes = levels(("decimal", "%1)")) + (
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Deeper"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    )
    body = [
        p("раз", style="Item"),
        p("глубже", style="Deeper"),
        p("без номера", style="Item", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        p("два", style="Item"),
    ]
    assert numbers(*body, lists=a_list(shapes=shapes), styles=known) == ["1)", "1.1)", None, "2)"]


def test_a_number_is_no_part_of_the_text() -> None:
    document = read(numbered("Провести опрос"), numbering=a_list())
    assert (texts(document), document.blocks[0].type, document.blocks[0].level) == (["Провести опрос"], "list_item", 1)


def test_an_unknown_list_is_no_list() -> None:
    assert [block.type for block in read(numbered("п", num_id="77"), numbering=a_list()).blocks] == ["paragraph"]


@pytest.mark.parametrize(
    ("count", "style", "shown"),
    [
        (4, "upperRoman", "IV"),
        (1990, "lowerRoman", "mcmxc"),
        (10, "russianLower", "к"),
        (29, "russianUpper", "АА"),
        (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"),
        (5, "none", ""),
        (5, "chicago", "5"),
        (0, "upperRoman", "0"),
    ],
)
def test_formats(count: int, style: str, shown: str) -> None:
    assert formatted(count, style) == shown
