"""What a view starts from: the services of this application and the person who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app
from flask_login import current_user

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor

KEY = "expertiza-services"


def services() -> Services:
    """The doors bootstrap opened."""
    return cast("Services", current_app.extensions[KEY])


def actor() -> Actor:
    """The signed-in person; the gate in auth has made sure there is one."""
    return cast("Actor", current_user.actor)
