"""What the pure room `assign` takes and gives: the frame, the rule of a draw, the sample, and who sits where.

`model/campaigns.py` is the campaign as it is kept; these are the values its draws and its seating plans are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from review.errors import BadInput
from review.model.proportion import Interval
from review.model.rubric import Zone

Method = Literal["all", "random", "stratified", "risk_weighted"]
SizeBy = Literal["share", "count", "margin"]
DrawnUnit = Literal["document", "school"]
StratumField = Literal["municipality", "kind", "risk", "zone"]

METHOD_TITLES: dict[Method, str] = {
    "all": "сплошная экспертиза (100 %)",
    "random": "простая случайная выборка",
    "stratified": "стратифицированная выборка, пропорционально размеру страт",
    "risk_weighted": "выборка с вероятностью, пропорциональной риску",
}
UNIT_TITLES: dict[DrawnUnit, str] = {"document": "документ", "school": "школа (все её документы)"}
STRATUM_TITLES: dict[StratumField, str] = {
    "municipality": "муниципалитет",
    "kind": "вид документа",
    "risk": "направление риска",
    "zone": "зона прошлой проверки",
}
ZONE_WEIGHTS: dict[str, float] = {"red": 3.0, "yellow": 2.0, "green": 1.0, "": 2.0}  # "": no zone known yet


@dataclass(frozen=True, slots=True)
class FrameItem:
    """A document that may be drawn. `size` multiplies its weight in a risk-weighted draw."""

    document_id: int
    version_id: int
    school_id: int
    municipality_id: int
    kind: str
    risk: str | None = None  # code of the direction an antirisk programme is about
    zone: Zone | None = None  # the last one told
    size: float = 1.0
    school: str = ""
    municipality: str = ""
    title: str = ""
    kind_title: str = ""
    risk_title: str = ""
    people: tuple[str, ...] = ()  # surnames that stand behind the document: director, authors


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A document that is not in the frame; `reason` is a stable key, `words` say it."""

    document_id: int
    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SampleRule:
    """How to draw. `size` is a share (0–1], a count of units, or a margin of error (0–1), as `size_by` says."""

    method: Method = "stratified"
    size_by: SizeBy = "share"
    size: float = 0.2
    seed: str = "1"
    strata: tuple[StratumField, ...] = ("municipality",)
    unit: DrawnUnit = "document"
    confidence: float = 0.95
    expected: float = 0.5  # the share a wanted margin is reckoned for; a half asks for the largest sample
    weights: Mapping[str, float] = field(default_factory=lambda: dict(ZONE_WEIGHTS))  # risk_weighted: by last zone

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn by."""
        if self.size <= 0 or (self.size_by != "count" and self.size > 1):
            raise BadInput("Объём выборки задан неверно.", "Доля и погрешность — больше 0 и не больше 1, число — от 1.")
        if self.size_by == "count" and (self.size < 1 or self.size != int(self.size)):
            raise BadInput("Число отбираемых единиц — целое, от 1.", "Укажите целое число.")
        if not 0.5 <= self.confidence < 1:  # noqa: PLR2004 - a bound, said in the message
            raise BadInput("Доверительная вероятность — от 0,5 до 1.", "Обычно указывают 0,95.")
        if not 0 < self.expected < 1:
            raise BadInput("Ожидаемая доля — больше 0 и меньше 1.", "Если она неизвестна, оставьте 0,5.")
        if any(weight <= 0 for weight in self.weights.values()):
            raise BadInput("Вес зоны должен быть больше нуля.", "Исправьте веса зон.")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document of the sample with its stratum and the probability it had to be drawn."""

    item: FrameItem
    stratum: str
    probability: float


@dataclass(frozen=True, slots=True)
class StratumCount:
    """A line of the protocol: how many units the stratum holds and how many of them were drawn."""

    name: str
    frame: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A draw as it is kept: the same frame and rule give it again. Units are documents or schools."""

    frame_sha256: str
    rule: SampleRule
    frame_documents: int
    frame_schools: int
    frame_units: int
    drawn: tuple[Drawn, ...]  # by municipality, school and document
    strata: tuple[StratumCount, ...]
    exclusions: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a sample says of its frame: shares of conforming documents and of schools with nothing but such.

    `schools` is None where the draw cannot tell it; `notes` say why, in Russian.
    """

    documents: Interval
    schools: Interval | None
    confidence: float
    waiting: int  # drawn documents without a conclusion yet
    effective: float | None  # the size of a simple random sample that would be as telling
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """An expert as the matching sees one."""

    person_id: int
    name: str  # surname first
    cap: int
    directions: tuple[str, ...] = ()  # risk codes they are competent in; empty: all
    kinds: tuple[str, ...] = ()  # kinds of documents; empty: all
    municipality_ids: tuple[int, ...] = ()  # where they work
    own_school_ids: tuple[int, ...] = ()
    curated_school_ids: tuple[int, ...] = ()
    declared_school_ids: tuple[int, ...] = ()  # declared conflicts
    reviewed_ids: tuple[int, ...] = ()  # documents they have already given an opinion on, here or a level below
    refused_ids: tuple[int, ...] = ()  # documents they declined to read in this campaign
    absences: tuple[tuple[date, date | None], ...] = ()  # both days inclusive; None: no end known
    busy: int = 0  # documents they read elsewhere: evens the load out, does not lessen the cap


ObstacleKind = Literal[
    "own_school",
    "own_municipality",
    "curator",
    "declared",
    "already_reviewed",
    "refused",
    "absent",
    "competence",
    "cap",
]
OBSTACLE_TITLES: dict[ObstacleKind, str] = {
    "own_school": "работает в этой школе",
    "own_municipality": "работает в этом муниципалитете",
    "curator": "куратор этой школы",
    "declared": "заявлен конфликт интересов",
    "already_reviewed": "уже давал заключение по этому документу",
    "refused": "отказался от этого документа",
    "absent": "отсутствует в сроки экспертизы",
    "competence": "другое направление",
    "cap": "исчерпан предел нагрузки",
}
HintKind = Literal["same_surname", "other_direction"]
HINT_TITLES: dict[HintKind, str] = {
    "same_surname": "однофамилец лица из документа, уточните родство",
    "other_direction": "не основное направление эксперта",
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an expert cannot read a document."""

    person_id: int
    kind: ObstacleKind
    words: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A document and how many independent experts it needs."""

    item: FrameItem
    seats: int = 1


@dataclass(frozen=True, slots=True)
class Seat:
    """An expert for a document. `place` counts 1 … n within the document; `pinned`: begun, never moved."""

    document_id: int
    person_id: int
    place: int
    pinned: bool = False
    hints: tuple[HintKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A document some of whose seats nobody can take, and why not, expert by expert."""

    document_id: int
    seats: int
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """How many documents an expert has in a plan. `cap` is what holds after absences."""

    person_id: int
    seats: int
    cap: int


@dataclass(frozen=True, slots=True)
class Seating:
    """A proposal of who reads what; nothing is applied by making it."""

    seats: tuple[Seat, ...]  # by document and place
    unfilled: tuple[Unfilled, ...]
    loads: tuple[Load, ...]  # in the order of the experts


@dataclass(frozen=True, slots=True)
class Reseating:
    """What a plan would change of the seats taken now; `dropped` names the reason where there is one."""

    kept: tuple[Seat, ...]
    added: tuple[Seat, ...]
    dropped: tuple[tuple[Seat, str], ...]


@dataclass(frozen=True, slots=True)
class MatchRules:
    """What the matching obeys. Costs are whole numbers: an even load is bought before them or after."""

    own_municipality: bool = False  # True: nobody reads documents of the municipality they work in
    competence: Literal["required", "preferred", "ignored"] = "required"
    rebalance: bool = False  # True: an even load is worth more than keeping the seats taken now
    surname_cost: int = 4
    direction_cost: int = 6
    window: tuple[date, date] | None = None  # days of the expertise; absences are measured against it
    seed: str = "1"  # settles ties
