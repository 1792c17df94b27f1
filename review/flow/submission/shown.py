"""A version as the actor may see it: personal data dotted out, and names too where the campaign is blind."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from review.model.masking import Named, Names, masked_document, masked_examination, telling_names
from review.model.paging import paged_examination
from review.model.submission import nameless_version
from review.store.documents import documents, texts, versions
from review.store.register import changes, seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.document import Document
    from review.model.finding import Examination
    from review.model.programme import PersonalData
    from review.model.register import SchoolCard
    from review.model.submission import Version
    from review.store.database import Session

USUAL = "not_school_names"  # words of the profile that many schools share in their names


class Cover:
    """What hides parts of one document from one actor; each piece is loaded once, when it is asked for."""

    def __init__(self, services: Services, session: Session, actor: Actor | None, document_id: int) -> None:
        """Without an actor nothing but personal data is hidden: papers carry names."""
        self._services, self._session = services, session
        self._document = versions.look(session, document_id)
        self.blind = actor is not None and documents.is_masked(session, actor, document_id)
        self._hidden: dict[int, tuple[Document, tuple[PersonalData | Named, ...]] | None] = {}

    @cached_property
    def _usual(self) -> tuple[str, ...]:
        season = seasons.season(self._session, self._document.season_id)
        return self._services.library.profile(season.profile).words.get(USUAL, ())

    @cached_property
    def _card(self) -> SchoolCard:
        return territory.own_card(self._session, school_id=self._document.school_id, season_id=self._document.season_id)

    @property
    def _known(self) -> tuple[str, ...]:
        card = self._card
        former = changes.telling_words(self._session, card.id)
        now = (card.full_name, card.short_name, card.municipality, card.director, card.curator)
        return tuple(filter(None, (*now, *former)))

    def card(self) -> SchoolCard:
        """The school's card; a blind one keeps the risks alone."""
        if not self.blind:
            return self._card
        return replace(
            self._card,
            id=0,
            full_name="",
            short_name="",
            municipality="",
            region="",
            director="",
            email="",
            curator="",
            curator_id=None,
        )

    def version(self, version: Version) -> Version:
        """The file's own name tells whose it is."""
        return nameless_version(version) if self.blind else version

    def words(self, text: str) -> str:
        """Words somebody wrote about the document."""
        return Names(self._known, self._usual).dotted(text) if self.blind else text

    def personal(self, version_id: int) -> int:
        """How many places with personal data are dotted out."""
        found = self._spans(version_id)
        return 0 if found is None else sum(not isinstance(one, Named) for one in found[1])

    def text(self, version_id: int) -> Document | None:
        """The text as it may be shown; offsets are those of the stored one."""
        found = self._spans(version_id)
        return None if found is None else masked_document(*found)

    def examination(self, version_id: int) -> Examination | None:
        """The machine's findings with their quotes as they may be shown."""
        examination, found = versions.examination(self._session, version_id), self._spans(version_id)
        if examination is None or found is None:
            return examination
        document, hidden = found
        shown = masked_examination(paged_examination(examination, document), hidden)
        if not self.blind:
            return shown
        findings = tuple(replace(one, explanation=self.words(one.explanation)) for one in shown.findings)
        return replace(shown, findings=findings)

    def _spans(self, version_id: int) -> tuple[Document, tuple[PersonalData | Named, ...]] | None:
        if version_id not in self._hidden:
            stored = texts.load(self._session, [version_id]).get(version_id)
            if stored is None:
                self._hidden[version_id] = None
            else:
                hidden: tuple[PersonalData | Named, ...] = stored.facts.personal
                if self.blind:
                    hidden += telling_names(stored.document, stored.facts, self._known, self._usual)
                self._hidden[version_id] = (stored.document, hidden)
        return self._hidden[version_id]
