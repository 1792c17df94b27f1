"""Words marked by experts: drafts nobody else sees, a school that answers, a mended version."""

from datetime import date

import pytest

from review.assess.wordstream import stream
from review.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from review.flow.expertise import assessing
from review.flow.expertise.decided import decided_documents
from review.flow.expertise.remarks import exporting, remarking, rounds
from review.flow.submission.documents import document_page
from review.flow.submission.uploading import upload_version
from review.flow.submission.work import Work
from review.issue.facts.letter import letter_facts
from review.model.anchor import Fate
from review.model.assessment import Verdict
from review.model.remark import RemarkForm, RemarkKind, RemarkState, RemarkWeight
from review.store.documents import texts
from tests.once import once
from tests.stage import CONCEPT, InProcess, a_docx, assess, body_of, decide_on, hand_in, work_off

WORDS = "снизить долю обучающихся с низкой учебной мотивацией"
DUE = date(2022, 4, 14)


def a_form(text="Назовите показатель", code="C-07", kind=RemarkKind.REMARK):
    return RemarkForm(kind, code, RemarkWeight.MUST, text, "Добавьте базовое значение", DUE)


def spans(stage, version_id, words=WORDS):
    with stage.services.database.reading() as session:
        document = texts.document(session, version_id)
    block, text = next((block, text) for block, text in document.units() if words in text)
    return [(block, text.index(words), text.index(words) + len(words))]


@pytest.fixture
@once
def document(stage):
    return hand_in(stage)


@pytest.fixture
def remark(stage, document):
    return put(stage, document)


def put(stage, document, *, words=WORDS, key="k1", who="expert", form=None):
    opened = assessing.open_assessment(stage.services, stage[who], document_id=document.id)
    return remarking.add_remark(
        stage.services,
        stage[who],
        assessment_id=opened.id,
        key=key,
        spans=spans(stage, document.latest.id, words),
        form=form or a_form(),
    )


def seen(stage, document, who, version=None):
    return remarking.remarks_of(stage.services, stage[who], document_id=document.id, version=version)


@pytest.mark.usefixtures("remark")
def test_a_remark_stands_on_the_marked_words(stage, document):
    [shown] = seen(stage, document, "expert")
    assert (shown.words, shown.here.exact) == (WORDS, WORDS)
    assert shown.acts == {"edit", "withdraw"}
    assert (shown.remark.form.code, shown.remark.is_draft) == ("C-07", True)


@pytest.mark.usefixtures("remark")
def test_a_remark_is_given_out_as_a_web_annotation(stage, document):
    page = exporting.as_annotations(
        stage.services, stage["expert"], document_id=document.id, version=None, source="https://s/documents/1"
    )
    [one] = page["items"]
    quote, position = one["target"]["selector"]
    with stage.services.database.reading() as session:
        text = stream(texts.document(session, document.latest.id)).text
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", WORDS)
    assert quote["prefix"] + WORDS + quote["suffix"] in text
    assert text[position["start"] : position["end"]] == WORDS
    assert [body["value"] for body in one["body"]] == ["Назовите показатель", "Добавьте базовое значение", "C-07"]
    mine = {"document_id": document.id, "version": None, "source": ""}
    assert exporting.as_annotations(stage.services, stage["school"], **mine)["items"] == []


def test_the_same_remark_sent_twice_stays_one(stage, document, remark):
    again = put(stage, document)
    assert again.remark.id == remark.remark.id
    assert len(seen(stage, document, "expert")) == 1


INSIDERS = ("second_expert", "coordinator", "regional", "admin")
OWN_SCHOOL = ("school", "curator")
STRANGERS = ("neighbour", "other_coordinator", "other_expert", "stranger_regional", "far_school")


def test_a_draft_is_seen_by_nobody_else(stage, document, remark):
    for who in (*INSIDERS, *OWN_SCHOOL):
        assert seen(stage, document, who) == ()
        with pytest.raises(NotFound):
            remarking.look_at_remark(stage.services, stage[who], remark_id=remark.remark.id)
        with pytest.raises(NotFound):
            remarking.edit_remark(
                stage.services, stage[who], remark_id=remark.remark.id, form=a_form(), expected=remark.remark.version
            )


@pytest.mark.usefixtures("remark")
def test_a_finished_form_shows_its_remarks_to_insiders_alone(stage, document):
    assess(stage, document.id)
    assert [len(seen(stage, document, who)) for who in (*INSIDERS, *OWN_SCHOOL)] == [1, 1, 1, 1, 0, 0]


def test_strangers_never_see_a_remark(stage, document, remark):
    assess(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=DUE)
    for who in STRANGERS:
        with pytest.raises(NotFound):
            seen(stage, document, who)
        with pytest.raises(NotFound):
            remarking.look_at_remark(stage.services, stage[who], remark_id=remark.remark.id)
        with pytest.raises(NotFound):
            rounds.answer_remark(stage.services, stage[who], remark_id=remark.remark.id, words="Да", expected=1)


@pytest.mark.usefixtures("remark")
def test_after_the_decision_the_school_sees_remarks_but_not_who_made_them(stage, document):
    assess(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=DUE)
    [shown] = seen(stage, document, "school")
    assert (shown.remark.author, shown.remark.author_id) == ("", 0)
    assert shown.acts == {"answer"}


def test_an_edit_of_what_was_changed_meanwhile_is_refused_and_tells_what_stands(stage, remark):
    edit = {"remark_id": remark.remark.id, "expected": remark.remark.version}
    remarking.edit_remark(stage.services, stage["expert"], form=a_form("Первое"), **edit)
    with pytest.raises(Stale):
        remarking.edit_remark(stage.services, stage["expert"], form=a_form("Второе"), **edit)
    shown, history = remarking.look_at_remark(stage.services, stage["expert"], remark_id=remark.remark.id)
    assert (shown.remark.form.text, [line.what for line in history]) == ("Первое", ["edited", "created"])


def test_a_withdrawn_remark_is_gone_for_everybody(stage, document, remark):
    remarking.withdraw_remark(
        stage.services, stage["expert"], remark_id=remark.remark.id, expected=remark.remark.version
    )
    assess(stage, document.id)
    decide_on(stage, document.id)
    assert seen(stage, document, "expert") == seen(stage, document, "school") == ()


def test_a_remark_that_says_nothing_or_too_much_is_refused(stage, document):
    for wrong in ({"text": ""}, {"code": "C-99"}, {"text": "х" * 9_000}):
        values = {"kind": RemarkKind.REMARK, "code": None, "weight": RemarkWeight.NOTE, "text": "слова"} | wrong
        with pytest.raises(BadInput):
            put(stage, document, form=RemarkForm(**values))


def test_a_finished_form_takes_no_more_remarks(stage, document, remark):
    assess(stage, document.id)
    with pytest.raises(WrongState):
        remarking.edit_remark(
            stage.services, stage["expert"], remark_id=remark.remark.id, form=a_form(), expected=remark.remark.version
        )


# rounds


def mended(stage, document, *replaced):
    """The decision returns the document; the school sends version 2 with these words replaced."""
    assess(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=DUE)
    paragraphs = list(CONCEPT)
    for old, new in replaced:
        paragraphs = [text.replace(old, new) for text in paragraphs]
    data = a_docx(*[text for text in paragraphs if text])
    upload_version(stage.services, stage["school"], document_id=document.id, name="Концепция 2.docx", data=data)
    work_off(stage.services)


@pytest.mark.usefixtures("remark")
def test_remarks_are_found_again_in_the_mended_version(stage, document):
    put(stage, document, key="k2", words="Концепция развития разработана", form=a_form(code=None))
    put(
        stage,
        document,
        key="k3",
        words="Проведение диагностики мотивации в сентябре 2022 года.",
        form=a_form(code=None),
    )
    mended(
        stage,
        document,
        ("снизить долю", "уменьшить к маю долю"),
        ("Проведение диагностики мотивации в сентябре 2022 года.", ""),
    )
    by_key = {shown.remark.key: shown for shown in seen(stage, document, "expert")}
    assert {key: shown.fate.fate for key, shown in by_key.items()} == {
        "k1": Fate.CHANGED,
        "k2": Fate.KEPT,
        "k3": Fate.GONE,
    }
    assert by_key["k1"].fate.new == "уменьшить к маю долю обучающихся с низкой учебной мотивацией"
    assert by_key["k1"].remark.state is RemarkState.PROPOSED
    assert by_key["k2"].remark.state is RemarkState.OPEN
    assert by_key["k3"].fate.proposed == "этих слов в новой версии нет"
    assert [shown.fate for shown in seen(stage, document, "school", version=1)] == [None, None, None]


def test_the_school_answers_and_the_expert_closes(stage, document, remark):
    mended(stage, document, ("снизить долю", "уменьшить долю"))
    services, number = stage.services, remark.remark.id
    [shown] = seen(stage, document, "school")
    told = rounds.answer_remark(
        services, stage["school"], remark_id=number, words="Исправлено на с. 2", expected=shown.remark.version
    )
    assert (told.remark.state, told.remark.answer) == (RemarkState.PROPOSED, "Исправлено на с. 2")
    with pytest.raises(NotAllowed):
        rounds.close_remark(services, stage["school"], remark_id=number, expected=told.remark.version)
    with pytest.raises(Stale):
        rounds.close_remark(services, stage["expert"], remark_id=number, expected=shown.remark.version)
    closed = rounds.close_remark(services, stage["expert"], remark_id=number, expected=told.remark.version)
    assert (closed.remark.state, closed.acts) == (RemarkState.CLOSED, {"reopen"})
    with pytest.raises(WrongState):
        rounds.answer_remark(services, stage["school"], remark_id=number, words="Ещё", expected=closed.remark.version)


@pytest.mark.usefixtures("remark")
def test_the_same_job_twice_changes_nothing(stage, document):
    mended(stage, document, ("снизить долю", "уменьшить долю"))
    before = seen(stage, document, "expert")
    latest = remarking.look_at_remark(stage.services, stage["expert"], remark_id=before[0].remark.id)[0]
    work = Work(InProcess(), lambda _: None, lambda _: None)
    rounds.carry_remarks(stage.services, work, version_id=latest.remark.places[0].version_id)
    after = seen(stage, document, "expert")
    assert [(one.fate, one.remark.state) for one in after] == [(one.fate, one.remark.state) for one in before]


@pytest.mark.usefixtures("remark")
def test_levels_are_carried_over_where_their_evidence_stands(stage, document):
    mended(stage, document, ("Иванова А. П.", "Петрова А. П."))
    old = {mark.code: mark for mark in assessment_of(stage, document, 1).marks}
    opened = assessing.open_assessment(stage.services, stage["expert"], document_id=document.id)
    carried = {mark.code: mark for mark in opened.marks}
    assert carried
    assert set(carried) < set(old)
    assert all(mark.carried_from == 1 and mark.level == old[code].level for code, mark in carried.items())
    code = next(iter(carried))
    form = assessing.MarkForm(code, carried[code].level, reason="Посмотрено снова")
    saved = assessing.save_mark(
        stage.services, stage["expert"], assessment_id=opened.id, form=form, expected=carried[code].version
    )
    assert next(mark for mark in saved.marks if mark.code == code).carried_from is None


def assessment_of(stage, document, version):
    return document_page(stage.services, stage["expert"], document_id=document.id, version=version).assessment


def test_two_versions_stand_side_by_side(stage, document):
    mended(stage, document, ("снизить долю", "уменьшить долю"))
    found = rounds.compare_versions(stage.services, stage["school"], document_id=document.id)
    assert (found.old.number, found.new.number) == (1, 2)
    [pair] = [pair for pair in found.differences.pairs if pair.kind == "changed"]
    assert "уменьшить" in pair.new.text
    with pytest.raises(NotFound):
        rounds.compare_versions(stage.services, stage["neighbour"], document_id=document.id)
    with pytest.raises(NotFound):
        rounds.compare_versions(stage.services, stage["school"], document_id=document.id, old=2, new=1)


@pytest.mark.usefixtures("remark")
def test_words_that_come_back_in_a_third_version_open_the_remark_again(stage, document):
    mended(stage, document, ("снизить долю", "уменьшить долю"))
    assert seen(stage, document, "expert")[0].remark.state is RemarkState.PROPOSED
    data = a_docx(*CONCEPT, "Третья версия.")
    upload_version(stage.services, stage["school"], document_id=document.id, name="Концепция 3.docx", data=data)
    work_off(stage.services)
    [shown] = seen(stage, document, "expert")
    assert (shown.fate.fate, shown.remark.state) == (Fate.KEPT, RemarkState.OPEN)


@pytest.mark.usefixtures("remark")
def test_the_letter_to_the_school_repeats_the_remark(stage, document):
    assess(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=DUE)
    with stage.services.database.reading() as session:
        found, _ = decided_documents(stage.services, session, stage["coordinator"], document_id=document.id)
    assert [(one.code, one.words) for one in found[0].noted] == [("C-07", WORDS)]
    facts = letter_facts(found, body_of(stage))
    told = [one for one in (*facts["recs"], *facts.get("annex", ())) if one["code"] == "C-07"]
    below = [mark.code for _, mark, _ in found[0].short()]
    assert ("C-07" in below) == bool(told)
    assert all((one["rec"], one["quote"]) == ("Добавьте базовое значение", WORDS) for one in told)
