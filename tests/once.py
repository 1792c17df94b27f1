"""What a fixture tells a stage, told once for each kind of database and copied for every other test of the process."""

from functools import wraps
from types import SimpleNamespace

from tests.databases import contents, refill


def once(tell):
    """Under `@pytest.fixture`, over one that takes a stage alone: later tests get copies of what the first one made."""
    kept = {}

    @wraps(tell)
    def told(**given):
        [stage] = given.values()
        database = stage.services.database
        if database.url.host in kept:
            again = kept[database.url.host]
            _restore(stage, again)
            return stage if again.made is None else again.made
        made = tell(stage)
        kept[database.url.host] = _keep(stage, None if made is stage else made)
        return made

    return told


def _keep(stage, made):
    services = stage.services
    folder = services.settings.files
    files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    said = {name: value for name, value in vars(stage).items() if name not in ("services", "places", "actors")}
    return SimpleNamespace(
        made=made,
        said=said,
        places=dict(stage.places),
        actors=dict(stage.actors),
        now=services.now.now,
        files=files,
        rows=contents(services.database),
    )


def _restore(stage, kept):
    services = stage.services
    refill(services.database, kept.rows)
    for path, data in kept.files.items():
        target = services.settings.files / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    services.now.now = kept.now
    stage.places.update(kept.places)
    stage.actors.update(kept.actors)
    vars(stage).update(kept.said)
