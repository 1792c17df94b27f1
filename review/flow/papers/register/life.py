"""A paper after its number: signed, sent, revoked, replaced. The original file never changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.papers.issuing.registering import NEXT_STATES, STATE_TITLES
from review.flow.papers.issuing.renditions import CHAIN, ESIGNED, make_within
from review.flow.papers.templates.editions import stored
from review.flow.transaction import writing
from review.intake.accept import accept
from review.intake.signature_file import read_signature
from review.model.issued import Signature
from review.model.rights import demand
from review.store.papers import paper_trail as trail
from review.store.papers import papers as store
from review.store.register import territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Paper, Trail

PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
LARGEST_PICTURE = 20 << 20
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Attached:
    """A file somebody brought."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Ending:
    """What ends a paper and why."""

    by_id: int | None
    act: str
    reason: str
    replaced: bool


def paper_trail(services: Services, actor: Actor, *, paper_id: int) -> Trail:
    """What happened to a paper the actor may see. Raises NotFound."""
    with services.database.reading() as session:
        store.load(session, actor, paper_id)
        return trail.trail(session, paper_id)


def sign_with_scan(services: Services, actor: Actor, *, paper_id: int, file: Attached) -> Paper:
    """Attach the scan of the paper signed by hand: PDF, PNG or JPEG. Raises FileRefused, WrongState, NotAllowed."""
    _demand_scan(services, file)
    with writing(services, actor) as t:
        known = _own(t, actor, paper_id, "signed")
        sha256 = stored(services, t, file.data)
        signature = Signature("scan", sha256, file.name[:NAME_LENGTH], actor.name, t.now)
        trail.sign(t.session, paper_id, signature, actor.id)
        return _moved(t, actor, known, "signed", file.name[:NAME_LENGTH])


def sign_with_file(services: Services, actor: Actor, *, paper_id: int, file: Attached) -> Paper:
    """Attach a detached signature (.sig, .p7s): its certificate is read, its trust is not checked.

    Raises BadInput for no signature or one made for other bytes, WrongState, NotAllowed.
    """
    told = read_signature(file.data)
    services.language()
    with writing(services, actor) as t:
        known = _own(t, actor, paper_id, "signed")
        covered = {name: told.covers(services.files.get(sha256)) for name, sha256 in _originals(known)}
        covers = next((name for name, yes in covered.items() if yes), "")
        if not covers and False in covered.values():
            raise BadInput(
                "Эта подпись сделана не для этой бумаги.", "Подпишите файл, скачанный отсюда, не пересохраняя его."
            )
        signature = Signature(
            kind="file",
            sha256=stored(services, t, file.data),
            file_name=file.name[:NAME_LENGTH],
            added_by=actor.name,
            added_at=t.now,
            serial=told.serial,
            owner=told.owner,
            issuer=told.issuer,
            fingerprint=told.fingerprint,
            valid_from=told.valid_from,
            valid_to=told.valid_to,
            covers=covers,
        )
        trail.sign(t.session, paper_id, signature, actor.id)
        paper = _moved(t, actor, known, "signed", told.owner)
        make_within(services, t, paper, ESIGNED)
        return paper


def signature_file(services: Services, actor: Actor, *, paper_id: int) -> tuple[str, bytes]:
    """(name, bytes) of the attached scan or signature. Raises NotFound, WrongState."""
    told = paper_trail(services, actor, paper_id=paper_id).signature
    if told is None:
        raise WrongState("Подпись к этой бумаге не приложена.", "Обновите страницу.")
    return told.file_name, services.files.get(told.sha256)


def send(services: Services, actor: Actor, *, paper_id: int, how: str = "") -> Paper:
    """Note that the paper went out, and how: a letter signed by hand may go without its scan. Raises WrongState."""
    with writing(services, actor) as t:
        return _moved(t, actor, _own(t, actor, paper_id, "sent"), "sent", how.strip())


def revoke(
    services: Services, actor: Actor, *, paper_id: int, reason: str, by_id: int | None = None, act: str = ""
) -> Paper:
    """End a paper: by another of the register, or by an act in words («приказом … от … № …»). Its number stays taken.

    Raises BadInput without a reason, WrongState for one that has ended, NotAllowed.
    """
    if not reason.strip() and by_id is None:
        raise BadInput("Не указано основание отмены.", "Напишите, чем и почему отменена бумага.")
    ending = _Ending(by_id, act.strip(), reason.strip(), replaced=False)
    return _end(services, actor, paper_id, ending)


def replace(services: Services, actor: Actor, *, paper_id: int, by_id: int, reason: str = "") -> Paper:
    """Another paper of the same kind and body stands in the place of this one."""
    return _end(services, actor, paper_id, _Ending(by_id, "", reason.strip(), replaced=True))


def _end(services: Services, actor: Actor, paper_id: int, ending: _Ending) -> Paper:
    services.language()
    with writing(services, actor) as t:
        known = _own(t, actor, paper_id, "revoked")
        new = None if ending.by_id is None else store.load(t.session, actor, ending.by_id)
        if new is not None:
            _demand_fit(known, new, replaced=ending.replaced)
        trail.end(t.session, paper_id, new_id=ending.by_id, replaced=ending.replaced, act=ending.act, at=t.now)
        title = ending.act if new is None else f"{new.title} № {new.shown_number}"
        paper = _moved(t, actor, known, "revoked", "; ".join(part for part in (ending.reason, title) if part))
        make_within(services, t, paper, CHAIN)
        if new is not None:
            make_within(services, t, new, CHAIN)
        return paper


def _demand_fit(old: Paper, new: Paper, *, replaced: bool) -> None:
    """A paper is ended by a living one of the same body, not earlier than itself."""
    if new.id == old.id or new.body_id != old.body_id:
        raise BadInput("Бумагу отменяет другая бумага того же органа.", "Выберите её в журнале.")
    if new.state == "revoked" or new.date < old.date:
        raise BadInput(
            "Эта бумага сама отменена или старше отменяемой.", "Выберите действующую бумагу не раньше отменяемой."
        )
    if replaced and new.type != old.type:
        raise BadInput("Заменить бумагу может только бумага того же вида.", "Выберите её или отмените бумагу.")


def _moved(t: Transaction, actor: Actor, known: Paper, state: str, note: str) -> Paper:
    store.set_state(t.session, known.id, state, note)
    trail.step(t.session, known.id, state=state, at=t.now, person_id=actor.id, note=note)
    place = territory.body_place(t.session, known.body_id)
    t.note(f"paper.{state}", place=place, paper_id=known.id, number=known.shown_number, reason=note)
    t.session.expire_all()
    return store.load(t.session, actor, known.id)


def _own(t: Transaction, actor: Actor, paper_id: int, state: str) -> Paper:
    """A paper the actor may move on to this state."""
    known = store.load(t.session, actor, paper_id)
    demand(actor, "issue", territory.body_place(t.session, known.body_id))
    if state not in NEXT_STATES.get(known.state, ()):
        raise WrongState(f"Бумага уже в состоянии «{STATE_TITLES[known.state]}».", "Обновите страницу реестра.")
    return known


def _originals(known: Paper) -> list[tuple[str, str]]:
    """The files somebody may have signed."""
    files = [("docx", known.docx_sha256)]
    return files + ([("pdf", known.pdf_sha256)] if known.pdf_sha256 else [])


def _demand_scan(services: Services, file: Attached) -> None:
    if any(file.data.startswith(start) for start in PICTURES):
        if len(file.data) > LARGEST_PICTURE:
            raise BadInput("Скан слишком велик.", "Отсканируйте с разрешением 200–300 точек на дюйм.")
        return
    if accept(file.data, services.settings.limits).type != "pdf":
        raise BadInput("Скан подписанной бумаги — это PDF, PNG или JPEG.", "Сохраните скан в одном из этих форматов.")
