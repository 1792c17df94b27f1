"""The public version of every paper: nobody is named but who signed it, and the same facts otherwise."""

import json
import re
from pathlib import Path

import pytest

from review.flow.papers.issuing.issuing import render_context
from review.issue.files.public import masked, read_rules
from review.issue.files.stamps import Stamp, stamped
from review.issue.template.context import context
from review.issue.template.templates import find, names
from review.issue.words.masked_names import EMAIL, NAME, PHONE, replaced_names, without_names
from review.language.russian import russian
from review.parse.word.reader import read_docx
from review.settings import Limits

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = [name for name in names(TEMPLATES) if find(name, TEMPLATES).sheet.type != "contract"]
PLACES = re.compile(r"[Ии]м\.|имени")


def facts_of(name):
    return json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))


def public(name):
    template, rules = find(name, TEMPLATES), read_rules(TEMPLATES)
    filled = context(template.sheet, facts_of(name), russian())
    shown = masked(template.sheet, filled, rules, russian())
    return stamped(render_context(template, shown), Stamp(header=rules.header, tidied=True))


def words_of(docx):
    document = read_docx(docx, Limits())
    return " ".join(text for _, text in document.units())


def people_in(value, found):
    """Full names among the facts, whoever they are."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "signer":
                people_in(part, found)
    elif isinstance(value, list):
        for part in value:
            people_in(part, found)
    elif isinstance(value, str):
        found.update(one.split()[0] for one in NAME.findall(value) if one[1] != ".")


@pytest.mark.parametrize("name", NAMES)
def test_nobody_but_the_signer_is_named(name):
    facts, words = facts_of(name), words_of(public(name))
    known = set()
    people_in(facts, known)
    signer = facts.get("signer", {}).get("name", "") if isinstance(facts.get("signer"), dict) else ""
    left = [found for found in NAME.findall(words) if not signer or signer.split()[0][:-1] not in found]
    assert left == []
    surnames = {one for one in known if len(one) > 4 and not signer.startswith(one)}
    assert [one for one in surnames if re.search(rf"(?<!\w){one}(?!\w)", words)] == []


@pytest.mark.parametrize("name", NAMES)
def test_contacts_of_people_are_hidden(name):
    facts, words = facts_of(name), words_of(public(name))
    own = json.dumps(facts.get("body", {}), ensure_ascii=False)
    found = [*PHONE.findall(words), *EMAIL.findall(words)]
    assert [one for one in found if one not in own.replace(" ", "\u00a0") and one not in own] == []


def test_the_same_facts_give_the_same_public_bytes():
    assert public("prikaz-kuratory") == public("prikaz-kuratory")


def test_a_school_keeps_the_name_it_was_given():
    told = "МБОУ «СОШ № 3 им. А.С. Пушкина», учитель Иванова А.Б., ученый Пётр Ильич Сидоров"
    assert without_names(told) == "МБОУ «СОШ № 3 им. А.С. Пушкина», учитель (скрыто), ученый (скрыто)"


def test_names_in_any_order_and_case_are_found():
    for told in (
        "Алиевой П.И.",
        "П. И. Алиева",
        "Алиевой Патимат Ибрагимовне",
        "Мамедова Али Гасан оглы",
        "Петрова-Водкина А. Б.",
        "Директор Л. И. Петрова",
    ):
        assert replaced_names(f"сказано: {told}, да", lambda _: "*") == "сказано: *, да", told
        assert replaced_names(f"сказано: «{told}».", lambda _: "*") == "сказано: «*».", told
