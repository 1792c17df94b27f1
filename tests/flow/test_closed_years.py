"""A year is closed: nobody writes into it, its figures stay, the next one is opened by the administrator alone."""

from datetime import timedelta

import pytest

from review.errors import NotAllowed, WrongState
from review.flow.campaigns import running
from review.flow.expertise import assessing
from review.flow.expertise.appeals import filing as appealing
from review.flow.register import closing, seasons, territory
from review.flow.register.territory import CardForm
from review.flow.submission import documents, uploading, withdrawing
from review.flow.submission.documents import DocumentFilter
from review.flow.submission.uploading import Sent
from review.model.assessment import Verdict
from review.model.campaigns import CampaignLevel, CampaignSubject, Phase, PhaseKey, Policy
from tests.stage import a_concept, assess, decide_on, hand_in


def close(stage, who="admin"):
    season = seasons.current_season(stage.services)
    return closing.close_season(stage.services, stage[who], season_id=season.id)


def writes(stage):
    """Acts on the decided document, the undecided one and the cards of the year."""
    services, coordinator, school = stage.services, stage["coordinator"], stage["school"]
    rows = documents.list_documents(services, stage["admin"], wanted=DocumentFilter()).rows
    decided = next(row for row in rows if row.school_id == stage.places["school"])
    other = next(row for row in rows if row.school_id == stage.places["neighbour"])
    card = territory.school_card(services, coordinator, school_id=stage.places["school"])
    form = CardForm(**{name: getattr(card, name) for name in CardForm.__dataclass_fields__})
    sent = [Sent("Новый.docx", a_concept("Новый."))]
    phases = tuple(Phase(key, services.now().date(), services.now().date() + timedelta(days=9)) for key in PhaseKey)
    return {
        "decide": lambda: decide_on(stage, decided.id, verdict=Verdict.FAILS),
        "open_form": lambda: assessing.open_assessment(services, stage["expert"], document_id=other.id),
        "withdraw": lambda: withdrawing.withdraw(services, coordinator, document_id=other.id, reason="Ошибка"),
        "kind": lambda: documents.set_kind(
            services,
            coordinator,
            document_id=other.id,
            kind="concept",
            risk=None,
            stage=None,
            measure=None,
            expected=other.version,
        ),
        "version": lambda: uploading.upload_version(
            services, stage["neighbour"], document_id=other.id, name="b.docx", data=a_concept("b")
        ),
        "upload": lambda: uploading.upload(services, school, school_id=stage.places["school"], files=sent),
        "card": lambda: territory.save_card(services, coordinator, school_id=card.id, form=form, expected=card.version),
        "appeal": lambda: appealing.file_appeal(services, school, document_id=decided.id, text="Не согласны."),
        "campaign": lambda: running.begin(
            services,
            coordinator,
            level=CampaignLevel.MUNICIPAL,
            region_id=None,
            municipality_id=stage.places["town"],
            subject=CampaignSubject.CONCEPT,
            form=running.CampaignForm("Кампания", Policy(), phases),
        ),
    }


def test_nothing_is_written_into_a_closed_year_until_it_is_opened_again(lived_in):
    closed = close(lived_in)
    assert closed.closed_at is not None
    for act in writes(lived_in).values():
        with pytest.raises(WrongState, match="закрыт"):
            act()
    page = documents.document_page(
        lived_in.services,
        lived_in["school"],
        document_id=documents.list_documents(lived_in.services, lived_in["school"], wanted=DocumentFilter()).rows[0].id,
    )
    assert page.decision is not None
    closing.reopen_season(lived_in.services, lived_in["admin"], season_id=closed.id)
    writes(lived_in)["decide"]()


def test_campaigns_and_appeals_are_finished_before_the_year_is(lived_in):
    every = writes(lived_in)
    campaign = every["campaign"]()
    appeal = every["appeal"]()
    season = seasons.current_season(lived_in.services)
    found = closing.closing(lived_in.services, lived_in["admin"], season_id=season.id)
    assert (found.campaigns, found.appeals, found.ready) == (("Кампания",), 1, False)
    assert [(one.municipality, one.undecided) for one in found.undecided] == [("Залесский район", 1)]
    with pytest.raises(WrongState, match="Кампания"):
        close(lived_in)
    running.close(lived_in.services, lived_in["coordinator"], campaign_id=campaign.id)
    with pytest.raises(WrongState, match="Апелляц"):
        close(lived_in)
    appealing.withdraw_appeal(lived_in.services, lived_in["school"], appeal_id=appeal.id, expected=appeal.version)
    assert close(lived_in).closed_at is not None


def test_the_administrator_alone_closes_and_opens_years(lived_in):
    for who in ("regional", "coordinator", "school"):
        with pytest.raises(NotAllowed):
            close(lived_in, who)
        with pytest.raises(NotAllowed):
            seasons.open_season(lived_in.services, lived_in[who], title="", year=2023, profile="500plus-2022")


def test_the_figures_of_a_closed_year_stay_as_they_were(lived_in):
    services = lived_in.services
    season = close(lived_in)
    [town] = closing.year_summary(services, lived_in["coordinator"], season_id=season.id).towns
    assert (town.municipality, town.schools, town.documents, town.conforms, town.undecided) == (
        "Залесский район",
        2,
        2,
        1,
        1,
    )
    assert len(closing.year_summary(services, lived_in["regional"], season_id=season.id).towns) == 2
    assert closing.summary_sheet(services, lived_in["regional"], season_id=season.id)[1].startswith(b"PK")
    opened = seasons.open_season(services, lived_in["admin"], title="2023", year=2023, profile="500plus-2022")
    assert opened.season.closed_at is None
    sent = [Sent("Новый.docx", a_concept("Новый."))]
    uploading.upload(services, lived_in["school"], school_id=lived_in.places["school"], files=sent)
    [same] = closing.year_summary(services, lived_in["coordinator"], season_id=season.id).towns
    assert same == town


def test_a_document_of_the_year_before_is_assessed_while_that_year_is_open(lived_in):
    services = lived_in.services
    document = hand_in(lived_in, name="Вторая.docx", data=a_concept("Вторая."))
    seasons.open_season(services, lived_in["admin"], title="2023", year=2023, profile="500plus-2022")
    assess(lived_in, document.id)
    decide_on(lived_in, document.id)
