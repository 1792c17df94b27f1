"""Experts mark words of a document: remarks and praise, drafts until their form is finished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from review.assess import form as rules
from review.assess.anchors import anchor_at
from review.errors import BadInput, NotFound, WrongState
from review.flow.expertise import assessing
from review.flow.submission.shown import Cover
from review.flow.transaction import Transaction, writing
from review.model.campaigns import SEATED
from review.model.remark import RemarkState
from review.model.rights import may
from review.store.campaigns import assignments
from review.store.documents import documents, texts, versions
from review.store.expertise import remarks
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.anchor import Anchor
    from review.model.document import Document
    from review.model.remark import Remark, RemarkChange, RemarkForm, RemarkPlace
    from review.model.rights import Place
    from review.store.database import Session

RemarkAct = Literal["edit", "withdraw", "close", "reopen", "answer"]
Span = tuple[str, int, int]  # block, start, end
LONGEST = 8_000
MOST = 300  # remarks of one form
KEY = 64


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark as the reader may see it: words with personal data dotted out, and what the reader may do with it.

    `here` is where its words stand in the version shown; `fate` what became of them there.
    """

    remark: Remark
    words: str
    here: Anchor | None
    fate: RemarkPlace | None
    acts: frozenset[RemarkAct]


def add_remark(
    services: Services, actor: Actor, *, assessment_id: int, key: str, spans: Sequence[Span], form: RemarkForm
) -> ShownRemark:
    """Mark words. `key` is the page's own name of the remark: sent twice it stays one.

    Raises BadInput (no words, nothing said, an unknown criterion), WrongState once the form is finished.
    """
    with writing(services, actor) as t:
        own = assessing.own_form(services, t, assessment_id)
        known = remarks.by_key(t.session, assessment_id, key)
        if known is None:
            _demand_allowed(own, form, key)
            if remarks.count(t.session, assessment_id) >= MOST:
                raise BadInput(f"У формы уже {MOST} замечаний.", "Объедините похожие замечания.")
            version_id = own.form.assessment.version_id
            made = remarks.NewRemark(
                key=key,
                document_id=own.document.id,
                version_id=version_id,
                assessment_id=assessment_id,
                form=form,
                anchor=anchor_at(_text(t, version_id), spans),
            )
            known = remarks.add(t.session, made, by=actor.id, now=t.now)
            _note(t, "remark.added", own.place, own.document.id, form)
        return shown_one(services, t.session, actor, known)


def edit_remark(
    services: Services,
    actor: Actor,
    *,
    remark_id: int,
    form: RemarkForm,
    expected: int,
    spans: Sequence[Span] | None = None,
) -> ShownRemark:
    """Change one's own remark while the form is open. `expected` is Remark.version as shown. Raises Stale."""
    with writing(services, actor) as t:
        held, own = _own(services, t, remark_id)
        _demand_allowed(own, form, held.key)
        anchor = anchor_at(_text(t, held.version_id), spans) if spans else None
        remarks.save(t.session, remark_id, form, expected=expected, by=actor.id, now=t.now, anchor=anchor)
        _note(t, "remark.changed", own.place, own.document.id, form)
        return shown_one(services, t.session, actor, remark_id)


def withdraw_remark(services: Services, actor: Actor, *, remark_id: int, expected: int) -> None:
    """Take one's own remark back while the form is open; its history stays. Raises Stale."""
    with writing(services, actor) as t:
        held, own = _own(services, t, remark_id)
        remarks.set_state(
            t.session,
            remark_id,
            RemarkState.WITHDRAWN,
            expected=expected,
            what="withdrawn",
            words="",
            by=actor.id,
            now=t.now,
        )
        _note(t, "remark.withdrawn", own.place, own.document.id, held.form)


def remarks_of(
    services: Services, actor: Actor, *, document_id: int, version: int | None = None
) -> tuple[ShownRemark, ...]:
    """Remarks that stand on version number `version` (the latest when None), made there or carried there.

    Raises NotFound for documents the actor may not see.
    """
    with services.database.reading() as session:
        documents.season_of(session, actor, document_id)
        every = versions.for_actor(session, actor, document_id)
        shown = next((one for one in every if version is None or one.number == version), None)
        if shown is None:
            raise NotFound("Такой версии у документа нет.", "Откройте последнюю версию.")
        found = [
            one
            for one in remarks.of_document(session, actor, document_id)
            if one.version_id == shown.id or one.fate_in(shown.id) is not None
        ]
        return shown_remarks(services, session, actor, found, document_id, shown.id)


def look_at_remark(services: Services, actor: Actor, *, remark_id: int) -> tuple[ShownRemark, tuple[RemarkChange, ...]]:
    """One remark with its history, the latest change first. Raises NotFound."""
    with services.database.reading() as session:
        return shown_one(services, session, actor, remark_id), remarks.history(session, remark_id)


def shown_remarks(
    services: Services, session: Session, actor: Actor, found: Sequence[Remark], document_id: int, version_id: int
) -> tuple[ShownRemark, ...]:
    """The remarks as the actor may see them on one version."""
    if not found:
        return ()
    document = versions.look(session, document_id)
    place = territory.place(session, school_id=document.school_id, season_id=document.season_id)
    pens = Pens(actor, place, seated=_is_seated(session, actor, document_id, version_id))
    masks = Masks(services, session, actor, document_id)
    found = [one for one in found if one.state is not RemarkState.WITHDRAWN]
    return tuple(_shown(one, masks, pens, version_id) for one in found)


@dataclass(frozen=True, slots=True)
class Pens:
    """What the actor may do with remarks of a document."""

    actor: Actor
    place: Place
    seated: bool  # does a campaign seat the actor at the version?

    def acts(self, remark: Remark) -> frozenset[RemarkAct]:
        """What may be done now."""
        own = remark.author_id == self.actor.id
        if remark.is_draft:
            return frozenset({"edit", "withdraw"}) if own else frozenset()
        judges = own or self.seated or may(self.actor, "close_remark", self.place)
        answers = may(self.actor, "answer_remark", self.place)
        offered: dict[RemarkAct, bool] = {
            "close": judges and remark.is_live,
            "reopen": judges and remark.state is RemarkState.CLOSED,
            "answer": answers and remark.is_live,
        }
        return frozenset(act for act, may_ in offered.items() if may_)


def _is_seated(session: Session, actor: Actor, document_id: int, version_id: int) -> bool:
    every = assignments.of_document(session, document_id)
    mine = (one for one in every if one.expert_id == actor.id and one.version_id == version_id)
    return any(one.state in SEATED for one in mine)


class Masks:
    """Versions with what the actor must not see dotted out, each made once."""

    def __init__(self, services: Services, session: Session, actor: Actor | None, document_id: int) -> None:
        """Nothing is loaded before it is asked for."""
        self.cover = Cover(services, session, actor, document_id)
        self._known: dict[int, Document | None] = {}

    def words(self, anchor: Anchor | None, version_id: int) -> str:
        """The anchored words as they may be shown."""
        if anchor is None:
            return ""
        document = self._document(version_id)
        if document is None:
            return anchor.exact
        known = dict(document.units()) | {block.id: block.text for block in document.blocks if block.table is None}
        return "\n".join(known.get(quote.block, quote.text)[quote.start : quote.end] for quote in anchor.quotes)

    def _document(self, version_id: int) -> Document | None:
        if version_id not in self._known:
            self._known[version_id] = self.cover.text(version_id)
        return self._known[version_id]


def _shown(remark: Remark, masks: Masks, pens: Pens, version_id: int) -> ShownRemark:
    fate = remark.fate_in(version_id)
    words = masks.words(remark.anchor, remark.version_id)
    remark = replace(remark, answer=masks.cover.words(remark.answer))
    if fate is not None:
        fate = replace(fate, old=words, new=masks.words(fate.anchor, version_id))
    return ShownRemark(remark, words, remark.place_in(version_id), fate, pens.acts(remark))


def shown_one(services: Services, session: Session, actor: Actor, remark_id: int) -> ShownRemark:
    """One remark as the actor may see it now. Raises NotFound."""
    session.expire_all()
    found = remarks.one(session, actor, remark_id)
    document = versions.look(session, found.document_id)
    place = territory.place(session, school_id=document.school_id, season_id=document.season_id)
    latest = versions.for_actor(session, actor, document.id)[0].id
    pens = Pens(actor, place, seated=_is_seated(session, actor, document.id, latest))
    return _shown(found, Masks(services, session, actor, found.document_id), pens, latest)


def _own(services: Services, t: Transaction, remark_id: int) -> tuple[Remark, assessing.OpenForm]:
    """The actor's own draft with its form. Others do not learn that it exists."""
    assert t.actor is not None  # noqa: S101 - every caller has an actor
    held = remarks.one(t.session, t.actor, remark_id)
    if held.author_id != t.actor.id:
        raise NotFound(*remarks.GONE)
    if held.state is RemarkState.WITHDRAWN:
        raise WrongState("Замечание уже удалено.", "Обновите страницу документа.")
    return held, assessing.own_form(services, t, held.assessment_id)


def _text(t: Transaction, version_id: int) -> Document:
    document = texts.document(t.session, version_id)
    if document is None:
        raise WrongState("Текст этой версии ещё не прочитан.", "Дождитесь проверки документа.")
    return document


def _demand_allowed(own: assessing.OpenForm, form: RemarkForm, key: str) -> None:
    """Raise BadInput for a remark that says nothing, says too much or names a strange criterion."""
    if not key or len(key) > KEY:
        raise BadInput("Замечание пришло без имени.", "Обновите страницу документа.")
    if not form.text and not form.recommendation:
        raise BadInput("Замечание пустое.", "Напишите, что не так и что сделать, или что сделано хорошо.")
    if max(len(form.text), len(form.recommendation)) > LONGEST:
        raise BadInput(f"Замечание длиннее {LONGEST} знаков.", "Скажите короче.")
    if form.code is not None:
        rules.criterion(own.rubric, form.code)


def _note(t: Transaction, action: str, place: Place, document_id: int, form: RemarkForm) -> None:
    t.note(action, place=place, document_id=document_id, kind=form.kind.value, code=form.code or "без критерия")
