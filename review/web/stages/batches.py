"""Papers to many at once: whom, problems first; how far it has come; what came out."""

from __future__ import annotations

import secrets
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import NotFound
from review.flow.papers.batches import issue as batch_issue
from review.flow.papers.batches import mail as batch_mail
from review.flow.papers.batches import ordering as batching
from review.flow.papers.choosing.kinds import PARTICIPANT
from review.flow.papers.issuing import drafting
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, text
from review.web.navigation import COORDINATORS
from review.web.paper_targets import FIELD, address, asked_target, sent_fields, sent_target

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.flow.papers.choosing.targets import Target

stage = Blueprint("batches", __name__)


def _plan(template: str, target: Target, sent: dict[str, str], listed: str) -> ResponseReturnValue:
    plan = batching.plan(services(), actor(), template=template, target=target, sent=sent, listed=listed)
    return render_template(
        "papers/batch.html",
        plan=plan,
        form=drafting.batch_form(services(), actor(), template=template, target=target, sent=sent),
        target=target,
        address=address,
        listed=listed,
        lists=template == PARTICIPANT,
        form_key=secrets.token_urlsafe(16),
        field=FIELD,
    )


@stage.get("/papers/batch")
@auth.only(*COORDINATORS)
def plan() -> ResponseReturnValue:
    """Whom papers of a kind would go to."""
    target = asked_target()
    if target is None:
        raise NotFound("Не выбрано, кому выпускать.", "Вернитесь к списку бумаг.")
    return _plan(asked("template"), target, {}, "")


@stage.post("/papers/batch")
@auth.only(*COORDINATORS)
def begin() -> ResponseReturnValue:
    """Look again with what was written, or order the papers."""
    template, target, sent, listed = text("template"), sent_target(), sent_fields(), text("listed")
    if text("how") != "issue":
        return _plan(template, target, sent, listed)
    ordered = batching.begin(
        services(),
        actor(),
        template=template,
        target=target,
        keys=set(request.form.getlist("to")),
        form_key=text("form_key") or secrets.token_urlsafe(16),
        sent=sent,
        listed=listed,
    )
    return redirect(url_for("batches.show", batch_id=ordered.id))


@stage.get("/papers/batches/<int:batch_id>")
@auth.only(*COORDINATORS)
def show(batch_id: int) -> ResponseReturnValue:
    """One order with its addressees."""
    page = batching.batch_page(services(), actor(), batch_id=batch_id)
    return render_template("papers/batch_show.html", page=page, batch=page.batch, items=page.items)


@stage.get("/papers/batches/<int:batch_id>/<any(zip, docx):format>")
@auth.only(*COORDINATORS)
def file(batch_id: int, format: str) -> ResponseReturnValue:  # noqa: A002 - the address's own word
    """Every paper of the batch: one ZIP, or one DOCX for print."""
    made = batch_issue.batch_zip if format == "zip" else batch_issue.batch_book
    name, data = made(services(), actor(), batch_id=batch_id)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@stage.post("/papers/batches/<int:batch_id>/again")
@auth.only(*COORDINATORS)
def again(batch_id: int) -> ResponseReturnValue:
    """Those who were refused, after what hindered was mended; those who wait while nobody is at work."""
    batching.go_on(services(), actor(), batch_id=batch_id)
    flash("Выпуск продолжен.")
    return redirect(url_for("batches.show", batch_id=batch_id))


@stage.post("/papers/batches/<int:batch_id>/mail")
@auth.only(*COORDINATORS)
def mail(batch_id: int) -> ResponseReturnValue:
    """Letters with the papers attached go to the outbox as drafts."""
    written, without = batch_mail.to_outbox(services(), actor(), batch_id=batch_id)
    flash(f"Подготовлено писем: {written}. Прочтите и отправьте их в разделе «Письма».")
    if without:
        flash(f"Нет адреса почты: {', '.join(without)}.")
    return redirect(url_for("batches.show", batch_id=batch_id))
