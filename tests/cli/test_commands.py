"""The contract of commands, run as a user runs it: as processes, reading stdout, stderr and the exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.reordering import by_name, reordered

ROOT = Path(__file__).resolve().parents[2]
KITS = ROOT / "samples" / "kits"
CAREFUL = KITS / "verbinskaya-4"


def run(*arguments: str, stdin: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    # A locale that knows no Cyrillic: results must be UTF-8 all the same.
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, str(ROOT / "service.py"), *arguments]
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, cwd=cwd, env=environment, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.split("\n") if line]


@pytest.fixture(scope="module")
def checked() -> list[dict[str, Any]]:
    done = run("check", f"{CAREFUL}/", str(KITS / "topolevskaya"), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return objects(done)


def test_check_gives_one_object_per_document_in_input_order(checked: list[dict[str, Any]]) -> None:
    expected = []
    for folder, shown in ((CAREFUL, str(CAREFUL)), (KITS / "topolevskaya", str(KITS / "topolevskaya"))):
        kit = json.loads((folder / "kit.json").read_text(encoding="utf-8"))
        expected += [(f"{shown}/{item['file']}", kit["id"], item["kind"]) for item in kit["documents"]]
    assert [(item["file"], item["kit"], item["kind"]) for item in checked] == expected


def test_every_quote_is_the_documents_own_words(checked: list[dict[str, Any]]) -> None:
    files = [item["file"] for item in checked]
    parsed = {item["file"]: item for item in objects(run("parse", *files, "--json"))}
    quotes = 0
    for item in checked:
        texts = {}
        for block in parsed[item["file"]]["blocks"]:
            texts[block["id"]] = block["text"]
            texts |= {cell["block"]: cell["text"] for row in block.get("rows", []) for cell in row}
        for criterion in item["criteria"]:
            for found in criterion["evidence"]:
                quotes += 1
                assert found["quote"]
                assert texts[found["block"]][found["start"] : found["end"]] == found["quote"]
    assert quotes > 100


def test_careful_school_stands_in_the_green_zone_and_the_careless_one_does_not(checked: list[dict[str, Any]]) -> None:
    zones = {(item["kit"], item["kind"]): item["zone"] for item in checked if item["kind"] != "evidence"}
    assert {zone for (kit, _), zone in zones.items() if kit == "verbinskaya-4"} == {"green"}
    assert {zone for (kit, _), zone in zones.items() if kit == "topolevskaya"} == {"red"}


def test_order_of_kits_and_of_documents_changes_no_object(checked: list[dict[str, Any]], tmp_path: Path) -> None:
    again = objects(run("check", *reordered([KITS / "topolevskaya", CAREFUL], tmp_path), "--json", "--jobs", "1"))
    assert by_name(again) == by_name(checked)


def test_levels_scores_and_outcomes_agree(checked: list[dict[str, Any]]) -> None:
    for item in checked:
        assessed = [c for c in item["criteria"] if c["outcome"] == "assessed"]
        assert all((c["level"] is None) == (c["outcome"] != "assessed") for c in item["criteria"])
        assert all((c["confidence"] is None) == (c["level"] is None) for c in item["criteria"])
        assert item["score"] == sum(c["level"] * c["weight"] for c in assessed)
        assert item["max_score"] == sum(c["max_level"] * c["weight"] for c in assessed)


def test_unreadable_inputs_are_told_and_the_others_still_done(tmp_path: Path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "program.docx").write_bytes(b"MZ\x90\x00" + bytes(5000))
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "huge.docx").write_bytes(bytes(60 << 20))
    good = CAREFUL / "Концепция развития.docx"
    paths = [str(tmp_path / name) for name in ("empty.docx", "program.docx", "torn.pdf", "huge.docx", "absent.docx")]
    done = run("check", *paths, str(good), "--json")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    answers = objects(done)
    codes = [item.get("error", {}).get("code") for item in answers]
    assert codes == ["empty", "unsupported_type", "damaged", "too_large", "missing", None]
    assert all(item["error"]["message"] and item["error"]["hint"] for item in answers[:5])
    assert answers[5]["criteria"]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pages_of_word_files_are_numbered_when_asked_for() -> None:
    good = str(CAREFUL / "Концепция развития.docx")
    (plain,) = objects(run("parse", good, "--json"))
    (paged,) = objects(run("parse", good, "--pages", "--json"))
    assert plain["pages"] is None
    assert paged["pages"] > 1
    pages = [block["page"] for block in paged["blocks"] if block["part"] == "body"]
    assert pages == sorted(pages)
    assert {1, paged["pages"]} <= set(pages)
    assert [block["id"] for block in plain["blocks"]] == [block["id"] for block in paged["blocks"]]
    (checked,) = objects(run("check", good, "--pages", "--json"))
    assert all(quote["page"] for item in checked["criteria"] for quote in item["evidence"])


def test_members_of_an_archive_are_named_after_it(tmp_path: Path) -> None:
    archive = tmp_path / "школа.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(CAREFUL / "Концепция развития.docx", "папка/концепция.docx")
    answers = objects(run("check", str(archive), "--json"))
    assert [(item["file"], item["kind"]) for item in answers] == [(f"{archive}!/папка/концепция.docx", "concept")]


def test_document_without_a_card_says_what_needs_one() -> None:
    (answer,) = objects(run("check", str(CAREFUL / "Концепция развития.docx"), "--json"))
    risks = next(c for c in answer["criteria"] if c["code"] == "C-05")
    assert (risks["outcome"], risks["level"]) == ("not_checked", None)
    assert "карточка школы" in risks["explanation"]
    assert answer["zone"] is None


def test_wrong_usage_is_status_two_in_russian() -> None:
    done = run("check")
    assert done.returncode == 2
    assert "Ошибка вызова" in done.stderr
    assert run("check", "x.docx", "--kind", "нечто").returncode == 2


def test_inflect_and_dates_answer_line_by_line() -> None:
    names = objects(
        run("inflect", "--kind", "name", "--json", stdin="Алиева Патимат Ибрагимовна\nГусев Павел Романович\n")
    )
    assert [(item["gender"], item["datv"]) for item in names] == [
        ("f", "Алиевой Патимат Ибрагимовне"),
        ("m", "Гусеву Павлу Романовичу"),
    ]
    dates = objects(run("dates", "--year", "2022", "--json", stdin="март-апрель 2022\nничего\n"))
    assert dates[0]["spans"] == [
        {"words": "март-апрель 2022", "start": "2022-03-01", "end": "2022-04-30", "recurring": None}
    ]
    assert dates[1]["spans"] == []


def test_issue_lists_writes_and_refuses(tmp_path: Path) -> None:
    listed = {item["name"]: item for item in objects(run("issue", "--list", "--json"))}
    assert listed["pismo-rekomendacii-shkole"]["type"] == "letter"
    example = ROOT / "templates" / "pismo-rekomendacii-shkole" / "example.json"
    out = tmp_path / "письмо.docx"
    done = run("issue", "pismo-rekomendacii-shkole", "--data", str(example), "--out", str(out))
    assert (done.returncode, out.read_bytes()[:2]) == (0, b"PK")
    facts = json.loads(example.read_text(encoding="utf-8"))
    facts["directr"] = facts.pop("director")
    (tmp_path / "wrong.json").write_text(json.dumps(facts), encoding="utf-8")
    refused = run(
        "issue", "pismo-rekomendacii-shkole", "--data", str(tmp_path / "wrong.json"), "--out", str(tmp_path / "n")
    )
    assert refused.returncode == 3
    assert "directr" in refused.stderr
    assert "«director»" in refused.stderr
    assert not (tmp_path / "n").exists()


def test_batch_writes_the_good_lines_and_names_the_bad_one(tmp_path: Path) -> None:
    example = json.loads(
        (ROOT / "templates" / "pismo-rekomendacii-shkole" / "example.json").read_text(encoding="utf-8")
    )
    lines = [json.dumps(example), "{", json.dumps(example)]
    (tmp_path / "data.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run(
        "issue", "pismo-rekomendacii-shkole", "--batch", str(tmp_path / "data.jsonl"), "--out-dir", str(tmp_path / "o")
    )
    assert done.returncode == 3
    assert "Строка 2" in done.stderr
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == ["00001.docx", "00003.docx"]


def test_every_command_has_help() -> None:
    for command in (
        "check",
        "parse",
        "roadmap",
        "issue",
        "inflect",
        "dates",
        "serve",
        "worker",
        "demo",
        "init",
        "import",
    ):
        done = run(command, "--help")
        assert (done.returncode, "Вызов:" in done.stdout) == (0, True)
