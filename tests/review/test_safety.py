"""Whatever stops a decision, nothing is lost and no file is half written."""

import csv
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.review.desk import Desk
from kg.review.judgement import load_judgements
from kg.review.render import file_names, render
from kg.review.state import replay
from kg.turtle import format_turtle
from kg.workspace import Workspace
from tests.killing import KILL_AT
from tests.review.conftest import reviewed, waiting

KG = "import sys; from kg.cli import main; main()"
# 60 of them, by hand, told no more than these.
KILLS = 8
# Where a kill is counted.
PLACES = "/review/drafts/"


def run(workspace: Workspace, *args: str, code: str = KG, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", code, *args]
    environment = {**os.environ, **more}
    return subprocess.run(command, cwd=workspace.root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def table(workspace: Workspace) -> Path:
    """Return a table with a decision on every finding."""
    path = workspace.root / "decisions.csv"
    assert run(workspace, "review", "export", "-o", str(path)).returncode == 0
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows):
        row["decision"] = "reject" if number % 3 == 2 else "accept"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def state(workspace: Workspace) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return reviewed(workspace), waiting(workspace)


def assert_whole(workspace: Workspace, count: int) -> int:
    """Check that every file is whole and canonical; return how many judgements there are: none or all."""
    for folder in ("seeds", ".kg/findings"):
        for path in (workspace.root / folder).rglob("*"):
            if path.is_file():
                assert path.suffix == ".ttl", path
                assert format_turtle(path.read_text("utf-8"), name=str(path)) == path.read_text("utf-8")
    found = len(load_judgements(workspace))
    assert found in (0, count)
    return found


def test_a_kill_at_every_step_loses_nothing(workspace: Workspace, table: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(workspace.root, fresh)
    assert run(workspace, "review", "apply", table.name, "--by", "A").returncode == 0
    count, whole = len(load_judgements(workspace)), state(workspace)
    taken = []
    steps = 7
    for at in range(1, steps + 1):
        for when in ("before", "after"):
            shutil.rmtree(workspace.root)
            shutil.copytree(fresh, workspace.root)
            killed = run(
                workspace,
                "review",
                "apply",
                table.name,
                "--by",
                "A",
                code=KILL_AT,
                AT=str(at),
                WHEN=when,
                PLACES=PLACES,
            )
            assert killed.returncode in (-signal.SIGKILL, 0), killed.stderr
            if killed.returncode == 0:
                assert at > 5, "fewer steps than there are files"
                continue
            taken.append(assert_whole(workspace, count))
            again = run(workspace, "review", "apply", table.name, "--by", "A")
            assert again.returncode == 0, again.stderr
            assert len(load_judgements(workspace)) == count
            assert state(workspace) == whole
            assert not list((workspace.derived_dir / "review" / "drafts").iterdir())
    assert len(taken) >= 10
    assert {0, count} == set(taken)


def test_a_kill_at_any_moment_loses_nothing(workspace: Workspace, table: Path) -> None:
    before = state(workspace)
    started = time.perf_counter()
    assert run(workspace, "review", "apply", table.name, "--by", "A").returncode == 0
    whole_s, whole, count = time.perf_counter() - started, state(workspace), len(load_judgements(workspace))
    chance, killed = random.Random(2006), 0
    for _ in range(KILLS):
        for path in (workspace.root / "seeds/judgements").glob("*.ttl"):
            path.unlink()
        for name, content in before[1].items():
            (workspace.derived_dir / "findings" / name).write_bytes(content)
        Desk(workspace).settle()
        assert state(workspace) == before
        process = subprocess.Popen(
            [sys.executable, "-c", KG, "review", "apply", table.name, "--by", "A"],
            cwd=workspace.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.5, 1.05) * whole_s)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        assert_whole(workspace, count)
        assert run(workspace, "review", "apply", table.name, "--by", "A").returncode == 0
        assert state(workspace) == whole
    assert killed >= KILLS // 3


def test_two_reviewers_at_once_lose_nothing(workspace: Workspace, table: Path) -> None:
    lines = table.read_text("utf-8").splitlines(keepends=True)
    parts = []
    for number in range(3):
        part = workspace.root / f"part{number}.csv"
        part.write_text(lines[0] + "".join(lines[1 + number :: 3]), encoding="utf-8")
        parts.append(part)
    command = [sys.executable, "-c", KG, "review", "apply"]
    running = [
        subprocess.Popen([*command, part.name, "--by", part.stem], cwd=workspace.root, stderr=subprocess.PIPE)
        for part in parts
    ]
    assert [process.wait() for process in running] == [0, 0, 0], [process.stderr for process in running]
    judgements = load_judgements(workspace)
    assert len(judgements) == len(lines) - 1
    assert {one.by for one in judgements} == {"part0", "part1", "part2"}
    made = replay(judgements)
    texts = render(made, file_names(made), workspace.base)
    assert {f"{name}.ttl": text.encode() for name, text in texts.items() if text} == reviewed(workspace)


def test_the_same_table_by_two_at_once_is_taken_once(workspace: Workspace, table: Path) -> None:
    command = [sys.executable, "-c", KG, "review", "apply", table.name]
    running = [
        subprocess.Popen([*command, "--by", name], cwd=workspace.root, stderr=subprocess.PIPE, text=True)
        for name in "AB"
    ]
    told = [process.communicate()[1] for process in running]
    codes = sorted(process.returncode for process in running)
    assert codes[0] == 0, told
    # The later one finds all decided, or part of it while it looks: either way it does nothing and says so.
    assert codes[1] == 0 or "meanwhile" in "".join(told) or "Nothing was done" in "".join(told)
    subjects = [one.subject for one in load_judgements(workspace)]
    assert len(subjects) == len(set(subjects))
    assert len({one.by for one in load_judgements(workspace)}) == 1


@pytest.mark.parametrize("limit", [2_000, 9_000, 40_000])
def test_a_disk_that_is_full_is_told_and_nothing_is_lost(workspace: Workspace, table: Path, limit: int) -> None:
    before = state(workspace)
    full = subprocess.run(
        [sys.executable, "-c", KG, "review", "apply", table.name, "--by", "A"],
        cwd=workspace.root,
        capture_output=True,
        text=True,
        check=False,
        # A file that may grow no further stands for a disk that is full: the same call of the system fails.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    if full.returncode:
        assert full.returncode == 2, full.stderr
        assert "cannot be written" in full.stderr
        assert "Nothing was lost" in full.stderr
        assert "Traceback" not in full.stderr
        assert state(workspace) == before
    assert run(workspace, "review", "apply", table.name, "--by", "A").returncode == 0
    assert len(load_judgements(workspace)) == 7


def test_a_full_disk_after_the_decision_is_mended_by_the_next_run(workspace: Workspace, table: Path) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode != 0:
        pytest.skip("unshare -rm (user and mount namespaces) is not allowed here")
    folder = workspace.root / "seeds" / "reviewed"
    folder.mkdir()
    apply = f"{sys.executable} -c '{KG}' review apply {table.name} --by A"
    script = f"mount -t tmpfs -o size=4k tmpfs {folder} && cd {workspace.root} && {apply}; echo $?; ls -A {folder}"
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split()[0] == "2", done.stdout + done.stderr
    assert "Nothing was lost" in done.stderr
    assert len(load_judgements(workspace)) == 7, "the decisions were taken before the disk was full"
    again = run(workspace, "review", "apply", table.name, "--by", "A")
    assert again.returncode == 0, again.stderr
    made = replay(load_judgements(workspace))
    texts = render(made, file_names(made), workspace.base)
    assert {f"{name}.ttl": text.encode() for name, text in texts.items() if text} == reviewed(workspace)


def test_a_folder_that_cannot_be_written_is_told_and_can_still_be_read(workspace: Workspace, table: Path) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode != 0:
        pytest.skip("unshare -rm (user and mount namespaces) is not allowed here")
    kg = f"{sys.executable} -c '{KG}' review"
    script = (
        f"mount --bind {workspace.root} {workspace.root} && mount -o remount,ro,bind {workspace.root} && "
        f"cd {workspace.root} && {kg} list --format jsonl && {kg} apply {table.name} --by A; echo $?"
    )
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "2", done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 8
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not load_judgements(workspace)


def test_files_changed_by_hand_are_made_again_and_that_is_told(workspace: Workspace, table: Path) -> None:
    assert run(workspace, "review", "apply", table.name, "--by", "A").returncode == 0
    whole = state(workspace)
    path = next((workspace.root / "seeds" / "reviewed").glob("gazette*"))
    path.write_text(path.read_text("utf-8") + "\n# by hand\n", encoding="utf-8")
    again = run(workspace, "review", "apply", table.name, "--by", "A")
    assert again.returncode == 0
    assert f"{path.name} was not what the judgements come to" in again.stderr
    assert state(workspace) == whole
