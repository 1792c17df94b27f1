"""A mended version: remarks found again, answered by the school, closed by the expert; both versions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.assess.anchors import Versions
from review.assess.differences import Differences, differences
from review.assess.moves import LevelMove, level_moves, levels_of
from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.expertise.remarks import remarking
from review.flow.submission.shown import Cover
from review.flow.transaction import Transaction, writing
from review.model.anchor import FATE_TITLES, Fate, Found
from review.model.remark import RemarkKind, RemarkPlace, RemarkState
from review.store.documents import documents, texts, versions
from review.store.expertise import remarks
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.services import Services
    from review.flow.submission.work import Work
    from review.model.access import Actor
    from review.model.rights import Place
    from review.model.submission import Version

GONE_WORDS = "этих слов в новой версии нет"
CHANGED_WORDS = "слова изменены"
ROSE = "предложенный уровень по {code} вырос: был {old}, стал {new}"
LONGEST_ANSWER = 4_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side, personal data dotted out."""

    old: Version
    new: Version
    differences: Differences
    moves: tuple[LevelMove, ...]


def carry_remarks(services: Services, work: Work, *, version_id: int) -> None:
    """Job: find the remarks of earlier versions again in a new one, and propose those that seem remedied."""
    with services.database.reading() as session:
        member = versions.member(session, version_id)
        wanted = remarks.to_carry(session, member.document.id, version_id) if member else []
        new = texts.document(session, version_id)
        old = {one: texts.document(session, one) for one in {origin for _, origin, _, _ in wanted}}
        levels = {one: levels_of(versions.examination(session, one)) for one in (*old, version_id)}
    places = []
    if new is not None:
        pairs = {origin: Versions(document, new) for origin, document in old.items() if document is not None}
        for number, origin, anchor, code in wanted:
            if origin in pairs:
                found = pairs[origin].find(anchor)
                why = remedied(found, code, levels[origin], levels[version_id])
                places.append((number, _place(version_id, found, why)))
    with writing(services, None) as t:
        if member is not None and places:
            _keep(t, member.document.id, places)
        work.settle(t.session)


def remedied(found: Found, code: str | None, old: Mapping[str, int | None], new: Mapping[str, int | None]) -> str:
    """Why a remark seems remedied, in words; "" when it does not."""
    reasons = {Fate.GONE: GONE_WORDS, Fate.CHANGED: CHANGED_WORDS}
    said = [reasons[found.fate]] if found.fate in reasons else []
    before, after = old.get(code or ""), new.get(code or "")
    if before is not None and after is not None and after > before:
        said.append(ROSE.format(code=code, old=before, new=after))
    return "; ".join(said)


def _place(version_id: int, found: Found, proposed: str) -> RemarkPlace:
    return RemarkPlace(
        version_id,
        0,
        found.fate,
        min(1.0, max(0.0, found.confidence)),
        found.old,
        found.new,
        found.anchor,
        found.why,
        proposed,
    )


def _keep(t: Transaction, document_id: int, places: list[tuple[int, RemarkPlace]]) -> None:
    counts = dict.fromkeys(Fate, 0)
    for number, place in places:
        row = remarks.locked(t.session, number, expected=None)
        if row.state in (RemarkState.CLOSED, RemarkState.WITHDRAWN):
            continue
        remarks.put(t.session, number, place)
        counts[place.fate] += 1
        words = FATE_TITLES[place.fate]
        seems = bool(place.proposed) and row.kind == RemarkKind.REMARK
        if seems:
            state, what, words = RemarkState.PROPOSED, "proposed", place.proposed
        elif row.state == RemarkState.PROPOSED:  # an earlier version seemed to remedy it, this one does not
            state, what = RemarkState.ANSWERED if row.answer else RemarkState.OPEN, "carried"
        else:
            remarks.note(t.session, number, "carried", words, by=None, now=t.now)
            continue
        remarks.set_state(t.session, number, state, expected=None, what=what, words=words, by=None, now=t.now)
    document = versions.look(t.session, document_id)
    where = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    said = {fate.value: count for fate, count in counts.items()}
    t.note("remarks.carried", place=where, document_id=document_id, found=sum(said.values()), **said)


def answer_remark(
    services: Services, actor: Actor, *, remark_id: int, words: str, expected: int
) -> remarking.ShownRemark:
    """The school tells what it did: in its own words and on which page. Raises NotAllowed, BadInput, Stale."""
    words = words.strip()
    if not words:
        raise BadInput("Ответ пустой.", "Напишите, что исправлено и на какой странице.")
    if len(words) > LONGEST_ANSWER:
        raise BadInput(f"Ответ длиннее {LONGEST_ANSWER} знаков.", "Скажите короче.")
    with writing(services, actor) as t:
        place, document_id = _demand(services, t, actor, remark_id, "answer")
        remarks.answer(t.session, remark_id, words, expected=expected, by=actor.id, now=t.now)
        t.note("remark.answered", place=place, document_id=document_id)
        return remarking.shown_one(services, t.session, actor, remark_id)


def close_remark(services: Services, actor: Actor, *, remark_id: int, expected: int) -> remarking.ShownRemark:
    """The expert is content. Raises NotAllowed, WrongState, Stale."""
    return _judge(services, actor, remark_id, expected, "close", RemarkState.CLOSED)


def reopen_remark(services: Services, actor: Actor, *, remark_id: int, expected: int) -> remarking.ShownRemark:
    """Not remedied after all. Raises NotAllowed, WrongState, Stale."""
    return _judge(services, actor, remark_id, expected, "reopen", RemarkState.OPEN)


def _judge(
    services: Services, actor: Actor, remark_id: int, expected: int, act: remarking.RemarkAct, state: RemarkState
) -> remarking.ShownRemark:
    what = "closed" if act == "close" else "reopened"
    with writing(services, actor) as t:
        place, document_id = _demand(services, t, actor, remark_id, act)
        remarks.set_state(t.session, remark_id, state, expected=expected, what=what, words="", by=actor.id, now=t.now)
        t.note(f"remark.{what}", place=place, document_id=document_id)
        return remarking.shown_one(services, t.session, actor, remark_id)


def _demand(
    services: Services, t: Transaction, actor: Actor, remark_id: int, act: remarking.RemarkAct
) -> tuple[Place, int]:
    """Where it happens; raises NotFound for what the actor may not see, NotAllowed or WrongState for what not now."""
    shown = remarking.shown_one(services, t.session, actor, remark_id)
    if act not in shown.acts:
        if shown.remark.is_draft:
            raise WrongState("Форма эксперта ещё не завершена.", "Дождитесь решения по документу.")
        if not shown.remark.is_live and act != "reopen":
            raise WrongState("Замечание уже закрыто.", "Обновите страницу.")
        raise NotAllowed("Это действие с замечанием вам не доступно.", "Отвечает школа, закрывает эксперт.")
    document = versions.look(t.session, shown.remark.document_id)
    place = territory.place(t.session, school_id=document.school_id, season_id=document.season_id)
    return place, document.id


def compare_versions(
    services: Services, actor: Actor, *, document_id: int, old: int | None = None, new: int | None = None
) -> Comparison:
    """Version numbers `old` and `new` side by side; by default the two latest. Raises NotFound, WrongState."""
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        every = {version.number: version for version in versions.for_actor(session, actor, document_id)}
        latest = max(every)
        right = every.get(latest if new is None else new)
        left = every.get((latest if new is None else new) - 1 if old is None else old)
        if left is None or right is None or left.number >= right.number:
            raise NotFound("Сравнивать нечего: такой пары версий нет.", "Откройте документ с двумя версиями.")
        cover = Cover(services, session, actor, document_id)
        pair = cover.text(left.id), cover.text(right.id)
        before, after = versions.examination(session, left.id), versions.examination(session, right.id)
    if pair[0] is None or pair[1] is None:
        raise WrongState("Одна из версий ещё не прочитана.", "Дождитесь проверки документа.")
    return Comparison(
        cover.version(left), cover.version(right), differences(pair[0], pair[1]), level_moves(before, after)
    )
