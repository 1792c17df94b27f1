"""The composition root: commands, the web service, its worker."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING

from review.cli.main import run
from review.cli.output import DONE, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit status of the contract."""
    return run(arguments, {"serve": serve, "worker": worker, "demo": demo})


def services(settings: Settings) -> Services:
    """Services that ring the queue of this installation."""
    from review.flow.composing import compose  # the database and the queue are needed by the service alone
    from review.jobs.bell import ringer

    return compose(settings, ringer(settings))


def serve(args: argparse.Namespace, settings: Settings) -> int:
    """`serve`: create or migrate the database, start the supervised worker, answer requests until stopped."""
    from review.flow.upkeep.maintenance import init  # as above

    settings = _addressed(args, settings)
    built = services(settings)
    invitation = init(built)
    if invitation is not None:
        say(f"Ссылка для первого входа администратора: http://{settings.host}:{settings.port}{invitation.path}")
    return _listen(built)


def worker(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - commands share one signature
    """`worker`: carry out jobs until stopped."""
    from review.jobs.worker import work  # huey is needed by the service alone

    return work(services(settings))


def demo(args: argparse.Namespace, settings: Settings) -> int:
    """`demo`: load the samples once, then serve."""
    from review.flow.upkeep.demo import load_demo  # only the demo needs its samples
    from review.flow.upkeep.maintenance import init

    settings = _addressed(args, settings)
    built = services(settings)
    init(built)
    for line in load_demo(built):
        say(line)
    return DONE if args.load_only else _listen(built)


def _addressed(args: argparse.Namespace, settings: Settings) -> Settings:
    return dataclasses.replace(settings, host=args.host or settings.host, port=args.port or settings.port)


def _listen(built: Services) -> int:
    import waitress  # the command line must not wait for the web to load

    from review.jobs.supervise import supervised
    from review.web.app import create_app

    settings = built.settings
    with supervised(settings):
        say(f"Экспертиза 500+ открыта: http://{settings.host}:{settings.port} (остановить: Ctrl+C)")
        sys.stdout.flush()
        waitress.serve(
            create_app(built),
            host=settings.host,
            port=settings.port,
            threads=8,
            ident=None,
            clear_untrusted_proxy_headers=True,
            **_behind_proxy(settings),
        )
    return DONE


def _behind_proxy(settings: Settings) -> dict[str, object]:
    """Behind HTTPS a proxy on this machine is believed about the visitor's address and the scheme; nobody else."""
    if not settings.behind_https:
        return {}
    return {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
