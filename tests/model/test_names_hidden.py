"""Names that tell whose document it is are dotted out letter by letter."""

import pytest

from review.model.masking import Names

USUAL = ("средняя", "муниципальная", "общеобразовательная", "бюджетная", "районная")
KNOWN = (
    "Муниципальное бюджетное общеобразовательное учреждение «Берёзовская средняя школа № 2»",
    "Залесский район",
    "Громова Анна Петровна",
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Программа Берёзовской школы", "Программа ••••••••••• школы"),
        ("для БЕРЕЗОВСКОЙ ШКОЛЫ", "для ••••••••••• ШКОЛЫ"),
        ("в Залесском районе", "в ••••••••• районе"),
        ("директору Громовой А. П.", "директору •••••••• А. П."),
        ("Анной Петровной утверждена", "••••• ••••••••• утверждена"),
        ("почта zalesie@school.ru, сайт www.shkola2.ru", "почта •••••••@••••••.••, сайт •••.•••••••.••"),
        ("Муниципальное бюджетное учреждение", "Муниципальное бюджетное учреждение"),
        ("берёзовая роща рядом, залесье", "берёзовая роща рядом, залесье"),
        ("Учителя и Родители района", "Учителя и Родители района"),
    ],
)
def test_a_name_is_found_in_any_case_and_nothing_else_is(text, shown):
    names = Names(KNOWN, USUAL)
    assert names.dotted(text) == shown
    assert len(names.dotted(text)) == len(text)


def test_without_names_only_addresses_are_hidden():
    assert Names(()).dotted("Громова, a@b.ru") == "Громова, •@•.••"
