"""Every paper from the store's data through the use case, read back with the same facts; its form; batches."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import docx as word
import pytest

from review.errors import BadInput, NotAllowed, NotFound
from review.flow.papers.choosing import offering
from review.flow.papers.choosing.kinds import BY_TEMPLATE, CONCLUSION, LETTER
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import drafting, papers, registering
from review.issue.files.pdf import to_pdf
from review.issue.template.form import Input, read
from review.issue.template.templates import find, names
from review.language.russian import russian
from review.office.service import Office
from review.parse.pdf.reader import read_pdf
from review.parse.word.reader import read_docx
from review.settings import Limits, Settings
from tests.flow.paper_story import LATER, PAPERS, WITHOUT_NUMBER, target_of
from tests.spoken import squeezed, unspoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.stage import Stage

TEMPLATES = Settings().templates
REGISTER_BOOK = {"zhurnal-registracii", "list-soglasovaniya"}  # written down, never issued
ORDERED = [name for name in PAPERS if name not in LATER] + list(LATER)
OF_REGION = {"prikaz-koordinatory", "spravka-regionalnogo-monitoringa", "pismo-rekomendacii-municipalitetu"}
ENDINGS = {"order": "-ОД", "letter": "/01-20", "contract": "-К"}


def words_of(data: bytes) -> str:
    document = read_docx(data, Limits())
    units = (text for _, text in document.units())
    return squeezed(" ".join((*units, *(block.text for block in document.blocks))))


def ending(name: str) -> str:
    """What the number of this paper ends with: the region's one for all, the town's by kind."""
    return "-пр" if name in OF_REGION else ENDINGS.get(find(name, TEMPLATES).sheet.type, "")


def written(stage: Stage, name: str) -> dict[str, object]:
    """What a clerk writes; of confirming documents also how many indicators were reached."""
    who, _, answers = PAPERS[name]
    if name != "spravka-podtverzhdeniy":
        return answers
    shown = drafting.preview(stage.services, stage[who], template=name, target=target_of(stage, name))
    table = next(one for one in shown.asked if one.name == "results")
    rows = [{"school": row[0].value, "risk": row[1].value, "indicators": "1 из 2"} for row in table.rows]
    return {**answers, "results": rows}


@pytest.fixture(scope="module")
def issued(story):
    """Every paper of the set, later ones after what they rest on: name → (number, DOCX, facts)."""
    made: dict[str, tuple[str, bytes, Mapping[str, object]]] = {}
    for name in ORDERED:
        who, _, _ = PAPERS[name]
        call = {"template": name, "target": target_of(story, name), "overrides": written(story, name)}
        if name in WITHOUT_NUMBER:
            made[name] = ("", drafting.preview(story.services, story[who], **call).docx, _drafted(story, who, call))
            continue
        paper = papers.issue_paper(story.services, story[who], **call)
        _, data = registering.paper_file(story.services, story[who], paper_id=paper.id, format="docx")
        facts = registering.paper_facts(story.services, story[who], paper_id=paper.id)
        made[name] = (paper.shown_number, data, facts)
    return made


def _drafted(story: Stage, who: str, call: Mapping[str, object]) -> Mapping[str, object]:
    """Facts of a paper that takes no number."""
    asked = {"template": call["template"], "target": call["target"], "answers": call["overrides"]}
    with story.services.database.reading() as session:
        return drafting.draft(story.services, session, story[who], **asked).facts


def test_every_template_of_the_set_is_issued_by_the_service():
    assert set(BY_TEMPLATE) == set(names(TEMPLATES)) - REGISTER_BOOK == set(PAPERS)


@pytest.mark.parametrize("name", ORDERED)
def test_a_paper_says_what_the_store_knows(issued, name):
    number, data, stored = issued[name]
    shown = words_of(data)
    assert unspoken(shown, find(name, TEMPLATES).sheet, stored, russian()) == []
    assert "{{" not in shown
    assert "{%" not in shown
    assert "None" not in shown
    assert "()" not in shown
    assert ".." not in shown.replace("...", "")
    assert "ПРОЕКТ" not in shown or name in WITHOUT_NUMBER
    if number:
        assert f"№ {number}" in shown or f"№{number}" in shown
        assert number.lstrip("0123456789") == ending(name)
    assert word.Document(io.BytesIO(data)).paragraphs


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "prikaz-o-realizacii",
            ["Назначить муниципальным координатором проекта Шевченко О.В., методиста", "в Залесском районе"],
        ),
        ("prikaz-kuratory", ["Белова Татьяна Игоревна", "МБОУ «Соседская ООШ»", "директор МБОУ «Гимназия № 1»"]),
        ("prikaz-koordinatory", ["Жукова Анна Ивановна", "Боровской район", "Рекомендовать руководителям"]),
        ("prikaz-shkoly", ["Муниципальное бюджетное общеобразовательное учреждение «Залесская СОШ № 2»"]),
        ("prikaz-ekspertnaya-gruppa", ["Ершов Пётр Ильич", "C-01", "в срок до 30 марта 2022 года"]),
        ("protokol-ekspertnoy-gruppy", ["СЛУШАЛИ: Данилову А.И.", "рассмотрено документов – 2, соответствует – 1"]),
        ("protokol-vyborki", ["всего 2", "Исключено: 1", "Объём: 1 (50 %)", "Начальное число генератора: 20220314"]),
        ("spravka-kuratora", ["куратором Беловой Т.И. проведено первичное посещение", "Ознакомлена: директор"]),
        ("spravka-podtverzhdeniy", ["к 01.06.2022", "Подтверждено мероприятий: 1 из 2", "1 из 2"]),
        (
            "spravka-regionalnogo-monitoringa",
            ["Муниципалитетов: 2; школ: 3", "1 из 2", "Органу управления образованием Залесского района"],
        ),
        (
            "pismo-rekomendacii-municipalitetu",
            [
                "Мельник И.П.",
                "Школ: 2; доля школ",
                "50 % (по региону – 33,3 %)",
                "Уважаемая Ирина Павловна!",
                "в срок до 4 апреля 2022 года",
            ],
        ),
        ("pismo-soprovoditelnoe", ["Министру образования", "приказом Управления образования от 14.03.2022"]),
        ("pismo-vozvrat", ["Возвращаем концепцию развития (редакция 1", "Для устранения рекомендуется"]),
        ("anketa-koordinatora", ["Залесский район", "11.03.2022", "в одной школе нет связи"]),
        ("sertifikat-eksperta", ["Данилова Анна Ивановна", "рассмотрено документов: 2", "выполнила обязанности"]),
        ("sertifikat-uchastnika", ["приняла участие в семинаре «Измеримые цели программы развития»", "6 часов"]),
        ("blagodarstvennoe-pismo", ["Беловой Татьяне Игоревне", "за большой вклад в методическую помощь школам"]),
        ("dogovor-s-kuratorom", ["15 001 (пятнадцать тысяч один) рубль 00 копеек", "МБОУ «Залесская СОШ № 2»"]),
        (
            "akt-okazannyh-uslug",
            ["15 001,50", "15 001 (пятнадцать тысяч один) рубль 50 копеек", "к договору от 14.03.2022 № 1-К"],
        ),
        ("spravka-dorozhnyh-kart", ["запланировано мероприятий: 12", "не выполнено: 4"]),
        ("dorozhnaya-karta-kn", ["УТВЕРЖДЁН", "Первичное посещение, самодиагностика", "14.02.2022–01.03.2022"]),
        ("prikaz-mkc", ["Назначить руководителем Центра Седых М.Л.", "на базе МБОУ «Гимназия № 1»"]),
    ],
)
def test_a_paper_tells_its_own_facts(issued, name, facts):
    shown = words_of(issued[name][1])
    assert [fact for fact in facts if squeezed(fact) not in shown] == []


def test_a_letter_that_moves_the_term_does_not_say_it_stands(issued):
    assert "Ранее установленный срок" not in words_of(issued["pismo-vozvrat"][1])


def test_problems_stand_first_and_what_the_form_mends_apart_from_what_it_cannot(story):
    found = offering.offers(story.services, story["regional"], target=Target(region_id=story.places["region"]))
    order = [(offer.early, not offer.problems) for offer in found]
    assert order == sorted(order)
    told = {offer.template: offer for offer in found}
    assert told["prikaz-kuratory"].wants == ("не заполнено: Основания в нужном падеже",)
    assert not told["prikaz-kuratory"].stopped
    assert told["dorozhnaya-karta-kn"].problems == ()


def test_what_was_written_comes_back_in_the_next_form(story, issued):  # noqa: ARG001 - papers were issued
    target = Target(municipality_id=story.places["town"])
    again = drafting.preview(story.services, story["coordinator"], template="prikaz-shkoly", target=target)
    [grounds] = [one for one in again.asked if one.name == "grounds"]
    assert grounds.value.startswith("приказом министерства образования")
    assert again.docx is not None


def flat(inputs: tuple[Input, ...]) -> dict[str, str]:
    """A form as a browser would send it back."""
    sent: dict[str, str] = {}
    for one in inputs:
        for row in (one.parts, *one.rows):
            sent |= flat(row)
        if not one.parts and not one.rows:
            sent[one.name] = one.value
    return sent


@pytest.mark.parametrize("name", ORDERED)
def test_a_form_sent_back_unchanged_changes_nothing(story, issued, name):  # noqa: ARG001 - papers were issued
    who = PAPERS[name][0]
    call = {"template": name, "target": target_of(story, name)}
    first = drafting.preview(story.services, story[who], overrides=written(story, name), **call)
    again = drafting.preview(story.services, story[who], sent={**flat(first.asked), **flat(first.fields)}, **call)
    assert again.docx is not None
    assert words_of(again.docx) == words_of(first.docx)


def test_a_row_more_can_be_asked_for_and_stays_out_of_the_paper_while_empty(story):
    call = {"template": "prikaz-shkoly", "target": Target(municipality_id=story.places["town"])}
    first = drafting.preview(story.services, story["coordinator"], **call)
    sent = flat(first.asked) | {"grounds": "приказом министерства"}
    grown = drafting.preview(story.services, story["coordinator"], sent=sent, grow="groups", **call)
    rows = {one.name: len(one.rows) for one in first.asked}
    assert {one.name: len(one.rows) for one in grown.asked}["groups"] == rows["groups"] + 1
    plain = drafting.preview(story.services, story["coordinator"], sent=sent, **call)
    with_blank = drafting.preview(story.services, story["coordinator"], sent=flat(grown.asked), **call)
    assert words_of(plain.docx) == words_of(with_blank.docx)


@pytest.mark.parametrize("value", ["40 февраля", "2022-13-01"])
def test_a_wrong_date_is_refused_in_words(value):
    fields = find("spravka-kuratora", TEMPLATES).sheet.fields
    with pytest.raises(BadInput, match="Дата посещения"):
        read(fields.values(), {"visit": value})


def test_decisions_are_not_corrected_in_a_form(story):
    target = Target(document_id=story.places["document"])
    with pytest.raises(BadInput, match="не исправляется"):
        drafting.preview(
            story.services,
            story["coordinator"],
            template=CONCLUSION,
            target=target,
            overrides={"verdict": "соответствует"},
        )


def test_a_curator_reports_a_visit_and_issues_nothing_else(story):
    school = Target(school_id=story.places["school"])
    found = offering.offers(story.services, story["curator"], target=school)
    assert [offer.template for offer in found] == ["spravka-kuratora"]
    for who in ("other_curator", "school", "expert"):
        with pytest.raises((NotAllowed, NotFound, BadInput)):
            papers.issue_paper(
                story.services,
                story[who],
                template="spravka-kuratora",
                target=school,
                overrides=PAPERS["spravka-kuratora"][2],
            )
    with pytest.raises((NotAllowed, NotFound)):
        papers.issue_paper(story.services, story["curator"], template=LETTER, target=school)


@pytest.mark.parametrize("who", ["other_coordinator", "stranger_regional", "expert", "school"])
def test_papers_of_another_territory_are_not_drafted(story, who):
    with pytest.raises((NotAllowed, NotFound)):
        drafting.preview(
            story.services,
            story[who],
            template="prikaz-shkoly",
            target=Target(municipality_id=story.places["town"]),
        )


@pytest.fixture(scope="module")
def office():
    made = Office(Settings())
    yield made
    made.close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ORDERED)
def test_the_printed_paper_is_read_back_with_the_same_facts(issued, office, name):
    _, data, facts = issued[name]
    printed = read_pdf(to_pdf(data, office), Settings())
    shown = " ".join((*(text for _, text in printed.units()), *(block.text for block in printed.blocks)))
    assert printed.unread == ()
    assert unspoken(shown, find(name, TEMPLATES).sheet, facts, russian(), printed=True) == []
