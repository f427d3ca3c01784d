"""``kg build``: what it says, where, and how it exits."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.init import make_workspace

MAIN = "from kg.cli import main; main()"


def _build(cwd: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", MAIN, "build", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace, not built yet."""
    found = tmp_path_factory.mktemp("build")
    make_workspace(found, "Ferries")
    return found


def test_builds_says_so_on_stderr_and_is_quiet_if_asked(folder: Path) -> None:
    first = _build(folder)
    assert (first.returncode, first.stdout) == (0, "")
    assert "Reading seeds/example.ttl" in first.stderr
    assert "files loaded" in first.stderr
    again = _build(folder)
    assert again.stderr.startswith("Up to date: ")
    assert _build(folder, "--quiet").stderr == ""
    (folder / "seeds" / "example.ttl").touch()
    assert _build(folder).stderr.startswith("Up to date: ")


def test_only_what_changed(folder: Path) -> None:
    _build(folder)
    path = folder / "seeds" / "one.ttl"
    path.write_text("<https://example.org/a> <https://example.org/b> 1 .\n")
    assert "1 files loaded" in _build(folder).stderr
    path.unlink()
    assert "1 dropped" in _build(folder).stderr
    assert "Reading ontology/agents.ttl" in _build(folder, "--full").stderr


def test_broken_file_exits_2_and_wrong_data_1(folder: Path) -> None:
    path = folder / "seeds" / "bad.ttl"
    path.write_text("<a")
    broken = _build(folder)
    assert broken.returncode == 2
    assert "Error: seeds/bad.ttl, line 1: " in broken.stderr
    path.write_text(
        '<https://example.org/a> <https://example.org/b> "2006-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .'
    )
    wrong = _build(folder)
    assert wrong.returncode == 1
    assert "Error: seeds/bad.ttl, line 1: " in wrong.stderr
    for done in (broken, wrong):
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
    path.unlink()


def test_messages_spell_out_what_a_terminal_would_obey(folder: Path) -> None:
    path = folder / "seeds" / "bad.ttl"
    path.write_bytes(b"\x1b]0;owned\x07 <a>")
    done = _build(folder)
    assert "\x1b" not in done.stderr
    assert done.returncode == 2
    path.unlink()


def test_help_has_an_example(folder: Path) -> None:
    done = _build(folder, "--help")
    assert "kg build --full" in done.stdout
    assert "ON_RECORD_STORE_USER" in done.stdout
