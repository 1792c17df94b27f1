"""Inflected words of papers: shown before issue, corrected by a person, remembered for the body, used next time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from review.errors import BadInput
from review.flow.papers.issuing.drafting import draft
from review.flow.papers.templates.confirmed import confirmed
from review.flow.papers.templates.editions import template_for
from review.flow.transaction import writing
from review.issue.words.confirmed import GENDER, Inflected, WordKind, inflected
from review.issue.words.people import person, phrase
from review.model.language import CASES
from review.model.rights import demand
from review.store.papers import drafts
from review.store.papers import words as store
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.flow.papers.choosing.targets import Target
    from review.flow.services import Services
    from review.model.access import Actor
    from review.store.papers.words import ConfirmedForm

LONGEST = 400
HINT = "Впишите форму слова одной строкой."


def words_of_draft(services: Services, actor: Actor, *, draft_id: int) -> tuple[int, tuple[Inflected, ...]]:
    """(body, inflected texts) of a draft. Raises NotFound."""
    language = services.language()
    with services.database.reading() as session:
        known = drafts.load(session, actor, draft_id)
        template = template_for(services, session, name=known.template, body_id=known.body_id)
        facts = confirmed(session, template, known.body_id, drafts.facts(session, draft_id))
    return known.body_id, inflected(template.sheet.fields, facts, language)


def words_of_paper(
    services: Services, actor: Actor, *, template: str, target: Target
) -> tuple[str, int, tuple[Inflected, ...]]:
    """(title, body, inflected texts) of a paper that could be issued. Raises NotFound."""
    with services.database.reading() as session:
        made = draft(services, session, actor, template=template, target=target, answers={})
    found = inflected(made.template.sheet.fields, made.facts, services.language())
    return made.offer.title, made.request.body_id, found


def one_word(services: Services, actor: Actor, *, body_id: int, kind: str, text: str) -> Inflected:
    """Six forms of a text as this body would print it. Raises BadInput, NotFound."""
    if kind not in get_args(WordKind) or not text.strip():
        raise BadInput("Не указано, что склонять.", "Впишите имя, должность или организацию.")
    with services.database.reading() as session:
        territory.body(session, actor, body_id)
        known = store.of_body(session, body_id).get((kind, text), {})
    return _inflected(services, cast("WordKind", kind), text, known)


def confirm(
    services: Services,
    actor: Actor,
    *,
    body_id: int,
    kind: str,
    text: str,
    forms: Mapping[str, str],
    gender: str = "",
) -> Inflected:
    """Remember the forms that differ from the machine's; the rest it goes on making. Raises BadInput, NotAllowed."""
    automatic = _inflected(services, _kind(kind), text, {})
    told: dict[str, str] = {case: " ".join(forms.get(case, "").split()) for case in CASES}
    if not text.strip() or any(not form or len(form) > LONGEST for form in told.values()):
        raise BadInput("Одна из форм пуста или слишком длинна.", HINT)
    kept: dict[str, str] = {
        case: form for case, form in told.items() if form != automatic.forms[case].replace("\u00a0", " ")
    }
    if gender in ("m", "f") and kind == "name" and gender != automatic.gender:
        kept[GENDER] = gender
    with writing(services, actor) as t:
        place = territory.body_place(t.session, territory.body(t.session, actor, body_id).id)
        demand(actor, "issue", place)
        store.replace(t.session, body_id=body_id, kind=kind, text=text, forms=kept, person_id=actor.id, now=t.now)
        t.note("word.confirmed", place=place, text=text, forms=", ".join(kept.values()))
    return _inflected(services, _kind(kind), text, kept)


def list_words(services: Services, actor: Actor) -> tuple[ConfirmedForm, ...]:
    """Every form the actor's bodies confirmed."""
    with services.database.reading() as session:
        return store.find(session, actor)


def forget(services: Services, actor: Actor, *, word_id: int) -> None:
    """The machine inflects this again. Raises NotFound, NotAllowed."""
    with writing(services, actor) as t:
        known = store.load(t.session, actor, word_id)
        place = territory.body_place(t.session, known.body_id)
        demand(actor, "issue", place)
        store.remove(t.session, word_id)
        t.note("word.forgotten", place=place, text=known.text, form=known.form)


def _kind(kind: str) -> WordKind:
    if kind not in get_args(WordKind):
        raise BadInput("Неизвестный вид слова.", "Выберите имя, должность или организацию.")
    return cast("WordKind", kind)


def _inflected(services: Services, kind: WordKind, text: str, known: Mapping[str, str]) -> Inflected:
    language = services.language()
    if kind == "name":
        shown: Any = person(language, text, "", {"full": known})["full"]
        gender = known.get(GENDER) or language.inflect(text, "name").gender or ""
        return Inflected(kind, text, "", {case: shown[case] for case in CASES}, str(gender))
    return Inflected(kind, text, "", phrase(language, text, known, organisation=kind == "organisation"))
