"""Templates bodies bring: ten broken ones come back told, a sound one is used and frozen, an endless one is stopped."""

import io
import json
import time
from datetime import date

import docx
import pytest

from review.errors import BadTemplate, NotFound, UnsupportedType, WrongState
from review.flow.papers.issuing import registering, renditions
from review.flow.papers.issuing.registering import PaperRequest
from review.flow.papers.register import approving
from review.flow.papers.templates import own_templates
from review.flow.register.territory import list_bodies
from review.issue.template.templates import find
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.stage import body_of

NAME = "pismo-vozvrat"
BROKEN = {  # what the author wrote → what is said of it
    "{{ singer.iof.nomn }}": "ближайшее — «signer»",
    "{{ signer.iof.dativ }}": "ближайшее",
    "{{ signer.iof.nomn": "без пары",
    "{% if reg %}": "нет «{% endif %}»",
    "{% endfor %}": "ничего не закрывает",
    "{%tr for r in reasons %}{%tr endfor %}": "внутри таблицы",
    "{{ signer iof }}": "не разобрано",
    "{% include 'secret.docx' %}": "«include»",
    "{{ signer.__class__ }}": "неизвестное поле",
    "{% for a in nowhere %}{% endfor %}": "неизвестное поле",
}


def a_template(stage, extra=""):
    """Our own template with one more paragraph."""
    opened = docx.Document(io.BytesIO(own_templates.our_file(stage.services, name=NAME)[1]))
    opened.paragraphs[0].insert_paragraph_before(extra or "По бланку района")
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def bring(stage, data, who="coordinator", **more):
    return own_templates.bring(
        stage.services, stage[who], name=NAME, body_id=body_of(stage).id, file_name="бланк.docx", docx=data, **more
    )


def a_letter(stage):
    services = stage.services
    folder = services.settings.templates / NAME
    facts = json.loads((folder / "example.json").read_text(encoding="utf-8"))
    sheet = find(NAME, services.settings.templates).sheet
    request = PaperRequest(NAME, sheet.title, sheet.type, body_of(stage).id, date(2022, 4, 1), "О возврате")
    draft = approving.begin(services, stage["coordinator"], request=request, facts=facts)
    return approving.register_draft(services, stage["coordinator"], draft_id=draft.id, expected=draft.version)


def words_of(stage, paper):
    _, data = registering.paper_file(stage.services, stage["coordinator"], paper_id=paper.id, format="docx")
    return " ".join(text for _, text in read_docx(data, Limits()).units())


@pytest.mark.parametrize("written", BROKEN)
def test_a_broken_template_comes_back_with_comments_and_is_not_kept(sqlite_only_stage, written):
    stage = sqlite_only_stage
    checked = bring(stage, a_template(stage, written))
    assert any(BROKEN[written] in fault.message for fault in checked.faults)
    assert checked.template_id is None
    assert len(list(docx.Document(io.BytesIO(checked.returned)).comments)) == len(checked.faults)
    assert own_templates.list_own(stage.services, stage["coordinator"]) == ()


def test_a_sound_template_is_used_by_its_body_alone_and_frozen_by_use(stage):
    services, lead = stage.services, stage["coordinator"]
    kept = bring(stage, a_template(stage))
    assert not [fault for fault in kept.faults if fault.error]
    paper = a_letter(stage)
    assert "По бланку района" in words_of(stage, paper)
    with services.database.reading() as session:
        made = renditions.made_again(services, session, paper.id)
    assert made == registering.paper_file(services, lead, paper_id=paper.id, format="docx")[1]
    with pytest.raises(WrongState, match="закреплён"):
        own_templates.remove(services, lead, template_id=kept.template_id)
    own_templates.choose(services, lead, template_id=kept.template_id, active=False)
    assert "По бланку района" not in words_of(stage, a_letter(stage))
    newer = bring(stage, a_template(stage, "Бланк новее"))
    own_templates.remove(services, lead, template_id=newer.template_id)
    assert [one.active for one in own_templates.list_own(services, lead)] == [False]


def test_templates_stay_with_their_body(stage):
    kept = bring(stage, a_template(stage))
    with pytest.raises(NotFound):
        own_templates.own(stage.services, stage["other_coordinator"], template_id=kept.template_id)
    with pytest.raises(NotFound):
        bring(stage, a_template(stage), who="other_coordinator")
    assert list_bodies(stage.services, stage["other_coordinator"])[0].id != body_of(stage).id


def test_an_endless_template_is_stopped_and_told(sqlite_only_stage):
    stage = sqlite_only_stage
    loop = "".join(f"{{% for r{n} in body.name.short %}}" for n in range(9)) + "x" + "{% endfor %}" * 9
    begun = time.monotonic()
    with pytest.raises(BadTemplate, match="остановлен"):
        bring(stage, a_template(stage, loop), wall=8.0)
    assert time.monotonic() - begun < 60
    with pytest.raises(BadTemplate):
        bring(stage, a_template(stage, "{{ 'x' * 9999999999 }}"))


def test_what_is_no_docx_is_refused(sqlite_only_stage):
    with pytest.raises(UnsupportedType):
        bring(sqlite_only_stage, b"GIF89a" + b"0" * 100)
