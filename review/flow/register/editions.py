"""A region's own rubric editions: looked over, compared with the one before, kept, chosen for a year."""

from __future__ import annotations

import hashlib
import re
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from review.check.catalogue import parameters
from review.errors import BadInput, BadRubric, NotFound, TooLarge, WrongState
from review.flow.runs.edition_diff import edition_diff
from review.flow.submission.queueing import queue_kit
from review.flow.transaction import writing
from review.model.access import Role
from review.model.rights import Place, demand
from review.rubric.editions import read_rubric
from review.store.expertise import decisions
from review.store.register import editions as store
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.profile import Profile
    from review.model.rubric import Rubric
    from review.store.database import Session
    from review.store.register.editions import OwnEdition

LARGEST = 2 << 20  # bytes; the longest of the service's own editions has 60 thousand
_KIND = re.compile(r"[a-z][a-z0-9_]{0,40}")
_EDITION = re.compile(r"[0-9a-z][0-9a-z.-]{0,20}")
NAME_HINT = 'Пишите kind = "concept", edition = "2022.1-05": латинские буквы, цифры, точка и дефис.'


@dataclass(frozen=True, slots=True)
class LookedOver:
    """An edition as brought: what it changes against the one in force. It is kept by bringing it again with `keep`."""

    rubric: Rubric
    against: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindEditions:
    """One kind of document: the edition in force for the region and those that can be chosen."""

    kind: str
    title: str
    rubric: Rubric  # in force
    profiles: str  # id of the profile's own
    known: tuple[Rubric, ...]
    frozen: frozenset[str]


@dataclass(frozen=True, slots=True)
class RegionEditions:
    """The page of a region's criteria."""

    region_id: int
    kinds: tuple[KindEditions, ...]
    own: tuple[OwnEdition, ...]


def rubric_for(
    services: Services, session: Session, *, region_id: int | None, season_id: int, kind: str
) -> Rubric | None:
    """The edition documents of this kind are judged by in this region and year."""
    own = store.chosen(session, region_id=region_id, season_id=season_id).get(kind)
    if own is not None:
        return services.library.rubric(own)
    return services.library.rubric_for(_profile(services, session, season_id), kind)


def own_editions(services: Services, actor: Actor) -> dict[str, str]:
    """Edition by kind where the one school the actor acts for lies in a region with editions of its own."""
    schools = {grant.school_id for grant in actor.grants if grant.role is Role.SCHOOL and grant.school_id is not None}
    if len(schools) != 1:
        return {}
    with services.database.reading() as session:
        season = seasons.current(session)
        place = territory.place(session, school_id=schools.pop(), season_id=season.id)
        return store.chosen(session, region_id=place.region_id, season_id=season.id)


def _profile(services: Services, session: Session, season_id: int) -> Profile:
    return services.library.profile(seasons.season(session, season_id).profile)


def region_editions(services: Services, actor: Actor, *, region_id: int) -> RegionEditions:
    """Which criteria the region uses this year. Regional coordinators and administrators."""
    with services.database.reading() as session:
        territory.region(session, actor, region_id)
        demand(actor, "manage_editions", Place(region_id=region_id))
        season = seasons.current(session)
        profile = services.library.profile(season.profile)
        chosen = store.chosen(session, region_id=region_id, season_id=season.id)
        own = store.of_region(session, region_id)
        frozen = frozenset(decisions.frozen(session))
        foreign = store.foreign(session, region_id)
    kinds = []
    for kind in profile.kinds:
        every = services.library.rubrics.values()
        known = [rubric for rubric in every if rubric.kind == kind.key and rubric.id not in foreign]
        force = services.library.rubric(chosen.get(kind.key, kind.rubric))
        kinds.append(KindEditions(kind.key, kind.title, force, kind.rubric, tuple(known), frozen))
    return RegionEditions(region_id, tuple(kinds), own)


def look_over(services: Services, actor: Actor, *, region_id: int, data: bytes) -> LookedOver:
    """Read an edition as strictly as at start. Raises BadRubric naming entry, key and line; BadInput, NotAllowed."""
    demand(actor, "manage_editions", Place(region_id=region_id))
    rubric = _read(data)
    with services.database.reading() as session:
        territory.region(session, actor, region_id)
        season = seasons.current(session)
        before = rubric_for(services, session, region_id=region_id, season_id=season.id, kind=rubric.kind)
    if before is None:
        raise BadInput(f"Вида документа «{rubric.kind}» в программе года нет.", "Проверьте ключ kind в начале файла.")
    if rubric.id in services.library.rubrics:
        raise BadInput(
            f"Редакция {rubric.id} уже есть.", "Дайте своей редакции новый номер: прежние не меняются никогда."
        )
    return LookedOver(rubric, before.id, tuple(edition_diff(before, rubric)))


def _read(data: bytes) -> Rubric:
    if len(data) > LARGEST:
        raise TooLarge("Файл критериев слишком велик.", "Загрузите файл TOML одной редакции.")
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRubric(f"Файл не читается: {error}.", "Нужен текстовый файл TOML в кодировке UTF-8.") from error
    kind, edition = table.get("kind"), table.get("edition")
    if not (isinstance(kind, str) and _KIND.fullmatch(kind)):
        raise BadRubric("Вид документа (kind) не указан или записан не так.", NAME_HINT)
    if not (isinstance(edition, str) and _EDITION.fullmatch(edition)):
        raise BadRubric("Номер редакции (edition) не указан или записан не так.", NAME_HINT)
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        path = Path(folder) / kind / f"{edition}.toml"
        path.parent.mkdir()
        path.write_bytes(data.removeprefix(b"\xef\xbb\xbf"))
        try:
            return read_rubric(path, parameters())
        except BadRubric as error:
            raise BadRubric(error.message.replace(f"{path}: ", ""), error.hint) from error


def bring(services: Services, actor: Actor, *, region_id: int, data: bytes, note: str) -> Rubric:
    """Keep an edition that was looked over. It is used only after it was chosen."""
    looked = look_over(services, actor, region_id=region_id, data=data)
    rubric = looked.rubric
    plain = data.removeprefix(b"\xef\xbb\xbf")
    path = services.settings.own_rubrics / rubric.kind / f"{rubric.edition}.toml"
    with writing(services, actor) as t:
        new = store.OwnEdition(
            id=rubric.id,
            region_id=region_id,
            kind=rubric.kind,
            sha256=hashlib.sha256(plain).hexdigest(),
            note=note.strip(),
            brought_by=actor.name,
            brought_at=t.now,
        )
        store.add(t.session, new, actor.id)
        place = Place(region_id=region_id)
        t.note("edition.brought", place=place, rubric=rubric.id, against=looked.against, changes=len(looked.changes))
        _write(path, plain)
    services.library.refresh()
    return rubric


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: the folder is read by every process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_bytes(data)
    half.replace(path)


def choose(services: Services, actor: Actor, *, region_id: int, kind: str, edition: str) -> int:
    """Judge by this edition from now on; how many schools' documents are checked again.

    Documents an expert has begun keep the edition they were begun with. Raises NotFound, WrongState, NotAllowed.
    """
    with writing(services, actor) as t:
        territory.region(t.session, actor, region_id)
        demand(actor, "manage_editions", Place(region_id=region_id))
        season = seasons.current(t.session)
        known = services.library.profile(season.profile).kind(kind)
        rubric = services.library.rubrics.get(edition)
        foreign = store.foreign(t.session, region_id)
        if known is None or rubric is None or rubric.kind != kind or edition in foreign:
            raise NotFound("Такой редакции для этого вида документов нет.", "Выберите редакцию из списка.")
        before = store.chosen(t.session, region_id=region_id, season_id=season.id).get(kind, known.rubric)
        if before == edition:
            raise WrongState(f"Редакция {edition} уже действует.", "Выберите другую или ничего не меняйте.")
        picked = None if edition == known.rubric else edition
        store.choose(
            t.session, region_id=region_id, season_id=season.id, kind=kind, edition=picked, by=actor.id, now=t.now
        )
        schools = territory.school_ids(t.session, region_id=region_id)
        for school in schools:
            queue_kit(t, school_id=school, season_id=season.id)
        t.note("edition.chosen", place=Place(region_id=region_id), kind=kind, rubric=edition, before=before)
    return len(schools)


def source_of(services: Services, actor: Actor, *, region_id: int, edition: str) -> tuple[str, bytes]:
    """Name and content of an edition's file, to begin one's own from. Raises NotFound."""
    found = region_editions(services, actor, region_id=region_id)
    rubric = next((one for kind in found.kinds for one in kind.known if one.id == edition), None)
    if rubric is None:
        raise NotFound("Такой редакции нет.", "Вернитесь к списку критериев.")
    for folder in (services.settings.own_rubrics, services.settings.rubrics):
        path = folder / rubric.kind / f"{rubric.edition}.toml"
        if path.is_file():
            return f"{rubric.kind}-{rubric.edition}.toml", path.read_bytes()
    raise NotFound("Файла этой редакции нет на месте.", "Сообщите администратору: поможет команда «doctor».")
