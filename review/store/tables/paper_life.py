"""The life of a paper: drafts, visas, signatures, renditions, replacement; own templates; confirmed words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.declared import Hash, Key, Table, Word, one_of

DRAFT_STATES = ("draft", "approval", "registered", "dropped")
VISA_WORDS = ("waiting", "agreed", "remark")
SIGNATURES = ("scan", "file")
INFLECTIONS = ("nomn", "gent", "datv", "accs", "ablt", "loct", "gender")
WORD_KINDS = ("name", "position", "organisation")


class DraftRow(Table):
    """A paper before its number: what it will say, and where it stands."""

    __tablename__ = "paper_draft"
    __table_args__ = (
        one_of("state", DRAFT_STATES),
        CheckConstraint("(state = 'registered') = (paper_id IS NOT NULL)", name="registered"),
    )
    id: Mapped[Key]
    template: Mapped[str]
    title: Mapped[str]
    type: Mapped[Word]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    heading: Mapped[str]
    addressee: Mapped[str]
    facts: Mapped[bytes]
    about: Mapped[bytes]  # ids of schools and versions
    state: Mapped[Word] = mapped_column(default="draft")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), unique=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class VisaRow(Table):
    """Somebody's word on a draft."""

    __tablename__ = "paper_visa"
    __table_args__ = (
        UniqueConstraint("draft_id", "place"),
        one_of("word", VISA_WORDS),
        CheckConstraint("(word = 'waiting') = (answered_at IS NULL)", name="answered"),
    )
    id: Mapped[Key]
    draft_id: Mapped[int] = mapped_column(ForeignKey("paper_draft.id"))
    place: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    post: Mapped[str]
    word: Mapped[Word] = mapped_column(default="waiting")
    remark: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]


class StepRow(Table):
    """A step of a registered paper: signed, sent, revoked; by whom and when."""

    __tablename__ = "paper_step"
    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    state: Mapped[Word]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(default="")


class RenditionRow(Table):
    """A file of a registered paper that was given out; the latest of a kind and format is the current one."""

    __tablename__ = "paper_rendition"
    __table_args__ = (UniqueConstraint("paper_id", "kind", "format", "sha256"),)
    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    kind: Mapped[Word]
    format: Mapped[Word]
    sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    made_at: Mapped[datetime]


class SignatureRow(Table):
    """The scan of a signed paper, or its detached signature and what its certificate says of itself."""

    __tablename__ = "paper_signature"
    __table_args__ = (one_of("kind", SIGNATURES),)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    kind: Mapped[Word]
    sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    file_name: Mapped[str]
    serial: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[datetime | None]
    valid_to: Mapped[datetime | None]
    covers: Mapped[Word] = mapped_column(default="")  # docx, pdf, or "" where that could not be told
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]


class ChainRow(Table):
    """What ended a paper: another paper of the register, or an act named in words."""

    __tablename__ = "paper_chain"
    old_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    new_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), index=True)
    replaced: Mapped[bool]  # the new paper stands in the old one's place, it did not only revoke it
    act: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class EditionRow(Table):
    """A template edition that a registered paper was made with: kept, so that the paper can be made again."""

    __tablename__ = "template_edition"
    edition: Mapped[Hash] = mapped_column(primary_key=True)
    name: Mapped[str]
    docx_sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"))
    fields_sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"))
    own: Mapped[bool]  # brought by a body: runs in a child alone
    first_used_at: Mapped[datetime]


class OwnTemplateRow(Table):
    """A template a body brought in the place of ours. A row is never changed but for `active`."""

    __tablename__ = "own_template"
    __table_args__ = (UniqueConstraint("body_id", "name", "edition"),)
    id: Mapped[Key]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    name: Mapped[str]
    edition: Mapped[Hash] = mapped_column(index=True)
    docx_sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"))
    fields_sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"))
    file_name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]


class CorrectionRow(Table):
    """A form of a name, post or organisation that a secretary of a body confirmed."""

    __tablename__ = "word_correction"
    __table_args__ = (
        UniqueConstraint("body_id", "kind", "text", "inflection"),
        one_of("kind", WORD_KINDS),
        one_of("inflection", INFLECTIONS),
    )
    id: Mapped[Key]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    kind: Mapped[Word]
    text: Mapped[str]
    inflection: Mapped[Word]
    form: Mapped[str]
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime]
