"""The commands of the contract and who carries each out."""

from __future__ import annotations

import os
import sys
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from review.cli.output import FAILED, USAGE, complain, use_utf8
from review.cli.parser import Parser, positive
from review.errors import BadInput, ReviewError
from review.settings import from_environment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from review.settings import Settings

    Command = Callable[[argparse.Namespace, Settings], int]

PAGES = "номера страниц и в файлах Word (дольше: нужен LibreOffice)"
DEFAULT_PROFILE = "500plus-2022"
INTERRUPTED = 130


def run(arguments: Sequence[str] | None, service: Mapping[str, Command]) -> int:
    """Parse the command line and carry it out. `service` holds serve, worker and demo, which need the web."""
    use_utf8()
    args = build_parser(service).parse_args(arguments)
    command: Command = args.command
    try:
        return command(args, from_environment())
    except BadInput as error:
        complain(error)
        return USAGE
    except ReviewError as error:
        complain(error)
        return FAILED
    except BrokenPipeError:
        # The reader went away (`| head`): nothing is wrong with the work itself.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("Прервано.\n")
        return INTERRUPTED


def build_parser(service: Mapping[str, Command]) -> Parser:
    """All commands with their help."""
    parser = Parser(prog="expertiza", description="Экспертиза 500+: документы школ, рубрики, официальные бумаги.")
    commands = parser.add_subparsers(title="Команды", metavar="КОМАНДА", required=True)

    def add(name: str, text: str, command: Command) -> Parser:
        added: Parser = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=command)
        return added

    _add_documents(add)
    _add_papers(add)
    _add_language(add)
    _add_data(add)
    serve = add("serve", "веб-служба и её работник", service["serve"])
    serve.add_argument("--host", help="адрес (по умолчанию 127.0.0.1)")
    serve.add_argument("--port", type=positive, help="порт (по умолчанию 8500)")
    add("worker", "работник отдельно от веб-службы", service["worker"])
    demo = add("demo", "загрузить образцы и запустить службу", service["demo"])
    demo.add_argument("--host", help="адрес (по умолчанию 127.0.0.1)")
    demo.add_argument("--port", type=positive, help="порт (по умолчанию 8500)")
    demo.add_argument("--load-only", action="store_true", help="только загрузить образцы")
    return parser


def _later(module: str, name: str) -> Command:
    """A command whose module is loaded when it is called: `check` must not wait for the database to load."""

    def command(args: argparse.Namespace, settings: Settings) -> int:
        found: Command = getattr(import_module(f"review.cli.{module}"), name)
        return found(args, settings)

    return command


def _add_documents(add: Callable[[str, str, Command], Parser]) -> None:
    check = add("check", "проверить документы или комплекты по рубрикам", _later("documents", "check"))
    check.add_argument("paths", nargs="+", metavar="ПУТЬ", help="файл или папка комплекта с kit.json")
    check.add_argument("--kind", metavar="ВИД", help="вид документа из профиля, если он известен")
    _common(check)
    check.add_argument("--pages", action="store_true", help=PAGES)
    parse = add("parse", "прочитать документы и показать их строение", _later("documents", "parse"))
    parse.add_argument("paths", nargs="+", metavar="ПУТЬ", help="файл или папка комплекта")
    parse.add_argument("--jobs", type=positive, metavar="N", help="сколько документов читать сразу")
    parse.add_argument("--json", action="store_true", help="JSON Lines")
    parse.add_argument("--pages", action="store_true", help=PAGES)
    roadmap = add("roadmap", "прочитать дорожные карты", _later("documents", "roadmap"))
    roadmap.add_argument("paths", nargs="+", metavar="ПУТЬ", help="файл или папка комплекта")
    roadmap.add_argument("--as-of", type=_day, metavar="ГГГГ-ММ-ДД", help="состояние на дату")
    _common(roadmap)


def _common(parser: Parser) -> None:
    parser.add_argument("--profile", default=DEFAULT_PROFILE, metavar="ПРОФИЛЬ", help="профиль года")
    parser.add_argument("--jobs", type=positive, metavar="N", help="сколько документов обрабатывать сразу")
    parser.add_argument("--json", action="store_true", help="JSON Lines")


def _add_papers(add: Callable[[str, str, Command], Parser]) -> None:
    issue = add("issue", "составить официальную бумагу по шаблону", _later("papers", "issue"))
    issue.add_argument("name", nargs="?", metavar="ШАБЛОН", help="имя шаблона; список: issue --list")
    issue.add_argument("--list", action="store_true", help="показать шаблоны")
    issue.add_argument("--data", metavar="JSON", help="файл с данными")
    issue.add_argument("--batch", metavar="JSONL", help="файл с данными многих бумаг, по одной на строку")
    issue.add_argument("--out", metavar="DOCX", help="куда записать бумагу")
    issue.add_argument("--out-dir", metavar="ПАПКА", help="куда записать бумаги из --batch")
    issue.add_argument("--context", action="store_true", help="показать полный набор полей для шаблона")
    issue.add_argument("--pdf", action="store_true", help="ещё и PDF рядом")
    issue.add_argument("--register", action="store_true", help="занять номер в реестре")
    issue.add_argument("--body", type=positive, metavar="N", help="орган, в чьём реестре занять номер")
    issue.add_argument("--json", action="store_true", help="список в JSON")


def _add_language(add: Callable[[str, str, Command], Parser]) -> None:
    inflect = add(
        "inflect",
        "просклонять имена, должности, организации (строки со стандартного ввода)",
        _later("linguistics", "inflect"),
    )
    inflect.add_argument("--kind", choices=("name", "position", "organisation"), help="что это")
    inflect.add_argument("--json", action="store_true", help="JSON Lines (так печатается всегда)")
    dates = add("dates", "найти даты и сроки (строки со стандартного ввода)", _later("linguistics", "dates"))
    dates.add_argument("--year", type=positive, metavar="ГГГГ", help="год для сроков, где он не назван")
    dates.add_argument("--json", action="store_true", help="JSON Lines (так печатается всегда)")


def _add_data(add: Callable[[str, str, Command], Parser]) -> None:
    add("init", "создать базу данных или обновить её строение", _later("data", "init"))
    load = add("import", "загрузить реестр из таблицы", _later("data", "import_schools"))
    load.add_argument("what", choices=("schools",), metavar="schools", help="что загружать")
    load.add_argument("file", metavar="XLSX", help="таблица; образец: samples/schools.xlsx")
    load.add_argument("--dry-run", action="store_true", help="только проверить")
    backup = add("backup", "сохранить базу и файлы в один архив", _later("data", "backup"))
    backup.add_argument("file", metavar="ФАЙЛ", help="куда записать (.tar.gz)")
    restore = add("restore", "восстановить базу и файлы из архива", _later("data", "restore"))
    restore.add_argument("file", metavar="ФАЙЛ", help="архив, сделанный командой backup")
    restore.add_argument("--replace", action="store_true", help="заменить имеющиеся данные")
    add("doctor", "проверить установку и данные", _later("data", "doctor"))
    rubric = add("rubric", "проверить или сравнить редакции рубрик", _later("rubrics", "rubric"))
    rubric.add_argument("act", choices=("lint", "diff"), help="lint — проверить файл, diff — сравнить два")
    rubric.add_argument("files", nargs="+", metavar="TOML", help="файл или два файла редакций")


def _day(text: str) -> date:
    return date.fromisoformat(text)
