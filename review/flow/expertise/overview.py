"""Schools × documents with zones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.flow.submission.titles import titles_of
from review.model.submission import DocumentState, VersionState
from review.store.documents import documents
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.register import Municipality, SchoolCard, Season
    from review.model.submission import SchoolDocument


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school's line: its documents by kind, in the profile's order; missing kinds have an empty tuple."""

    school_id: int
    school: str
    municipality: str
    activated: tuple[str, ...] | None
    documents: dict[str, tuple[SchoolDocument, ...]]
    unknown: tuple[SchoolDocument, ...]  # kind not told yet
    uploaded: int
    assessed: int
    decided: int
    conforming: int


@dataclass(frozen=True, slots=True)
class TownRow:
    """A municipality's figures, from the same documents as its schools' lines."""

    municipality_id: int
    name: str
    schools: int
    handed_in: int  # schools with a readable document
    assessed: int
    decided: int
    conforming: int

    @property
    def share(self) -> float | None:
        """Conforming among decided; None where nothing is decided."""
        return self.conforming / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class Overview:
    """The table of the territory."""

    season: Season
    kinds: tuple[tuple[str, str], ...]  # (key, title)
    rows: tuple[SchoolRow, ...]
    towns: tuple[TownRow, ...]  # the lowest share first, those without a decision last
    municipalities: tuple[Municipality, ...]  # to filter by
    schools_with_documents: int
    documents: int
    waiting_for_decision: int


DECIDED = (DocumentState.CONFORMS, DocumentState.REWORK, DocumentState.FAILS)


def overview(
    services: Services, actor: Actor, *, municipality_id: int | None = None, season_id: int | None = None
) -> Overview:
    """Coordinators, experts, curators: the schools they may see. Zones stand in SchoolDocument totals."""
    with services.database.reading() as session:
        season = seasons.season(session, season_id)
        profile = services.library.profile(season.profile)
        cards = territory.cards(session, actor, season_id=season.id, municipality_id=municipality_id)
        found = documents.every(
            session, actor, season_id=season.id, titles=titles_of(profile), municipality_id=municipality_id
        )
        municipalities = territory.municipalities(session, actor)
    by_school: dict[int, list[SchoolDocument]] = {}
    for document in found:
        by_school.setdefault(document.school_id, []).append(document)
    kinds = tuple((kind.key, kind.title) for kind in profile.kinds)
    rows = tuple(_row(card, by_school.get(card.id, []), [key for key, _ in kinds]) for card in cards)
    held: dict[tuple[int, str], list[SchoolRow]] = {}
    for card, row in zip(cards, rows, strict=True):
        held.setdefault((card.municipality_id, card.municipality), []).append(row)
    towns = [_town(*place, some) for place, some in held.items()]
    return Overview(
        season=season,
        kinds=kinds,
        rows=rows,
        towns=tuple(sorted(towns, key=lambda one: (one.share is None, one.share or 0, one.name))),
        municipalities=municipalities,
        schools_with_documents=len(by_school),
        documents=len(found),
        waiting_for_decision=sum(document.state is DocumentState.ASSESSED for document in found),
    )


def _town(number: int, name: str, rows: list[SchoolRow]) -> TownRow:
    return TownRow(
        municipality_id=number,
        name=name,
        schools=len(rows),
        handed_in=sum(row.uploaded > 0 for row in rows),
        assessed=sum(row.assessed for row in rows),
        decided=sum(row.decided for row in rows),
        conforming=sum(row.conforming for row in rows),
    )


def _row(card: SchoolCard, handed_in: list[SchoolDocument], kinds: list[str]) -> SchoolRow:
    readable = [document for document in handed_in if document.latest.state is not VersionState.REFUSED]
    return SchoolRow(
        school_id=card.id,
        school=card.short_name,
        municipality=card.municipality,
        activated=None if card.risks is None else tuple(risk.code for risk in card.risks if risk.activated),
        documents={kind: tuple(d for d in handed_in if d.kind == kind) for kind in kinds},
        unknown=tuple(document for document in handed_in if document.kind not in kinds),
        uploaded=len(readable),
        assessed=sum(document.state in (DocumentState.ASSESSED, *DECIDED) for document in handed_in),
        decided=sum(document.state in DECIDED for document in handed_in),
        conforming=sum(document.state is DocumentState.CONFORMS for document in handed_in),
    )
