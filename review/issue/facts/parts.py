"""Parts every paper has: the body with its letterhead, who signs, who wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.profile import Profile
    from review.model.register import Body, SchoolCard

ACT_FORMS = {
    "ПРИКАЗ": ("настоящего приказа", "приказу", "приказом"),
    "РАСПОРЯЖЕНИЕ": ("настоящего распоряжения", "распоряжению", "распоряжением"),
}


def body_facts(body: Body) -> dict[str, object]:
    """Letterhead; empty parts are left out."""
    optional = {"founder": body.founder, "address": body.address, "phone": body.phone, "email": body.email}
    return {
        "name": {"full": body.full_name, "short": body.short_name or body.full_name},
        "place": body.place,
        **{name: value for name, value in optional.items() if value},
    }


def signer_facts(body: Body) -> dict[str, str]:
    """Who signs for the body."""
    return {"name": body.signer_name, "post": body.signer_post}


def executor_facts(body: Body) -> dict[str, dict[str, str]]:
    """{"executor": …} or nothing."""
    if not body.executor_name:
        return {}
    phone = {"phone": body.executor_phone} if body.executor_phone else {}
    return {"executor": {"name": body.executor_name, **phone}}


def act_facts(body: Body) -> dict[str, str]:
    """ПРИКАЗ or РАСПОРЯЖЕНИЕ with the forms a text needs."""
    this, datv, ablt = ACT_FORMS.get(body.order_word.upper(), ACT_FORMS["ПРИКАЗ"])
    return {
        "kind": body.order_word.upper(),
        "verb": body.order_verb,
        "this_gent": this,
        "datv": datv,
        "ablt": ablt,
    }


def school_facts(card: SchoolCard) -> dict[str, str]:
    """The school's names."""
    return {"full": card.full_name, "short": card.short_name or card.full_name}


def exam_name(profile: Profile, level: str, kind: str | None) -> str:
    """«муниципальная содержательная экспертиза концептуальных документов», by the kind of the documents."""
    subject = profile.project.get("evidence_subject" if kind == "evidence" else "concept_subject", "документов")
    return f"{'региональная' if level == 'regional' else 'муниципальная'} содержательная экспертиза {subject}"


def body_problems(body: Body) -> list[str]:
    """What must be filled in before anything can be issued in the body's name."""
    needed = {
        "наименование органа": body.full_name,
        "место издания": body.place,
        "кто подписывает": body.signer_name,
        "должность подписывающего": body.signer_post,
    }
    return [f"не заполнено: {what}" for what, value in needed.items() if not value]
