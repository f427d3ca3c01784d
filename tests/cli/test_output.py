"""What becomes of a command whose output goes nowhere, or to a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

KG = [sys.executable, "-c", "from kg.cli import main; main()"]
FULL = Path("/dev/full")
_FULL_DISK = "Error: the output: No space left on device\nFree some space, or send it elsewhere.\n"


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_an_error_in_our_words() -> None:
    with FULL.open("w") as full:
        done = subprocess.run([*KG, "export", "figures", "--schema"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, _FULL_DISK)


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    many = "".join(f"<http://e/a{number}> a <http://e/B> .\n" for number in range(5000))
    (tmp_path / "many.ttl").write_text(many)
    with (tmp_path / "many.ttl").open() as stdin:
        run = subprocess.Popen(
            [*KG, "fmt", "-"], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline() == "<http://e/a0>\n"
        run.stdout.close()
        assert run.stderr.read() in ("", "1 changed, 0 as they should be.\n")
        assert run.wait(timeout=60) == 0
        run.stderr.close()


def test_closed_standard_streams_are_no_traceback() -> None:
    command = " ".join(f"'{word}'" for word in [*KG, "fmt", "-"])
    done = subprocess.run(["sh", "-c", f"{command} <&- >&-"], stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (0, "0 changed, 1 as they should be.\n")


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        ("verify --format json", 0, "1 passage on record: 1 exact.\n"),
        ("query -", 2, "Error: stdin is closed\nName a file, or pipe a query in.\n"),
    ],
)
def test_closed_streams_of_other_commands(tmp_path: Path, args: str, code: int, told: str) -> None:
    subprocess.run([*KG, "init", tmp_path / "own"], stderr=subprocess.PIPE, check=True)
    command = " ".join(f"'{word}'" for word in KG) + f" {args} <&- >&-"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path / "own", stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (code, told)


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md", "ttl", "srj", "srx", "sparql-csv", "tsv"])
def test_no_terminal_obeys_the_data(tmp_path: Path, format_: str) -> None:
    (tmp_path / "kg.toml").write_text("")
    ours, theirs = pty.openpty()
    query = 'SELECT ("\\u001b[31m\\u202e\\u009b2J" AS ?a) { }'
    subprocess.run([*KG, "query", "-q", query, "--format", format_], cwd=tmp_path, stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "31m" in shown
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["shw"], "Did you mean kg show?"),
        (["reviw"], "Did you mean kg review or kg view?"),
        (["review", "lst"], "Did you mean kg review list?"),
        (["xyzzy"], "No such command 'xyzzy'.\n"),
    ],
)
def test_a_mistyped_command_is_answered_with_the_nearest(typed: list[str], offered: str) -> None:
    done = subprocess.run([*KG, *typed], capture_output=True, text=True)
    assert done.returncode == 2
    assert offered in done.stderr
    assert done.stdout == ""
