"""From an upload to a decision, each step as the person whose step it is."""

from datetime import date

from review.flow.expertise import assessing, deciding
from review.flow.expertise.assessing import MarkForm
from review.flow.submission import documents, uploading
from review.flow.submission.documents import DocumentFilter
from review.flow.submission.uploading import Sent
from review.model.assessment import Verdict
from review.model.submission import DocumentState, VersionState
from tests.stage import a_concept, work_off


def uploaded(stage, *, kind="concept"):
    files = [Sent("Концепция.docx", a_concept(), kind=kind)]
    return uploading.upload(stage.services, stage["school"], school_id=stage.places["school"], files=files)[0].document


def marked(stage, document, *, level=2):
    form = assessing.open_assessment(stage.services, stage["expert"], document_id=document.id)
    form = assessing.accept_proposals(stage.services, stage["expert"], assessment_id=form.id)
    page = documents.document_page(stage.services, stage["expert"], document_id=document.id)
    done = {mark.code for mark in form.marks}
    for criterion in page.rubric.criteria:
        if criterion.code not in done:
            mark = MarkForm(criterion.code, min(level, criterion.max_level))
            form = assessing.save_mark(stage.services, stage["expert"], assessment_id=form.id, form=mark, expected=0)
    return form


def test_the_whole_path(stage):
    services = stage.services
    document = uploaded(stage)
    assert document.latest.state is VersionState.QUEUED
    assert work_off(services) == 2  # the document, then its kit
    page = documents.document_page(services, stage["school"], document_id=document.id)
    assert page.version.state is VersionState.CHECKED
    assert page.text is not None
    assert page.examination.rubric == "concept@2022.1"
    assert page.examination.findings
    assert "mark" not in page.acts
    form = marked(stage, document)
    assert form.total.zone is not None
    assert documents.document_page(services, stage["school"], document_id=document.id).assessment is None
    assessing.finish(services, stage["expert"], assessment_id=form.id)
    shown = documents.document_page(services, stage["coordinator"], document_id=document.id)
    assert shown.document.state is DocumentState.ASSESSED
    assert "decide" in shown.acts
    decision = deciding.decide(
        services,
        stage["coordinator"],
        document_id=document.id,
        verdict=Verdict.REWORK,
        grounds="",
        due=date(2022, 4, 1),
        expected=shown.document.version,
    )
    assert decision.grounds.startswith("Набрано")
    seen = documents.document_page(services, stage["school"], document_id=document.id)
    assert seen.assessment.total == form.total
    assert seen.decision == decision
    assert "upload_version" in seen.acts
    again = uploading.upload_version(
        services, stage["school"], document_id=document.id, name="Концепция 2.docx", data=a_concept("Дополнено.")
    )
    assert (again.versions, again.state) == (2, DocumentState.UPLOADED)
    work_off(services)
    listed = documents.list_documents(
        services, stage["coordinator"], wanted=DocumentFilter(search="концепция залесская")
    )
    assert [row.latest.number for row in listed.rows] == [2]
