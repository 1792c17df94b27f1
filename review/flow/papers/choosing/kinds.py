"""The registry of papers the service issues: adding one is one entry here, facts in issue/facts, a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.flow.papers.choosing.kind import PaperKind
from review.issue.facts import (
    centre_order,
    certificates,
    conclusion,
    contract,
    covering,
    evidence,
    group_order,
    letter,
    lists,
    meeting,
    order,
    progress,
    questionnaire,
    regional,
    returned,
    roadmap,
    sample,
    spravka,
    visit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.flow.papers.choosing.targets import Scope
    from review.issue.facts.known import Answers, Composed, Known

CONCLUSION, RETURN, LETTER = "ekspertnoe-zaklyuchenie", "pismo-vozvrat", "pismo-rekomendacii-shkole"
SPRAVKA, ORDER = "spravka-municipalnoy-ekspertizy", "prikaz-ob-itogah-ekspertizy"
GROUP = "prikaz-ekspertnaya-gruppa"
VISIT, QUESTIONNAIRE = "spravka-kuratora", "anketa-koordinatora"
EXPERT, PARTICIPANT, THANKS = "sertifikat-eksperta", "sertifikat-uchastnika", "blagodarstvennoe-pismo"
TERRITORY: tuple[Scope, ...] = ("municipality", "region")
GROUNDS = ("lead", "grounds", "aim", "control")


def _order(
    template: str,
    scopes: tuple[Scope, ...],
    compose: Callable[[Known, Answers], Composed],
    asks: tuple[str, ...],
    *,
    remembers: tuple[str, ...] = (),
    by_region: bool = False,
    read: bool = False,
) -> PaperKind:
    asked = ("lead", "grounds", "aim", *asks, "control", "acquaint")
    words = (*GROUNDS, *remembers)
    return PaperKind(template, scopes, compose, asked, ("project", "year"), words, by_region=by_region, read=read)


LISTED = ("zone", "verdict", "critical")
KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        CONCLUSION,
        ("document",),
        conclusion.conclusion,
        ("ground",),
        LISTED,
        ("ground",),
        shared=("ground",),
        decided=True,
    ),
    PaperKind(RETURN, ("document",), returned.returned, ("reasons", "due", "moved", "reply"), ("kind",), decided=True),
    PaperKind(
        LETTER, ("school",), letter.letter, ("ground", "due"), remembers=("ground",), shared=("ground",), decided=True
    ),
    PaperKind(
        VISIT,
        ("school",),
        visit.visit,
        ("visit", "present", "studied", "factors", "active", "refused", "deals"),
        act="report_visit",
        series="visit",
    ),
    PaperKind(SPRAVKA, ("municipality",), spravka.municipal, ("ground",), remembers=("ground",), decided=True),
    PaperKind(
        ORDER,
        TERRITORY,
        order.results,
        ("lead", "grounds", "aim", "good", "control", "acquaint"),
        remembers=("aim", "control"),
        decided=True,
    ),
    PaperKind(
        "protokol-ekspertnoy-gruppy",
        TERRITORY,
        meeting.meeting,
        ("meeting", "chair", "secretary", "present", "count", "quorum", "agenda"),
        remembers=("chair", "secretary"),
        decided=True,
    ),
    PaperKind(
        "protokol-vyborki",
        TERRITORY,
        sample.sample,
        ("meeting", "size", "seed", "chair", "secretary", "strata", "margin", "confidence"),
        ("frame", "excluded_count", "share", "algorithm", "sha_short", "as_of"),
        ("chair", "secretary"),
    ),
    PaperKind(
        "spravka-podtverzhdeniy",
        TERRITORY,
        evidence.evidence,
        ("ground", "until", "results", "advice", "dynamics", "proposals"),
        ("stage",),
        ("ground",),
        by_stage=True,
        decided=True,
        read=True,
    ),
    PaperKind(
        "spravka-dorozhnyh-kart", TERRITORY, progress.progress, ("as_of", "measures", "conclusions", "next"), read=True
    ),
    PaperKind(
        QUESTIONNAIRE,
        ("municipality",),
        questionnaire.questionnaire,
        ("schools", "difficulties", "needs", "measures"),
        decided=True,
    ),
    _order(
        "prikaz-o-realizacii",
        ("municipality",),
        lists.realisation,
        ("place_loct", "coord", "groups", "plan"),
        remembers=("place_loct",),
        read=True,
    ),
    _order("prikaz-shkoly", TERRITORY, lists.schools, ("groups",)),
    _order("prikaz-kuratory", TERRITORY, lists.curators, ("groups",)),
    _order("prikaz-koordinatory", ("region",), lists.coordinators, ("groups",), by_region=True),
    _order("prikaz-dorozhnaya-karta", TERRITORY, lists.roadmap, ("groups", "plan"), read=True),
    _order(
        GROUP,
        TERRITORY,
        group_order.group_order,
        ("from_date", "to_date", "due", "upload", "chair", "divergence", "experts", "schedule"),
        remembers=("chair", "divergence"),
    ),
    _order(
        "prikaz-mkc",
        ("municipality",),
        centre_order.centre_order,
        ("base", "chief", "report", "answer_days", "staff", "work"),
        remembers=("base", "chief", "answer_days"),
    ),
    PaperKind(
        "spravka-regionalnogo-monitoringa",
        ("region",),
        regional.monitoring,
        ("ground", "federal", "advice"),
        ("cut",),
        ("ground",),
        by_region=True,
        decided=True,
    ),
    PaperKind(
        "pismo-rekomendacii-municipalitetu",
        ("municipality",),
        regional.to_municipality,
        ("chief", "recs", "recheck", "due", "reply"),
        ("mun",),
        by_region=True,
        shared=("due",),
        decided=True,
    ),
    PaperKind(
        "pismo-soprovoditelnoe",
        TERRITORY,
        covering.covering,
        ("addressee", "lead", "ground", "order", "pages", "done", "contact", "reply"),
        remembers=("addressee", "lead", "ground", "contact"),
    ),
    PaperKind(
        "dorozhnaya-karta-kn", ("municipality", "region", "school"), roadmap.portrait, ("plan", "date"), read=True
    ),
    PaperKind(
        "dorozhnaya-karta-alb", ("municipality", "region", "school"), roadmap.landscape, ("plan", "date"), read=True
    ),
    PaperKind(
        PARTICIPANT,
        TERRITORY,
        certificates.participant,
        ("person", "event", "hours"),
        person="anybody",
        shared=("event", "hours"),
    ),
    PaperKind(EXPERT, TERRITORY, certificates.expert, ("when",), ("docs",), person="expert", shared=()),
    PaperKind(
        THANKS,
        TERRITORY,
        certificates.thanks,
        ("person", "merit"),
        remembers=("merit",),
        person="anybody",
        shared=("merit",),
    ),
    PaperKind(
        "dogovor-s-kuratorom",
        TERRITORY,
        contract.contract,
        (
            "basis",
            "customer_named",
            "contractor",
            "schools",
            "from_date",
            "to_date",
            "price",
            "self_employed",
            "pay_days",
            "ground44",
            "services",
        ),
        ("project",),
        ("basis", "customer_named", "ground44", "pay_days"),
        person="curator",
        works_in=(),
    ),
    PaperKind(
        "akt-okazannyh-uslug",
        TERRITORY,
        contract.act,
        ("basis", "customer_named", "contractor", "contract", "services", "claims"),
        ("total",),
        ("basis", "customer_named"),
        person="curator",
    ),
)
BY_TEMPLATE = {kind.template: kind for kind in KINDS}


def kinds_for(scope: Scope, *, campaign: bool = False) -> tuple[PaperKind, ...]:
    """Papers that may be about this; of a campaign those on its decisions, its group, to its people."""
    found = tuple(kind for kind in KINDS if scope in kind.scopes)
    if not campaign:
        return found
    return tuple(
        kind for kind in found if kind.decided or kind.template == GROUP or kind.person in ("expert", "anybody")
    )


def kinds_together(scope: Scope) -> tuple[PaperKind, ...]:
    """Papers that can go to many within this at once."""
    if scope not in TERRITORY:
        return ()
    return tuple(kind for kind in KINDS if kind.shared is not None and (scope == "region" or not kind.by_region))
