"""What every answer carries, and the key that signs sessions."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from flask import request
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from flask import Flask, Response

    from review.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
KEY_FILE = "secret.key"
YEAR = 31_536_000


def secret_key(settings: Settings) -> str:
    """The key that was set, else one made once and kept in the data folder for its owner's eyes."""
    if settings.secret_key:
        return settings.secret_key
    settings.data.mkdir(parents=True, exist_ok=True)
    path = settings.data / KEY_FILE
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(draft, path)  # whoever comes second keeps the first one's key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def install(app: Flask, settings: Settings) -> None:
    """Headers on every answer; behind a proxy its word on the address and the scheme is taken."""
    if settings.behind_https:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]  # Flask's own recipe

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = POLICY
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if settings.behind_https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        if request.endpoint == "static":
            headers["Cache-Control"] = "public, max-age=3600"
        elif "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return response
