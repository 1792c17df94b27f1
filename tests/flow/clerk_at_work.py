"""A clerk in a process of their own, for the test that kills clerks: drafts, approval, number, revocation, for ever."""

import json
import sys
from datetime import date
from pathlib import Path

from review.errors import ReviewError
from review.flow.papers.issuing.registering import PaperRequest
from review.flow.papers.register import approving, life
from review.flow.register import signing_in, territory
from review.store.database import Database
from tests.stage import a_clock, services_over

TEMPLATE = "pismo-vozvrat"


def main(url: str, folder: str, person: int) -> None:
    services = services_over(Database(url), Path(folder), a_clock())
    actor = signing_in.load_actor(services, person_id=person, epoch=1)
    assert actor is not None
    body = territory.list_bodies(services, actor)[0]
    facts = json.loads((services.settings.templates / TEMPLATE / "example.json").read_text(encoding="utf-8"))
    request = PaperRequest(TEMPLATE, "Письмо о возврате документа", "letter", body.id, date(2022, 4, 1), "О возврате")
    services.language()
    earlier = None
    while True:
        draft = approving.begin(services, actor, request=request, facts=facts)
        paper = approving.register_draft(services, actor, draft_id=draft.id, expected=draft.version)
        if earlier is not None:
            try:
                life.replace(services, actor, paper_id=earlier, by_id=paper.id)
            except ReviewError as error:
                sys.stderr.write(f"{error}\n")
        earlier = paper.id
        sys.stdout.write(f"{paper.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
