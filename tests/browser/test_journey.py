"""From upload to papers, each step by the person whose step it is."""

import io

import docx
import pytest

from tests.web.town import CONCEPT, a_file

pytestmark = pytest.mark.browser
READING = 120_000  # a busy machine may take its time over the first document
PROGRAMME = (
    ("Title", "Среднесрочная программа развития МБОУ «Приозёрная СОШ № 5» на 2022 год"),
    ("", "Утверждена приказом директора от 28 марта 2022 г. № 43"),
    ("Heading 1", "Паспорт программы"),
    ("", "Цель: к 1 декабря 2022 года снизить долю обучающихся с низкой учебной мотивацией с 38 % до 30 %."),
    ("Heading 1", "Задачи"),
    ("List Number", "Провести диагностику учебной мотивации до 15 мая 2022 года."),
    ("Heading 1", "Дорожная карта"),
    ("", "Ответственный: заместитель директора по учебной работе Иванова И. И."),
)

LETTERHEAD = {
    "full_name": "Управление образования администрации Приозёрного района",
    "short_name": "УО Приозёрного района",
    "place": "г. Приозёрск",
    "signer_post": "Начальник управления",
    "signer_name": "Воронцова Елена Андреевна",
    "number_suffix": "-ОД",
}


def as_file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def mark_everything(page):
    """Take the proposal where there is one, level 1 where there is none; one criterion is changed with a reason."""
    page.click("#C-01 .head")
    for crit in page.query_selector_all(".crit"):
        code, proposed = crit.get_attribute("id"), crit.get_attribute("data-p")
        level = proposed or "1"
        if code == "C-01":
            level = "2" if proposed != "2" else "1"
        page.focus(f"#{code} .head")
        page.keyboard.press(level)
        if code == "C-01":
            page.wait_for_selector("#C-01 .reason textarea:visible")
            page.fill("#C-01 .reason textarea", "Раздел есть, но назван иначе")
        page.wait_for_selector(f'#{code}[data-version="1"]')


def send_files(town, school, picture):
    """Two documents and a broken file; returns the number of the concept."""
    school.goto(f"{town.url}/documents/send")
    files = [
        as_file("Концепция.docx", a_file()),
        as_file("Среднесрочная программа.docx", a_file(PROGRAMME)),
        as_file("Повреждён.docx", b"MZ" + b"\x00" * 400),
    ]
    school.set_input_files("#files", files)
    school.click("main button[type=submit]")
    school.wait_for_selector("#rows .state-ok >> nth=1", timeout=READING)
    assert school.locator("#rows .state-stop").count() == 1
    picture(school, "send")
    school.click("#rows a >> text=Концепция.docx")
    school.wait_for_selector("body.ready")
    return school.url.rsplit("/", 1)[1]


def jump_both_ways(page):
    page.click(".paper .ev >> nth=0")
    assert page.locator(".crit.open").count() == 1
    page.click(".crit.open .jump >> nth=0")
    assert page.locator(".ev.now").count() >= 1


def mark(town, expert, number, picture):
    expert.goto(f"{town.url}/documents/{number}")
    assert expert.locator("text=Предложено:").count() == 0
    picture(expert, "before")
    expert.click("text=Начать экспертизу")
    expert.wait_for_selector("#finish[disabled]")
    mark_everything(expert)
    expert.fill("#f-summary", "Документ требует доработки цели.")
    expert.wait_for_selector("#saved >> text=Сохранено")
    picture(expert, "marked")
    expert.click("#finish")
    expert.wait_for_selector("text=Экспертиза завершена. Решение примет координатор.")


def decide(lead, picture):
    assert "ждёт 1" in lead.inner_text("h1").replace("\u00a0", " ")
    lead.click(".page-head .btn-main")
    lead.check("input[value=rework]")
    lead.fill("[name=due]", "2022-04-29")
    picture(lead, "decide")
    lead.click("text=Принять решение")
    lead.wait_for_selector("text=Решение: соответствует частично")


def fill_letterhead(town, lead):
    lead.goto(f"{town.url}/territory/bodies/{town.body.id}")
    for name, value in LETTERHEAD.items():
        lead.fill(f"[name={name}]", value)
    lead.click("text=Сохранить")
    lead.wait_for_selector("text=Сведения об органе сохранены")


def issue(lead, address, path):
    """Issue the paper of a draft's page and download it; returns its words."""
    lead.goto(address)
    lead.click(".col-draft .btn-main")
    lead.wait_for_selector("text=Код проверки")
    with lead.expect_download() as download:
        lead.click(".page-head .btn-main")
    download.value.save_as(path)
    paper = docx.Document(io.BytesIO(path.read_bytes()))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def test_two_documents_go_from_upload_to_papers(town, enter, picture, tmp_path):
    school = enter("school")
    number = send_files(town, school, picture)
    jump_both_ways(school)
    picture(school, "result")

    curator = enter("curator")
    curator.click("text=Прочитать >> nth=0")
    curator.click("text=Подтвердить >> nth=0")
    curator.wait_for_selector("text=подтверждён куратором")

    mark(town, enter("municipal_expert"), number, picture)
    lead = enter("municipal_coordinator")
    decide(lead, picture)
    fill_letterhead(town, lead)
    for place, template in (
        (f"document={number}", "ekspertnoe-zaklyuchenie"),
        (f"school={town.schools[0].id}", "pismo-rekomendacii-shkole"),
        (f"municipality={town.near.id}", "spravka-municipalnoy-ekspertizy"),
        (f"municipality={town.near.id}", "prikaz-ob-itogah-ekspertizy"),
    ):
        words = issue(lead, f"{town.url}/papers?template={template}&{place}", tmp_path / f"{template}.docx")
        assert "{{" not in words
        assert "Приозёрн" in words
    picture(lead, "issued")
    lead.goto(f"{town.url}/v/{lead.inner_text('dd .code')}")
    assert "Бумага подлинная" in lead.inner_text("h1")
    lead.goto(f"{town.url}/overview")
    picture(lead, "overview")

    school.goto(town.url)
    school.click("text=Доработать >> nth=0")
    school.set_input_files("[name=file]", as_file("Концепция 2.docx", a_file((*CONCEPT, ("", "Исправлено.")))))
    school.click("text=Загрузить версию 2")
    school.wait_for_selector(".paper >> text=Исправлено", timeout=READING)
    school.goto(f"{town.url}/papers")
    assert "Письмо" in school.inner_text("main")
    picture(school, "school-papers")
