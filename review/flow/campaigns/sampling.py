"""What a campaign draws from, the draw itself, its replay, and what the sample says of the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.assign.estimate import estimate
from review.assign.sample import draw as draw_sample
from review.assign.size import margin_of
from review.errors import BadInput, NotFound, WrongState
from review.flow.campaigns.phases import demand_open, today
from review.flow.campaigns.running import managed, place_of
from review.flow.submission.titles import titles_of
from review.flow.transaction import writing
from review.model.campaign import Exclusion, SampleRule
from review.model.campaigns import CampaignLevel, PhaseKey
from review.model.rights import may
from review.model.submission import DocumentState, VersionState
from review.store.campaigns import assignments, campaigns
from review.store.campaigns import samples as store
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.campaign import Estimate, FrameItem, Sample
    from review.model.campaigns import Campaign
    from review.store.database import Session

RECEIVED = SampleRule(method="all", seed="список получен")
DECIDED = (DocumentState.CONFORMS, DocumentState.REWORK, DocumentState.FAILS)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A document outside the frame, in words."""

    document_id: int
    school: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What can be drawn and what cannot, with the reasons."""

    items: tuple[FrameItem, ...]
    excluded: tuple[Excluded, ...]
    exclusions: tuple[Exclusion, ...]

    @property
    def schools(self) -> int:
        """How many schools the frame holds."""
        return len({item.school_id for item in self.items})


@dataclass(frozen=True, slots=True)
class SamplePage:
    """The page of the sample: the frame as it is now, the draw in force, every draw made."""

    campaign: Campaign
    frame: Frame
    in_force: store.Draw | None
    draws: tuple[store.Draw, ...]
    estimate: Estimate | None
    margin: float | None  # of the draw in force, for a share of a half
    fixed: bool  # experts are seated: no more drawing
    manages: bool
    titles: Mapping[str | None, str]


REASONS = {
    "unread": "файл ещё не прочитан или не читается",
    "other_edition": "проверен по другой редакции критериев",
    "unconfirmed": "нет подтверждения куратора",
    "begun": "экспертиза уже начата вне кампании",
    "decided": "решение уже принято",
    "undecided": "муниципалитет ещё не принял решения",
    "elsewhere": "входит в выборку кампании «{title}»",
}


def frame_of(services: Services, session: Session, campaign: Campaign) -> Frame:
    """All documents of the campaign's subject and place, those that do not qualify apart."""
    season = seasons.season(session, campaign.season_id)
    titles = titles_of(services.library.profile(season.profile))
    editions = {kind: rubric for kind, rubric, _ in campaign.editions}
    items, excluded, exclusions = [], [], []
    for one in store.candidates(session, campaign):
        item = replace(
            one.item,
            title=title_of(one.item, titles, one.stage),
            kind_title=titles.get(one.item.kind, ""),
            risk_title=titles.get(one.item.risk, "") if one.item.risk else "",
        )
        reason = _reason(one, campaign, editions.get(item.kind))
        if reason is None:
            items.append(item)
            continue
        words = REASONS[reason].format(title=one.elsewhere)
        excluded.append(Excluded(item.document_id, item.school, item.title, words))
        exclusions.append(Exclusion(item.document_id, reason, words))
    return Frame(tuple(items), tuple(excluded), tuple(exclusions))


def title_of(item: FrameItem, titles: Mapping[str | None, str], stage: int | None) -> str:
    """«Антирисковая программа «…», этап 1»."""
    title = titles.get(item.kind, item.kind)
    direction = f" «{titles.get(item.risk, item.risk)}»" if item.risk else ""
    return f"{title}{direction}" + (f", этап\u00a0{stage}" if stage else "")


def _reason(one: store.Candidate, campaign: Campaign, edition: str | None) -> str | None:
    """Why a document is not in the frame; None when it is."""
    if one.elsewhere:
        return "elsewhere"
    if one.reading is not VersionState.CHECKED or one.rubric is None:
        return "unread"
    if edition is not None and one.rubric != edition:
        return "other_edition"
    if campaign.policy.confirmed_only and not one.curator_confirmed:
        return "unconfirmed"
    if campaign.recheck:
        return None if one.state in DECIDED else "undecided"
    if one.state in DECIDED:
        return "decided"
    return None if one.state is DocumentState.UPLOADED else "begun"


def sample_page(services: Services, actor: Actor, *, campaign_id: int) -> SamplePage:
    """Frame, draws and estimate. Raises NotFound for those who do not run the campaign."""
    with services.database.reading() as session:
        campaign = _led(session, actor, campaign_id)
        draws = store.draws(session, campaign_id)
        in_force = next((one for one in draws if one.in_force), None)
        seated = bool(assignments.of_campaign(session, campaign_id))
        season = seasons.season(session, campaign.season_id)
        return SamplePage(
            campaign=campaign,
            frame=frame_of(services, session, campaign),
            in_force=in_force,
            draws=draws,
            estimate=estimated(campaign, in_force, store.standing(session, campaign_id)),
            margin=None if in_force is None else margin(in_force.sample),
            fixed=seated,
            manages=may(actor, "manage_campaign", place_of(campaign)) and campaign.closed_at is None,
            titles=titles_of(services.library.profile(season.profile)),
        )


def _led(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    campaign = campaigns.campaign(session, actor, campaign_id)
    if not campaigns.leads(session, actor, campaign_id):
        raise NotFound("Выборку видит координатор кампании.", "Ваши назначения — на рабочем столе.")
    return campaign


def margin(sample: Sample) -> float | None:
    """The margin of error of a simple random sample of this size, at the rule's confidence."""
    drawn = sum(line.drawn for line in sample.strata)
    return margin_of(sample.frame_units, drawn, confidence=sample.rule.confidence, expected=sample.rule.expected)


def preview(services: Services, actor: Actor, *, campaign_id: int, rule: SampleRule) -> Sample:
    """What the rule draws from the frame as it is now; nothing is kept."""
    with services.database.reading() as session:
        campaign = _led(session, actor, campaign_id)
        frame = frame_of(services, session, campaign)
    return _drawn(frame, rule)


def _drawn(frame: Frame, rule: SampleRule) -> Sample:
    if not frame.items:
        raise BadInput("Отбирать не из чего: в основе нет ни одного документа.", "Посмотрите причины исключения.")
    return draw_sample(frame.items, rule, frame.exclusions)


def draw(services: Services, actor: Actor, *, campaign_id: int, rule: SampleRule, shown: str, reason: str) -> int:
    """Fix the sample that was previewed (`shown`: hash of its frame); the number of the draw.

    Raises WrongState: outside the phase, experts are seated, the frame changed since the preview; BadInput: a draw
    made again needs its reason.
    """
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        demand_open(campaign, today(services), PhaseKey.SAMPLING)
        if campaign.level is CampaignLevel.FEDERAL:
            raise WrongState("Федеральная выборка приходит списком.", "Отметьте документы полученного списка.")
        frame = frame_of(services, t.session, campaign)
        sample = _drawn(frame, rule)
        if sample.frame_sha256 != shown:
            raise WrongState(
                "Пока вы смотрели, состав документов изменился.", "Посмотрите отбор ещё раз и закрепите его."
            )
        return _keep(t, campaign, frame, sample, reason)


def receive(
    services: Services,
    actor: Actor,
    *,
    campaign_id: int,
    document_ids: Collection[int],
    reason: str,
    schools: Sequence[str] = (),
) -> int:
    """The sample as it came from above: these documents of the frame, and all of the schools named line by line.

    Raises BadInput for documents outside the frame and for names no school of the frame has.
    """
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        demand_open(campaign, today(services), PhaseKey.SAMPLING)
        if campaign.level is not CampaignLevel.FEDERAL:
            raise WrongState("Списком приходит только федеральная выборка.", "Проведите отбор по правилу.")
        frame = frame_of(services, t.session, campaign)
        every = set(document_ids) | _of_schools(frame, schools)
        wanted = tuple(item for item in frame.items if item.document_id in every)
        if not wanted or len(wanted) != len(every):
            raise BadInput("Не все отмеченные документы есть в основе.", "Обновите страницу и отметьте заново.")
        sample = replace(
            draw_sample(wanted, RECEIVED, frame.exclusions),
            frame_documents=len(frame.items),
            frame_schools=frame.schools,
        )
        return _keep(t, campaign, frame, sample, reason)


def _of_schools(frame: Frame, names: Sequence[str]) -> set[int]:
    """Documents of the schools a list names; quotes, capitals and blanks do not matter."""
    by_name: dict[str, set[int]] = {}
    for item in frame.items:
        by_name.setdefault(_plain(item.school), set()).add(item.document_id)
    wanted = [name.strip() for name in names if name.strip()]
    unknown = [name for name in wanted if _plain(name) not in by_name]
    if unknown:
        raise BadInput(f"В основе нет школ: {'; '.join(unknown)}.", "Сверьте названия с теми, что в таблице кампании.")
    return {number for name in wanted for number in by_name[_plain(name)]}


def _plain(name: str) -> str:
    """«МБОУ "Лесная СОШ"» and «мбоу лесная сош» are one school."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in name.casefold().replace("ё", "е")).split())


def _keep(t: Transaction, campaign: Campaign, frame: Frame, sample: Sample, reason: str) -> int:
    before = store.in_force(t.session, campaign.id)
    if assignments.of_campaign(t.session, campaign.id):
        raise WrongState(
            "Эксперты уже назначены: выборка больше не меняется.", "Замена документа оформляется отдельным актом."
        )
    if before is not None and not reason.strip():
        raise BadInput("Не указано, почему отбор проводится ещё раз.", "Причина войдёт в протокол и журнал.")
    number = store.put_in_force(
        t.session,
        campaign.id,
        frame=frame.items,
        sample=sample,
        reason=reason.strip(),
        by=t.actor.id if t.actor else 0,
        now=t.now,
    )
    t.note(
        "campaign.sample_drawn",
        place=place_of(campaign),
        campaign=campaign.title,
        number=number,
        seed=sample.rule.seed,
        frame=sample.frame_documents,
        documents=len(sample.drawn),
        sha256=sample.frame_sha256,
        reason=reason.strip(),
    )
    return number


def replay(services: Services, actor: Actor, *, campaign_id: int, number: int) -> bool:
    """Draw again from the kept frame by the kept rule: is it the same sample?"""
    with services.database.reading() as session:
        _led(session, actor, campaign_id)
        kept = next((one for one in store.draws(session, campaign_id) if one.number == number), None)
    if kept is None:
        raise NotFound("Такого отбора не было.", "Откройте страницу выборки.")
    wanted = {one.item.document_id for one in kept.sample.drawn}
    source: Sequence[FrameItem] = kept.frame
    if kept.sample.rule == RECEIVED:
        source = [item for item in kept.frame if item.document_id in wanted]
    again = draw_sample(source, kept.sample.rule)
    same = [(one.item.document_id, one.probability) for one in again.drawn]
    return again.frame_sha256 == kept.sample.frame_sha256 and same == [
        (one.item.document_id, one.probability) for one in kept.sample.drawn
    ]


def estimated(campaign: Campaign, in_force: store.Draw | None, standing: Mapping[int, bool]) -> Estimate | None:
    """What the decisions that stand say of the frame; None before the first and where nothing was drawn by a rule."""
    if in_force is None or not standing or campaign.recheck or in_force.sample.rule == RECEIVED:
        return None
    return estimate(in_force.sample, standing)
