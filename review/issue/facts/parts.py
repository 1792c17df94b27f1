"""Parts every paper has: the body with its letterhead, who signs, who wrote it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from review.issue.words.people import phrase
from review.issue.words.typography import NBSP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from review.issue.facts.known import Answers, Known, Named
    from review.model.profile import Profile
    from review.model.register import Body, SchoolCard

HARD_START = re.compile(r"[ВФвф][^аеёиоуыэюяАЕЁИОУЫЭЮЯ]")  # «во Владимирской», not «в Владимирской»
SATURDAY = 5
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


def registered_parts(known: Known) -> dict[str, object]:
    """Letterhead and signature of the body that speaks."""
    return {"body": body_facts(known.body), "signer": signer_facts(known.body)}


def project_facts(profile: Profile) -> dict[str, object]:
    """The project's short name and its year."""
    return {"project": profile.project.get("short", "проект"), "year": profile.year}


def members(profile: Profile) -> str:
    """«школ – участниц проекта «500+»»."""
    return f"школ – участниц {profile.project.get('short_gent', 'проекта')}"


def order_parts(known: Known) -> dict[str, object]:
    """What every order begins with; the ground is asked."""
    return {
        **registered_parts(known),
        "act": act_facts(known.body),
        "lead": "В соответствии с",
        "aim": "адресной методической помощи школам",
        **project_facts(known.profile),
    }


def where(known: Known) -> str:
    """«в Ольховском районе», «во Владимирской области»."""
    name = phrase(known.language, known.place, {}, organisation=True)["loct"]
    return f"{'во' if HARD_START.match(name) else 'в'} {name}"


def bare_posts(named: Sequence[Named]) -> list[str]:
    """A warning about people whose post nobody entered."""
    bare = [person.name for person in named if not person.post]
    return [f"не указана должность в учётной записи: {', '.join(dict.fromkeys(bare))}"] if bare else []


def working(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(7 - day.weekday()) if day.weekday() >= SATURDAY else day


def given(answers: Answers, name: str, otherwise: str) -> str:
    """A text or date of the form, or the default."""
    value = answers.get(name)
    return value if isinstance(value, str) and value else otherwise


def initials(name: str) -> str:
    """«Лаптева Нина Сергеевна» → «Лаптева Н.С.»."""
    surname, *rest = name.split() or [""]
    return f"{surname}{NBSP}{''.join(f'{word[0]}.' for word in rest[:2])}" if rest else surname
