"""Which act concerns whom, and in what words. An expert's notice never names the school: the review may be blind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.appeal import AppealLevel
from review.model.assessment import VERDICT_TITLES, Verdict
from review.model.notice import NoticeKind
from review.store.campaigns import campaigns
from review.store.notices import notices as store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from review.model.campaigns import Campaign
    from review.model.rights import Place
    from review.store.database import Session
    from review.store.notices.notices import About


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing told to some people."""

    people: tuple[int, ...]
    kind: NoticeKind
    text: str
    path: str


def document_path(document_id: int) -> str:
    """Where a document is shown."""
    return f"/documents/{document_id}"


def of_act(
    session: Session, action: str, document_id: int, details: Mapping[str, object], place: Place | None
) -> list[Occasion]:
    """What an act on a document is to be told, and to whom. `place` is where the act was done."""
    if action not in RULES and action not in TO_COORDINATORS:
        return []
    about = store.about(session, document_id)
    if about is None:
        return []
    return _to_coordinators(session, about, action, details, place) + (
        RULES[action](session, about, details) if action in RULES else []
    )


def _to_coordinators(
    session: Session, about: About, action: str, details: Mapping[str, object], place: Place | None
) -> list[Occasion]:
    """Where the coordinators alone are told and nothing but the words differs: the region's of what it runs itself."""
    if action not in TO_COORDINATORS:
        return []
    kind, words, part = TO_COORDINATORS[action]
    text = f"{_named(about)}: {words.format_map({'reason': '', **details})}"
    by_region = place is not None and place.municipality_id is None
    leaders = store.regional_coordinators if by_region else store.coordinators
    people = leaders(session, about.municipality_id)
    return [Occasion(people, kind, text, f"{document_path(about.document_id)}{part}")]


def seated(person_id: int, document_id: int, due: date) -> Occasion:
    """An expert gets a document."""
    text = f"Вам назначен документ №\u00a0{document_id}, срок {due:%d.%m.%Y}."
    return Occasion((person_id,), NoticeKind.ASSIGNED, text, document_path(document_id))


def seated_on_many(person_id: int, campaign_id: int, documents: int, due: date) -> Occasion:
    """An expert gets several documents at once: one notice, and the page that lists them."""
    text = f"Вам назначены документы: {documents}, срок {due:%d.%m.%Y}."
    return Occasion((person_id,), NoticeKind.ASSIGNED, text, f"/campaigns/{campaign_id}")


def invited(people: tuple[int, ...], campaign: Campaign) -> Occasion:
    """Somebody is asked into the expert group."""
    text = f"Вас приглашают в экспертную группу кампании «{campaign.title}»: согласитесь или откажитесь."
    return Occasion(people, NoticeKind.ASSIGNED, text, f"/campaigns/{campaign.id}")


def of_group(session: Session, campaign: Campaign, words: str) -> Occasion:
    """Those who run a campaign hear of its expert group."""
    people = store.leaders(session, region_id=campaign.region_id, municipality_id=campaign.municipality_id)
    return Occasion(
        people, NoticeKind.ASSIGNED, f"Кампания «{campaign.title}»: {words}", f"/campaigns/{campaign.id}/group"
    )


def published(session: Session, campaign: Campaign) -> Occasion:
    """Municipalities hear that the results of the region's campaign over their schools are open."""
    text = f"Кампания региона «{campaign.title}» завершена: итоги по документам ваших школ открыты."
    people = store.coordinators_of_sample(session, campaign.id)
    return Occasion(people, NoticeKind.DECIDED, text, f"/campaigns/{campaign.id}")


def newer_version(session: Session, document_id: int, campaign: Campaign, number: int) -> list[Occasion]:
    """The region hears that the school sent a version after the one its re-check reads."""
    about = store.about(session, document_id)
    if about is None:
        return []
    people = store.regional_coordinators(session, about.municipality_id)
    text = (
        f"{_named(about)}: школа загрузила новую версию. Перепроверка «{campaign.title}» идёт по версии "
        f"{number}, по которой принято решение."
    )
    path = f"/campaigns/{campaign.id}/documents/{document_id}"
    return [Occasion(people, NoticeKind.UPLOADED, text, path)]


def withdrawn(people: tuple[int, ...], document_id: int) -> Occasion:
    """Experts hear that a document is theirs no more; where it went they need not see."""
    text = f"Документ №\u00a0{document_id} отозван: оценивать его больше не нужно."
    return Occasion(people, NoticeKind.ASSIGNED, text, "/")


def let_go(people: tuple[int, ...], document_id: int) -> Occasion:
    """Experts hear that a document left the sample they were reading it for."""
    text = f"Документ №\u00a0{document_id}: ваше назначение отменено, оценивать его больше не нужно."
    return Occasion(people, NoticeKind.ASSIGNED, text, "/")


def reminded(person_id: int, document_id: int, due: date) -> Occasion:
    """The coordinator reminds an expert of a document."""
    text = f"Координатор напоминает: документ №\u00a0{document_id} ждёт вашей экспертизы, срок {due:%d.%m.%Y}."
    return Occasion((person_id,), NoticeKind.REMINDER, text, document_path(document_id))


def due_moved(person_id: int, document_id: int, due: date) -> Occasion:
    """An expert has another last day."""
    text = f"Документ №\u00a0{document_id}: срок вашей экспертизы перенесён на {due:%d.%m.%Y}."
    return Occasion((person_id,), NoticeKind.ASSIGNED, text, document_path(document_id))


def to_reread(person_id: int, document_id: int) -> Occasion:
    """An expert is asked to read a document again after an appeal."""
    text = f"Документ №\u00a0{document_id}: по апелляции вам поручена повторная экспертиза."
    return Occasion((person_id,), NoticeKind.ASSIGNED, text, document_path(document_id))


def to_settle(person_id: int, document_id: int, due: date) -> Occasion:
    """Somebody is asked to settle what experts disagree on."""
    text = f"Вам поручено рассудить экспертов: документ №\u00a0{document_id}, срок {due:%d.%m.%Y}."
    return Occasion((person_id,), NoticeKind.ASSIGNED, text, f"{document_path(document_id)}/forms")


def settled(people: tuple[int, ...], document_id: int) -> Occasion:
    """The experts hear that an arbitrator has set the levels."""
    text = (
        f"Документ №\u00a0{document_id}: итоговые уровни установил арбитр. "
        "Если вы не согласны, приложите особое мнение."
    )
    return Occasion(people, NoticeKind.DIVERGED, text, document_path(document_id))


def _named(about: About) -> str:
    return f"{about.school}, «{about.file_name}»"


def _uploaded(session: Session, about: About, _: Mapping[str, object]) -> list[Occasion]:
    people = store.curators(session, about.school_id, about.season_id)
    text = f"{_named(about)}: загружен, ждёт вашего подтверждения."
    return [Occasion(people, NoticeKind.UPLOADED, text, document_path(about.document_id))]


def _new_version(session: Session, about: About, _: Mapping[str, object]) -> list[Occasion]:
    path = document_path(about.document_id)
    leaders = (
        *store.coordinators(session, about.municipality_id),
        *store.curators(session, about.school_id, about.season_id),
    )
    return [
        Occasion(leaders, NoticeKind.UPLOADED, f"{_named(about)}: школа загрузила новую версию.", path),
        Occasion(
            store.readers(session, about.document_id),
            NoticeKind.UPLOADED,
            f"Документ № {about.document_id}, который вы оценивали: загружена новая версия.",
            path,
        ),
    ]


def _unreadable(session: Session, about: About, _: Mapping[str, object]) -> list[Occasion]:
    text = f"«{about.file_name}» прочитать не удалось: загрузите файл в другом виде."
    people = store.of_school(session, about.school_id)
    return [Occasion(people, NoticeKind.REFUSED, text, document_path(about.document_id))]


def _confirmed(session: Session, about: About, details: Mapping[str, object]) -> list[Occasion]:
    if details.get("confirmed") is None:
        return []
    words = "подтвердил документ" if details["confirmed"] else f"не подтвердил документ: {details.get('remark', '')}"
    people = store.of_school(session, about.school_id)
    text = f"Куратор {words} («{about.file_name}»)."
    return [Occasion(people, NoticeKind.CONFIRMED, text, document_path(about.document_id))]


def _decided(session: Session, about: About, details: Mapping[str, object]) -> list[Occasion]:
    verdict = VERDICT_TITLES[Verdict(str(details["verdict"]))]
    due = details.get("due")
    until = f" Срок: {due:%d.%m.%Y}." if hasattr(due, "strftime") else ""
    people = (
        *store.of_school(session, about.school_id),
        *store.curators(session, about.school_id, about.season_id),
        *(store.coordinators(session, about.municipality_id) if _read_above(session, about) else ()),
    )
    text = f"{_named(about)}: {verdict}.{until}"
    return [Occasion(people, NoticeKind.DECIDED, text, document_path(about.document_id))]


def _read_above(session: Session, about: About) -> bool:
    """Is it the region's campaign that reads the document? Then the municipality learns of the decision from it."""
    campaign = campaigns.running_with(session, about.document_id)
    return campaign is not None and campaign.municipality_id is None


def _appealed(session: Session, about: About, details: Mapping[str, object]) -> list[Occasion]:
    by_region = details.get("level") == AppealLevel.REGIONAL
    leaders = store.regional_coordinators if by_region else store.coordinators
    text = f"{_named(about)}: школа подала апелляцию. Ответить до {details.get('due')}."
    return [Occasion(leaders(session, about.municipality_id), NoticeKind.APPEAL, text, _appeal_path(about))]


def _appeal_answered(session: Session, about: About, details: Mapping[str, object]) -> list[Occasion]:
    people = (
        *store.of_school(session, about.school_id),
        *store.curators(session, about.school_id, about.season_id),
        *store.coordinators(session, about.municipality_id),
    )
    text = f"{_named(about)}: ответ на апелляцию — {details.get('state')}."
    return [Occasion(people, NoticeKind.APPEAL, text, _appeal_path(about))]


def _appeal_reopened(session: Session, about: About, _: Mapping[str, object]) -> list[Occasion]:
    text = f"{_named(about)}: по апелляции назначена повторная экспертиза."
    return [Occasion(store.of_school(session, about.school_id), NoticeKind.APPEAL, text, _appeal_path(about))]


def _appeal_path(about: About) -> str:
    return f"{document_path(about.document_id)}#appeal"


def _restored(session: Session, about: About, _: Mapping[str, object]) -> list[Occasion]:
    people = store.of_school(session, about.school_id)
    text = f"{_named(about)}: координатор вернул отозванный документ."
    return [Occasion(people, NoticeKind.UPLOADED, text, document_path(about.document_id))]


def _answered(session: Session, about: About, _: Mapping[str, object]) -> list[Occasion]:
    text = f"Документ № {about.document_id}: школа ответила на замечание."
    people = store.readers(session, about.document_id)
    return [Occasion(people, NoticeKind.ANSWERED, text, document_path(about.document_id))]


TO_COORDINATORS: dict[str, tuple[NoticeKind, str, str]] = {  # kind, words, the part of the document's page
    "assessment.finished": (NoticeKind.FINISHED, "эксперт завершил форму.", ""),
    "campaign.diverged": (NoticeKind.DIVERGED, "эксперты разошлись в оценке.", ""),
    "campaign.further_unfilled": (NoticeKind.DIVERGED, "дополнительного эксперта назначить некого.", "/forms"),
    "campaign.seat_declined": (NoticeKind.ASSIGNED, "эксперт отказался от документа: {reason}", ""),
    "dissent.written": (NoticeKind.DIVERGED, "эксперт приложил особое мнение.", ""),
    "decision.returned": (NoticeKind.DECIDED, "регион вернул решение на пересмотр. {reason}", ""),
    "appeal.withdrawn": (NoticeKind.APPEAL, "школа отозвала апелляцию.", "#appeal"),
}
RULES: dict[str, Callable[[Session, About, Mapping[str, object]], list[Occasion]]] = {
    "document.uploaded": _uploaded,
    "document.new_version": _new_version,
    "document.unreadable": _unreadable,
    "document.confirmed": _confirmed,
    "document.decided": _decided,
    "remark.answered": _answered,
    "appeal.filed": _appealed,
    "appeal.answered": _appeal_answered,
    "appeal.reopened": _appeal_reopened,
    "document.restored": _restored,
}
