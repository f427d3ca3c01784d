"""A build killed at any moment leaves a store that opens, with all of the old state or all of the new one."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store import GraphStore, build, open_store
from kg.store.layout import Layout
from kg.workspace import Workspace
from tests.store.conftest import STATEMENTS, Write, values

KILLS = 50
MARKS = "SELECT ?m WHERE { ?s <https://example.org/mark> ?m } ORDER BY ?m"
BUILD = "import sys; from kg.cli import main; main()"


def _write_state(write: Write, number: int) -> None:
    """Change two files in a way that shows if only one of them came through."""
    write("people2.ttl", f'id:cy a kg:Person ; rdfs:label "Cy {number}"@en ; <https://example.org/mark> {number} .')
    write(
        "statements.ttl", STATEMENTS.replace("rust", f"rust{number}") + f"id:s-1 <https://example.org/mark> {number} ."
    )


def _state(store: GraphStore) -> int:
    """Return the number of the state, after checking that graph, names and words agree on it."""
    marks = set(values(store, MARKS))
    assert len(marks) == 1, marks
    (mark,) = marks
    assert len(values(store, MARKS)) == 2
    assert [found.label for found in store.names.lookup("cy")] == [f"Cy {mark}"]
    assert [row[0].rsplit("/")[-1] for row in store.search_words(f"rust{mark}", 9)] == ["s-1"]
    counted = values(
        store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!STRENDS(STR(?g), '/meta')) }"
    )
    assert int(counted[0]) == store.manifest.triples
    return int(mark)


def _start_build(root: Path, *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", BUILD, "build", "--quiet", *options]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_fifty_kills(workspace: Workspace, write: Write) -> None:
    _write_state(write, 0)
    started = time.perf_counter()
    assert _start_build(workspace.root).wait() == 0
    whole_s = time.perf_counter() - started
    chance = random.Random(2006)
    killed = done = 0
    state = 0
    for number in range(1, KILLS + 1):
        _write_state(write, number)
        # Past the interpreter's start, where there is nothing to break yet, and a little past the end.
        process = _start_build(workspace.root, *(["--full"] if number % 10 == 0 else []))
        time.sleep(chance.uniform(0.3, 1.1) * whole_s)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        done += process.returncode == 0
        with open_store(workspace, refresh=False) as store:
            assert _state(store) in (state, number)
            state = _state(store)
    assert killed >= KILLS // 2, f"only {killed} of {KILLS} builds were still running when they were killed"
    assert killed + done == KILLS
    _write_state(write, KILLS + 1)
    build(workspace)
    with open_store(workspace, refresh=False) as store:
        assert _state(store) == KILLS + 1
    left = sorted(path.name for path in Layout(workspace.derived_dir).folder.iterdir())
    assert len(left) <= 4, left
    assert not [name for name in left if "building" in name]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_build_leaves_the_former_store(workspace: Workspace, write: Write, stop: signal.Signals) -> None:
    _write_state(write, 0)
    build(workspace)
    _write_state(write, 1)
    process = _start_build(workspace.root)
    folder = Layout(workspace.derived_dir).folder
    while process.poll() is None and not list(folder.glob("*.building")):
        time.sleep(0.001)
    process.send_signal(stop)
    assert process.wait() != 1
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    with open_store(workspace, refresh=False) as store:
        assert _state(store) in (0, 1)
    with open_store(workspace) as store:
        assert _state(store) == 1
