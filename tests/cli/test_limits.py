"""What ends a query from outside: the clock, Ctrl-C, a reader that goes away. In processes of their own."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli.limit import Limit
from kg.store import build
from kg.workspace import find_workspace
from tests.query.small import write_workspace

KG = [sys.executable, "-c", "from kg.cli import main; main()", "query"]
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z "
    "FILTER(STRLEN(STR(?x)) + STRLEN(STR(?y)) > STRLEN(STR(?z)) + 100000) }"
)
MANY = "SELECT ?s ?p ?o ?t { ?s ?p ?o . ?t a ?kind }"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace, built."""
    folder = write_workspace(tmp_path_factory.mktemp("zzton") / "own")
    build(find_workspace(folder))
    return folder


def start(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*KG, *args], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize(
    "text",
    [
        ENDLESS,
        ENDLESS.replace("SELECT (COUNT(*) AS ?n)", "ASK"),
        ENDLESS.replace("SELECT (COUNT(*) AS ?n)", "CONSTRUCT { ?a ?p ?z } WHERE"),
        "SELECT ?a { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?x ?y ?z",
    ],
    ids=["count", "ask", "construct", "order"],
)
def test_the_clock_ends_a_query(small: Path, text: str) -> None:
    started = time.monotonic()
    with start(small, "-q", text, "--timeout", "1") as run:
        out, err = run.communicate(timeout=30)
    # Generous: other work may share the machine. Alone it takes 1.2 s.
    assert time.monotonic() - started < 4
    assert run.returncode == 124
    assert (out, err.decode().splitlines()[0]) == (b"", "Error: the query took longer than 1 s")


@pytest.mark.parametrize("end", ["clock", "ctrl-c"])
def test_what_keeps_the_parser_busy_is_ended_too(small: Path, tmp_path: Path, end: str) -> None:
    # The engine parses without letting another thread run: only the system, or another process, can end it.
    path = tmp_path / "long.rq"
    path.write_text("ASK { VALUES ?x { " + "1 " * 2_000_000 + "} }")
    started = time.monotonic()
    with start(small, str(path), "--timeout", "1" if end == "clock" else "0") as run:
        if end == "ctrl-c":
            time.sleep(1)
            run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=30)
    assert time.monotonic() - started < 4
    code, words = (124, "Error: the query took longer than 1 s\n") if end == "clock" else (130, "Interrupted.")
    assert (run.returncode, out) == (code, b"")
    assert words in err.decode()


def test_ctrl_c_ends_a_query_and_takes_its_file_away(small: Path, tmp_path: Path) -> None:
    with start(small, "-q", ENDLESS, "-o", str(tmp_path / "out")) as run:
        deadline = time.monotonic() + 20
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.2)
        started = time.monotonic()
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=30)
    assert time.monotonic() - started < 1
    assert (run.returncode, err) == (130, b"Interrupted.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format_", ["jsonl", "csv", "srj", "tsv", "table"])
def test_a_reader_that_goes_away_is_no_error(small: Path, format_: str) -> None:
    with start(small, "-q", MANY, "--format", format_) as run:
        assert run.stdout is not None
        assert run.stdout.read(1000)
        run.stdout.close()
        assert run.stderr is not None
        assert (run.stderr.read(), run.wait(timeout=30)) == (b"", 0)


def test_a_slow_reader_does_not_use_up_the_time(small: Path) -> None:
    with start(small, "-q", f"{MANY} LIMIT 20000", "--format", "jsonl", "--timeout", "2") as run:
        assert run.stdout is not None
        head = run.stdout.read(1000)
        time.sleep(3)  # longer than the limit, with the pipe full
        lines = (head + run.stdout.read()).splitlines()
        assert (len(lines), run.wait(timeout=30)) == (20000, 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk(small: Path) -> None:
    for format_ in ("jsonl", "srj"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*KG, "-q", MANY, "--format", format_], cwd=small, stdout=full, stderr=subprocess.PIPE
            )
        told = b"Error: the output: No space left on device\nFree some space, or send it elsewhere.\n"
        assert (done.returncode, done.stderr) == (2, told)


def peak_mb(folder: Path, *args: str) -> float:
    """Return the most memory that a command used."""
    code = f"""
import resource, subprocess
subprocess.run({[*KG, *args]!r}, stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    return int(done.stdout) / (1024 if sys.platform != "darwin" else 1 << 20)


@pytest.mark.parametrize("format_", ["jsonl", "csv", "table", "srj"])
def test_many_rows_take_no_more_memory_than_few(small: Path, format_: str) -> None:
    few, many = (
        peak_mb(small, "-q", f"{MANY} LIMIT {rows}", "--format", format_, "--timeout", "0") for rows in (1_000, 60_000)
    )
    # As a list the larger result takes 60 MB more.
    assert many - few < 12


def test_the_limit_leaves_no_trace() -> None:
    before = signal.getsignal(signal.SIGINT), open_files()
    for seconds in (None, 100.0):
        with Limit(seconds) as limit:
            limit.pause()
            limit.resume()
    assert (signal.getsignal(signal.SIGINT), open_files()) == before


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def test_pauses_do_not_count() -> None:
    # Would the clock run on, this very process would end with code 124.
    with Limit(0.3) as limit:
        limit.pause()
        time.sleep(0.6)
        limit.resume()
