"""All profiles and rubric editions at hand."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from review.errors import BadRubric, NotFound
from review.rubric.editions import read_rubric
from review.rubric.entry import HINT
from review.rubric.profiles import read_profile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from review.model.profile import Profile
    from review.model.rubric import Rubric

PROFILES = "profiles"
PAUSE_SECONDS = 1.0  # how long a look at the folders holds


class Library:
    """Profiles and rubrics by id ("500plus-2022", "concept@2022.1")."""

    def __init__(self, profiles: Mapping[str, Profile], rubrics: Mapping[str, Rubric]) -> None:
        self._profiles = profiles
        self._rubrics = rubrics

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """Every profile at hand."""
        return self._profiles

    @property
    def rubrics(self) -> Mapping[str, Rubric]:
        """Every edition at hand."""
        return self._rubrics

    def refresh(self) -> None:
        """Look at the folders again; this library was read once and stays as it is."""

    def profile(self, id: str) -> Profile:  # noqa: A002 - the house's word for it
        """The profile of this id. Raises NotFound."""
        if id not in self.profiles:
            message = f"Профиль «{id}» не найден. Есть: {', '.join(sorted(self.profiles))}."
            raise NotFound(message, "Проверьте поле profile в карточке комплекта или ключ --profile.")
        return self.profiles[id]

    def rubric(self, id: str) -> Rubric:  # noqa: A002 - the house's word for it
        """The edition of this id. Raises NotFound."""
        if id not in self.rubrics:
            message = f"Рубрика «{id}» не найдена. Есть: {', '.join(sorted(self.rubrics))}."
            raise NotFound(message, "Проверьте папку rubrics.")
        return self.rubrics[id]

    def rubric_for(self, profile: Profile, kind: str) -> Rubric | None:
        """The edition the profile uses for this kind of document; None for a kind it does not have."""
        known = profile.kind(kind)
        return None if known is None else self.rubric(known.rubric)


class LiveLibrary(Library):
    """A library that notices when a body's own folder changes: an edition brought to one process reaches all."""

    def __init__(self, *folders: Path, known_checks: Mapping[str, type] | None = None) -> None:
        self._folders = folders
        self._known = known_checks
        self._stamp = self._written()
        self._looked = time.monotonic()
        read = load(*folders, known_checks=known_checks)
        super().__init__(read.profiles, read.rubrics)

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """Every profile at hand."""
        self._look()
        return self._profiles

    @property
    def rubrics(self) -> Mapping[str, Rubric]:
        """Every edition at hand."""
        self._look()
        return self._rubrics

    def refresh(self) -> None:
        """Look now: this process has just changed the folder. Raises BadRubric and stays as it was."""
        stamp = self._written()
        if stamp != self._stamp:
            read = load(*self._folders, known_checks=self._known)
            self._profiles, self._rubrics, self._stamp = read.profiles, read.rubrics, stamp

    def _look(self) -> None:
        if time.monotonic() - self._looked < PAUSE_SECONDS:
            return
        self._looked = time.monotonic()
        with suppress(BadRubric):  # somebody is writing by hand: what was read stays in force
            self.refresh()

    def _written(self) -> tuple[tuple[str, int, int], ...]:
        paths = [path for folder in self._folders[1:] for path in sorted(folder.glob("*/*.toml"))]
        return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths)


def load(*folders: Path, known_checks: Mapping[str, type] | None = None) -> Library:
    """Read every profile and edition below the folders. Raises BadRubric.

    The first folder is the project's own; a body adds its editions in further ones. An id met twice must have the
    same content. `known_checks` maps check names to their Params, so that parameters are tested here and not in use.
    """
    profiles: dict[str, Profile] = {}
    rubrics: dict[str, Rubric] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/*.toml")):
            if path.parent.name == PROFILES:
                profile = read_profile(path)
                _refuse_other(profiles.get(profile.id), profile, path)
                profiles[profile.id] = profile
            else:
                rubric = read_rubric(path, known_checks)
                _refuse_other(rubrics.get(rubric.id), rubric, path)
                rubrics[rubric.id] = rubric
    for profile in profiles.values():
        for kind in profile.kinds:
            if kind.rubric not in rubrics:
                message = f"Профиль «{profile.id}», вид «{kind.key}»: рубрики «{kind.rubric}» нет."
                raise BadRubric(message, HINT)
    return Library(profiles, rubrics)


def _refuse_other(known: Profile | Rubric | None, new: Profile | Rubric, path: Path) -> None:
    if known is not None and known.sha256 != new.sha256:
        message = f"{path}: «{new.id}» уже есть с другим содержанием. Дайте новой редакции новый номер."
        raise BadRubric(message, HINT)
