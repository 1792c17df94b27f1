"""The application: one blueprint per stage of the work, one gate, one table of errors."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, request
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from review.flow.notices import own
from review.web import auth, draft_pictures, errors, security, typography, vocabulary
from review.web.current import KEY, actor, services
from review.web.navigation import SECTIONS
from review.web.stages import BLUEPRINTS, pictures, precheck

if TYPE_CHECKING:
    from flask import Response

    from review.flow.services import Services
    from review.model.notice import SavedView

FILES_AT_ONCE = 4  # so many of the largest files fit into one form; the page's script sends them one by one
FORM_TEXT = 8 * 1024 * 1024
SESSION_DAYS = 14


def create_app(doors: Services) -> Flask:
    """A Flask application over the services of bootstrap."""
    app = Flask(__name__, template_folder="pages", static_folder="static")
    settings = doors.settings
    app.extensions[KEY] = doors
    app.config.update(
        SECRET_KEY=security.secret_key(settings),
        MAX_CONTENT_LENGTH=settings.limits.file_bytes * FILES_AT_ONCE,
        MAX_FORM_MEMORY_SIZE=FORM_TEXT,
        SESSION_COOKIE_NAME="expertiza",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.behind_https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=SESSION_DAYS),
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open over lunch; the session itself ends
        WTF_CSRF_SSL_STRICT=settings.behind_https,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    typography.install(app)
    vocabulary.install(app)
    security.install(app, settings)
    errors.install(app)
    CSRFProtect(app)
    auth.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    precheck.install(app)
    pictures.install(app)
    draft_pictures.install(app)
    _install_frame(app)
    return app


def _own_views(page: str) -> tuple[SavedView, ...]:
    return own.saved_views(services(), actor(), page=page)


def _install_frame(app: Flask) -> None:
    """What every page's frame needs, and a true change of page for forms sent by htmx."""

    @app.context_processor
    def _frame() -> dict[str, object]:
        who = current_user.actor if current_user.is_authenticated else None
        sections = [] if who is None else [one for one in SECTIONS if who.has(*one.roles)]
        frame = {"who": who, "sections": sections, "now": services().now(), "own_views": _own_views}
        return {**frame, **vocabulary.frame_values(who)}

    @app.after_request
    def _redirect_whole_page(response: Response) -> Response:
        if request.headers.get("HX-Request") and response.location and 300 <= response.status_code < 400:  # noqa: PLR2004 - redirects by definition
            response.headers["HX-Redirect"] = response.location
            response.status_code = 204
            del response.headers["Location"]
        return response
