"""``kg ask`` as somebody at a terminal sees it."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

from click.testing import CliRunner

from kg.cli.ask import command

KG = (sys.executable, "-c", "from kg.cli import main; main()")
BROAD = "who said what about the foreign prisoners"


def run_in_terminal(*words: str, pager: str) -> str:
    """Return what a terminal of 60 lines shows."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 100, 0, 0))
    environment = {**os.environ, "PAGER": pager, "COLUMNS": "100", "TERM": "xterm"}
    process = subprocess.Popen([*KG, *words], stdin=child, stdout=child, stderr=child, env=environment, cwd=Path.cwd())
    os.close(child)
    shown = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    process.wait(timeout=60)
    os.close(parent)
    return shown.decode("utf-8", "replace").replace("\r\n", "\n")


def test_a_long_answer_goes_through_the_pager_with_the_summary_first() -> None:
    shown = run_in_terminal("ask", BROAD, pager="head -n 4")
    assert len(shown.splitlines()) <= 5
    assert "statements by" in shown.splitlines()[0]
    assert "--limit" in shown


def test_a_short_answer_needs_no_pager() -> None:
    shown = run_in_terminal("ask", "who said heads should roll", "--limit", "1", pager="false")
    assert "David Blunkett" in shown


def test_piped_output_is_whole_and_has_no_hints() -> None:
    shown = CliRunner().invoke(command, [BROAD]).stdout
    assert len(shown.splitlines()) > 100
    assert "--limit" not in shown


def test_who_somebody_is_comes_as_a_card_with_the_statements() -> None:
    shown = CliRunner(env={"COLUMNS": "100"}).invoke(command, ["who is Lin Homer?"]).output
    assert shown.startswith("Lin Homer: Director general of the Immigration and Nationality Directorate (2005-08-01")
    assert "post" in shown
    assert "s-e706dfa9-2390-2504" in shown


def test_what_happened_comes_as_a_card_with_the_statements() -> None:
    shown = CliRunner(env={"COLUMNS": "100"}).invoke(command, ["what happened at Dartmoor?"]).output
    assert shown.startswith("High-risk men released from HMP Dartmoor")
    assert "statements on record" in shown
    assert "s-1b78b682-734-927" in shown


def test_the_same_question_gives_the_same_bytes_in_every_process() -> None:
    def answer(seed: str) -> bytes:
        words = [*KG, "ask", "who disagrees about the freed foreign prisoners?", "--format", "json"]
        return subprocess.run(words, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout

    assert answer("1") == answer("2") == answer("3")
