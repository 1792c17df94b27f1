"""The one drawing child of this process, and what a made file is called."""

from __future__ import annotations

from typing import cast

from flask import current_app

from review.flow.submission.page_pictures import PagePictures
from review.web.current import services

DESK = "expertiza-pages"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def page_desk() -> PagePictures:
    """Made with the application; its child starts with the first page looked at."""
    if DESK not in current_app.extensions:
        current_app.extensions[DESK] = PagePictures(services().settings)
    return cast("PagePictures", current_app.extensions[DESK])


def mimetype_of(name: str) -> str:
    """By the name's end: PDF, or Word where LibreOffice is absent."""
    return "application/pdf" if name.endswith(".pdf") else WORD
