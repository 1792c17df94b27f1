"""Which sections each role sees in the head of a page."""

from __future__ import annotations

from dataclasses import dataclass

from review.model.access import Role

EVERYBODY = tuple(Role)
COORDINATORS = (Role.MUNICIPAL_COORDINATOR, Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR)
OVERSEERS = (Role.CURATOR, Role.MUNICIPAL_EXPERT, *COORDINATORS)
CAMPAIGNERS = (Role.MUNICIPAL_EXPERT, *COORDINATORS)
SENDERS = (Role.SCHOOL, Role.CURATOR, *COORDINATORS)


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the navigation: the blueprints it stands for, and whom it is for."""

    title: str
    endpoint: str
    blueprints: tuple[str, ...]
    roles: tuple[Role, ...] = EVERYBODY


SECTIONS = (
    Section("Рабочий стол", "desk.show", ("desk",)),
    Section("Документы", "documents.index", ("documents", "appeals", "marking", "remarks", "opinions", "pictures")),
    Section("Предпроверка", "precheck.index", ("precheck",), (Role.SCHOOL, Role.CURATOR)),
    Section(
        "Кампании",
        "campaigns.index",
        ("campaigns", "sampling", "seating", "agreement", "rechecks", "bulk"),
        CAMPAIGNERS,
    ),
    Section("Экспертиза", "overview.show", ("overview",), OVERSEERS),
    Section(
        "Бумаги",
        "papers.index",
        ("papers", "batches", "paper_life", "register_book", "own_templates", "wording"),
        (Role.SCHOOL, Role.CURATOR, *COORDINATORS),
    ),
    Section(
        "Территория",
        "territory.index",
        ("territory", "seasons", "importing", "criteria"),
        (Role.CURATOR, *COORDINATORS),
    ),
    Section("Люди", "people.index", ("people",), COORDINATORS),
    Section("Журнал", "audit.index", ("audit",), COORDINATORS),
)
