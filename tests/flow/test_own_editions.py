"""A region's own criteria: what is refused, what is shown, what changes when another edition is chosen."""

from dataclasses import replace

import pytest

from review.errors import BadInput, BadRubric, NotAllowed, NotFound, Stale, TooLarge, WrongState
from review.flow.expertise import assessing, bank
from review.flow.register import editions
from review.flow.submission import documents
from review.rubric.library import LiveLibrary
from tests.stage import a_concept, assess, hand_in, work_off


@pytest.fixture
def stage(stage):
    """The stage with a library that notices own editions, as bootstrap gives it."""
    settings = stage.services.settings
    stage.services = replace(stage.services, library=LiveLibrary(settings.rubrics, settings.own_rubrics))
    return stage


def own_edition(stage, *changes, number="2022.1-05"):
    source = (stage.services.settings.rubrics / "concept" / "2022.1.toml").read_text(encoding="utf-8")
    source = source.replace('edition = "2022.1"', f'edition = "{number}"', 1)
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    return source.encode()


def region(stage):
    return stage.places["region"]


def bring(stage, data, who="regional"):
    return editions.bring(stage.services, stage[who], region_id=region(stage), data=data, note="Решение совета")


def choose(stage, edition, who="regional"):
    return editions.choose(stage.services, stage[who], region_id=region(stage), kind="concept", edition=edition)


def in_force(stage):
    found = editions.region_editions(stage.services, stage["regional"], region_id=region(stage))
    return next(one.rubric.id for one in found.kinds if one.kind == "concept")


HEAVIER = ("weight = 2", "weight = 5")


def test_changes_are_shown_before_anything_is_kept(stage):
    data = own_edition(stage, HEAVIER)
    looked = editions.look_over(stage.services, stage["regional"], region_id=region(stage), data=data)
    assert looked.against == "concept@2022.1"
    assert [line for line in looked.changes if "вес: 2 → 5" in line]
    assert len(looked.changes) == 1
    assert looked.rubric.id not in stage.services.library.rubrics


def test_a_chosen_edition_judges_documents_nobody_has_begun(stage):
    fresh, begun = hand_in(stage), hand_in(stage, name="Вторая.docx", data=a_second())
    assessing.open_assessment(stage.services, stage["expert"], document_id=begun.id)
    rubric = bring(stage, own_edition(stage, HEAVIER))
    assert in_force(stage) == "concept@2022.1"
    choose(stage, rubric.id)
    stage.services.now.move(seconds=10)
    work_off(stage.services)
    assert in_force(stage) == rubric.id
    judged = [
        documents.document_page(stage.services, stage["coordinator"], document_id=one.id).examination.rubric
        for one in (fresh, begun)
    ]
    assert judged == [rubric.id, "concept@2022.1"]


def a_second():
    return a_concept("Другой документ той же школы о профилактике неуспешности.")


def test_other_regions_keep_their_criteria(stage):
    rubric = bring(stage, own_edition(stage, HEAVIER))
    choose(stage, rubric.id)
    far = stage.places["far_region"]
    found = editions.region_editions(stage.services, stage["stranger_regional"], region_id=far)
    concept = next(one for one in found.kinds if one.kind == "concept")
    assert concept.rubric.id == "concept@2022.1"
    assert rubric.id not in {one.id for one in concept.known}
    with pytest.raises(NotFound):
        editions.choose(stage.services, stage["stranger_regional"], region_id=far, kind="concept", edition=rubric.id)


def test_the_programmes_own_edition_can_be_chosen_again(stage):
    rubric = bring(stage, own_edition(stage, HEAVIER))
    choose(stage, rubric.id)
    with pytest.raises(WrongState):
        choose(stage, rubric.id)
    choose(stage, "concept@2022.1")
    assert in_force(stage) == "concept@2022.1"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("weight = 2", "weight = 0"), r"C-01, ключ «weight», строка \d+"),
        (("weight = 2", "weihgt = 2\nweight = 2"), "weihgt"),
        (('mode = "auto"', 'mode = "robot"'), "robot"),
        (('code = "C-02"', 'code = "C-01"'), "дважды"),
        (('kind = "concept"', 'kind = "../../etc"'), "kind"),
        (('edition = "2022.1-05"', 'edition = "../x"'), "edition"),
        (("[", "[["), "не читается"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(stage, change, words):
    with pytest.raises(BadRubric, match=words) as caught:
        bring(stage, own_edition(stage, change))
    assert "/tmp" not in caught.value.message


def test_a_number_that_was_used_is_never_used_again(stage):
    bring(stage, own_edition(stage, HEAVIER))
    with pytest.raises(BadInput, match="уже есть"):
        bring(stage, own_edition(stage))
    with pytest.raises(BadInput, match="уже есть"):
        bring(stage, own_edition(stage, number="2022.1"))


def test_what_is_no_text_or_too_large_is_refused(stage):
    with pytest.raises(BadRubric):
        bring(stage, b"\xff\xfe\x00")
    with pytest.raises(TooLarge):
        bring(stage, b"#" * (editions.LARGEST + 1))


@pytest.mark.parametrize("who", ["coordinator", "expert", "school", "stranger_regional"])
def test_only_the_region_changes_its_criteria(stage, who):
    with pytest.raises((NotAllowed, NotFound)):
        bring(stage, own_edition(stage, HEAVIER), who)
    with pytest.raises((NotAllowed, NotFound)):
        choose(stage, "concept@2022.1", who)


def test_another_process_notices_a_new_edition(stage):
    settings = stage.services.settings
    other = LiveLibrary(settings.rubrics, settings.own_rubrics)
    rubric = bring(stage, own_edition(stage, HEAVIER))
    other.refresh()
    assert rubric.id in other.rubrics


def kept(stage, code="C-01", who="coordinator"):
    found = bank.page(stage.services, stage[who], region_id=region(stage), kind="concept")
    return next(one for one in found if one.criterion.code == code)


def add(stage, text="Рекомендуется добавить раздел о рисках.", who="coordinator", **changed):
    values = {"region_id": region(stage), "kind": "concept", "code": "C-01", "text": text, **changed}
    return bank.add(stage.services, stage[who], **values)


def test_a_kept_wording_is_offered_first_to_whoever_marks(stage):
    document = hand_in(stage)
    made = add(stage, "  Рекомендуется   добавить раздел о рисках. ")
    offered = bank.offered(stage.services, stage["expert"], document_id=document.id)["C-01"]
    assert offered[0] == made.text == "Рекомендуется добавить раздел о рисках."
    assert len(offered) > 1  # the rubric's own advice follows


def test_what_experts_write_is_counted_and_can_be_kept(stage):
    document = hand_in(stage)
    form = assessing.open_assessment(stage.services, stage["expert"], document_id=document.id)
    wording = assessing.MarkForm("C-01", 1, reason="Разделы неполны.", recommendation="Дополнить введение.")
    assessing.save_mark(stage.services, stage["expert"], assessment_id=form.id, form=wording, expected=0)
    assert kept(stage).used == ()  # a draft is nobody's yet
    assess(stage, document.id)
    [used] = kept(stage).used
    assert (used.text, used.times, used.heeded) == ("Дополнить введение.", 1, 0)
    add(stage, used.text)
    assert kept(stage).used == ()
    assert kept(stage).times["Дополнить введение."].times == 1


def test_a_change_keeps_the_words_it_had_and_never_overwrites(stage):
    made = add(stage)
    change = {"recommendation_id": made.id, "offered": False, "expected": made.version}
    bank.save(stage.services, stage["coordinator"], text="Рекомендуется дополнить.", **change)
    with pytest.raises(Stale):
        bank.save(stage.services, stage["regional"], text="Иначе.", **change)
    history = bank.history(stage.services, stage["coordinator"], recommendation_id=made.id)
    assert [(one.version, one.text, one.offered) for one in history] == [
        (2, "Рекомендуется дополнить.", False),
        (1, made.text, True),
    ]
    assert (
        "Рекомендуется дополнить."
        not in bank.offered(stage.services, stage["expert"], document_id=hand_in(stage).id)["C-01"]
    )


def test_the_bank_refuses_what_is_empty_double_unknown_or_anothers(stage):
    add(stage)
    for wrong in ({"text": " "}, {"text": "я" * 1001}, {"code": "Я-99"}, {}):
        with pytest.raises(BadInput):
            add(stage, **wrong)
    for who in ("expert", "school", "stranger_regional"):
        with pytest.raises((NotAllowed, NotFound)):
            add(stage, "Другая.", who)
