from __future__ import annotations

from review.model.document import Quote
from review.model.finding import Examination, Finding, Total
from review.model.masking import masked_document, masked_examination
from review.model.programme import PersonalData
from tests.builders import doc

NAME = "Петров Вова"


def test_names_are_dotted_and_every_offset_stays() -> None:
    document = doc(f"Ученик 5 класса {NAME} получил «2».\n\nДругой абзац.")
    block = document.blocks[0]
    start = block.text.index(NAME)
    quote = document.quote(block.id, start, start + len(NAME))
    shown = masked_document(document, [PersonalData(kind="pupil", quote=quote)])
    assert shown.blocks[0].text == block.text.replace(NAME, "•••••• ••••")
    assert len(shown.blocks[0].text) == len(block.text)
    assert shown.blocks[1] == document.blocks[1]


def test_a_quote_that_begins_inside_the_name_hides_its_part_only() -> None:
    finding = Finding(
        code="E-09",
        name="",
        mode="auto",
        level=1,
        max_level=2,
        weight=1,
        critical=False,
        outcome="assessed",
        confidence=1.0,
        evidence=(Quote("b", 13, 22, "Вова плох"),),
        explanation=f"Найдено: {NAME}.",
        advice="",
        sample="",
        why="",
        defects=(),
    )
    found = Examination("evidence", 1.0, "p", "r", "h", (finding,), Total(0, 0, None, None, None), 0)
    shown = masked_examination(found, [PersonalData(kind="pupil", quote=Quote("b", 6, 17, NAME))]).findings[0]
    assert shown.evidence[0].text == "•••• плох"
    assert shown.explanation == "Найдено: •••••• ••••."
