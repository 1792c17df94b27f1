"""Reading in the tests' own process: guarding is tested in its own room."""

from review.flow.runs.child import perform

_read: dict[tuple[object, ...], object] = {}


class InProcess:
    """What a guarded child does. The same bytes are read once: the core knows no time, chance or place."""

    def run(self, name, *args, wall=None, on_progress=None):  # noqa: ARG002 - a child's signature
        if on_progress is not None:
            on_progress("читаем страницу 1 из 1")
        if name != "read_package":
            return perform(name, *args)
        *told, settings = args
        key = (*told, settings.rubrics)
        if key not in _read:
            _read[key] = perform(name, *args)
        return _read[key]
