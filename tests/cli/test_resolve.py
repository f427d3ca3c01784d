"""``kg add`` with findings, ``kg resolve`` and ``kg find --resolve``: in a workspace with a small record."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.cli.proposing import Proposer
from kg.workspace import read_workspace
from tests.conftest import Outcome

pytest.importorskip("onnxruntime")
RunKg = Callable[..., Outcome]
DATA = Path(__file__).parents[1] / "resolve" / "data"
MAIN = [sys.executable, "-c", "from kg.cli import main; main()"]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "ws"
    (root / "seeds").mkdir(parents=True)
    (root / "kg.toml").write_text('[workspace]\nname = "Waterways"\n')
    shutil.copy(DATA / "seeds" / "record.ttl", root / "seeds")
    return root


def findings(workspace: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((workspace / ".kg" / "findings").iterdir())}


def test_adding_gives_sources_findings_and_answers_at_once(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("add", DATA / "tarn-lock.txt", cwd=workspace)
    assert done.code == 0, done.err
    assert "statements found in 1 of them" in done.err
    answer = run_kg("ask", "What did Helen Marsh say?", cwd=workspace)
    assert "Helen Marsh, Waterways secretary" in answer.out
    assert "machine" in answer.out
    rows = run_kg("query", "who-said-what", "--incident", "tarn-lock-2015", "--format", "jsonl", cwd=workspace)
    origins = {json.loads(line)["origin"] for line in rows.out.splitlines()}
    assert origins == {"machine"}
    assert run_kg("show", "tarn-lock-2015", cwd=workspace).out.count("machine") > 10


def test_what_is_found_passes_every_check_and_proof(workspace: Path, run_kg: RunKg) -> None:
    texts = [DATA / f"{name}.txt" for name in ("handover", "blood-results", "lock-inquest")]
    assert run_kg("add", *texts, "--quiet", cwd=workspace).code == 0
    checked = run_kg("check", "--strict", cwd=workspace)
    assert checked.code == 0, checked.out
    assert run_kg("verify", cwd=workspace).code == 0
    assert run_kg("fmt", "--check", workspace / ".kg" / "findings", cwd=workspace).code == 0


def test_resolving_again_gives_the_same_bytes_until_the_record_changes(workspace: Path, run_kg: RunKg) -> None:
    run_kg("add", DATA / "handover.txt", "--quiet", cwd=workspace)
    first = findings(workspace)
    assert run_kg("resolve", "--check", cwd=workspace).code == 0
    assert run_kg("resolve", cwd=workspace).code == 0
    assert findings(workspace) == first
    record = workspace / "seeds" / "record.ttl"
    record.write_text(record.read_text().replace('"2017-06-13"^^xsd:date', '"2017-06-20"^^xsd:date'))
    stale = run_kg("resolve", "--check", cwd=workspace)
    assert (stale.code, stale.out.strip()) == (1, next(iter(first)).removesuffix(".ttl"))
    assert "older record" in run_kg("add", DATA / "handover.txt", cwd=workspace).err
    assert run_kg("resolve", "--stale", cwd=workspace).code == 0
    assert findings(workspace) != first
    assert run_kg("resolve", "--check", cwd=workspace).code == 0


def test_what_one_document_told_does_not_change_the_next(workspace: Path, tmp_path: Path, run_kg: RunKg) -> None:
    names = ("tarn-lock", "lock-inquest", "blood-results")
    run_kg("add", *[DATA / f"{name}.txt" for name in names], "--quiet", cwd=workspace)
    other = tmp_path / "other"
    shutil.copytree(workspace, other, ignore=lambda folder, _: [".kg", "sources"])
    for name in reversed(names):
        run_kg("add", DATA / f"{name}.txt", "--quiet", cwd=other)
    assert findings(other) == findings(workspace)


def test_without_finding_documents_are_only_read(workspace: Path, run_kg: RunKg) -> None:
    assert run_kg("add", "--no-find", DATA / "tarn-lock.txt", cwd=workspace).err == "1 added.\n"
    assert not (workspace / ".kg" / "findings").exists()
    # Added again, it is worked on: the same command goes on from wherever it stands.
    assert "statements found in 1 of them" in run_kg("add", DATA / "tarn-lock.txt", cwd=workspace).err
    assert len(findings(workspace)) == 1


def test_one_bad_document_stops_none(workspace: Path, tmp_path: Path, run_kg: RunKg) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    shutil.copy(DATA / "tarn-lock.txt", docs / "b.txt")
    (docs / "a.txt").write_bytes(b"\x00\x01\x02\x03")
    (docs / "c.txt").write_text("“" * 3000 + " he said.\n")
    (docs / "d.txt").write_text("Nothing is said here.\n")
    done = run_kg("add", docs, cwd=workspace)
    assert done.code == 1
    assert "3 added" in done.err
    assert len(findings(workspace)) == 3


def test_a_text_without_statements_leaves_an_empty_file_that_loads(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("add", "-", cwd=workspace, stdin=b"Rain is due tomorrow in the north.\n")
    assert done.code == 0, done.err
    assert set(findings(workspace).values()) <= {b""}
    assert run_kg("check", cwd=workspace).code == 0


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on(workspace: Path, tmp_path: Path, run_kg: RunKg) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(12):
        text = (DATA / "lock-inquest.txt").read_text()
        (docs / f"{number:02}.txt").write_text(text.replace("Fiona Blakey", f"Fiona Blakey{'a' * number}"))
    for wait_s in (0.6, 1.5, 2.4):
        process = subprocess.Popen(
            [*MAIN, "add", str(docs)], cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(wait_s)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert run_kg("add", docs, "--quiet", cwd=workspace).code == 0
    made = {name: data for name, data in findings(workspace).items() if not name.startswith(".")}
    assert len(made) == len(list((workspace / "seeds" / "sources").iterdir()))
    assert run_kg("resolve", "--quiet", cwd=workspace).code == 0
    assert {name: data for name, data in findings(workspace).items() if not name.startswith(".")} == made


def test_decided_statements_are_left_out(workspace: Path, run_kg: RunKg) -> None:
    run_kg("add", DATA / "tarn-lock.txt", "--quiet", cwd=workspace)
    name, data = next(iter(findings(workspace).items()))
    lines = data.decode().splitlines()
    statement = next(line for line, after in pairwise(lines) if after == "    a kg:Statement ;")
    table = workspace / "decisions.jsonl"
    table.write_text(json.dumps({"id": statement.removeprefix("id:"), "decision": "reject"}) + "\n")
    proposer = Proposer(read_workspace(workspace))
    proposer.propose(name.removesuffix(".ttl"), again=True)
    # Decided while the run is at work, as another process would.
    assert run_kg("review", "apply", table, "--by", "Ann Archer", cwd=workspace).code == 0
    assert proposer.propose(name.removesuffix(".ttl"), again=True).status == "made"
    after = findings(workspace)[name].decode()
    assert statement not in after.splitlines()
    assert f"kg:of {statement} ;" not in after
    assert f"kg:reports {statement} ;" not in after


def test_find_can_say_who_is_meant(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("find", "--resolve", DATA / "handover.txt", cwd=workspace)
    assert done.code == 0, done.err
    line = json.loads(done.out)
    by_words = {line["text"][a["content"][0][0] : a["content"][-1][1]]: a for a in line["attributions"]}
    open_one = next(a for words, a in by_words.items() if "switched off to save money" in words)
    assert open_one["speaker"] is None
    assert {one["id"] for one in open_one["candidates"] if one["role"] == "speaker"} == {"helen-marsh", "tom-adeyemi"}
    told = next(a for words, a in by_words.items() if "not one I would have taken" in words)
    assert told["speaker"] == {"id": "tom-adeyemi", "label": "Tom Adeyemi", "proposed": False}
    assert [one["id"] for one in told["about"]] == ["calder-basin-lights-2017"]


def test_no_workspace_and_no_such_source_are_told(workspace: Path, tmp_path: Path, run_kg: RunKg) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    assert "here is none" in run_kg("resolve", cwd=outside).err
    done = run_kg("resolve", "no-such-source", cwd=workspace)
    assert done.code == 2
    assert "no-such-source" in done.err


def test_what_was_accepted_stays_apart_and_is_known_to_the_next_document(
    workspace: Path, tmp_path: Path, run_kg: RunKg
) -> None:
    run_kg("add", DATA / "blood-results.txt", "--quiet", cwd=workspace)
    table = tmp_path / "findings.csv"
    assert run_kg("review", "export", "-o", table, cwd=workspace).code == 0
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows[: len(rows) // 2]:
        row["decision"] = "accept"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = run_kg("review", "apply", table, "--by", "Ann Archer", cwd=workspace)
    assert done.code == 0, done.err
    assert run_kg("resolve", cwd=workspace).code == 0
    checked = run_kg("check", cwd=workspace)
    assert checked.code == 0, checked.out
    accepted = (workspace / "seeds" / "reviewed" / "agents.ttl").read_text()
    later = tmp_path / "later.txt"
    later.write_text((DATA / "blood-results.txt").read_text().replace("4 March 2016", "9 May 2016"))
    run_kg("add", later, "--quiet", cwd=workspace)
    again = next(data.decode() for name, data in findings(workspace).items() if name.startswith("later"))
    known = [line for line in again.splitlines() if "kg:speaker id:n-670f8e89-" in line]
    # Who was accepted is known now; who was not is one with whom the first document proposes.
    first = next(data.decode() for name, data in findings(workspace).items() if name.startswith("blood"))
    assert any(f"\n{line.split()[1]}\n" in accepted for line in known)
    assert all(f"\n{line.split()[1]}\n" in accepted + first for line in known)


def test_sources_written_by_hand_stay_as_they_are(tmp_path: Path, run_kg: RunKg) -> None:
    workspace = tmp_path / "hand"
    make_workspace(workspace, "Ferries")
    run_kg("add", DATA / "tarn-lock.txt", "--quiet", cwd=workspace)
    before = findings(workspace)
    done = run_kg("resolve", "--all", cwd=workspace)
    assert done.code == 0, done.err
    assert findings(workspace) == before
    # Named, it is worked on; what people wrote down of it is not said once more.
    named = run_kg("resolve", "sample-gazette-2024", cwd=workspace)
    assert named.code == 0, named.err
    made = (findings(workspace).keys() - before.keys()).pop()
    assert b"id:s-39b3a57d-191-217" not in findings(workspace)[made]
    assert run_kg("check", cwd=workspace).code == 0
