"""Runs that make findings, stopped or at work together: what they come to is what one run alone comes to."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.cli.proposing import Proposer
from kg.resolve.files import kept_sources
from kg.workspace import DERIVED, read_workspace
from tests.conftest import Outcome
from tests.killing import KILL_AT

pytest.importorskip("onnxruntime")
RunKg = Callable[..., Outcome]
NEWCOMERS = Path(__file__).parents[1] / "resolve" / "data" / "newcomers"
# The files of a source: its profile, its findings, its profile again, what was found; first alone, then joined.
STEPS = 4
KG = "from kg.cli import main; main()"
# Where a kill is counted.
PLACES = "/findings/,/found/,/proposed/"


def files(workspace: Path) -> dict[str, bytes]:
    """Return what was made of the documents; leftovers included, locks not."""
    return {
        path.relative_to(workspace).as_posix(): path.read_bytes()
        for folder in ("seeds", f"{DERIVED}/findings", f"{DERIVED}/found", f"{DERIVED}/proposed")
        for path in (workspace / folder).rglob("*")
        if path.is_file() and path.name != "lock"
    }


def run(workspace: Path, docs: Path, code: str = KG, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", code, "add", str(docs), "--quiet"]
    return subprocess.run(
        command, cwd=workspace, env={**os.environ, **more}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles on one failure and one on another, each once in other words."""
    folder = tmp_path_factory.mktemp("stopped") / "docs"
    folder.mkdir()
    for path in sorted(NEWCOMERS.glob("*.txt"))[:2]:
        text = path.read_text(encoding="utf-8").partition("\n====\n")[0]
        for turn in ("", "The matter will be looked into again, the council added on Friday.\n"):
            (folder / f"{path.stem}{len(turn)}.txt").write_text(f"{text}\n\n{turn}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(docs: Path) -> Path:
    """A workspace that nothing has stopped."""
    workspace = docs.parent / "whole"
    make_workspace(workspace, "Stopped")
    done = run(workspace, docs)
    assert done.returncode == 0, done.stderr
    return workspace


def joined(workspace: Path) -> int:
    """Return how many profiles were joined with others."""
    return sum(b'"joins": ""' not in data for name, data in files(workspace).items() if "/proposed/" in name)


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_findings_are_made_or_joined_it_goes_on(
    docs: Path, whole: Path, tmp_path: Path, when: str
) -> None:
    count = len(list(docs.iterdir()))
    assert joined(whole) >= 2
    last = STEPS * (count + joined(whole))
    for at in (3, STEPS * count, STEPS * count + 2, STEPS * count + 5, last):
        workspace = tmp_path / str(at)
        make_workspace(workspace, "Stopped")
        killed = run(workspace, docs, KILL_AT, AT=str(at), WHEN=when, PLACES=PLACES)
        assert killed.returncode == -signal.SIGKILL, f"{at}: {killed.stderr}"
        again = run(workspace, docs)
        assert again.returncode == 0, again.stderr
        assert files(workspace) == files(whole), f"killed {when} the {at}th file"


@pytest.mark.slow
def test_two_runs_at_once_come_to_what_one_comes_to(docs: Path, whole: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    shutil.copytree(
        whole, workspace, ignore=lambda _, names: [n for n in names if n in ("findings", "found", "proposed")]
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", KG, *args], cwd=workspace, stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for args in (["resolve", "--all", "--quiet"], ["resolve", "--all", "--quiet"])
    ]
    for process in runs:
        assert process.wait() == 0, process.communicate()[1]
        process.communicate()
    assert files(workspace) == files(whole)


def acceptances(workspace: Path, table: Path) -> Path:
    """Write a table that accepts every second finding of a workspace."""
    rows = [
        json.dumps({"id": line[3:], "decision": "accept"})
        for path in sorted((workspace / DERIVED / "findings").glob("*.ttl"))
        for line, after in pairwise(path.read_text(encoding="utf-8").splitlines())
        if after == "    a kg:Statement ;"
    ]
    table.write_text("\n".join(rows[::2]) + "\n", encoding="utf-8")
    return table


def test_what_is_put_on_record_while_a_run_is_at_work_is_not_proposed_again(
    whole: Path, tmp_path: Path, run_kg: RunKg
) -> None:
    workspace = Path(shutil.copytree(whole, tmp_path / "ws"))
    table = acceptances(workspace, tmp_path / "decisions.jsonl")
    proposer = Proposer(read_workspace(workspace))
    sources = list(kept_sources(proposer.workspace))
    # The run has read the record by now; a person decides as another process would.
    proposer.propose(sources[0], again=True)
    applied = run_kg("review", "apply", table, "--by", "Ann Archer", cwd=workspace)
    assert applied.code == 0, applied.err
    for source in sources:
        proposer.propose(source, again=True)
    twice = "duplicate-ids"
    assert twice in run_kg("check", cwd=workspace).out, "as a run leaves it that is stopped here"
    broken = Path(shutil.copytree(workspace, tmp_path / "broken"))
    proposer.build()
    assert twice not in run_kg("check", cwd=workspace).out
    # A workspace that an older run has left so is healed by the next one.
    healed = run_kg("resolve", "--quiet", cwd=broken)
    assert healed.code == 0, healed.err
    assert twice not in run_kg("check", cwd=broken).out
