"""One runner for all cases of all checks: tests/check/<family>/<name>.toml, named cases in the notation of `doc`.

A case has `name`, `kind`, `text` and what is expected: `level` (left out: no level is proposed), `says` (key of a
reason), `quote` (part of an evidence's words). It may have `card` (activated codes), `high` (codes of high
significance), `no_card`, `risk`, `stage`, `measure`, `confirmed`, `order`, `sha256`, `params`, `file`, `copies` (fields
of CopyMatch), and `kit`: other documents with the same keys.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from review.check.catalogue import check, names
from review.model.card import Entry
from review.model.finding import CopyMatch, Member, Proposal, Subject
from review.model.params import fit
from tests.builders import a_card, a_language, a_profile, doc, facts_of

HERE = Path(__file__).parent


def _load() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*/*.toml")):
        name = f"{path.parent.name}.{path.stem}"
        cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        found += [pytest.param(name, case, id=f"{name}: {case['name']}") for case in cases]
    return found


def entry_of(case: dict[str, Any], order: int) -> Entry:
    """How the case's document was handed in."""
    return Entry(
        name=case.get("file", f"document-{order}.docx"),
        kind=case["kind"],
        risk=case.get("risk"),
        stage=case.get("stage"),
        measure=case.get("measure"),
        curator_confirmed=case.get("confirmed"),
        curator_remark=case.get("remark", ""),
        order=case.get("order", order),
        sha256=case.get("sha256", f"{order:064x}"),
    )


def subject_of(case: dict[str, Any]) -> Subject:
    """The subject a case describes."""
    document = doc(case["text"])
    kit = tuple(
        Member(entry_of(other, number), other["kind"], facts_of(other["text"], kind=other["kind"]))
        for number, other in enumerate(case.get("kit", []), start=1)
    )
    copies = tuple(CopyMatch(**{"is_source": None, **copy}) for copy in case.get("copies", []))
    card = None if case.get("no_card") else a_card(*case.get("card", ()), high=case.get("high", ()))
    return Subject(
        document=document,
        facts=facts_of(document, kind=case["kind"]),
        profile=a_profile(),
        kind=case["kind"],
        entry=entry_of(case, 0),
        card=card,
        kit=kit,
        copies=copies,
        compared_with=len(copies),
    )


def answer(name: str, case: dict[str, Any]) -> tuple[Subject, Proposal]:
    """What the check says of a case."""
    module = check(name)
    assert module is not None, name
    subject = subject_of(case)
    return subject, module.run(subject, fit(module.Params, case.get("params", {})), a_language())


@pytest.mark.parametrize(("name", "case"), _load())
def test_case(name: str, case: dict[str, Any]) -> None:
    subject, proposal = answer(name, case)
    keys = {reason.key for reason in proposal.reasons}
    assert proposal.level == case.get("level"), proposal.reasons
    if "says" in case:
        assert case["says"] in keys
    assert case.get("hint") in {None, *(hint.key for hint in proposal.hints)}
    quotes = [quote for reason in (*proposal.reasons, *proposal.hints) for quote in reason.evidence]
    if "quote" in case:
        assert any(case["quote"] in quote.text for quote in quotes), [quote.text for quote in quotes]
    for quote in quotes:
        if quote.block in {block for block, _ in subject.document.units()}:
            assert quote.text == subject.document.text_of(quote.block)[quote.start : quote.end]


@pytest.mark.parametrize("name", names())
def test_check_has_a_case_that_passes_and_one_that_fails(name: str) -> None:
    family, _, stem = name.partition(".")
    path = HERE / family / f"{stem}.toml"
    assert path.exists(), "write its cases"
    levels = {case.get("level") for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]}
    if levels != {None}:  # a check that only gives an expert signals proposes no level
        assert 2 in levels
        assert levels & {0, 1}
