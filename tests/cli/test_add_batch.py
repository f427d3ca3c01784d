"""Batches: killed at any moment, interrupted, or out of space, nothing is half written and the same command goes on."""

import hashlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.read.adding import add_documents
from kg.read.pool import read_each
from kg.read.request import Limits, Request
from kg.turtle import parse_turtle
from kg.workspace import find_workspace
from tests.read.builders import PARAGRAPHS, article, story

DOCUMENTS = 500
KILLS = 50
MAIN = [sys.executable, "-c", "from kg.cli import main; main()"]
FIELD = re.compile(r"kg:(sha256|textSha256) \"([0-9a-f]{64})\"")


def make_documents(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        if number % 10:
            (folder / f"{number:03}.txt").write_text(article(number, 2), encoding="utf-8")
        else:
            text = article(number, 3).strip().split("\n\n")
            (folder / f"{number:03}.html").write_bytes(story(text[1:], headline=text[0]))
    return folder


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_documents(tmp_path_factory.mktemp("batch") / "docs", DOCUMENTS)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    make_workspace(tmp_path / "ws", "Ferries")
    return tmp_path / "ws"


def whole_sources(workspace: Path, seen: dict[str, str]) -> dict[str, str]:
    """Look at every source that is new since the last look: its record is whole, and its bytes and text are there."""
    kept = workspace / ".kg" / "sources"
    for path in (workspace / "seeds" / "sources").glob("*"):
        if path.name in seen:
            continue
        assert path.suffix == ".ttl", f"{path} was left behind"
        data = path.read_bytes()
        assert parse_turtle(data, path.name)[0]
        digests = dict(FIELD.findall(data.decode()))
        files = {hashlib.sha256(file.read_bytes()).hexdigest() for file in kept.glob(f"{path.stem}.*")}
        assert set(digests.values()) <= files, f"{path} stands for a text that is not whole"
        seen[path.name] = hashlib.sha256(data).hexdigest()
    return seen


def kill_after(docs: Path, workspace: Path, rows: int, delay_s: float) -> int:
    """Add in a process of its own, and kill it so long after so many new sources; return how many it had told of."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        # Nothing of the test's may run here, whatever happens.
        try:
            for row in add_documents(find_workspace(workspace), [str(docs)], Limits(), jobs=0):
                if row.status != "same":
                    os.write(writer, b"x")
        finally:
            os._exit(0)
    os.close(writer)
    told = 0
    while told < rows and os.read(reader, 1):
        told += 1
    time.sleep(delay_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reader)
    return told


def test_fifty_kills_over_a_batch_lose_nothing(docs: Path, workspace: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    seen: dict[str, str] = {}
    told = 0
    for _ in range(KILLS):
        told += kill_after(docs, workspace, chance.randrange(1, 9), chance.random() * 0.012)
        assert told <= len(whole_sources(workspace, seen))
    assert KILLS < len(seen) < DOCUMENTS, "the kills must fall within the batch"
    rows = list(add_documents(find_workspace(workspace), [str(docs)], Limits(), jobs=0))
    assert len(rows) == DOCUMENTS
    assert {row.status for row in rows} == {"added", "same"}
    assert len(whole_sources(workspace, seen)) == DOCUMENTS
    assert list((workspace / ".kg" / "read" / "drafts").iterdir()) == []
    # Killed fifty times or never: the same bytes.
    make_workspace(tmp_path / "calm", "Ferries")
    list(add_documents(find_workspace(tmp_path / "calm"), [str(docs)], Limits(), jobs=0))
    assert whole_sources(tmp_path / "calm", {}) == seen


def processes_of(session: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@pytest.fixture
def running(docs: Path, workspace: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A real run with two readers, some sources into the batch."""
    process = subprocess.Popen(
        [*MAIN, "add", "--no-find", str(docs), "--jobs", "2", "--format", "jsonl"],
        cwd=workspace,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    while len(list((workspace / "seeds" / "sources").glob("*.ttl"))) < 20 and time.monotonic() < deadline:
        time.sleep(0.02)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_killed_with_its_readers_at_work_it_leaves_none_behind(
    running: "subprocess.Popen[bytes]", docs: Path, workspace: Path
) -> None:
    assert len(processes_of(running.pid)) >= 2
    running.kill()
    running.wait()
    deadline = time.monotonic() + 20
    while processes_of(running.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(running.pid) == []
    assert 0 < len(whole_sources(workspace, {})) < DOCUMENTS


def test_ctrl_c_ends_it_at_once_and_says_how_to_go_on(
    running: "subprocess.Popen[bytes]", docs: Path, workspace: Path
) -> None:
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "before it was stopped; the same command goes on from there" in told.decode()
    assert "Traceback" not in told.decode()
    before = len(whole_sources(workspace, {}))
    assert 0 < before < DOCUMENTS
    done = subprocess.run(
        [*MAIN, "add", "--no-find", str(docs), "--jobs", "2"],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert f"{DOCUMENTS - before} added, {before} there already.\n" in done.stderr
    assert len(whole_sources(workspace, {})) == DOCUMENTS


def test_progress_tells_rate_and_time_left(
    docs: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.cli.add import _Talk

    talk = _Talk(quiet=False)
    talk.started -= 10
    talk.told -= 10
    talk.tell(100, 500, 3)
    assert re.fullmatch(r"100 of 500 documents read, \d+/s, \d+ s left, 3 refused\n", capsys.readouterr().err)
    talk.tell(101, 500, 3)
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_told_and_loses_nothing(docs: Path, workspace: Path) -> None:
    """A limit on the size of files stands for the full disk: the system refuses in the same place."""
    (docs.parent / "large.txt").write_text("\n\n".join(article(number) for number in range(200)), encoding="utf-8")
    few = [str(path) for path in sorted(docs.glob("*.txt"))[:5]]

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (160_000, 160_000))

    command = [*MAIN, "add", "--no-find", *few, str(docs.parent / "large.txt"), *few, "--jobs", "1"]
    done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False, preexec_fn=small_files)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "5 added before it was stopped" in done.stderr
    assert len(whole_sources(workspace, {})) == 5
    assert list((workspace / ".kg" / "read" / "drafts").iterdir()) == []
    done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert len(whole_sources(workspace, {})) == 6


def test_a_really_full_disk(docs: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        make_workspace(disk / "ws", "Ferries")
        done = subprocess.run(
            [*MAIN, "add", "--no-find", str(docs), "--jobs", "1"],
            cwd=disk / "ws",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2, done.stderr
        assert "No space left" in done.stderr or "full" in done.stderr
        assert "Traceback" not in done.stderr
        assert 0 < len(whole_sources(disk / "ws", {})) < DOCUMENTS
    finally:
        subprocess.run(["umount", str(disk)], check=False)


SLOW = b"ab\n" * 2_000_000


def test_a_document_that_never_ends_costs_one_process() -> None:
    limits = Limits(timeout_s=1)
    requests = [Request("slow", "slow.txt", data=SLOW, limits=limits), Request("a", "a.txt", data=article(1).encode())]
    slow, other = read_each(requests, 1)
    assert "longer than 1 s" in slow.problem
    assert other.document


def test_a_reader_that_breaks_down_costs_one_document() -> None:
    from kg.read.pool import _Reader

    reader = _Reader()
    first = reader.ask(Request("a", "a.html", data=story(PARAGRAPHS)))
    assert first.document
    assert reader.process
    reader.process.kill()
    reader.process.wait()
    assert reader.ask(Request("b", "b.html", data=story(PARAGRAPHS))).document, "a new process takes its place"
    os.kill(reader.process.pid, signal.SIGSTOP)
    late = reader.ask(Request("c", "c.html", data=story(PARAGRAPHS), limits=Limits(timeout_s=0.1)))
    assert "longer than 0.1 s" in late.problem
    assert reader.ask(Request("d", "d.html", data=story(PARAGRAPHS))).document
    reader.end()


def test_rows_are_data_on_stdout(docs: Path, workspace: Path) -> None:
    few = [str(path) for path in sorted(docs.iterdir())[:3]]
    done = subprocess.run(
        [*MAIN, "add", "--no-find", *few, "--format", "jsonl", "--quiet"],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["added"] * 3
