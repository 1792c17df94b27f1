"""From what is known of a territory to what is known of one addressee in it, without asking the store again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.flow.papers.choosing.targets import Target
    from review.issue.facts.known import Known


def narrowed(around: Known, target: Target) -> Known:
    """The same for one addressee within: a document, a school, a municipality or a person."""
    if target.person_id is not None:
        person = around.curators.get(target.person_id) or next(
            (one for one in around.experts if one.id == target.person_id), None
        )
        return replace(around, person=person)
    schools = {card.id for card in around.cards}
    if target.document_id is not None:
        document = next((item for item in around.documents if item.id == target.document_id), None)
        decided = tuple(item for item in around.decided if item.document.id == target.document_id)
        cards = tuple(card for card in around.cards if document is not None and card.id == document.school_id)
        return replace(around, cards=cards, document=document, decided=decided)
    place = around.place
    if target.school_id is not None:
        schools = {target.school_id}
    elif target.municipality_id is not None:
        schools = {card.id for card in around.cards if card.municipality_id == target.municipality_id}
        place = next((town.name for town in around.municipalities if town.id == target.municipality_id), place)
    return replace(
        around,
        place=place,
        chief=around.chiefs.get(target.municipality_id or 0, around.chief),
        cards=tuple(card for card in around.cards if card.id in schools),
        documents=tuple(item for item in around.documents if item.school_id in schools),
        decided=tuple(item for item in around.decided if item.card.id in schools),
    )
