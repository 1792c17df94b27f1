"""The register of the territory in a browser: people, cards, a spreadsheet."""

import pytest

from tests.browser.looking import PHONE, WIDE

pytestmark = pytest.mark.browser


def test_an_invited_person_sets_a_password_and_comes_in(town, enter, chromium, picture):
    lead = enter("municipal_coordinator")
    lead.goto(f"{town.url}/people/new")
    lead.fill("[name=full_name]", "Гордеев Антон Павлович")
    lead.fill("[name=login]", "gordeev")
    lead.click("text=Создать и получить ссылку")
    lead.wait_for_selector(".problem:has-text('Не выбрана ни одна роль')")
    assert lead.input_value("[name=login]") == "gordeev"  # a refused form keeps what was typed
    lead.select_option("[name=role] >> nth=0", "municipal_expert")
    lead.select_option("[name=place] >> nth=0", f"m{town.near.id}")
    lead.click("text=Создать и получить ссылку")
    link = lead.input_value("#f-link")
    picture(lead, "link")

    context = chromium.new_context(locale="ru-RU", viewport=PHONE)
    page = context.new_page()
    page.goto(link)
    page.fill("[name=password]", "сиреневый пароход 41")
    page.fill("[name=password_again]", "сиреневый пароход 41")
    page.click("main button")
    page.wait_for_url(f"{town.url}/")
    assert "Гордеев" in page.inner_text(".me")
    context.close()


def test_a_card_is_saved_and_a_stale_one_is_refused_in_place(town, enter):
    lead = enter("municipal_coordinator")
    address = f"{town.url}/schools/{town.schools[1].id}"
    lead.goto(address)
    other = lead.context.new_page()
    other.goto(address)
    lead.check("[name=activated-RF-10]")
    lead.select_option("[name=significance-RF-10]", "medium")
    lead.uncheck("[name=risks_unknown]")
    lead.click("text=Сохранить карточку")
    lead.wait_for_selector("text=Карточка сохранена")
    assert lead.is_checked("[name=activated-RF-10]")
    other.fill("[name=director]", "Поздняя Мария Ивановна")
    other.click("text=Сохранить карточку")
    other.wait_for_selector(".problem .note")
    assert other.input_value("[name=director]") == "Поздняя Мария Ивановна"


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_spreadsheet_is_tried_first_and_then_taken(town, enter, picture, tmp_path, size):
    lead = enter("administrator", size)
    lead.goto(f"{town.url}/import")
    with lead.expect_download() as download:
        lead.click("text=Образец таблицы")
    sample = tmp_path / "sample.xlsx"
    download.value.save_as(sample)
    lead.set_input_files("[name=file]", sample)
    lead.click("text=Показать, что изменится")
    lead.wait_for_selector("text=Проба: пока ничего не изменено")
    picture(lead, f"import-{size['width']}")
    if lead.locator("text=Загрузить по-настоящему").count():
        lead.click("text=Загрузить по-настоящему")
        lead.wait_for_selector("h1 >> text=Таблица загружена")
    assert lead.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
