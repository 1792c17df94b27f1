import inspect

import pytest

from review import errors
from review.web.errors import STATUS, TITLES, status_of

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.ReviewError)]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_of_the_family_has_an_answer(kind):
    status = status_of(kind("Что случилось.", "Что делать."))
    assert 400 <= status < 600
    assert status in TITLES


def test_the_nearest_class_decides():
    assert status_of(errors.TooLarge("")) == 413
    assert status_of(errors.Encrypted("")) == STATUS[errors.FileRefused]
