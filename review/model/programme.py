"""Facts of a school's document, each with the words it was taken from. Extract fills them, checks judge them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from review.model.document import Quote
    from review.model.language import DateSpan, Measurability, Quantity
    from review.model.plan import Plan, PlanRow
    from review.model.roadmap import RoadMap

Where = Literal["title", "passport", "body", "plan", "header", "approval", "signature"]


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What kind of document it is, from its content alone; None when it cannot be told."""

    kind: str | None
    confidence: float
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The time a document is written for, as one place of it says."""

    start: date
    end: date
    where: Where
    quote: Quote


@dataclass(frozen=True, slots=True)
class SchoolMention:
    """An educational organisation named in the text. Keys are comparable across wordings and cases.

    `number` "2", `stem` the distinguishing lemma ("залесский"), `form` "сош", "оош", "лицей", "интернат" or "";
    `own` when the document speaks as this school: title page, approval mark, passport, header.
    """

    quote: Quote
    where: Where
    form: str
    number: str
    stem: str
    own: bool


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A municipality, region or settlement. `stem` as in SchoolMention."""

    quote: Quote
    where: Where
    stem: str
    type: Literal["district", "region", "settlement"]


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person; `post` as written beside the name, lower case; "" when none."""

    quote: Quote
    where: Where
    surname: str
    initials: str
    post: str


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval mark (гриф). Anything not filled in ("____", «  ») is None and listed in `blanks`."""

    # УТВЕРЖД, ПРИНЯТ, СОГЛАСОВ, РАССМОТР, Приложение к
    kind: Literal["approved", "accepted", "agreed", "considered", "annex"]
    body: str  # by whom, as written: "директор", "педагогический совет", "учредитель"
    act: str  # "приказ", "протокол", "распоряжение", ""
    date: date | None
    number: str | None
    signed: bool  # signature, e-signature stamp, or approval by an order that needs none
    blanks: tuple[Quote, ...]
    quote: Quote
    quotes: tuple[Quote, ...] = ()  # all paragraphs of the mark
    by: str = ""  # "director", "collegial" (a council of the school), "founder", "parents"; "" when it cannot be told
    signer: str = ""  # surname and initials as written in the mark


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it until the next heading of the same or a higher level."""

    key: str | None  # canonical name from the profile ("analysis", "goals" …), None when unknown
    heading: Quote
    level: int
    blocks: tuple[str, ...]  # ids of blocks and tables under it, subsections included
    words: int
    implicit: bool = False  # known by its opening sentence; `heading` quotes that, and it is the first of `blocks`


@dataclass(frozen=True, slots=True)
class PassportRow:
    """One row of a passport, from a table, from «Label: value» lines or from two columns."""

    key: str | None  # canonical name from the profile ("goal", "indicators", "methods" …)
    label: Quote
    values: tuple[Quote, ...]
    text: str  # values joined by "\n"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in the author's words."""

    quote: Quote
    measurability: Measurability
    where: Where = "body"
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A task (задача) of the document."""

    quote: Quote
    number: str | None
    where: Where = "body"
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A number of an indicator and what it stands for."""

    quantity: Quantity
    role: Literal["baseline", "stage1", "stage2", "target", "other"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target indicator (показатель): name, unit, values by stage."""

    quote: Quote
    name: str
    unit: str
    values: tuple[Value, ...]
    where: Where = "body"
    is_document: bool = False  # "справка", "приказ": a document, not a result
    quotes: tuple[Quote, ...] = ()  # the cells, when it comes from a table row
    risks: tuple[str, ...] = ()

    def has(self, role: str) -> bool:
        """Is there a value for this role?"""
        return any(value.role == role for value in self.values)


@dataclass(frozen=True, slots=True)
class RiskMention:
    """A risk direction named in the text, canonised to the profile's code."""

    code: str
    quote: Quote
    where: Where
    exact: bool  # the canonical name itself, not a synonym or a paraphrase
    section: str | None = None
    negated: bool = False  # said not to be activated, or not to concern the school


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What only a confirming document has."""

    # "order", "protocol", "spravka", "list", "plan", "photo", "script", "diagnostics", "certificate", "letter" or ""
    document_type: str
    number: str | None
    issued: date | None
    event: tuple[DateSpan, ...]
    signed: bool
    author: Quote | None
    outcome: tuple[Quote, ...]  # «решили», «выводы», «результаты»
    attendance: tuple[Quote, ...]
    type_quote: Quote | None = None
    number_quote: Quote | None = None
    issued_quote: Quote | None = None
    event_quotes: tuple[Quote, ...] = ()  # one for each of `event`
    signature: Quote | None = None
    head: str = ""  # title and first lines, by which other documents of the kit know what it is about


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Words that say something private of a pupil or a family, to be flagged and masked when shown."""

    kind: Literal["pupil", "birth", "health", "family", "phone", "address", "snils", "passport"]
    quote: Quote

    @property
    def sensitive(self) -> bool:
        """Of special sensitivity: more than a name, a class or a birthday."""
        return self.kind not in ("pupil", "birth")


@dataclass(frozen=True)
class Facts:
    """Everything extract knows of one document."""

    kind: KindGuess
    title: Quote | None = None
    year: int | None = None  # the document's year, for terms without one
    schools: tuple[SchoolMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    periods: tuple[Period, ...] = ()
    approvals: tuple[Approval, ...] = ()
    sections: tuple[Section, ...] = ()
    passport: tuple[PassportRow, ...] = ()
    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    plans: tuple[Plan, ...] = ()
    risks: tuple[RiskMention, ...] = ()
    blanks: tuple[Quote, ...] = ()  # unfilled places of a template outside approvals: «____», «[указать …]»
    evidence: EvidenceFacts | None = None
    responsible: tuple[Quote, ...] = ()  # lines or cells that name who answers for what
    themes: tuple[str, ...] = field(default=())  # codes of the directions the whole text is about, strongest first
    titles: tuple[Quote, ...] = ()  # every line of the title, `title` among them
    roadmap: RoadMap | None = None  # road maps only
    personal: tuple[PersonalData, ...] = ()

    @property
    def period(self) -> Period | None:
        """The period the document is for: title first, then passport, then the text."""
        order = {"title": 0, "approval": 1, "passport": 2, "header": 3, "body": 4, "plan": 5, "signature": 6}
        return min(self.periods, key=lambda p: order[p.where], default=None)

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """Rows of all plans in order."""
        return tuple(row for plan in self.plans for row in plan.rows)

    @property
    def risk_codes(self) -> tuple[str, ...]:
        """Codes of the directions named, in the order of their first mention."""
        return tuple(dict.fromkeys(mention.code for mention in self.risks))
