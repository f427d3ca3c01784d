"""The second workspace: an invented failure, curated as a user would curate a real one."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.ask.questions import read_questions
from benchmarks.ask.run import ROOT
from tests.conftest import Outcome

WORKSPACE = ROOT / "benchmarks" / "ask" / "workspace"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a copy, so that nothing derived is left in the repository."""
    return Path(shutil.copytree(WORKSPACE, tmp_path / "workspace", ignore=shutil.ignore_patterns(".kg")))


def test_it_passes_every_check(workspace: Path, run_kg: Callable[..., Outcome]) -> None:
    outcome = run_kg("check", "--strict", "--format", "json", "--sources", "sources", cwd=workspace)
    assert (outcome.code, json.loads(outcome.out)) == (0, [])


def test_every_quotation_stands_where_it_is_said_to(workspace: Path, run_kg: Callable[..., Outcome]) -> None:
    outcome = run_kg("verify", "--spans", "--format", "json", "--sources", "sources", cwd=workspace)
    rows = json.loads(outcome.out)
    assert len(rows) > 150
    assert {row["result"] for row in rows} == {"exact"}


def test_it_is_laid_out_as_everything_else(workspace: Path, run_kg: Callable[..., Outcome]) -> None:
    outcome = run_kg("fmt", "--check", cwd=workspace)
    assert outcome.code == 0


def test_it_is_asked_thirty_questions_or_more() -> None:
    questions = read_questions(WORKSPACE.parent / "second.jsonl")
    assert len(questions) >= 30
    assert all(one.workspace == WORKSPACE for one in questions)
    assert sum(one.is_trap for one in questions) >= 8
