"""`issue`: official papers from templates and data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.output import DONE, UNREADABLE, complain, print_json, say
from review.errors import BadInput, BadTemplate, ReviewError
from review.flow.papers.issuing import issuing
from review.flow.services import russian_language
from review.issue.files.pdf import to_pdf
from review.issue.template.context import context

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from review.issue.template.templates import Template
    from review.settings import Settings


def issue(args: argparse.Namespace, settings: Settings) -> int:
    """`issue --list`, `issue NAME --data …`, `issue NAME --batch …`."""
    if args.list:
        return _list(settings, as_json=args.json)
    if not args.name or not (args.data or args.batch):
        raise BadInput(
            "Укажите шаблон и данные: issue ШАБЛОН --data ДАННЫЕ.json --out БУМАГА.docx.", "Список: issue --list."
        )
    if args.batch:
        if args.register:
            raise BadInput("Номера многих бумаг сразу берутся в службе: раздел «Бумаги».", "Уберите --register.")
        return _batch(args, settings)
    try:
        return _one(args, settings)
    except BadTemplate as error:
        complain(error)
        return UNREADABLE


def _list(settings: Settings, *, as_json: bool) -> int:
    for shown in issuing.templates(settings):
        if as_json:
            print_json({"name": shown.name, "title": shown.title, "type": shown.type, "fields": list(shown.fields)})
        else:
            say(f"{shown.name}: {shown.title}\n    поля: {', '.join(shown.fields)}")
    return DONE


def _one(args: argparse.Namespace, settings: Settings) -> int:
    template = issuing.template(settings, args.name)
    facts = issuing.read_facts(_read(args.data))
    language = russian_language()
    if args.context:
        sys.stdout.write(json.dumps(context(template.sheet, facts, language), ensure_ascii=False, indent=2) + "\n")
        return DONE
    if not args.out:
        raise BadInput("Укажите, куда записать бумагу: --out БУМАГА.docx.")
    if args.register:
        return _register(args, settings, template, facts)
    _write(Path(args.out), issuing.render(template, facts, language), settings, pdf=args.pdf)
    say(f"Записано: {args.out}")
    return DONE


def _register(args: argparse.Namespace, settings: Settings, template: Template, facts: Mapping[str, object]) -> int:
    """The number is taken in the installation's own register."""
    from review.cli.data import nobody  # the database is needed by this key alone
    from review.flow.composing import compose
    from review.flow.papers.issuing.registered_issue import issue_registered
    from review.flow.register.people import operator

    services = compose(settings, nobody)
    paper, docx = issue_registered(services, operator(services), template=template, facts=facts, body_id=args.body)
    _write(Path(args.out), docx, settings, pdf=args.pdf)
    day = paper.date.strftime("%d.%m.%Y")
    say(f"Зарегистрировано: №\u00a0{paper.shown_number} от {day}, код {paper.code}; {args.out}")
    return DONE


def _batch(args: argparse.Namespace, settings: Settings) -> int:
    if not args.out_dir:
        raise BadInput("Укажите, куда записать бумаги: --out-dir ПАПКА.")
    template = issuing.template(settings, args.name)
    folder = Path(args.out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    status, written = DONE, 0
    for made in issuing.batch(template, _lines(args.batch), russian_language()):
        if made.docx is None:
            status = UNREADABLE
            sys.stderr.write(f"Строка {made.line}: ")
            complain(made.error or ReviewError("бумага не составлена"))
        else:
            written += 1
            _write(folder / f"{made.line:05}.docx", made.docx, settings, pdf=args.pdf)
    say(f"Записано бумаг: {written}")
    return status


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unread(name, error) from error


def _lines(name: str) -> Iterator[str]:
    """One at a time: a country's letters are a file of hundreds of megabytes."""
    try:
        with Path(name).open(encoding="utf-8-sig", newline="\n") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise _unread(name, error) from error


def _unread(name: str, error: Exception) -> BadInput:
    return BadInput(f"Не удалось прочитать {name}: {error}.", "Нужен файл JSON в кодировке UTF-8.")


def _write(path: Path, docx: bytes, settings: Settings, *, pdf: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(docx)
    if pdf:
        from review.office.service import office  # LibreOffice is started only for PDF

        path.with_suffix(".pdf").write_bytes(to_pdf(docx, office(settings)))
