"""A school appeals against a decision on its document, within the days the year's profile gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.transaction import writing
from review.intake.accept import accept
from review.model.access import Role
from review.model.appeal import AppealFile, AppealLevel, AppealState
from review.model.rights import Place, demand, may
from review.model.workdays import after_working_days
from review.store.campaigns import campaigns, experts
from review.store.documents import documents, versions
from review.store.expertise import appeals as store
from review.store.expertise import decisions
from review.store.register import people, seasons, territory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.appeal import Appeal
    from review.model.assessment import Decision
    from review.model.profile import Profile
    from review.model.submission import Version
    from review.store.database import Session

AppealAct = Literal["file", "withdraw", "reopen", "answer"]
LONGEST = 8_000
MOST_FILES = 5
WORDS_DAYS_OFF = "non_working_days"


@dataclass(frozen=True, slots=True)
class Term:
    """Until when, and before whom, the decision in force may be appealed against."""

    decision: Decision
    until: date
    level: AppealLevel


@dataclass(frozen=True, slots=True)
class Appealing:
    """What the document's page shows of appeals."""

    appeals: tuple[Appeal, ...]  # the latest first
    acts: frozenset[AppealAct]
    until: date | None  # the last day to file one, for the school
    criteria: tuple[tuple[str, str], ...]  # (code, name) of the decision's edition
    readers: tuple[tuple[int, str], ...]  # whom the expertise may be given to

    @property
    def waiting(self) -> Appeal | None:
        """The one that is to be answered."""
        return next((one for one in self.appeals if one.is_open), None)


def appealing(services: Services, actor: Actor, *, document_id: int) -> Appealing:
    """Appeals on a document with what the actor may do; empty for those whom they do not concern."""
    with services.database.reading() as session:
        season = seasons.season(session, documents.season_of(session, actor, document_id))
        if not documents.concerns(session, actor, document_id):
            return Appealing((), frozenset(), None, (), ())
        found = store.of_document(session, document_id)
        document = versions.look(session, document_id)
        place = territory.place(session, school_id=document.school_id, season_id=document.season_id)
        version = versions.list_versions(session, document_id)[0]
        profile = services.library.profile(season.profile)
        term = _term(session, profile, place, version, document.state in documents.DECIDED)
        waiting = next((one for one in found if one.is_open), None)
        acts: set[AppealAct] = set()
        today = services.now().astimezone().date()
        may_file = term is not None and today <= term.until and may(actor, "appeal", place)
        if season.closed_at is None:
            acts = _acts(actor, place, waiting, may_file=may_file, assessed=document.state.value == "assessed")
        rubric = None if term is None else services.library.rubrics.get(term.decision.rubric)
        return Appealing(
            appeals=found,
            acts=frozenset(acts),
            until=term.until if term is not None and may_file else None,
            criteria=tuple((one.code, one.name) for one in rubric.criteria) if rubric else (),
            readers=_readers(session, place, document_id, version.id) if "reopen" in acts else (),
        )


def _acts(actor: Actor, place: Place, waiting: Appeal | None, *, may_file: bool, assessed: bool) -> set[AppealAct]:
    if waiting is None:
        return {"file"} if may_file else set()
    acts: set[AppealAct] = set()
    filed = waiting.state is AppealState.FILED
    if filed and may(actor, "appeal", place):
        acts.add("withdraw")
    if answers(actor, waiting.level, place):
        if filed:
            acts.add("reopen")
        if filed or assessed:
            acts.add("answer")
    return acts


def answers(actor: Actor, level: AppealLevel, place: Place) -> bool:
    """May the actor answer appeals of this level in this place? A region's are not a municipality's to answer."""
    return may(actor, "answer_appeal", Place(place.region_id) if level is AppealLevel.REGIONAL else place)


def _term(session: Session, profile: Profile, place: Place, version: Version, decided: bool) -> Term | None:  # noqa: FBT001 - one fact of the document
    """None when nothing is decided, or the region has had its word."""
    taken = decisions.of_versions(session, [version.id])
    if not taken or not decided:
        return None
    before = [one for one in store.of_document(session, version.document_id) if one.version_id == version.id]
    answered = [one for one in before if one.answered_at is not None]
    if any(one.level is AppealLevel.REGIONAL for one in answered):
        return None
    since: datetime = max([taken[0].decided_at, *(one.answered_at for one in answered if one.answered_at)])
    regional = bool(answered) or not _of_municipality(session, taken[0], place)
    level = AppealLevel.REGIONAL if regional else AppealLevel.MUNICIPAL
    return Term(taken[0], _last_day(profile, since.astimezone().date(), "appeal_days"), level)


def _of_municipality(session: Session, decision: Decision, place: Place) -> bool:
    """Did a municipal coordinator decide?"""
    by = people.actor(session, decisions.decider(session, decision.id))
    towns = [one.municipality_id for one in by.grants if one.role is Role.MUNICIPAL_COORDINATOR] if by else []
    return place.municipality_id in towns


def _last_day(profile: Profile, start: date, key: str) -> date:
    days_off = profile.words.get(WORDS_DAYS_OFF, ())
    return after_working_days(start, int(profile.thresholds[key]), days_off)


def _readers(session: Session, place: Place, document_id: int, version_id: int) -> tuple[tuple[int, str], ...]:
    """Experts who have not read the version: of the running campaign, else of the municipality."""
    campaign = campaigns.running_with(session, document_id)
    if campaign is not None:
        group = experts.of_campaign(session, campaign.id, cap=campaign.policy.cap)
        known = [(one.person_id, one.name) for one in group if one.state.value == "accepted"]
    else:
        held = people.holders(
            session,
            Role.MUNICIPAL_EXPERT,
            region_id=place.region_id or 0,
            municipality_id=place.municipality_id,
        )
        known = [(one.id, one.full_name) for one in held]
    read = documents.experts_of(session, version_id)
    return tuple(one for one in known if one[0] not in read)


def file_appeal(
    services: Services,
    actor: Actor,
    *,
    document_id: int,
    text: str,
    criteria: Sequence[str] = (),
    files: Sequence[tuple[str, bytes]] = (),
) -> Appeal:
    """The school disagrees with the decision in force. Files are (name, bytes).

    Raises NotAllowed, BadInput (no words, unknown criterion, too many files), FileRefused kinds, WrongState (nothing
    decided, the days are over, one waits already, the region has answered).
    """
    text = text.strip()
    _demand_sane(text, files)
    kept = _kept(services, files)
    with writing(services, actor) as t:
        season = seasons.season(t.session, documents.season_of(t.session, actor, document_id))
        document = versions.locked(t.session, document_id)
        place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
        demand(actor, "appeal", place)
        version = versions.list_versions(t.session, document_id)[0]
        profile = services.library.profile(season.profile)
        today = t.now.astimezone().date()
        decided = document.state in documents.DECIDED
        term = _demand_term(t.session, version, _term(t.session, profile, place, version, decided), today)
        _demand_known(services, term, criteria)
        new = store.NewAppeal(
            document_id=document_id,
            version_id=version.id,
            decision_id=term.decision.id,
            level=term.level,
            text=text,
            criteria=tuple(dict.fromkeys(criteria)),
            files=kept,
            filed_by=actor.id,
            due=_last_day(profile, today, "appeal_answer_days"),
        )
        made = store.add(t.session, new, t.now)
        said = {"level": new.level.value, "due": f"{new.due:%d.%m.%Y}", "number": made}
        t.note("appeal.filed", place=place, document_id=document_id, **said)
        return store.appeal(t.session, actor, made)


def _demand_sane(text: str, files: Sequence[tuple[str, bytes]]) -> None:
    if not text:
        raise BadInput("Апелляция пустая.", "Напишите, с чем школа не согласна и почему.")
    if len(text) > LONGEST:
        raise BadInput(f"Апелляция длиннее {LONGEST} знаков.", "Скажите короче, а подробности приложите файлом.")
    if len(files) > MOST_FILES:
        raise BadInput(f"Файлов больше {MOST_FILES}.", "Приложите самое важное или один архив.")


def _demand_term(session: Session, version: Version, term: Term | None, today: date) -> Term:
    """Raise WrongState where nothing may be filed now."""
    if store.waiting(session, version.id) is not None:
        raise WrongState("Апелляция уже подана.", "Дождитесь ответа или отзовите её.")
    if term is None:
        raise WrongState(
            "Подавать апелляцию не на что.", "Её подают на решение; решение региона по апелляции окончательное."
        )
    if today > term.until:
        raise WrongState(f"Срок апелляции прошёл {term.until:%d.%m.%Y}.", "Обратитесь к координатору.")
    return term


def _kept(services: Services, files: Sequence[tuple[str, bytes]]) -> tuple[AppealFile, ...]:
    """Files behind the door and in the store."""
    found = []
    for number, (name, data) in enumerate(files, 1):
        accepted = accept(data, services.settings.limits)
        services.files.put(data)
        plain = name.replace("\\", "/").rpartition("/")[2] or f"Файл {number}"
        found.append(AppealFile(number, plain, accepted.sha256, accepted.size))
    return tuple(found)


def _demand_known(services: Services, term: Term, criteria: Sequence[str]) -> None:
    rubric = services.library.rubrics.get(term.decision.rubric)
    known = {one.code for one in rubric.criteria} if rubric else set()
    unknown = [code for code in criteria if code not in known]
    if unknown:
        raise BadInput(f"Таких критериев нет: {', '.join(unknown)}.", "Отметьте критерии из списка.")


def withdraw_appeal(services: Services, actor: Actor, *, appeal_id: int, expected: int) -> None:
    """The school takes its appeal back while nobody works on it. Raises NotFound, NotAllowed, WrongState, Stale."""
    with writing(services, actor) as t:
        known = store.locked(t.session, actor, appeal_id, expected=expected)
        document = versions.locked(t.session, known.document_id)
        place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
        demand(actor, "appeal", place)
        if known.state is not AppealState.FILED:
            raise WrongState("Апелляция уже рассматривается или рассмотрена.", "Обновите страницу.")
        store.change(t.session, appeal_id, state=AppealState.WITHDRAWN)
        t.note("appeal.withdrawn", place=place, document_id=document.id, number=appeal_id)


def appeal_file(services: Services, actor: Actor, *, appeal_id: int, number: int) -> tuple[str, bytes]:
    """(name, bytes) of a file that came with an appeal. Raises NotFound."""
    with services.database.reading() as session:
        known = store.appeal(session, actor, appeal_id)
    one = next((file for file in known.files if file.number == number), None)
    if one is None:
        raise NotFound("Такого файла у апелляции нет.", "Обновите страницу документа.")
    return one.name, services.files.get(one.sha256)


def demand_answerer(actor: Actor, appeal: Appeal, place: Place) -> None:
    """Raise NotAllowed for those who do not answer appeals of this level."""
    if not answers(actor, appeal.level, place):
        raise NotAllowed(
            "На эту апелляцию отвечаете не вы.",
            "Первую рассматривает муниципальный координатор, повторную — региональный.",
        )
