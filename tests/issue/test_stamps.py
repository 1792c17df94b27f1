"""Where a stamp's lines stand: the mark with whoever signed, the chain under the letterhead."""

import io
import json

import docx
import pytest

from review.flow.papers.issuing.issuing import render
from review.issue.files.stamps import Stamp, stamped
from review.issue.template.templates import find
from review.language.russian import russian
from review.settings import Settings

TEMPLATES = Settings().templates
MARK = ("ДОКУМЕНТ ПОДПИСАН", "Сертификат 1A2B")


def opened(name, **stamp):
    facts = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    made = render(find(name, TEMPLATES), facts, russian())
    return docx.Document(io.BytesIO(stamped(made, Stamp(**stamp)))), facts


def marked_rows(made):
    rows = [row for table in made.tables for row in table.rows]
    return [row.cells[-1].text for row in rows if any(MARK[0] in cell.text for cell in row.cells)]


@pytest.mark.parametrize("who", ["curator", "director"])
def test_the_mark_stands_beside_the_name_of_its_owner(who):
    facts = opened("spravka-kuratora")[1]
    surname = facts[who]["name"].split()[0]
    [name] = marked_rows(opened("spravka-kuratora", mark=MARK, signers=("", surname))[0])
    assert surname in name


def test_a_mark_of_somebody_who_signs_nowhere_takes_no_strangers_place():
    made, _ = opened("spravka-kuratora", mark=MARK, signers=("Посторонний", ""))
    assert marked_rows(made) == []
    assert [one.text for one in made.paragraphs if one.text in MARK] == list(MARK)


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("protokol-ekspertnoy-gruppy", "Председатель"),
        ("ekspertnoe-zaklyuchenie", "1. Экспертиза"),
        ("sertifikat-eksperta", "подтверждает, что"),
        ("prikaz-kuratory", "Об утверждении"),
    ],
)
def test_the_chain_stands_between_the_letterhead_and_the_text(name, before):
    number = opened(name)[1]["reg"]["no"]
    made, _ = opened(name, chain=("Отменён",), number=number)
    told = [one.text for one in made.paragraphs if one.text]
    assert told[told.index("Отменён") + 1].startswith(before)
