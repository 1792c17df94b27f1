"""From stored rows to what a child needs to check one document of a kit."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.check.compare import compare
from review.flow.runs.packages import Package, Task
from review.flow.submission.copies import sampled_rows
from review.model.card import Card, Entry, School
from review.model.finding import Examination, Total
from review.model.sketch import Compared
from review.store.documents import texts, versions
from review.store.register import changes, editions, seasons, territory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from review.flow.services import Services
    from review.model.finding import CopyMatch
    from review.model.programme import Facts
    from review.model.register import SchoolCard, Season
    from review.store.database import Session
    from review.store.documents.texts import Text
    from review.store.documents.versions import KitMember

OTHER_SCHOOL = "документ другой школы"  # whose it is stands only where both may be seen
STRANGERS = 20  # other schools' documents compared in full


@dataclass(frozen=True)
class KitView:
    """A school's documents of one season as they stand, with what was read of them."""

    season: Season
    edition: str  # of the profile
    card: SchoolCard
    region_id: int
    members: tuple[KitMember, ...]
    texts: Mapping[int, Text]


def load_kit(services: Services, session: Session, *, school_id: int, season_id: int) -> KitView:
    """The kit in the order of upload."""
    season = seasons.season(session, season_id)
    members = versions.kit(session, school_id=school_id, season_id=season_id)
    return KitView(
        season=season,
        edition=services.library.profile(season.profile).sha256,
        card=territory.own_card(session, school_id=school_id, season_id=season_id),
        region_id=territory.place(session, school_id=school_id, season_id=season_id).region_id or 0,
        members=tuple(members),
        texts=texts.load(session, [member.version_id for member in members]),
    )


def is_current(kit: KitView, member: KitMember, text: Text) -> bool:
    """Were the facts taken for the kind and the profile that hold now?"""
    return text.edition == kit.edition and (not member.document.kind_given or text.kind == member.document.kind)


def card_of(card: SchoolCard, profile: str) -> Card:
    """The register's card as checks see it."""
    period = (card.period_start, card.period_end) if card.period_start and card.period_end else None
    school = School(card.full_name, card.short_name, card.municipality, card.region, card.director)
    return Card(profile=profile, school=school, period=period, risks=card.risks)


def in_their_time(session: Session, card: Card, kit: KitView, written: date | None) -> Card:
    """The card with the names and directors the school had when the document was written (None: it is not known)."""
    names = (*changes.former_names(session, kit.card.id), *changes.inherited_names(session, kit.card.id))
    if card.school is None:
        return card
    heads = [one for one in changes.former_people(session, kit.card.id) if one.role == "director"]
    held = [one for one in names if written is None or written <= one.until]
    lost = [one for one in names if one not in held]
    school = replace(
        card.school,
        former=tuple(name for one in held for name in (one.full_name, one.short_name) if name),
        outdated=tuple(name for one in lost for name in (one.full_name, one.short_name) if name),
        former_directors=tuple(one.name for one in heads if written is None or written <= one.until),
    )
    return replace(card, school=school)


def written_on(facts: Facts) -> date | None:
    """The day of the latest dated approval mark."""
    return max((one.date for one in facts.approvals if one.date is not None), default=None)


def entry_of(member: KitMember, order: int) -> Entry:
    """How a document was handed in."""
    document = member.document
    return Entry(
        name=member.file_name,
        kind=document.kind,
        risk=document.risk,
        stage=document.stage,
        measure=document.measure,
        curator_confirmed=document.curator_confirmed,
        curator_remark=document.curator_remark,
        order=order,
        sha256=member.sha256,
    )


def task_for(session: Session, kit: KitView, version_id: int) -> Task | None:
    """All a child needs; None while the document's kind is unknown."""
    order, member = next((i, m) for i, m in enumerate(kit.members) if m.version_id == version_id)
    text = kit.texts[version_id]
    kind = member.document.kind or text.facts.kind.kind
    if kind is None:
        return None
    siblings = [
        (i, m, kit.texts[m.version_id])
        for i, m in enumerate(kit.members)
        if m.version_id != version_id and m.version_id in kit.texts
    ]
    copies, compared_with = _copies(session, kit, order, member, siblings)
    return Task(
        package=Package(pickle.dumps((text.document, text.facts), pickle.HIGHEST_PROTOCOL), kind, text.sketch),
        kind=kind,
        profile=kit.season.profile,
        entry=entry_of(member, order),
        card=in_their_time(session, card_of(kit.card, kit.season.profile), kit, written_on(text.facts)),
        kit=tuple((entry_of(m, i), _facts_only(other)) for i, m, other in siblings),
        copies=copies,
        compared_with=compared_with,
        rubric=editions.chosen(session, region_id=kit.region_id, season_id=kit.season.id).get(kind),
    )


def _facts_only(text: Text) -> Package:
    """A sibling's facts: its words are not looked at, so they do not cross the border."""
    return Package(pickle.dumps((None, text.facts), pickle.HIGHEST_PROTOCOL), text.facts.kind.kind, text.sketch)


def _copies(
    session: Session, kit: KitView, order: int, member: KitMember, siblings: list[tuple[int, KitMember, Text]]
) -> tuple[tuple[CopyMatch, ...], int]:
    """Overlaps with the kit and with the region's other schools, and how many documents were looked at."""
    text = kit.texts[member.version_id]
    where = {"region_id": kit.region_id, "season_id": kit.season.id, "school_id": kit.card.id}
    rows = sampled_rows(text.sketch)
    others = texts.strangers(session, rows, member.sha256, most=STRANGERS, **where)
    own = f"school:{kit.card.id}"
    documents = [_compared(0, own, member, order, text)]
    documents += [_compared(number, own, m, i, other) for number, (i, m, other) in enumerate(siblings, 1)]
    documents += [
        Compared(
            key=number,
            name=OTHER_SCHOOL,
            kit=f"school:{other.school_id}",
            kind=other.kind,
            order=0,
            sha256=other.sha256,
            sketch=other.sketch,
        )
        for number, other in enumerate(others, len(documents))
    ]
    found = tuple(match if match.same_kit else _without_words(match) for match in compare(documents)[0])
    return found, len(siblings) + texts.count_strangers(session, **where)


def _compared(key: int, kit: str, member: KitMember, order: int, text: Text) -> Compared:
    kind = member.document.kind or text.facts.kind.kind
    return Compared(key, member.file_name, kit, kind, order, member.sha256, text.sketch)


def _without_words(match: CopyMatch) -> CopyMatch:
    """Another school's words are not shown to whoever may not see its documents."""
    return replace(match, blocks=tuple(replace(block, there="") for block in match.blocks))


def nothing_proposed(kit: KitView, version_id: int) -> Examination:
    """A document whose kind is not known, or has no rubric: read, but not judged."""
    guess = kit.texts[version_id].facts.kind
    return Examination(
        kind=guess.kind,
        kind_confidence=guess.confidence,
        profile=kit.season.profile,
        rubric=None,
        rubric_sha256=None,
        findings=(),
        total=Total(0, 0, None, None, None),
        compared_with=0,
    )
