"""What a query does that takes the engine down with it, and what happens to the process that waits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store import build
from kg.workspace import find_workspace
from tests.query.small import write_workspace

KG = [sys.executable, "-c", "from kg.cli import main; main()", "query"]
# Numbers among themselves go by value, texts by their letters, and both together by neither: the engine aborts.
UNSORTABLE = (
    "SELECT ?o { VALUES ?o { " + " ".join(f'{n * 7919 % 10007} "{n * 104729 % 10007}"' for n in range(1, 300))
) + " } } ORDER BY ?o"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x + ?y > STRLEN(STR(?z)) + 100000) }"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace, built."""
    folder = write_workspace(tmp_path_factory.mktemp("worker") / "own")
    build(find_workspace(folder))
    return folder


def run(folder: Path, *args: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*KG, *args], cwd=folder, capture_output=True, text=True, check=False)


def test_an_engine_that_aborts_is_told_in_a_sentence(small: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("former")
    (tmp_path / "mixed.rq").write_text(UNSORTABLE)
    done = run(small, tmp_path / "mixed.rq", "--format", "csv", "-o", tmp_path / "rows.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: the engine gave up sorting")
    assert "ORDER BY STR(?x)" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    # Neither a draft nor a part: the former file is as it was.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mixed.rq", "rows.csv"]
    assert (tmp_path / "rows.csv").read_text() == "former"


def test_the_hint_helps(small: Path) -> None:
    done = run(small, "-q", UNSORTABLE.replace("BY ?o", "BY STR(?o)"), "--format", "csv")
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 599, "")


def test_output_and_exit_codes_are_those_of_the_worker(small: Path) -> None:
    assert run(small, "-q", "ASK { ?s a kg:Person }", "--format", "json").stdout.strip() == "true"
    refused = run(small, "-q", "SELECT (<http://e/f>(1) AS ?x) {}")
    assert (refused.returncode, refused.stderr.startswith("Error: ")) == (2, True)
    assert run(small, "-q", ENDLESS, "--timeout", "0.3").returncode == 124


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_worker_does_not_outlive_the_first_process(small: Path, tmp_path: Path, number: int) -> None:
    with subprocess.Popen(
        [*KG, "-q", ENDLESS, "-o", str(tmp_path / "out")], cwd=small, stderr=subprocess.PIPE
    ) as first:
        deadline = time.monotonic() + 20
        while not (drafts := list(tmp_path.iterdir())) and time.monotonic() < deadline:
            time.sleep(0.02)
        worker = int(drafts[0].name.split(".")[-2])
        assert worker != first.pid
        first.send_signal(number)
        first.communicate(timeout=30)
    while _is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(worker)
    assert list(tmp_path.iterdir()) == []


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    # Nobody may wait for an orphan here: what has ended and is not yet taken away runs no more.
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
