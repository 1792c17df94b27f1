"""Is this paper ours? For anybody who holds it, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from review.errors import BadInput
from review.flow.papers.issuing import renditions
from review.flow.papers.register import verifying
from review.web import auth
from review.web.current import services
from review.web.forms import text

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("verify", __name__)


@stage.get("/v")
@auth.public
def ask() -> ResponseReturnValue:
    """The form: a code or a file."""
    return _page(None, asked_for=False)


@stage.post("/v")
@auth.public
def check() -> ResponseReturnValue:
    """A code leads to its page; a file is compared with the register."""
    if text("code"):
        return redirect(url_for("verify.show", code=text("code")))
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadInput("Не указан ни код, ни файл.", "Впишите код с бумаги или выберите её файл.")
    return _page(verifying.verify_file(services(), data=file.read(), asker=_asker()))


@stage.get("/v/<code>")
@auth.public
def show(code: str) -> ResponseReturnValue:
    """What the register says to this code."""
    return _page(verifying.verify(services(), code=code, asker=_asker()), code)


def _page(found: verifying.Verified | None, code: str = "", *, asked_for: bool = True) -> ResponseReturnValue:
    titles = renditions.TITLES
    return render_template("papers/verify.html", found=found, code=code, asked=asked_for, file_titles=titles)


def _asker() -> str:
    """The address misses are counted by."""
    return request.remote_addr or ""
