"""Measuring a command: its time, its processor time, its memory; two commands in turn."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_SHOWN = 8


class BenchmarkError(Exception):
    """Something that keeps a figure from being taken."""


@dataclass(frozen=True)
class Run:
    """One run of a command: exit code (negative for a signal), seconds of time and of processor time, peak memory."""

    code: int
    wall_s: float
    cpu_s: float
    peak_bytes: int


@dataclass(frozen=True)
class Command:
    """A command with the folder it runs in, the environment it sees, and what it reads."""

    words: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    stdin: str = ""

    def __str__(self) -> str:
        """Return the words as somebody would type them, the first few."""
        more = " ..." if len(self.words) > _SHOWN else ""
        return " ".join([Path(self.words[0]).name, *self.words[1:_SHOWN]]) + more


def run(command: Command, *, code: int | None = 0, interrupt_after_s: float = 0.0, output: Path | None = None) -> Run:
    """Run a command to its end.

    Args:
        command: what to run.
        code: the exit code to insist on; None takes any.
        interrupt_after_s: send SIGINT after so many seconds, and measure from then on; 0 for never.
        output: where its stdout goes; None throws it away.

    Raises:
        BenchmarkError: it ended with another exit code; tells the end of what it said.
    """
    talk = command.folder / "stderr.txt"
    with (output or Path(os.devnull)).open("wb") as out, talk.open("wb") as err:
        process = subprocess.Popen(
            command.words,
            cwd=command.folder,
            env=command.environment,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
        )
        started = time.perf_counter()
        assert process.stdin is not None
        process.stdin.write(command.stdin.encode())
        process.stdin.close()
        if interrupt_after_s:
            time.sleep(interrupt_after_s)
            # Not Popen.send_signal either, which would reap a process that has ended.
            os.kill(process.pid, signal.SIGINT)
            started = time.perf_counter()
        # Not Popen.wait, which tells nothing of what the command used.
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if code is not None and process.returncode != code:
        said = talk.read_text(errors="replace").strip().splitlines()[-5:]
        raise BenchmarkError(f"{command}\nended with {process.returncode}, not {code}:\n" + "\n".join(said))
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if os.uname().sysname == "Linux" else 1
    return Run(process.returncode, wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


@dataclass(frozen=True)
class Comparison:
    """Two things measured in turn: the median of the ratios of the pairs, and the median of each."""

    ratio: float
    first: float
    second: float


def compare(first: Callable[[], float], second: Callable[[], float], pairs: int) -> Comparison:
    """Measure two things in turn, first and second and first again, so that a busy machine bears on both alike.

    >>> compare(lambda: 6.0, lambda: 4.0, 3)
    Comparison(ratio=1.5, first=6.0, second=4.0)
    """
    values = [(first(), second()) for _ in range(pairs)]
    return Comparison(median(a / b for a, b in values), median(a for a, _ in values), median(b for _, b in values))


def compare_cpu(first: Command, second: Command, pairs: int) -> Comparison:
    """Compare the processor time of two commands, each run once before to warm the caches of the machine."""
    run(first), run(second)
    return compare(lambda: run(first).cpu_s, lambda: run(second).cpu_s, pairs)
